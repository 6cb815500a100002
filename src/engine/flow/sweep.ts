import type { Contest } from './contest.js';
import type { PriceState } from './price-state.js';

/** How long a commodity that did not move is left alone, in sweeps; doubles each time up to the maximum. */
const SLEEP_MAX = 16;

/** Curvature that a move adds on a resource below its capacity, where the penalty is flat until it fills. */
const FLAT_CURVATURE = 0.05;

/** Commodities between two questions whether to stop. */
const ASK_EVERY = 4096;

/** Sleep counters of the contested commodities, kept between sweeps. */
export interface Rest {
  readonly sweepsLeft: Uint8Array;
  readonly length: Uint8Array;
}

/**
 * One sweep of block coordinate descent: every awake commodity moves flow from its dearer ways to its cheapest by a
 * Newton step along each pair, in place. Returns the units moved. O(uses of the ways). Flows hold wherever it stops.
 * Larsson and Yuan, An augmented Lagrangian algorithm for large scale multicommodity routing (2004), whose master
 * problem this is, with pairs of routes in place of their line search.
 */
export function sweep(
  contest: Contest,
  state: PriceState,
  rest: Rest,
  mark: Int32Array,
  stop: () => boolean = () => false,
): number {
  const { commodityCount, firstWay, demand } = contest;
  let moved = 0;
  for (let c = 0; c < commodityCount; c++) {
    if (c % ASK_EVERY === 0 && stop()) break;
    if (rest.sweepsLeft[c] > 0) {
      rest.sweepsLeft[c] = rest.sweepsLeft[c] - 1;
      continue;
    }
    const units = relax(contest, state, c, firstWay[c], firstWay[c + 1], mark);
    moved += units;
    if (units < 1e-4 * demand[c]) {
      const length = Math.min(SLEEP_MAX, Math.max(1, rest.length[c] * 2));
      rest.length[c] = length;
      rest.sweepsLeft[c] = length;
    } else {
      rest.length[c] = 0;
    }
  }
  return moved;
}

/** Moves one commodity's flow toward its cheapest way; units moved. */
function relax(
  contest: Contest,
  state: PriceState,
  c: number,
  wayStart: number,
  wayEnd: number,
  mark: Int32Array,
): number {
  const { cost, flow, firstUse, use, amountRow } = contest;
  const { raw, kind, amount } = state;
  const row = amountRow[c];
  let cheapest = wayStart;
  let cheapestPrice = Infinity;
  let flowing = 0;
  for (let way = wayStart; way < wayEnd; way++) {
    let price = cost[way];
    const end = firstUse[way + 1];
    for (let u = firstUse[way]; u < end; u++) {
      const r = use[u];
      const x = raw[r];
      if (x > 0) price += x * amount[row + kind[r]];
    }
    if (flow[way] > 0) flowing++;
    if (price < cheapestPrice) {
      cheapestPrice = price;
      cheapest = way;
    }
  }
  if (flowing === 1 && flow[cheapest] > 0) return 0;
  // Marks say which resources the cheapest way uses; `cheapest + 1` is unique among ways and never 0.
  const stamp = cheapest + 1;
  const cheapestEnd = firstUse[cheapest + 1];
  for (let u = firstUse[cheapest]; u < cheapestEnd; u++) mark[use[u]] = stamp;
  let moved = 0;
  for (let way = wayStart; way < wayEnd; way++) {
    const available = flow[way];
    if (way === cheapest || available <= 0) continue;
    const units = newtonStep(contest, state, row, way, cheapest, stamp, mark);
    if (units <= 1e-9) continue;
    shift(contest, state, row, way, cheapest, Math.min(units, available));
    moved += Math.min(units, available);
  }
  for (let u = firstUse[cheapest]; u < cheapestEnd; u++) mark[use[u]] = 0;
  return moved;
}

/** Units whose shift between two ways would make their prices equal, to second order; at most 0 when none pays. */
function newtonStep(
  contest: Contest,
  state: PriceState,
  row: number,
  from: number,
  to: number,
  stamp: number,
  mark: Int32Array,
): number {
  const { cost, firstUse, use } = contest;
  const { raw, penalty, kind, amount } = state;
  let gain = cost[from] - cost[to];
  let curvature = 0;
  const fromEnd = firstUse[from + 1];
  for (let u = firstUse[from]; u < fromEnd; u++) {
    const r = use[u];
    if (mark[r] === stamp) {
      mark[r] = -stamp; // shared: cancels out below
      continue;
    }
    const x = raw[r];
    if (x > 0) {
      const a = amount[row + kind[r]];
      gain += x * a;
      curvature += penalty[r] * a * a;
    }
  }
  const toEnd = firstUse[to + 1];
  for (let u = firstUse[to]; u < toEnd; u++) {
    const r = use[u];
    if (mark[r] === -stamp) {
      mark[r] = stamp;
      continue;
    }
    const a = amount[row + kind[r]];
    const x = raw[r];
    if (x > 0) {
      gain -= x * a;
      curvature += penalty[r] * a * a;
    } else {
      curvature += FLAT_CURVATURE * penalty[r] * a * a;
    }
  }
  if (gain <= 1e-9) return 0;
  return curvature > 0 ? gain / curvature : Infinity;
}

/** Moves units between two ways and keeps the prices of what they use up to date. */
function shift(contest: Contest, state: PriceState, row: number, from: number, to: number, units: number): void {
  const { flow, firstUse, use } = contest;
  const { raw, penalty, kind, amount } = state;
  flow[from] = flow[from] - units;
  flow[to] = flow[to] + units;
  const fromEnd = firstUse[from + 1];
  for (let u = firstUse[from]; u < fromEnd; u++) {
    const r = use[u];
    raw[r] = raw[r] - penalty[r] * amount[row + kind[r]] * units;
  }
  const toEnd = firstUse[to + 1];
  for (let u = firstUse[to]; u < toEnd; u++) {
    const r = use[u];
    raw[r] = raw[r] + penalty[r] * amount[row + kind[r]] * units;
  }
}
