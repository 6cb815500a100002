import { NONE } from '../../base/none.js';
import type { FlowProblem, Room } from './flow-problem.js';
import type { RoutePool } from './route-pool.js';

/** Rounding of amounts that are sums of parts. */
const TOLERANCE = 1e-9;

/** Units placed so far on routes of a pool, what that costs, and the room that is left. A *way* is a route or NONE, outside. */
export class Placement {
  readonly room: Room;
  readonly remaining: Float64Array; // [commodity] units that have no route yet
  units: Float64Array; // [route of the pool]
  cost = 0; // of routes and runs
  /** Routes in the order in which they first got units, each after its commodity. */
  readonly carrying: number[] = [];
  readonly problem: FlowProblem;
  readonly pool: RoutePool;
  readonly runs: Float64Array; // [extension]
  readonly largestAmount: Float64Array; // [kind] that a unit of any class uses

  constructor(problem: FlowProblem, pool: RoutePool, runs: Float64Array) {
    this.problem = problem;
    this.pool = pool;
    this.runs = runs;
    this.units = new Float64Array(pool.count);
    this.remaining = Float64Array.from(problem.commodities.demand);
    this.room = { left: Float64Array.from(problem.resources.capacity), tight: [] };
    for (let e = 0; e < problem.extensions.count; e++) this.buy(e, runs[e]);
    const { kindCount, amount } = problem.resources;
    this.largestAmount = new Float64Array(kindCount);
    amount.forEach((a, cell) => {
      const kind = cell % kindCount;
      this.largestAmount[kind] = Math.max(this.largestAmount[kind], a);
    });
  }

  /** Places up to `wanted` units on a route; how many fitted. */
  take(k: number, route: number, wanted: number): number {
    const { pool, problem, room } = this;
    const { amount, kind } = problem.resources;
    const row = this.rowOf(k);
    const first = pool.firstUse[route];
    const end = pool.firstUse[route + 1];
    let fits = wanted;
    for (let u = first; u < end; u++) {
      const r = pool.uses[u];
      const a = amount[row + kind[r]];
      if (room.left[r] >= fits * a) continue;
      fits = room.left[r] / a;
      if (problem.whole) fits = Math.floor(fits + TOLERANCE);
      if (fits <= TOLERANCE) return 0;
    }
    for (let u = first; u < end; u++) {
      const r = pool.uses[u];
      const left = room.left[r] - fits * amount[row + kind[r]];
      room.left[r] = left;
      if (left < this.largestAmount[kind[r]]) room.tight.push(r);
    }
    if (route >= this.units.length) this.growUnits();
    if (this.units[route] === 0) this.carrying.push(k, route);
    this.units[route] = this.units[route] + fits;
    this.remaining[k] = this.remaining[k] - fits;
    this.cost += fits * pool.cost[route];
    return fits;
  }

  /** Moves one unit of a commodity to another way, whether or not there is room; NONE is outside. */
  move(k: number, from: number, to: number): void {
    this.put(k, from, -1);
    this.put(k, to, 1);
  }

  /** Whether one more unit of a commodity has room on a route. */
  fits(k: number, route: number): boolean {
    const { pool, problem, room } = this;
    const { amount, kind } = problem.resources;
    const row = this.rowOf(k);
    const end = pool.firstUse[route + 1];
    for (let u = pool.firstUse[route]; u < end; u++) {
      const r = pool.uses[u];
      if (room.left[r] < amount[row + kind[r]] - TOLERANCE) return false;
    }
    return true;
  }

  /** The cheapest way that has room for a unit of a commodity which gives up its own; its own where none is cheaper. */
  cheapestWithRoom(k: number, own: number): number {
    const { pool } = this;
    let best = own;
    let cost = this.costOf(k, own);
    if (own !== NONE) this.load(k, own, -1);
    if (this.costOf(k, NONE) < cost) {
      best = NONE;
      cost = this.costOf(k, NONE);
    }
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      if (pool.cost[route] >= cost || !this.fits(k, route)) continue;
      best = route;
      cost = pool.cost[route];
    }
    if (own !== NONE) this.load(k, own, 1);
    return best;
  }

  /** Uses room for units on a route, or gives it back. */
  load(k: number, route: number, units: number): void {
    const { pool, problem, room } = this;
    const { amount, kind } = problem.resources;
    const row = this.rowOf(k);
    const end = pool.firstUse[route + 1];
    for (let u = pool.firstUse[route]; u < end; u++) {
      const r = pool.uses[u];
      room.left[r] = room.left[r] - units * amount[row + kind[r]];
    }
  }

  /** What a unit of a commodity costs on a way, without prices. */
  costOf(k: number, way: number): number {
    return way === NONE ? this.problem.commodities.outsideCost[k] : this.pool.cost[way];
  }

  /** What a unit of a commodity costs on a way at given resource prices. */
  pricedCost(k: number, way: number, prices: Float64Array): number {
    if (way === NONE) return this.problem.commodities.outsideCost[k];
    const { pool, problem } = this;
    const { amount, kind } = problem.resources;
    const row = this.rowOf(k);
    const end = pool.firstUse[way + 1];
    let sum = pool.cost[way];
    for (let u = pool.firstUse[way]; u < end; u++) {
      const r = pool.uses[u];
      sum += prices[r] * amount[row + kind[r]];
    }
    return sum;
  }

  /** First cell of `Resources.amount` of what a unit of a commodity uses. */
  private rowOf(k: number): number {
    const { commodities, resources } = this.problem;
    return commodities.useClass[k] * resources.kindCount;
  }

  /** Buys runs of an extension, or gives them back when negative. */
  buy(extension: number, runs: number): void {
    const { extensions } = this.problem;
    const { left } = this.room;
    this.cost += runs * extensions.cost[extension];
    for (let i = extensions.first[extension]; i < extensions.first[extension + 1]; i++) {
      const r = extensions.resource[i];
      left[r] = left[r] + runs * extensions.added[i];
    }
  }

  private put(k: number, way: number, units: number): void {
    if (way === NONE) {
      this.remaining[k] = this.remaining[k] + units;
      return;
    }
    this.load(k, way, units);
    if (way >= this.units.length) this.growUnits();
    this.units[way] = this.units[way] + units;
    this.cost += units * this.pool.cost[way];
  }

  private growUnits(): void {
    const larger = new Float64Array(Math.ceil(this.pool.count * 1.2) + 16);
    larger.set(this.units);
    this.units = larger;
  }
}
