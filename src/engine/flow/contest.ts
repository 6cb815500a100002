import { NONE } from '../../base/none.js';
import type { FlowProblem } from './flow-problem.js';
import { RETIRED, type RoutePool } from './route-pool.js';
import type { PriceState } from './price-state.js';

/** Which resources take part: those that could be full, numbered in the order in which that was first seen. */
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
    const index = this.indexOf[resource];
    if (index !== NONE) return index;
    this.indexOf[resource] = this.count;
    this.resource[this.count] = resource;
    return this.count++;
  }
}

/**
 * The part of the problem where choices matter, laid out for speed: commodities with a choice of ways that touches an
 * active resource. Ways of contested commodity `c` are `firstWay[c] .. firstWay[c + 1]`; the last one is always to stay
 * outside. Uses of way `w` are `firstUse[w] .. firstUse[w + 1]`. Its columns are filled again and again.
 */
export class Contest {
  commodityCount = 0;
  commodity = new Uint32Array(1024); // commodity of the problem
  demand = new Float64Array(1024);
  amountRow = new Uint32Array(1024); // first cell of its class in Resources.amount
  firstWay = new Uint32Array(1025);
  route = new Int32Array(4096); // [way] route of the pool, or NONE for outside
  cost = new Float64Array(4096); // [way]
  flow = new Float64Array(4096); // [way]
  firstUse = new Uint32Array(4097); // [way + 1]
  use = new Uint32Array(16384); // active resource
  private readonly problem: FlowProblem;
  private readonly pool: RoutePool;
  /** [commodity] 1 when none of its ways touched an active resource when last looked at. */
  private readonly quiet: Uint8Array;
  private wayCount = 0;
  private useCount = 0;

  constructor(problem: FlowProblem, pool: RoutePool) {
    this.problem = problem;
    this.pool = pool;
    this.quiet = new Uint8Array(problem.commodities.count);
  }

  /** A commodity has a new way and must be looked at again. */
  stir(commodity: number): void {
    this.quiet[commodity] = 0;
  }

  /** Lays out the contested commodities of `first .. end`; those that were quiet are passed over unless `all`. */
  layOut(active: ActiveResources, first: number, end: number, all: boolean): void {
    this.commodityCount = 0;
    this.wayCount = 0;
    this.useCount = 0;
    for (let k = first; k < end; k++) {
      if (!all && this.quiet[k] === 1) continue;
      this.quiet[k] = this.addCommodity(active, k) ? 0 : 1;
    }
  }

  /** Writes the flows back to the pool. */
  returnFlows(): void {
    const { pool } = this;
    for (let c = 0; c < this.commodityCount; c++) {
      const k = this.commodity[c];
      for (let way = this.firstWay[c]; way < this.firstWay[c + 1]; way++) {
        const route = this.route[way];
        if (route === NONE) pool.outside[k] = this.flow[way];
        else pool.setFlow(k, route, this.flow[way]);
      }
    }
  }

  /** What a unit of contested commodity `c` pays on a way at the prices as they stand. */
  priceOf({ raw, kind, amount }: PriceState, c: number, way: number): number {
    const row = this.amountRow[c];
    const end = this.firstUse[way + 1];
    let price = this.cost[way];
    for (let u = this.firstUse[way]; u < end; u++) {
      const r = this.use[u];
      if (raw[r] > 0) price += raw[r] * amount[row + kind[r]];
    }
    return price;
  }

  /** Adds a commodity's ways; false, and nothing added, when none touches an active resource. */
  private addCommodity(active: ActiveResources, k: number): boolean {
    const { problem, pool } = this;
    const [wayStart, useStart] = [this.wayCount, this.useCount];
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      if (pool.idle[route] === RETIRED) continue;
      this.addWay(route, pool.cost[route], pool.flow[route]);
      const end = pool.firstUse[route + 1];
      for (let u = pool.firstUse[route]; u < end; u++) {
        const index = active.indexOf[pool.uses[u]];
        if (index === NONE) continue;
        if (this.useCount === this.use.length) this.use = doubled(this.use);
        this.use[this.useCount++] = index;
      }
    }
    const outsideCost = problem.commodities.outsideCost[k];
    const choice = this.wayCount - wayStart > 1 || outsideCost !== Infinity;
    if (this.useCount === useStart || !choice) {
      [this.wayCount, this.useCount] = [wayStart, useStart];
      return false;
    }
    this.addWay(NONE, outsideCost, pool.outside[k]);
    this.firstUse[this.wayCount] = this.useCount;
    const c = this.commodityCount++;
    if (c === this.commodity.length) this.growCommodities();
    this.commodity[c] = k;
    this.demand[c] = problem.commodities.demand[k];
    this.amountRow[c] = problem.commodities.useClass[k] * problem.resources.kindCount;
    this.firstWay[c] = wayStart;
    this.firstWay[c + 1] = this.wayCount;
    return true;
  }

  private addWay(route: number, cost: number, flow: number): void {
    if (this.wayCount === this.route.length) this.growWays();
    this.route[this.wayCount] = route;
    this.cost[this.wayCount] = cost;
    this.flow[this.wayCount] = flow;
    this.firstUse[this.wayCount++] = this.useCount;
  }

  private growCommodities(): void {
    this.commodity = doubled(this.commodity);
    this.demand = doubledFloats(this.demand);
    this.amountRow = doubled(this.amountRow);
    this.firstWay = doubled(this.firstWay);
  }

  private growWays(): void {
    const route = new Int32Array(this.route.length * 2);
    route.set(this.route);
    this.route = route;
    this.cost = doubledFloats(this.cost);
    this.flow = doubledFloats(this.flow);
    this.firstUse = doubled(this.firstUse);
  }
}

function doubled(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}

function doubledFloats(column: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
