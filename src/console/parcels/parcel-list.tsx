import type { JSX } from 'preact';
import { useCallback, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useSession } from '../app/session.js';
import { useShortcuts } from '../app/shortcuts.js';
import { useToast } from '../app/toasts.js';
import { useNotices } from '../client/use-notices.js';
import { usePins } from '../plans/use-pins.js';
import { Icon } from '../widgets/icon.js';
import { PageHead } from '../widgets/page-head.js';
import { Empty, Failed, Waiting } from '../widgets/states.js';
import { useWords } from '../words/use-words.js';
import { ActionDialog, type ParcelAction } from './action-dialog.js';
import { ExportButton } from './export-button.js';
import { FilterBar } from './filter-bar.js';
import { addressWith, COLUMN_KEYS, columnsOf, filtersOf, requestOf, type ColumnKey, type Filters } from './filters.js';
import { moved, toggled, toggledAll } from './list-state.js';
import { ParcelTable } from './parcel-table.js';
import { SavedViews } from './saved-views.js';
import { SelectSwitch } from './select-switch.js';
import { useParcels, type Parcels } from './use-parcels.js';

const PATH = '/parcels';

/** The list of parcels: found, filtered, chosen, acted on. */
export function ParcelList({ query }: { readonly query: Readonly<Record<string, string>> }): JSX.Element {
  const { t } = useWords();
  const { route } = useLocation();
  const { workspace } = useSession();
  const filters = useMemo(() => filtersOf(query), [query]);
  const columns = columnsOf(query);
  const request = useMemo(() => requestOf(filters, workspace.time_zone), [filters, workspace]);
  const parcels = useParcels(request);
  const [isFilterOpen, setFilterOpen] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const [isSelecting, setSelecting] = useState(false);
  const open = useCallback((to: Filters, shown: readonly ColumnKey[]) => route(addressWith(PATH, to, shown)), [route]);
  useNotices(CHANGES, () => setChanged(true));
  useListKeys(parcels, () => setFilterOpen(true));
  const refresh = (): void => {
    setChanged(false);
    parcels.again();
  };
  return (
    <div class={isSelecting ? 'page parcels is-selecting' : 'page parcels'}>
      <PageHead
        title={t('nav.parcels')}
        actions={
          <>
            {isChanged ? (
              <button type="button" class="button" onClick={refresh}>
                {t('parcels.changed')} · {t('parcels.refresh')}
              </button>
            ) : null}
            <SelectSwitch isOn={isSelecting} onSwitch={setSelecting} />
            <ColumnChoice columns={columns} onColumns={(shown) => open(filters, shown)} />
            <ExportButton request={request} columns={columns} />
          </>
        }
      />
      <SavedViews
        page="parcels"
        filters={filters}
        columns={columns}
        addressOf={(view) => addressWith(PATH, filtersOf(view.filters), columnsOf({ cols: view.columns.join() }))}
      />
      <FilterBar
        filters={filters}
        onFilters={(chosen) => open(chosen, columns)}
        isOpen={isFilterOpen}
        onOpen={setFilterOpen}
      />
      <Selection parcels={parcels} onDone={refresh} />
      <Rows parcels={parcels} columns={columns} isFiltered={Object.keys(filters).length > 0} />
    </div>
  );
}

const CHANGES = ['shipment.booked', 'shipment.cancelled', 'shipment.changed', 'shipment.events'] as const;

function useListKeys({ list, change }: Parcels, onFilter: () => void): void {
  const { t } = useWords();
  const { route } = useLocation();
  const current = list.rows[list.current];
  useShortcuts([
    { keys: 'j', words: t('parcels.key.next'), run: () => change((known) => moved(known, 1)) },
    { keys: 'k', words: t('parcels.key.previous'), run: () => change((known) => moved(known, -1)) },
    {
      keys: 'Enter',
      words: t('parcels.key.open'),
      run: () => {
        if (current !== undefined) route(`${PATH}/${current.id}`);
      },
    },
    {
      keys: 'x',
      words: t('parcels.key.select'),
      run: () => {
        if (current !== undefined) change((known) => toggled(known, current.id));
      },
    },
    { keys: '/', words: t('parcels.key.search'), run: () => document.getElementById('parcel-search')?.focus() },
    { keys: 'f', words: t('parcels.key.filter'), run: onFilter },
  ]);
}

/** The table, or why it is empty; below it how much of the list there is. */
function Rows(props: {
  readonly parcels: Parcels;
  readonly columns: readonly ColumnKey[];
  readonly isFiltered: boolean;
}): JSX.Element {
  const { t } = useWords();
  const { parcels, columns, isFiltered } = props;
  const { list, change, state, error, hasMore, more, again } = parcels;
  const isAsking = state === 'asking';
  if (state === 'failed' && list.rows.length === 0) return <Failed error={error} again={again} />;
  if (isAsking && list.rows.length === 0) return <Waiting lines={12} />;
  if (list.rows.length === 0 && !hasMore) {
    return (
      <Empty icon="parcels" title={t(isFiltered ? 'parcels.none' : 'parcels.noneYet')}>
        <p>{t(isFiltered ? 'parcels.noneMore' : 'parcels.noneYetMore')}</p>
        {isFiltered ? null : <HowToBook />}
      </Empty>
    );
  }
  return (
    <>
      {state === 'failed' ? <Failed error={error} again={more} /> : null}
      <ParcelTable
        list={list}
        columns={columns}
        isBusy={isAsking}
        onToggle={(id) => change((known) => toggled(known, id))}
        onToggleAll={() => change(toggledAll)}
        onEnd={more}
      />
      <p class="parcel-count fine" role="status">
        {t('parcels.loaded', { count: list.rows.length })}
        {hasMore && list.rows.length > 0 ? `, ${t('parcels.andMore')}` : ''}
        {hasMore ? (
          <button type="button" class="button" disabled={isAsking} onClick={more}>
            {t(isAsking ? 'parcels.lookingBack' : 'parcels.goOn')}
          </button>
        ) : null}
      </p>
    </>
  );
}

/** Parcels come from programs of their sender: says how. */
function HowToBook(): JSX.Element {
  const { t } = useWords();
  const { may } = useSession();
  return (
    <>
      <p>{t('parcels.noneYetHow')}</p>
      <p class="row">
        <a class="button" href="/v1/docs" target="_blank" rel="noreferrer">
          {t('parcels.noneYetInterface')}
        </a>
        {may('keys:write') ? (
          <a class="button" href="/settings/keys">
            {t('parcels.noneYetKeys')}
          </a>
        ) : null}
      </p>
    </>
  );
}

/** What can be done with the parcels that are chosen. */
function Selection({
  parcels,
  onDone,
}: {
  readonly parcels: Parcels;
  readonly onDone: () => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { may } = useSession();
  const { pin } = usePins();
  const tell = useToast();
  const { list, change } = parcels;
  const [action, setAction] = useState<ParcelAction>();
  const chosen = list.rows.filter(({ id }) => list.chosen.has(id));
  const actions: readonly ParcelAction[] = [
    ...(may('shipments:write') ? (['redirect', 'return', 'cancel'] as const) : []),
    ...(may('labels:print') && may('shipments:write') ? (['label'] as const) : []),
  ];
  if (chosen.length === 0 && action === undefined) return null;
  return (
    <div class="selection" role="group" aria-label={t('parcels.selected', { count: chosen.length })}>
      <strong>{t('parcels.selected', { count: chosen.length })}</strong>
      {actions.map((one) => (
        <button key={one} type="button" class="button" onClick={() => setAction(one)}>
          {one === 'label' ? <Icon name="print" size={16} /> : null}
          {t(`act.${one}`)}
        </button>
      ))}
      {may('plans:write') ? (
        <button
          type="button"
          class="button"
          onClick={() => {
            pin(...chosen.map(({ id, tracking_number: name }) => ({ id, name })));
            tell({ tone: 'good', text: t('plans.pin.done', { count: chosen.length }) });
          }}
        >
          <Icon name="pin" size={16} />
          {t('plans.pin.on')}
        </button>
      ) : null}
      <button type="button" class="button" onClick={() => change((known) => ({ ...known, chosen: new Set() }))}>
        {t('parcels.clearSelection')}
      </button>
      <ActionDialog
        action={action}
        parcels={chosen}
        onClose={(isDone) => {
          if (isDone && action !== 'label') {
            change((known) => ({ ...known, chosen: new Set() }));
            onDone();
          }
          setAction(undefined);
        }}
      />
    </div>
  );
}

/** Which columns the table has. */
function ColumnChoice(props: {
  readonly columns: readonly ColumnKey[];
  readonly onColumns: (columns: readonly ColumnKey[]) => void;
}): JSX.Element {
  const { t } = useWords();
  const { columns, onColumns } = props;
  return (
    <>
      <button type="button" class="button" popovertarget="parcel-columns">
        {t('parcels.columns')}
      </button>
      <div id="parcel-columns" popover="auto" class="column-choice">
        {COLUMN_KEYS.filter((key) => key !== 'number').map((key) => (
          <label key={key} class="check">
            <input
              type="checkbox"
              checked={columns.includes(key)}
              onChange={({ currentTarget: { checked } }) =>
                onColumns(COLUMN_KEYS.filter((one) => (one === key ? checked : columns.includes(one))))
              }
            />
            {t(`parcels.column.${key}`)}
          </label>
        ))}
      </div>
    </>
  );
}
