import type { JSX } from 'preact';
import { useLocation } from 'preact-iso';
import { useSession } from '../../app/session.js';
import { useShortcuts } from '../../app/shortcuts.js';
import { Badge } from '../../widgets/badge.js';
import { DataTable } from '../../widgets/data-table.js';
import { Empty } from '../../widgets/states.js';
import { useWords } from '../../words/use-words.js';
import { STATE_TONES, type Version } from '../agreement-state.js';
import { AgreementCalendar } from './agreement-calendar.js';
import { useDays, type Agreements } from '../use-agreements.js';

/** What is in force with each partner, and all versions. */
export function AgreementList({ known }: { readonly known: Agreements }): JSX.Element {
  const { t, formats } = useWords();
  const { organisation, may } = useSession();
  const { route } = useLocation();
  const { list } = useDays();
  const { versions, carriers, nameOf } = known;
  useShortcuts(
    may('agreements:write') ? [{ keys: 'n', words: t('agreements.new'), run: () => route('/agreements/new') }] : [],
  );
  const partners = organisation.kind === 'carrier' ? carriers.filter(({ id }) => id !== organisation.id) : [];
  if (versions.length === 0) {
    return (
      <Empty icon="agreement" title={t('agreements.none')}>
        <p>{t('agreements.noneMore')}</p>
        {may('agreements:write') ? (
          <a class="button button-main" href="/agreements/new">
            {t('agreements.new')}
          </a>
        ) : null}
      </Empty>
    );
  }
  return (
    <div class="stack">
      {partners.map((partner) => (
        <AgreementCalendar key={partner.id} partner={partner} versions={versions} />
      ))}
      <section class="card">
        <DataTable
          caption={t('agreements.versions')}
          rows={versions}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'version',
              header: t('agreements.column.version'),
              isHeader: true,
              cell: ({ id, agreement, version }) => (
                <a href={`/agreements/${id}`}>{t('agreements.version', { agreement, version })}</a>
              ),
            },
            { key: 'state', header: t('agreements.column.state'), cell: (version) => <StateBadge version={version} /> },
            { key: 'days', header: t('agreements.column.days'), cell: (version) => <VersionDays version={version} /> },
            {
              key: 'signed',
              header: t('agreements.column.signed'),
              cell: ({ signed_by: signed }) =>
                signed.length === 0 ? t('agreements.signedNobody') : list(signed.map(nameOf)),
            },
            { key: 'by', header: t('agreements.column.by'), cell: ({ proposed_by: by }) => nameOf(by) },
            {
              key: 'at',
              header: t('agreements.column.at'),
              isNumber: true,
              cell: ({ offered_at: offered, created_at: at }) => formats.day(offered ?? at),
            },
          ]}
        />
      </section>
    </div>
  );
}

/** The state of a version in a word. */
export function StateBadge({ version }: { readonly version: Version }): JSX.Element {
  const { t } = useWords();
  return <Badge tone={STATE_TONES[version.state]}>{t(`agreements.state.${version.state}`)}</Badge>;
}

/** First and last day that a version names. */
export function VersionDays({ version }: { readonly version: Version }): JSX.Element {
  const { t } = useWords();
  const { date } = useDays();
  const from = date(version.effective_from);
  return (
    <>
      {version.effective_until === '9999-12-31'
        ? t('agreements.daysOpen', { from })
        : t('agreements.days', { from, until: date(version.effective_until) })}
    </>
  );
}
