import type { Growth, GrowthStep } from '../../domain/growth.js';
import { bottleneckName, firstOfEachStep, promiseText, withoutText } from '../../report/growth/growth-words.js';
import { numbersOf } from '../../report/page/numbers.js';

const BOTTLENECKS_SHOWN = 12;
const RUNS_SHOWN = 6;

/** Growth as a person reads it in a terminal. */
export function growthText(growth: Growth): string {
  const { name, synthetic, steps, bottlenecks, promise } = growth;
  const numbers = numbersOf(growth.currency);
  const rows = steps.map(({ month, times, parcels, asIs, kept, binding, remedy }) => [
    String(month),
    `x ${times.toFixed(2)}`,
    numbers.count(parcels),
    numbers.money(asIs.costPerParcel),
    numbers.share(asIs.onTimeShare),
    kept ? 'kept' : 'broken',
    numbers.count(binding.departure),
    remedy === null ? '' : numbers.share(remedy.outcome.onTimeShare),
    remedy === null ? '' : numbers.money(remedy.outcome.costPerParcel),
    remedy === null ? '' : numbers.count(remedy.runs.reduce((sum, { runs }) => sum + runs, 0)),
    remedy === null ? '' : remedy.keeps ? 'kept' : 'nearest',
  ]);
  const head = ['Month', 'Volume', 'Parcels', 'Each', 'On time', 'Promise', 'Full', 'With', 'Each', 'Runs', ''];
  return [
    `${name}${synthetic ? ' (figures are synthetic)' : ''}: volume to ${growth.to} times in ${growth.months} months.`,
    `The promise: ${promiseText(promise, numbers)}.`,
    '',
    ...aligned([head, ...rows]),
    '',
    'Full: departures that bind. With: on time with the runs and clauses below; Runs: those of the horizon.',
    '',
    'What binds first, the most valuable of each step:',
    ...firstOfEachStep(bottlenecks, BOTTLENECKS_SHOWN).map(
      (one) => `  month ${String(one.firstMonth).padStart(2)}  ${bottleneckName(one)}`,
    ),
    ...remedyLines(steps, numbers),
    '',
  ].join('\n');
}

function remedyLines(steps: readonly GrowthStep[], numbers: ReturnType<typeof numbersOf>): string[] {
  const last = steps.flatMap(({ month, remedy }) => (remedy === null ? [] : [{ month, remedy }])).at(-1);
  if (last === undefined) return ['', 'The promise is kept in every step.'];
  const { remedy, month } = last;
  return [
    '',
    `Month ${month}: ${remedy.keeps ? 'the promise is kept with' : 'nearest to the promise come'}`,
    ...remedy.clauses.map(
      (one) =>
        `  ${one.clause} (${one.on}) at ${one.times.toFixed(2)} times what it grants; without it: ${withoutText(one, numbers)}`,
    ),
    ...remedy.runs
      .slice(0, RUNS_SHOWN)
      .map(
        ({ party, trip, name, runs, cost }) =>
          `  ${runs} more runs of ${party}:${trip} (${name}), ${numbers.shortMoney(cost)}`,
      ),
    ...(remedy.runs.length > RUNS_SHOWN ? [`  and runs of ${remedy.runs.length - RUNS_SHOWN} other trips`] : []),
    `  runs cost ${numbers.shortMoney(remedy.runCost)} in all`,
  ];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padStart(widths[column] + (column > 0 ? 2 : 0)))
      .join('')
      .trimEnd(),
  );
}
