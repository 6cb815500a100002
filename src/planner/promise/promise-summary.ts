import type { Workspace } from '../../domain/workspace.js';
import { BINS, NOT_SERVED } from '../../engine/promise/promise-table.js';
import type { TableCounts } from '../../engine/promise/promise-table.js';
import type { CaseName, TableProblem } from './promise-table.js';

/** Pairs of postal codes by days to delivery: `[days, pairs]` in order of days, and those that are not served. */
export interface DaysHistogram {
  readonly pairs: number;
  readonly byDays: readonly (readonly [days: number, pairs: number])[];
  readonly notServed: number;
  readonly meanDays: number; // of the pairs that are served
}

/** What a table of promises adds up to. */
export interface TableSummary {
  readonly workspace: string;
  readonly synthetic: boolean;
  readonly postalCodes: number;
  readonly pairs: number;
  readonly best: 'joint' | 'alone';
  readonly joint: DaysHistogram;
  readonly betterAlone: DaysHistogram;
  readonly byCarrier: readonly ({ readonly party: string; readonly interlined: boolean } & DaysHistogram)[];
  readonly partnership: {
    readonly faster: number; // pairs that the better carrier alone also serves, but later
    readonly newlyServed: number; // pairs that neither carrier serves alone
    readonly byDaysSaved: readonly (readonly [days: number, pairs: number])[];
  };
  readonly fromCircle: Readonly<Record<string, DaysHistogram>>; // by the first characters of the origin's code
  readonly toCircle: Readonly<Record<string, DaysHistogram>>;
}

/** Counts of a filled table as a summary. */
export function summaryOf(workspace: Workspace, problem: TableProblem, counts: TableCounts): TableSummary {
  const { columns, circles } = problem;
  const byCircle = (bins: Float64Array): Record<string, DaysHistogram> =>
    Object.fromEntries(circles.map((name, circle) => [name, histogramOf(bins, circle)]));
  const saved = binsOf(counts.faster, 0);
  return {
    workspace: workspace.name,
    synthetic: workspace.synthetic,
    postalCodes: columns.codeCount,
    pairs: columns.codeCount * columns.codeCount,
    best: problem.request.best,
    joint: histogramOf(counts.joint, 0),
    betterAlone: histogramOf(counts.alone, 0),
    byCarrier: problem.cases.map(({ party, interlined }: CaseName, index) => ({
      party: workspace.parties[party]?.id ?? '',
      interlined,
      ...histogramOf(counts.byCase, index),
    })),
    partnership: {
      faster: saved.reduce((sum, [, pairs]) => sum + pairs, 0),
      newlyServed: counts.faster[NOT_SERVED],
      byDaysSaved: saved,
    },
    fromCircle: byCircle(counts.byOriginCircle),
    toCircle: byCircle(counts.byDestinationCircle),
  };
}

function histogramOf(bins: Float64Array, index: number): DaysHistogram {
  const byDays = binsOf(bins, index);
  const notServed = bins[index * BINS + NOT_SERVED];
  const served = byDays.reduce((sum, [, pairs]) => sum + pairs, 0);
  const days = byDays.reduce((sum, [day, pairs]) => sum + day * pairs, 0);
  return {
    pairs: served + notServed,
    byDays,
    notServed,
    meanDays: served === 0 ? 0 : Math.round((days / served) * 1000) / 1000,
  };
}

/** `[days, pairs]` of the bins that are not empty, without the last, which is not a number of days. */
function binsOf(bins: Float64Array, index: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let days = 0; days < NOT_SERVED; days++) {
    const count = bins[index * BINS + days];
    if (count !== 0) pairs.push([days, count]);
  }
  return pairs;
}
