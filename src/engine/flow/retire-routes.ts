import type { Contest } from './contest.js';
import { RETIRED, type RoutePool } from './route-pool.js';
import type { PriceState } from './price-state.js';

/** How far above the commodity's cheapest way, prices included, a route must be to retire. */
const DEARER = 1.03;

/**
 * Lets routes retire that two sharings in a row left without flow and whose price is well above the cheapest: most
 * routes of a long search are of prices long gone, and sweeps spend their time on them. A retired route takes part
 * again when it is found again, for which the finder is told to forget what it has handed out to the commodity.
 * To follow `Contest.returnFlows`, while the contest is as it was shared. O(uses of the idle ways).
 */
export function retireRoutes(
  contest: Contest,
  pool: RoutePool,
  state: PriceState,
  forget: (commodity: number) => void,
): void {
  const { commodityCount, commodity, firstWay, flow, route } = contest;
  const { idle } = pool;
  for (let c = 0; c < commodityCount; c++) {
    const end = firstWay[c + 1] - 1; // the last way is to stay outside
    let limit = Infinity; // above which a route retires, once known
    let any = false;
    for (let way = firstWay[c]; way < end; way++) {
      const r = route[way];
      if (flow[way] > 0) {
        idle[r] = 0;
      } else if (idle[r] + 1 < RETIRED) {
        idle[r] = idle[r] + 1;
      } else {
        if (limit === Infinity) limit = DEARER * cheapestPrice(contest, state, c);
        if (contest.priceOf(state, c, way) <= limit) continue;
        idle[r] = RETIRED;
        any = true;
      }
    }
    if (any) forget(commodity[c]);
  }
}

function cheapestPrice(contest: Contest, state: PriceState, c: number): number {
  let cheapest = Infinity;
  for (let way = contest.firstWay[c]; way < contest.firstWay[c + 1]; way++) {
    cheapest = Math.min(cheapest, contest.priceOf(state, c, way));
  }
  return cheapest;
}
