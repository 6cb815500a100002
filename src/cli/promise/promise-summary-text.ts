import type { DaysHistogram, TableSummary } from '../../planner/promise/promise-summary.js';

/** A table's summary as a person reads it. */
export function summaryText(summary: TableSummary, seconds: number): string {
  const { joint, betterAlone, byCarrier, partnership } = summary;
  const carriers = byCarrier.map((of) => [`${of.party} ${of.interlined ? 'with partner' : 'alone'}`, of] as const);
  const columns = [...carriers, ['better alone', betterAlone] as const, ['all together', joint] as const];
  const share = (pairs: number): string => `${((pairs / summary.pairs) * 100).toFixed(2)} %`;
  return [
    `${count(summary.pairs)} pairs of ${count(summary.postalCodes)} postal codes in ${seconds} s`,
    ...(summary.synthetic ? [`${summary.workspace}: figures are synthetic.`] : []),
    '',
    ...daysTable(columns),
    '',
    `The partnership is faster than the better carrier alone on ${count(partnership.faster)} pairs (${share(partnership.faster)})`,
    `and serves ${count(partnership.newlyServed)} pairs (${share(partnership.newlyServed)}) that neither serves alone.`,
    '',
    'Mean days and share served, by circle:    to it          from it',
    ...Object.keys(summary.toCircle).map(
      (circle) =>
        `  ${circle.padEnd(34)} ${circleText(summary.toCircle[circle])}  ${circleText(summary.fromCircle[circle])}`,
    ),
  ].join('\n');
}

/** One line per number of days, one column per histogram, shares of all pairs. */
function daysTable(columns: readonly (readonly [name: string, of: DaysHistogram])[]): string[] {
  const most = Math.max(0, ...columns.flatMap(([, of]) => of.byDays.map(([days]) => days)));
  const width = Math.max(...columns.map(([name]) => name.length)) + 2;
  const cell = (text: string): string => text.padStart(width);
  const percent = (pairs: number, of: DaysHistogram): string => cell(`${((pairs / of.pairs) * 100).toFixed(2)} %`);
  const rows = Array.from({ length: most + 1 }, (_, days) => {
    const cells = columns.map(([, of]) => percent(of.byDays.find(([day]) => day === days)?.[1] ?? 0, of));
    return `${String(days).padStart(10)}${cells.join('')}`;
  });
  return [
    `${'days'.padStart(10)}${columns.map(([name]) => cell(name)).join('')}`,
    ...rows,
    `${'not served'.padStart(10)}${columns.map(([, of]) => percent(of.notServed, of)).join('')}`,
    `${'mean'.padStart(10)}${columns.map(([, of]) => cell(of.meanDays.toFixed(2))).join('')}`,
  ];
}

function circleText(of: DaysHistogram | undefined): string {
  if (of === undefined) return '';
  const served = (((of.pairs - of.notServed) / of.pairs) * 100).toFixed(1);
  return `${of.meanDays.toFixed(2).padStart(5)} ${`${served} %`.padStart(7)}`;
}

function count(pairs: number): string {
  return pairs.toLocaleString('en');
}
