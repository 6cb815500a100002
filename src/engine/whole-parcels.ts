import { NONE } from '../base/none.js';
import type { FlowProblem, RouteFinder, Room } from './flow-problem.js';
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
 * `fractionalRuns` says how many runs of each extension the fractional flows use.
 */
export function wholeParcels(
  problem: FlowProblem,
  pool: RoutePool,
  finder: RouteFinder,
  fractionalRuns: Float64Array,
): WholeFlows {
  const runs = fractionalRuns.map((run, e) => {
    const whole = Math.floor(run + TOLERANCE);
    return Math.min(problem.extensions.runsMax[e] as number, whole + (run - whole >= RUN_SHARE_MIN ? 1 : 0));
  });
  const placement = new Placement(problem, pool, runs);
  const { commodities } = problem;
  const remaining = Float64Array.from(commodities.demand);
  for (let k = 0; k < commodities.count; k++) placement.takeWholeParts(k, remaining);
  const leftover: number[] = [];
  for (let k = 0; k < commodities.count; k++) {
    if ((remaining[k] as number) > TOLERANCE) placement.takeRemainders(k, remaining);
    if ((remaining[k] as number) > TOLERANCE) leftover.push(k);
  }
  if (leftover.length > 0) {
    finder.insert(placement.room, Uint32Array.from(leftover), (k, cost, moves, length) => {
      const route = pool.add(k, cost, moves, length);
      remaining[k] = (remaining[k] as number) - placement.take(k, route, remaining[k] as number);
      return remaining[k] as number;
    });
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
      this.cost += (runs[e] as number) * (extensions.cost[e] as number);
      for (let i = extensions.first[e] as number; i < (extensions.first[e + 1] as number); i++) {
        const r = extensions.resource[i] as number;
        left[r] = (left[r] as number) + (runs[e] as number) * (extensions.added[i] as number);
      }
    }
    this.room = { left, tight: [] };
    const { kindCount, amount } = problem.resources;
    this.largestAmount = new Float64Array(kindCount);
    amount.forEach((a, cell) => {
      const kind = cell % kindCount;
      this.largestAmount[kind] = Math.max(this.largestAmount[kind] as number, a);
    });
  }

  /** Places whole parts of the commodity's flows; all of a flow where parts are allowed. */
  takeWholeParts(k: number, remaining: Float64Array): void {
    const { pool, problem } = this;
    for (let route = pool.head[k] as number; route !== NONE; route = pool.next[route] as number) {
      const flow = pool.flow[route] as number;
      if (flow <= 0) continue;
      const wanted = Math.min(remaining[k] as number, problem.whole ? Math.floor(flow + TOLERANCE) : flow);
      if (wanted > 0) remaining[k] = (remaining[k] as number) - this.take(k, route, wanted);
    }
  }

  /** Places single units on the flows with the largest remainders, then what fits on any of them. */
  takeRemainders(k: number, remaining: Float64Array): void {
    const { pool, problem } = this;
    const flowing: { route: number; remainder: number }[] = [];
    for (let route = pool.head[k] as number; route !== NONE; route = pool.next[route] as number) {
      const flow = pool.flow[route] as number;
      if (flow > TOLERANCE) flowing.push({ route, remainder: flow - Math.floor(flow) });
    }
    const outside = pool.outside[k] as number;
    if (flowing.length === 0) return;
    flowing.sort((a, b) => b.remainder - a.remainder || a.route - b.route);
    const unit = problem.whole ? 1 : Infinity;
    for (const { route } of flowing) {
      // The flow outside has its own claim on the last units.
      if ((remaining[k] as number) <= Math.floor(outside + TOLERANCE)) return;
      const wanted = Math.min(unit, remaining[k] as number);
      remaining[k] = (remaining[k] as number) - this.take(k, route, wanted);
    }
  }

  /** Places up to `wanted` units on a route; how many fitted. */
  take(k: number, route: number, wanted: number): number {
    const { pool, problem, room } = this;
    const { commodities, resources } = problem;
    const { amount, kind, kindCount } = resources;
    const row = (commodities.useClass[k] as number) * kindCount;
    const first = pool.firstUse[route] as number;
    const end = pool.firstUse[route + 1] as number;
    let fits = wanted;
    for (let u = first; u < end; u++) {
      const r = pool.uses[u] as number;
      const a = amount[row + (kind[r] as number)] as number;
      if ((room.left[r] as number) >= fits * a) continue;
      fits = (room.left[r] as number) / a;
      if (problem.whole) fits = Math.floor(fits + 1e-9);
      if (fits <= 1e-9) return 0;
    }
    for (let u = first; u < end; u++) {
      const r = pool.uses[u] as number;
      const left = (room.left[r] as number) - fits * (amount[row + (kind[r] as number)] as number);
      room.left[r] = left;
      if (left < (this.largestAmount[kind[r] as number] as number)) room.tight.push(r);
    }
    if (route >= this.units.length) this.growUnits();
    this.units[route] = (this.units[route] as number) + fits;
    this.cost += fits * (pool.cost[route] as number);
    return fits;
  }

  finish(outside: Float64Array): WholeFlows {
    const { commodities } = this.problem;
    for (let k = 0; k < commodities.count; k++) {
      const left = outside[k] as number;
      if (left > TOLERANCE) this.cost += left * (commodities.outsideCost[k] as number);
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
