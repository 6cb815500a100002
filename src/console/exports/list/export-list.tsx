import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { displayTrackingNumber } from '../../../standards/tracking/tracking-number.js';
import { useSession } from '../../app/session.js';
import { useShortcuts } from '../../app/shortcuts.js';
import { useToast } from '../../app/toasts.js';
import { useAct } from '../../client/use-act.js';
import { useNotices } from '../../client/use-notices.js';
import { usePages } from '../../client/use-pages.js';
import { DataTable } from '../../widgets/data-table.js';
import { faultWords } from '../../widgets/fault-words.js';
import { Icon } from '../../widgets/icon.js';
import { PageHead } from '../../widgets/page-head.js';
import { Empty, Failed, Shown } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { addressOf, isNarrowed, requestOf, STATES, viewOf, type ListView } from './list-view.js';
import { openPdf } from '../detail/open-pdf.js';
import { DueWords, StateBadge } from '../state-badge.js';
import { countryName, nameIn, type Tables } from '../tables/tables.js';
import { useTables } from '../tables/use-tables.js';
import type { Export } from '../wire-types.js';

/** Labels of one file. */
const LABELS_MAX = 300;

/** All exports, newest first, narrowed by what stands in the address. */
export function ExportList(): JSX.Element {
  const { t } = useWords();
  const { query, route } = useLocation();
  const { may } = useSession();
  const view = viewOf(query);
  const tables = useTables();
  const pages = usePages(
    async (client, cursor, signal) =>
      (
        await client.listExports({
          query: { limit: 50, ...requestOf(view), ...(cursor === undefined ? {} : { cursor }) },
          ...(signal === undefined ? {} : { signal }),
        })
      ).body,
    [view],
  );
  useNotices(['export.changed'], pages.answered.again);
  const acting = useAct();
  const begin = async (): Promise<void> => {
    let id = '';
    const isDone = await acting.act(async (client) => {
      id = (await client.createExport({ body: { declaration: {} } })).body.id;
    });
    if (isDone) route(`/exports/${id}/edit`);
  };
  useShortcuts(may('shipments:write') ? [{ keys: 'n', words: t('exports.new'), run: () => void begin() }] : []);
  return (
    <div class="page exports">
      <PageHead
        title={t('exports.title')}
        lede={t('exports.lede')}
        actions={<ListActions isBusy={acting.isBusy} begin={begin} />}
      />
      {acting.error === undefined ? null : <Failed error={acting.error} />}
      <ListFilters view={view} tables={tables.value} onView={(chosen) => route(addressOf(chosen))} />
      <section class="card">
        <Shown answered={pages.answered} lines={8}>
          {() => <Rows rows={pages.rows} view={view} />}
        </Shown>
        {pages.more === undefined ? null : (
          <button type="button" class="button" disabled={pages.isAsking} onClick={pages.more}>
            {t('app.moreRows')}
          </button>
        )}
      </section>
    </div>
  );
}

/** Where else exports are worked on, and the way to a new one. */
function ListActions(props: { readonly isBusy: boolean; readonly begin: () => Promise<void> }): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  const { isBusy, begin } = props;
  return (
    <>
      {may('custody:read') ? (
        <a class="button" href="/exports/despatches">
          <Icon name="parcels" size={16} />
          {t('exports.despatches')}
        </a>
      ) : null}
      <a class="button" href="/exports/tables">
        <Icon name="agreement" size={16} />
        {t('exports.tables')}
      </a>
      {may('shipments:write') ? (
        <>
          <a class="button" href="/exports/profile">
            <Icon name="person" size={16} />
            {t('exports.profile')}
          </a>
          <a class="button" href="/exports/upload">
            <Icon name="upload" size={16} />
            {t('exports.upload')}
          </a>
          <button type="button" class="button button-main" disabled={isBusy} onClick={() => void begin()}>
            <Icon name="plus" size={16} />
            {t('exports.new')}
          </button>
        </>
      ) : null}
    </>
  );
}

function ListFilters(props: {
  readonly view: ListView;
  readonly tables: Tables | undefined;
  readonly onView: (view: ListView) => void;
}): JSX.Element {
  const { t, locale } = useWords();
  const { view, tables, onView } = props;
  return (
    <form
      class="export-filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const q = new FormData(event.currentTarget).get('q');
        onView({ ...view, q: typeof q === 'string' ? q.trim() : '' });
      }}
    >
      <label>
        <span>{t('exports.search')}</span>
        <input key={view.q} type="search" name="q" defaultValue={view.q} placeholder={t('exports.searchHint')} />
      </label>
      <label>
        <span>{t('exports.stateIs')}</span>
        <select
          value={view.state}
          onChange={({ currentTarget }) => onView({ ...view, state: viewOf({ state: currentTarget.value }).state })}
        >
          <option value="">{t('exports.any')}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {t(`exports.state.${state}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('exports.field.addressee/country')}</span>
        <select
          value={view.country}
          onChange={({ currentTarget }) => onView({ ...view, country: currentTarget.value })}
        >
          <option value="">{t('exports.any')}</option>
          {(tables?.destinations ?? []).map((one) => (
            <option key={one.country} value={one.country}>
              {nameIn(locale, one)}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={view.isOverdue}
          onChange={({ currentTarget }) => onView({ ...view, isOverdue: currentTarget.checked })}
        />
        {t('exports.overdueOnly')}
      </label>
      {isNarrowed(view) ? (
        <a class="button" href="/exports">
          {t('exports.clear')}
        </a>
      ) : null}
    </form>
  );
}

function Rows(props: { readonly rows: readonly Export[]; readonly view: ListView }): JSX.Element {
  const { t, locale, formats } = useWords();
  const { rows, view } = props;
  if (rows.length === 0) {
    return (
      <Empty icon="plane" title={t(isNarrowed(view) ? 'exports.noneHere' : 'exports.none')}>
        <p>{t(isNarrowed(view) ? 'exports.noneHereMore' : 'exports.noneMore')}</p>
      </Empty>
    );
  }
  return (
    <>
      <PrintLabels rows={rows} />
      <DataTable
        caption={t('exports.title')}
        isCaptionHidden
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'item',
            header: t('exports.item'),
            isHeader: true,
            cell: ({ id, item, state }) => (
              <a class="mono" href={state === 'draft' ? `/exports/${id}/edit` : `/exports/${id}`}>
                {item === null ? t('exports.draftOf', { at: id.slice(-6) }) : displayTrackingNumber(item)}
              </a>
            ),
          },
          {
            key: 'reference',
            header: t('exports.field.reference'),
            cell: ({ reference }) => reference ?? '–',
          },
          {
            key: 'country',
            header: t('exports.field.addressee/country'),
            cell: ({ country }) => (country === null ? '–' : countryName(locale, country)),
          },
          { key: 'state', header: t('exports.stateIs'), cell: ({ state }) => <StateBadge state={state} /> },
          { key: 'due', header: t('exports.due'), cell: (one) => <DueWords {...one} /> },
          {
            key: 'changed',
            header: t('exports.changed'),
            isNumber: true,
            cell: ({ changed_at: at }) => formats.instant(at),
          },
        ]}
      />
    </>
  );
}

/** One file of the labels of what is listed and has one. */
function PrintLabels({ rows }: { readonly rows: readonly Export[] }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useSession();
  const tell = useToast();
  const acting = useAct();
  const printable = rows.filter(({ state }) => PRINTED.has(state)).slice(0, LABELS_MAX);
  if (printable.length === 0 || !may('labels:print')) return null;
  const print = async (): Promise<void> => {
    await acting.act(async (client) => {
      const body = { export_ids: printable.map(({ id }) => id), omission: 'accept' as const };
      try {
        openPdf((await client.printExportLabels({ body })).body);
      } catch (error) {
        tell({ tone: 'bad', text: faultWords(error, t).more });
      }
    });
  };
  return (
    <p class="export-print">
      <button type="button" class="button" disabled={acting.isBusy} onClick={() => void print()}>
        <Icon name="print" size={16} />
        {t('exports.printLabels', { count: printable.length })}
      </button>
    </p>
  );
}

const PRINTED: ReadonlySet<string> = new Set(['filed', 'booked', 'in_transit_to_fpo']);
