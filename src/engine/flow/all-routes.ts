import { NONE } from '../../base/none.js';
import type { FlowProblem, RouteFinder, TakeRoute } from './flow-problem.js';
import type { RoutePool } from './route-pool.js';

/** Problems with more units are left to rounding, which loses little there. */
const UNITS_MAX = 24;

/** Searches of one commodity at most; what was found until then stays in the pool. */
const SEARCHES_MAX = 200;

/** True when a problem is small enough to look at every route and every way to combine them. */
export function isSmall({ commodities, whole }: FlowProblem): boolean {
  if (!whole || commodities.count > UNITS_MAX) return false;
  let units = 0;
  for (let k = 0; k < commodities.count; k++) units += commodities.demand[k];
  return units <= UNITS_MAX;
}

/**
 * Fills the pool with every route that some best plan may need: the cheapest one around any set of scarce resources.
 * A set is widened by what the route around it uses, so that only sets that matter are looked at. True when none was
 * left out. For small problems: up to `SEARCHES_MAX` searches a commodity.
 */
export function addAllRoutes(problem: FlowProblem, pool: RoutePool, finder: RouteFinder, stop: () => boolean): boolean {
  const room = roomWithAllRuns(problem);
  const scarce = scarceResources(problem, room);
  let complete = true;
  for (let k = 0; k < problem.commodities.count && complete; k++) {
    const waiting: (readonly number[])[] = [[]];
    const seen = new Set<string>(['']);
    for (let searches = 0; waiting.length > 0 && complete; searches++) {
      if (searches === SEARCHES_MAX || stop()) complete = false;
      const closed = waiting.pop() ?? [];
      const route = cheapestAround(closed, k, room, pool, finder);
      if (route === NONE) continue;
      for (let u = pool.firstUse[route]; u < pool.firstUse[route + 1]; u++) {
        const r = pool.uses[u];
        if (scarce[r] === 0) continue;
        const wider = [...closed, r].sort((a, b) => a - b);
        const name = wider.join();
        if (!seen.has(name)) waiting.push(wider);
        seen.add(name);
      }
    }
  }
  return complete;
}

/** Adds a commodity's cheapest route that uses none of the closed resources; NONE when staying outside is cheaper. */
function cheapestAround(
  closed: readonly number[],
  commodity: number,
  room: Float64Array,
  pool: RoutePool,
  finder: RouteFinder,
): number {
  const left = room.slice();
  for (const r of closed) left[r] = 0;
  let found: number = NONE;
  const take: TakeRoute = (k, cost, moves, length) => {
    found = pool.add(k, cost, moves, length);
    return 0;
  };
  finder.insert({ left, tight: [] }, Uint32Array.of(commodity), take, () => false);
  return found;
}

function roomWithAllRuns({ resources, extensions }: FlowProblem): Float64Array {
  const room = Float64Array.from(resources.capacity);
  for (let e = 0; e < extensions.count; e++) {
    for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
      const r = extensions.resource[i];
      room[r] = room[r] + extensions.runsMax[e] * extensions.added[i];
    }
  }
  return room;
}

/** 1 for resources that all demand together could fill, or that runs may be bought for. */
function scarceResources({ commodities, resources }: FlowProblem, room: Float64Array): Uint8Array {
  const { kindCount, amount, kind, capacity } = resources;
  const wanted = new Float64Array(kindCount);
  for (let k = 0; k < commodities.count; k++) {
    for (let j = 0; j < kindCount; j++) {
      wanted[j] = wanted[j] + commodities.demand[k] * amount[commodities.useClass[k] * kindCount + j];
    }
  }
  return Uint8Array.from(capacity, (units, r) => (wanted[kind[r]] > units || room[r] > units ? 1 : 0));
}
