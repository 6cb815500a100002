import { NONE } from '../base/none.js';
import type { FlowProblem } from './flow-problem.js';
import type { RoutePool } from './route-pool.js';

/**
 * The part of the problem where choices matter, laid out for speed: commodities with a choice of ways that touches a
 * resource which is or was nearly full. Ways of contested commodity `c` are `firstWay[c] .. firstWay[c + 1]`; the last
 * one is always to stay outside. Resources are renumbered densely; uses of way `w` are `firstUse[w] .. firstUse[w + 1]`.
 */
export interface Contest {
  readonly commodityCount: number;
  readonly commodity: Uint32Array; // commodity of the problem
  readonly demand: Float64Array;
  readonly amountRow: Uint32Array; // first cell of its class in Resources.amount
  readonly firstWay: Uint32Array; // [commodityCount + 1]
  readonly route: Int32Array; // [way] route of the pool, or NONE for outside
  readonly cost: Float64Array; // [way]
  readonly flow: Float64Array; // [way]
  readonly firstUse: Uint32Array; // [way + 1]
  readonly use: Uint32Array; // active resource
}

/** Which resources take part, numbered 0 .. count - 1 in the order in which they joined. */
export class ActiveResources {
  count = 0;
  readonly indexOf: Int32Array; // [resource] active number, or NONE
  readonly resource: Uint32Array; // [active number]

  constructor(resourceCount: number) {
    this.indexOf = new Int32Array(resourceCount).fill(NONE);
    this.resource = new Uint32Array(resourceCount);
  }

  /** Lets a resource take part; its active number. */
  join(resource: number): number {
    const index = this.indexOf[resource] as number;
    if (index !== NONE) return index;
    this.indexOf[resource] = this.count;
    this.resource[this.count] = resource;
    return this.count++;
  }

  /** Lets every resource take part whose possible load passes its capacity. */
  joinWhereScarce(possibleLoad: Float64Array, capacity: Float64Array): void {
    for (let r = 0; r < possibleLoad.length; r++) {
      if ((possibleLoad[r] as number) > (capacity[r] as number)) this.join(r);
    }
  }
}

/**
 * Loads of all resources under the pool's flows, into `load`, and, into `possibleLoad`, what they would carry if every
 * commodity took each of its routes in full: a resource below its capacity even so can be left out of the contest.
 */
export function poolLoads(problem: FlowProblem, pool: RoutePool, load: Float64Array, possibleLoad: Float64Array): void {
  const { firstUse, uses, commodities, resources } = problem;
  const { amount, kind, kindCount } = resources;
  load.fill(0);
  possibleLoad.fill(0);
  for (let k = 0; k < commodities.count; k++) {
    const row = (commodities.useClass[k] as number) * kindCount;
    const demand = commodities.demand[k] as number;
    for (let route = pool.head[k] as number; route !== NONE; route = pool.next[route] as number) {
      const flow = pool.flow[route] as number;
      const first = pool.firstMove[route] as number;
      for (let i = first; i < first + (pool.moveCount[route] as number); i++) {
        const move = pool.moves[i] as number;
        for (let u = firstUse[move] as number; u < (firstUse[move + 1] as number); u++) {
          const r = uses[u] as number;
          const a = amount[row + (kind[r] as number)] as number;
          load[r] = (load[r] as number) + flow * a;
          possibleLoad[r] = (possibleLoad[r] as number) + demand * a;
        }
      }
    }
  }
}

/** Lays out the commodities of `first .. end` that have a choice which touches an active resource. */
export function layOutContest(
  problem: FlowProblem,
  pool: RoutePool,
  active: ActiveResources,
  first: number,
  end: number,
): Contest {
  const { firstUse, uses, commodities, resources } = problem;
  const wayMax = countWays(pool, first, end);
  const layout = {
    commodity: new Uint32Array(end - first),
    demand: new Float64Array(end - first),
    amountRow: new Uint32Array(end - first),
    firstWay: new Uint32Array(end - first + 1),
    route: new Int32Array(wayMax),
    cost: new Float64Array(wayMax),
    flow: new Float64Array(wayMax),
    firstUse: new Uint32Array(wayMax + 1),
  };
  let use = new Uint32Array(Math.max(1024, wayMax * 4));
  let commodityCount = 0;
  let wayCount = 0;
  let useCount = 0;
  for (let k = first; k < end; k++) {
    const [wayStart, useStart] = [wayCount, useCount];
    const row = (commodities.useClass[k] as number) * resources.kindCount;
    for (let route = pool.head[k] as number; route !== NONE; route = pool.next[route] as number) {
      layout.route[wayCount] = route;
      layout.cost[wayCount] = pool.cost[route] as number;
      layout.flow[wayCount] = pool.flow[route] as number;
      layout.firstUse[wayCount++] = useCount;
      const firstMove = pool.firstMove[route] as number;
      for (let i = firstMove; i < firstMove + (pool.moveCount[route] as number); i++) {
        const move = pool.moves[i] as number;
        for (let u = firstUse[move] as number; u < (firstUse[move + 1] as number); u++) {
          const r = uses[u] as number;
          const index = active.indexOf[r] as number;
          if (index === NONE || resources.amount[row + (resources.kind[r] as number)] === 0) continue;
          if (useCount === use.length) use = doubled(use);
          use[useCount++] = index;
        }
      }
    }
    const contested = useCount > useStart && (wayCount - wayStart > 1 || commodities.outsideCost[k] !== Infinity);
    if (!contested) {
      [wayCount, useCount] = [wayStart, useStart];
      continue;
    }
    layout.route[wayCount] = NONE;
    layout.cost[wayCount] = commodities.outsideCost[k] as number;
    layout.flow[wayCount] = pool.outside[k] as number;
    layout.firstUse[wayCount++] = useCount;
    layout.commodity[commodityCount] = k;
    layout.demand[commodityCount] = commodities.demand[k] as number;
    layout.amountRow[commodityCount++] = row;
    layout.firstWay[commodityCount] = wayCount;
  }
  layout.firstUse[wayCount] = useCount;
  return { commodityCount, ...layout, use };
}

/** Routes of the commodities of `first .. end`, and one way more for each to stay outside. */
function countWays(pool: RoutePool, first: number, end: number): number {
  let count = 0;
  for (let k = first; k < end; k++) {
    count++;
    for (let route = pool.head[k] as number; route !== NONE; route = pool.next[route] as number) count++;
  }
  return count;
}

/** Writes the contest's flows back to the pool. */
export function returnFlows(contest: Contest, pool: RoutePool): void {
  for (let c = 0; c < contest.commodityCount; c++) {
    for (let way = contest.firstWay[c] as number; way < (contest.firstWay[c + 1] as number); way++) {
      const route = contest.route[way] as number;
      if (route === NONE) pool.outside[contest.commodity[c] as number] = contest.flow[way] as number;
      else pool.flow[route] = contest.flow[way] as number;
    }
  }
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}
