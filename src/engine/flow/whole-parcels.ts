import { NONE } from '../../base/none.js';
import type { FlowProblem, RouteFinder, Room, TakeRoute } from './flow-problem.js';
import type { RoutePool } from './route-pool.js';

/** A feasible answer: whole units on routes of the pool, within every capacity. */
export interface WholeFlows {
  readonly cost: number;
  readonly units: Float64Array; // [route of the pool]
  readonly outside: Float64Array; // [commodity]
  readonly runs: Float64Array; // [extension] bought
}

/** Share of a fractional run from which it is bought; below, its parcels find other ways more cheaply. */
const RUN_SHARE_MIN = 0.3;

const TOLERANCE = 1e-6;

/**
 * Turns the pool's fractional flows into whole units within every capacity: whole parts first, then largest
 * remainders one by one, then the cheapest routes that still have room, and what is left stays outside.
 * `fractionalRuns` says how many runs of each extension the fractional flows use. Once `stop` is true nothing more is
 * searched for, so that what is left is one pass over the pool.
 */
export function wholeParcels(
  problem: FlowProblem,
  pool: RoutePool,
  finder: RouteFinder,
  fractionalRuns: Float64Array,
  stop: () => boolean = () => false,
): WholeFlows {
  const runs = fractionalRuns.map((run, e) => {
    const whole = Math.floor(run + TOLERANCE);
    return Math.min(problem.extensions.runsMax[e], whole + (run - whole >= RUN_SHARE_MIN ? 1 : 0));
  });
  const placement = new Placement(problem, pool, runs);
  const { commodities } = problem;
  const remaining = Float64Array.from(commodities.demand);
  for (let k = 0; k < commodities.count; k++) placement.takeWholeParts(k, remaining);
  const leftover: number[] = [];
  for (let k = 0; k < commodities.count; k++) {
    if (remaining[k] > TOLERANCE) placement.takeRemainders(k, remaining);
    if (remaining[k] > TOLERANCE) leftover.push(k);
  }
  if (leftover.length > 0) {
    const take: TakeRoute = (k, cost, moves, length) => {
      const route = pool.add(k, cost, moves, length);
      remaining[k] = remaining[k] - placement.take(k, route, remaining[k]);
      return remaining[k];
    };
    finder.insert(placement.room, Uint32Array.from(leftover), take, stop);
  }
  return placement.finish(remaining);
}

/** Units placed so far and the room that is left. */
class Placement {
  readonly room: Room;
  private readonly problem: FlowProblem;
  private readonly pool: RoutePool;
  private readonly runs: Float64Array;
  private readonly largestAmount: Float64Array; // [kind]
  private units: Float64Array;
  private cost = 0;

  constructor(problem: FlowProblem, pool: RoutePool, runs: Float64Array) {
    this.problem = problem;
    this.pool = pool;
    this.runs = runs;
    this.units = new Float64Array(pool.count);
    const left = Float64Array.from(problem.resources.capacity);
    const { extensions } = problem;
    for (let e = 0; e < extensions.count; e++) {
      this.cost += runs[e] * extensions.cost[e];
      for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
        const r = extensions.resource[i];
        left[r] = left[r] + runs[e] * extensions.added[i];
      }
    }
    this.room = { left, tight: [] };
    const { kindCount, amount } = problem.resources;
    this.largestAmount = new Float64Array(kindCount);
    amount.forEach((a, cell) => {
      const kind = cell % kindCount;
      this.largestAmount[kind] = Math.max(this.largestAmount[kind], a);
    });
  }

  /** Places whole parts of the commodity's flows; all of a flow where parts are allowed. */
  takeWholeParts(k: number, remaining: Float64Array): void {
    const { pool, problem } = this;
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      const flow = pool.flow[route];
      if (flow <= 0) continue;
      const wanted = Math.min(remaining[k], problem.whole ? Math.floor(flow + TOLERANCE) : flow);
      if (wanted > 0) remaining[k] = remaining[k] - this.take(k, route, wanted);
    }
  }

  /** Places single units on the flows with the largest remainders, then what fits on any of them. */
  takeRemainders(k: number, remaining: Float64Array): void {
    const { pool, problem } = this;
    const flowing: { route: number; remainder: number }[] = [];
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      const flow = pool.flow[route];
      if (flow > TOLERANCE) flowing.push({ route, remainder: flow - Math.floor(flow) });
    }
    const outside = pool.outside[k];
    if (flowing.length === 0) return;
    flowing.sort((a, b) => b.remainder - a.remainder || a.route - b.route);
    const unit = problem.whole ? 1 : Infinity;
    for (const { route } of flowing) {
      // The flow outside has its own claim on the last units.
      if (remaining[k] <= Math.floor(outside + TOLERANCE)) return;
      const wanted = Math.min(unit, remaining[k]);
      remaining[k] = remaining[k] - this.take(k, route, wanted);
    }
  }

  /** Places up to `wanted` units on a route; how many fitted. */
  take(k: number, route: number, wanted: number): number {
    const { pool, problem, room } = this;
    const { commodities, resources } = problem;
    const { amount, kind, kindCount } = resources;
    const row = commodities.useClass[k] * kindCount;
    const first = pool.firstUse[route];
    const end = pool.firstUse[route + 1];
    let fits = wanted;
    for (let u = first; u < end; u++) {
      const r = pool.uses[u];
      const a = amount[row + kind[r]];
      if (room.left[r] >= fits * a) continue;
      fits = room.left[r] / a;
      if (problem.whole) fits = Math.floor(fits + 1e-9);
      if (fits <= 1e-9) return 0;
    }
    for (let u = first; u < end; u++) {
      const r = pool.uses[u];
      const left = room.left[r] - fits * amount[row + kind[r]];
      room.left[r] = left;
      if (left < this.largestAmount[kind[r]]) room.tight.push(r);
    }
    if (route >= this.units.length) this.growUnits();
    this.units[route] = this.units[route] + fits;
    this.cost += fits * pool.cost[route];
    return fits;
  }

  finish(outside: Float64Array): WholeFlows {
    const { commodities } = this.problem;
    for (let k = 0; k < commodities.count; k++) {
      const left = outside[k];
      if (left > TOLERANCE) this.cost += left * commodities.outsideCost[k];
      else outside[k] = 0;
    }
    return { cost: this.cost, units: this.units, outside, runs: this.runs };
  }

  private growUnits(): void {
    const larger = new Float64Array(Math.ceil(this.pool.count * 1.2) + 16);
    larger.set(this.units);
    this.units = larger;
  }
}
