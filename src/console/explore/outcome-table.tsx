import type { JSX } from 'preact';
import type { ToldOutcome } from '../../wire/explorations/exploration-results.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { useWords } from '../words/use-words.js';
import { useFigures } from './explore-words.js';
import { queryOf } from './sliders.js';
import type { ShownScenario } from './use-scenarios.js';

interface Row extends Partial<ShownScenario> {
  readonly key: string;
  readonly name: string;
  readonly outcome: ToldOutcome | undefined;
  readonly at: number;
}

/** Today's agreement and pinned scenarios side by side. */
export function OutcomeTable(props: {
  readonly base: ToldOutcome;
  readonly rows: readonly ShownScenario[];
  readonly own: number;
  readonly onRemove: (at: number) => void;
}): JSX.Element | null {
  const { base, rows, own, onRemove } = props;
  const { t } = useWords();
  const figures = useFigures();
  if (rows.length === 0) return <p class="fine">{t('explore.pinHint')}</p>;
  const isAll = base.cost.amount !== null;
  const column = (key: string, header: string, cell: (outcome: ToldOutcome) => string): Column<Row> => ({
    key,
    header,
    isNumber: true,
    cell: ({ outcome }) => (outcome === undefined ? '…' : cell(outcome)),
  });
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: t('explore.scenario'),
      isHeader: true,
      cell: ({ name, href }) => (href === undefined ? name : <a href={href}>{name}</a>),
    },
    ...(isAll
      ? [
          column('each', t('explore.costPerParcel'), ({ costPerParcel }) => figures.money(costPerParcel.amount)),
          column('change', t('explore.change'), ({ difference }) => figures.change(difference?.cost.amount)),
          column('between', t('explore.between'), ({ difference }) =>
            difference === null
              ? ''
              : t('explore.fromTo', {
                  low: figures.change(difference.cost.low),
                  high: figures.change(difference.cost.high),
                }),
          ),
        ]
      : []),
    column('onTime', t('explore.onTime'), ({ onTimeShare }) => figures.share(onTimeShare)),
    column('days', t('explore.days'), ({ transitDays }) => figures.decimal(transitDays, 2)),
    ...(isAll ? [column('gain', t('explore.gain'), ({ gain }) => figures.shortMoney(gain.amount))] : []),
    column('own', t('explore.ownGain'), ({ parties }) => figures.shortMoney(parties[own]?.gain)),
    {
      key: 'remove',
      header: t('explore.remove'),
      cell: ({ values, at, name }) =>
        values === undefined ? (
          ''
        ) : (
          <button
            type="button"
            class="button"
            aria-label={t('explore.removeNamed', { name })}
            onClick={() => onRemove(at)}
          >
            {t('explore.remove')}
          </button>
        ),
    },
  ];
  const all: Row[] = [
    { key: 'base', name: t('explore.asItIs'), outcome: base, at: -1 },
    ...rows.map((row, at) => ({ ...row, key: queryOf(row.values), at })),
  ];
  return <DataTable caption={t('explore.sideBySide')} columns={columns} rows={all} keyOf={({ key }) => key} />;
}
