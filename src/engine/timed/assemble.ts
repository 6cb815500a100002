import type { Extensions, FlowProblem, Resources } from '../flow/flow-problem.js';
import { NO_EXTENSIONS } from '../flow/flow-problem.js';
import type { TimedDemand, TimedProblem } from './timed-demand.js';

/** What a caller provides of a timed problem; the rest follows from it. Commodities are sorted by task. */
export interface TimedParts extends Omit<
  TimedDemand,
  'firstItemUse' | 'itemOfUse' | 'taskEnd' | 'lane' | 'firstOption'
> {
  readonly firstOption: Uint32Array;
  readonly resources: Resources;
  readonly demand: Float64Array; // [commodity]
  readonly useClass: Uint32Array; // [commodity]
  readonly outsideCost: Float64Array; // [commodity] ticks
  readonly firstUse: Uint32Array; // [itemCount + optionCount + 1]
  readonly uses: Uint32Array;
  readonly extensions?: Extensions;
}

/** Completes a timed problem: lanes of commodities, users of resources, and how far each task must be scanned. */
export function assembleTimed(parts: TimedParts): TimedProblem {
  const { resources, demand, useClass, outsideCost, firstUse, uses, extensions, ...rest } = parts;
  const flow: FlowProblem = {
    commodities: { count: demand.length, demand, useClass, outsideCost },
    resources,
    firstUse,
    uses,
    extensions: extensions ?? NO_EXTENSIONS,
    whole: true,
  };
  const lane = Uint8Array.from(useClass, (row) => row % parts.lanes);
  const { firstItemUse, itemOfUse } = itemsByResource(parts.graph.itemCount, flow);
  return { flow, timed: { ...rest, lane, firstItemUse, itemOfUse, taskEnd: taskEnds(parts) } };
}

function itemsByResource(itemCount: number, flow: FlowProblem): { firstItemUse: Uint32Array; itemOfUse: Uint32Array } {
  const { firstUse, uses, resources } = flow;
  const useEnd = firstUse[itemCount];
  const firstItemUse = new Uint32Array(resources.count + 1);
  for (let u = 0; u < useEnd; u++) {
    const r = uses[u];
    firstItemUse[r + 1] = firstItemUse[r + 1] + 1;
  }
  for (let r = 0; r < resources.count; r++) {
    firstItemUse[r + 1] = firstItemUse[r + 1] + firstItemUse[r];
  }
  const next = firstItemUse.slice();
  const itemOfUse = new Uint32Array(useEnd);
  for (let item = 0; item < itemCount; item++) {
    for (let u = firstUse[item]; u < firstUse[item + 1]; u++) {
      const r = uses[u];
      itemOfUse[next[r]] = item;
      next[r] = next[r] + 1;
    }
  }
  return { firstItemUse, itemOfUse };
}

/**
 * First item that no commodity of the task needs: beyond the last delivery option whose lateness alone is still
 * cheaper than staying outside.
 */
function taskEnds(parts: TimedParts): Uint32Array {
  const { firstCommodity, destination, firstOption, optionItem, optionSec, dueSec, latePerDay, outsideCost } = parts;
  const ends = new Uint32Array(parts.taskCount);
  for (let task = 0; task < parts.taskCount; task++) {
    let end = 0;
    for (let k = firstCommodity[task]; k < firstCommodity[task + 1]; k++) {
      const d = destination[k];
      for (let option = firstOption[d]; option < firstOption[d + 1]; option++) {
        if (optionItem[option] < end) continue;
        const overSec = optionSec[option] - dueSec[k];
        const late = overSec <= 0 ? 0 : Math.ceil(overSec / 86400) * latePerDay[k];
        if (late < outsideCost[k]) end = optionItem[option] + 1;
      }
    }
    ends[task] = Math.max(end, parts.taskSource[task] + 1);
  }
  return ends;
}
