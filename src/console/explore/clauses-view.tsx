import type { JSX } from 'preact';
import type { ClauseValues } from '../../domain/clause-values.js';
import type { Withheld } from '../../wire/explorations/exploration-results.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { useWords } from '../words/use-words.js';
import { relaxationWords } from './relaxation-words.js';
import { shortName, useFigures } from './explore-words.js';
import { QuestionPanel } from './question-panel.js';

type Told = Withheld<ClauseValues>;
type Relaxed = Told['relaxations'][number];
type Clause = Told['clauses'][number];

/** What every clause of the agreement is worth at the prices that prove the plan's bound. */
export function ClausesView(): JSX.Element {
  const { t } = useWords();
  return (
    <QuestionPanel
      kind="clauses"
      about={t('explore.clauses.about')}
      asked={{ kind: 'clauses', gap: 0.001, seconds: 180 }}
    >
      {({ clauses }) => (
        <>
          <Relaxations clauses={clauses} />
          <Clauses clauses={clauses} />
        </>
      )}
    </QuestionPanel>
  );
}

function Relaxations({ clauses }: { readonly clauses: Told }): JSX.Element {
  const wording = useWords();
  const { t } = wording;
  const figures = useFigures();
  const columns: Column<Relaxed>[] = [
    {
      key: 'what',
      header: t('explore.clauses.relaxation'),
      isHeader: true,
      cell: (row) => relaxationWords(row, wording),
    },
    {
      key: 'worth',
      header: t('explore.clauses.worthWeek'),
      isNumber: true,
      cell: ({ worth }) => figures.shortMoney(worth),
    },
    { key: 'cost', header: t('explore.clauses.cost'), isNumber: true, cell: ({ cost }) => figures.shortMoney(cost) },
    { key: 'clause', header: t('explore.clauses.clause'), cell: ({ clause }) => <code>{clause}</code> },
  ];
  return (
    <section class="card stack">
      <h2>{t('explore.clauses.best')}</h2>
      <p class="fine">
        {t('explore.clauses.bestAbout', { days: clauses.readyDays ?? 0, open: figures.shortMoney(clauses.open) })}
      </p>
      <DataTable
        caption={t('explore.clauses.best')}
        isCaptionHidden
        columns={columns}
        rows={clauses.relaxations}
        keyOf={({ clause, what, words }) => `${clause} ${what} ${words}`}
      />
    </section>
  );
}

function Clauses({ clauses }: { readonly clauses: Told }): JSX.Element {
  const { t, formats } = useWords();
  const figures = useFigures();
  const columns: Column<Clause>[] = [
    {
      key: 'on',
      header: t('explore.clauses.on'),
      isHeader: true,
      cell: ({ on, party }) => `${shortName(clauses.parties[party ?? -1]?.name ?? '')} ${on}`,
    },
    { key: 'says', header: t('explore.clauses.says'), cell: ({ says }) => says },
    {
      key: 'used',
      header: t('explore.clauses.used'),
      isNumber: true,
      cell: ({ used, grants }) => t('explore.ofAll', { part: figures.count(used), all: figures.count(grants) }),
    },
    { key: 'full', header: t('explore.clauses.full'), isNumber: true, cell: ({ full }) => figures.count(full) },
    {
      key: 'binding',
      header: t('explore.clauses.binding'),
      isNumber: true,
      cell: ({ binding }) => figures.count(binding),
    },
    {
      key: 'worth',
      header: t('explore.clauses.oneMore'),
      isNumber: true,
      cell: ({ worth, unit }) => `${figures.money(worth)} / ${t(`explore.unit.${unit}`)}`,
    },
  ];
  const rows = clauses.clauses.toSorted(
    (a, b) => (b.worth ?? 0) - (a.worth ?? 0) || (b.binding ?? 0) - (a.binding ?? 0),
  );
  return (
    <section class="card stack">
      <h2>{t('explore.clauses.all', { count: formats.number(rows.length) })}</h2>
      <p class="fine">{t('explore.clauses.allAbout')}</p>
      <DataTable
        caption={t('explore.clauses.all', { count: formats.number(rows.length) })}
        isCaptionHidden
        columns={columns}
        rows={rows}
        keyOf={({ clause, unit }) => `${clause} ${unit}`}
      />
    </section>
  );
}
