import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Growth } from '../../domain/growth.js';
import type { Withheld } from '../../wire/explorations/exploration-results.js';
import { DataTable, type Column } from '../widgets/data-table.js';
import { Field } from '../widgets/field.js';
import { LineChart } from '../widgets/line-chart.js';
import { useWords } from '../words/use-words.js';
import { useFigures } from './explore-words.js';
import { QuestionPanel } from './question-panel.js';

type Told = Withheld<Growth>;
type Step = Told['steps'][number];

/** Volume raised step by step: what binds first, and what keeps the promise. */
export function GrowthView(): JSX.Element {
  const { t, formats } = useWords();
  const [to, setTo] = useState(3);
  const [months, setMonths] = useState(18);
  const every = Math.max(1, Math.ceil(months / STEPS));
  return (
    <QuestionPanel
      kind="growth"
      about={t('explore.growth.about')}
      asked={{ kind: 'growth', to, months, every, gap: 0.01, seconds: 60 }}
      fields={
        <>
          <Field label={t('explore.growth.to')}>
            {(tied) => (
              <select {...tied} value={to} onChange={({ currentTarget }) => setTo(Number(currentTarget.value))}>
                {TIMES.map((times) => (
                  <option key={times} value={times}>
                    {t('explore.times', { value: formats.number(times) })}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('explore.growth.months')}>
            {(tied) => (
              <select {...tied} value={months} onChange={({ currentTarget }) => setMonths(Number(currentTarget.value))}>
                {MONTHS.map((count) => (
                  <option key={count} value={count}>
                    {t('explore.growth.monthCount', { count })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </>
      }
    >
      {({ growth }) => (
        <>
          <Steps growth={growth} />
          <Bottlenecks growth={growth} />
          <Remedies growth={growth} />
        </>
      )}
    </QuestionPanel>
  );
}

const STEPS = 4;
const TIMES = [1.5, 2, 3, 5] as const;
const MONTHS = [6, 12, 18, 24, 36] as const;
const SHOWN = 12;

function Steps({ growth }: { readonly growth: Told }): JSX.Element {
  const { t, formats } = useWords();
  const figures = useFigures();
  const broken = growth.steps.find(({ kept }) => !kept);
  const kept = growth.steps.some(({ remedy }) => remedy !== null);
  const promised = {
    share: figures.share(growth.promise.onTimeShare),
    left: figures.share(growth.promise.unplannedShare),
  };
  const line = (pick: (step: Step) => number | null | undefined): (number | null)[] =>
    growth.steps.map((step) => pick(step) ?? null);
  return (
    <section class="card stack">
      <p class={`explore-certain ${broken === undefined ? 'good' : 'bad'}`}>
        {broken === undefined
          ? t('explore.growth.holds', promised)
          : t('explore.growth.breaks', { month: broken.month ?? 0, ...promised })}
      </p>
      {growth.steps.length < 2 ? null : (
        <LineChart
          label={t('explore.growth.chart')}
          isWholeX
          x={growth.steps.map(({ month }) => month ?? 0)}
          lines={[
            { label: t('explore.growth.asIs'), colour: '--bad', values: line(({ asIs }) => asIs.onTimeShare) },
            ...(kept
              ? [
                  {
                    label: t('explore.growth.remedied'),
                    colour: '--good',
                    values: line(({ asIs, remedy }) => (remedy ?? { outcome: asIs }).outcome.onTimeShare),
                    isDashed: true,
                  },
                ]
              : []),
          ]}
          xWords={(value) => formats.number(value)}
          yWords={(value) => formats.percent(value)}
        />
      )}
      <StepTable steps={growth.steps} />
    </section>
  );
}

function StepTable({ steps }: { readonly steps: readonly Step[] }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  const columns: Column<Step>[] = [
    { key: 'month', header: t('explore.growth.month'), isHeader: true, cell: ({ month }) => figures.count(month) },
    {
      key: 'times',
      header: t('explore.growth.volume'),
      isNumber: true,
      cell: ({ times }) => figures.decimal(times, 2),
    },
    { key: 'parcels', header: t('explore.parcels'), isNumber: true, cell: ({ parcels }) => figures.count(parcels) },
    { key: 'onTime', header: t('explore.onTime'), isNumber: true, cell: ({ asIs }) => figures.share(asIs.onTimeShare) },
    {
      key: 'leftOut',
      header: t('explore.growth.leftOut'),
      isNumber: true,
      cell: ({ asIs }) => figures.share(asIs.unplannedShare),
    },
    {
      key: 'each',
      header: t('explore.costPerParcel'),
      isNumber: true,
      cell: ({ asIs }) => figures.money(asIs.costPerParcel),
    },
    { key: 'kept', header: t('explore.growth.kept'), cell: (step) => t(step.kept ? 'explore.yes' : 'explore.no') },
  ];
  return (
    <DataTable
      caption={t('explore.growth.steps')}
      columns={columns}
      rows={steps}
      keyOf={({ month }) => String(month)}
    />
  );
}

function Bottlenecks({ growth }: { readonly growth: Told }): JSX.Element {
  const { t } = useWords();
  const figures = useFigures();
  type Bottleneck = Told['bottlenecks'][number];
  const columns: Column<Bottleneck>[] = [
    {
      key: 'name',
      header: t('explore.growth.what'),
      isHeader: true,
      cell: ({ name, id }) => (name === '' ? id : name),
    },
    { key: 'kind', header: t('explore.growth.kind'), cell: ({ kind }) => t(`explore.bottleneck.${kind}`) },
    {
      key: 'first',
      header: t('explore.growth.first'),
      isNumber: true,
      cell: ({ firstMonth }) => figures.count(firstMonth),
    },
    {
      key: 'worth',
      header: t('explore.growth.tenthMore'),
      isNumber: true,
      cell: ({ worth }) => figures.shortMoney(worth.at(-1)),
    },
  ];
  return (
    <section class="card">
      <DataTable
        caption={t('explore.growth.bottlenecks', { count: Math.min(SHOWN, growth.bottlenecks.length) })}
        columns={columns}
        rows={growth.bottlenecks.slice(0, SHOWN)}
        keyOf={({ kind, party, id }) => `${kind} ${party} ${id}`}
      />
    </section>
  );
}

function Remedies({ growth }: { readonly growth: Told }): JSX.Element | null {
  const { t } = useWords();
  const figures = useFigures();
  const last = growth.steps.findLast(({ remedy }) => remedy !== null);
  if (last === undefined || last.remedy === null) return null;
  const { runs, clauses, runCost, keeps } = last.remedy;
  return (
    <section class="card stack">
      <h2>{t('explore.growth.remedy', { month: last.month ?? 0 })}</h2>
      <p>
        {t(keeps ? 'explore.growth.remedyKeeps' : 'explore.growth.remedyNearest', {
          runs: runs.length,
          clauses: clauses.length,
          cost: figures.shortMoney(runCost),
        })}
      </p>
      <ul class="explore-list">
        {runs.slice(0, SHOWN).map(({ trip, name, runs: count, days, cost }) => (
          <li key={trip}>
            {t('explore.growth.run', {
              name: name === '' ? trip : name,
              runs: count ?? 0,
              days: days ?? 0,
              cost: figures.shortMoney(cost),
            })}
          </li>
        ))}
        {clauses.slice(0, SHOWN).map(({ clause, on, says, times }) => (
          <li key={clause}>{t('explore.growth.clause', { on, says, times: figures.decimal(times, 2) })}</li>
        ))}
      </ul>
    </section>
  );
}
