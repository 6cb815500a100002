import { BLOCKED } from './scan.js';
import type { TimedProblem } from './timed-demand.js';

/**
 * Item costs of every group at given resource prices, in ticks. Prices are rounded down per use, so labels never
 * exceed the true cost and bounds made from them hold.
 */
export function priceItems(problem: TimedProblem, prices: Float64Array, cost: readonly Int32Array[]): void {
  const { timed, flow } = problem;
  const { resources } = flow;
  const { lanes, firstItemUse } = timed;
  for (let group = 0; group < timed.groupCount; group++) {
    cost[group].set(timed.baseCost[group]);
  }
  const add = new Int32Array(lanes);
  for (let r = 0; r < resources.count; r++) {
    const price = prices[r];
    if (price <= 0 || firstItemUse[r] === firstItemUse[r + 1]) continue;
    const kind = resources.kind[r];
    for (let group = 0; group < timed.groupCount; group++) {
      let any = 0;
      for (let lane = 0; lane < lanes; lane++) {
        const amount = resources.amount[(group * lanes + lane) * resources.kindCount + kind];
        add[lane] = Math.min(BLOCKED, Math.floor(price * amount));
        any |= add[lane];
      }
      if (any === 0) continue;
      addToItems(timed.itemOfUse, firstItemUse[r], firstItemUse[r + 1], add, cost[group]);
    }
  }
}

function addToItems(items: Uint32Array, first: number, end: number, add: Int32Array, cost: Int32Array): void {
  const lanes = add.length;
  for (let u = first; u < end; u++) {
    const cell = items[u] * lanes;
    for (let lane = 0; lane < lanes; lane++) {
      const sum = cost[cell + lane] + add[lane];
      cost[cell + lane] = sum < BLOCKED ? sum : BLOCKED;
    }
  }
}

/** Blocks, for every class that no longer fits, the items that use a resource. */
export function blockFull(problem: TimedProblem, resource: number, left: number, cost: readonly Int32Array[]): void {
  const { timed, flow } = problem;
  const { resources } = flow;
  const { lanes, firstItemUse, itemOfUse } = timed;
  const kind = resources.kind[resource];
  const first = firstItemUse[resource];
  const end = firstItemUse[resource + 1];
  for (let group = 0; group < timed.groupCount; group++) {
    const groupCost = cost[group];
    for (let lane = 0; lane < lanes; lane++) {
      const amount = resources.amount[(group * lanes + lane) * resources.kindCount + kind];
      if (amount <= left) continue;
      for (let u = first; u < end; u++) groupCost[itemOfUse[u] * lanes + lane] = BLOCKED;
    }
  }
}
