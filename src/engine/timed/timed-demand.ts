import type { FlowProblem } from '../flow/flow-problem.js';
import type { TimedGraph } from './timed-graph.js';

/**
 * What a timetable finder needs beside the problem itself. Money is in whole ticks, so that labels are exact integers.
 * A *group* of classes shares what it may ride and differs by *lane* (size band) in cost: class = group * lanes + lane.
 * Moves of the problem: move `item` rides to that item, move `itemCount + option` takes that delivery option.
 */
export interface TimedDemand {
  readonly graph: TimedGraph;
  readonly lanes: number; // 1 or a multiple of 4
  readonly groupCount: number;
  /** Per group [item * lanes]: ticks to ride to the item, BLOCKED where it may not. */
  readonly baseCost: readonly Int32Array[];
  /** Resource `r` is used by items `itemOfUse[firstItemUse[r] .. firstItemUse[r + 1]]`. */
  readonly firstItemUse: Uint32Array; // [resource + 1]
  readonly itemOfUse: Uint32Array;

  /** Commodities of one source and group, scanned together: `firstCommodity[task] .. firstCommodity[task + 1]`. */
  readonly taskCount: number;
  readonly taskSource: Uint32Array; // item
  readonly taskGroup: Uint8Array;
  readonly taskEnd: Uint32Array; // no commodity of the task needs an item from here on
  readonly firstCommodity: Uint32Array; // [taskCount + 1]

  readonly lane: Uint8Array; // [commodity]
  readonly destination: Uint32Array; // [commodity]
  readonly dueSec: Int32Array; // [commodity]
  readonly latePerDay: Int32Array; // [commodity] ticks

  /** Options of destination `d` are `firstOption[d] .. firstOption[d + 1]`. */
  readonly firstOption: Uint32Array; // [destination + 1]
  readonly optionItem: Uint32Array; // last item from which the delivery can be made
  readonly optionSec: Int32Array; // delivered
  readonly optionRate: Uint32Array; // row of rateCost
  readonly rateCost: Int32Array; // [rate * groupCount * lanes] ticks, BLOCKED where refused
}

/** A flow problem over a timetable. */
export interface TimedProblem {
  readonly flow: FlowProblem;
  readonly timed: TimedDemand;
}

/** Ticks of lateness for a delivery: per day begun after due. */
export function lateTicks(timed: TimedDemand, commodity: number, deliveredSec: number): number {
  const overSec = deliveredSec - timed.dueSec[commodity];
  return overSec <= 0 ? 0 : (((overSec + 86399) / 86400) | 0) * timed.latePerDay[commodity];
}
