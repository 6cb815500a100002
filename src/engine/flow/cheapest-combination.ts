import { NONE } from '../../base/none.js';
import type { FlowProblem } from './flow-problem.js';
import type { RoutePool } from './route-pool.js';
import type { WholeFlows } from './whole-parcels.js';

/** Units placed at most while combinations are tried. */
const PLACINGS_MAX = 50_000;

const TOLERANCE = 1e-6;

/** The cheapest combination found, if it is cheaper than what was known, and whether nothing cheaper can be. */
export interface Combination {
  readonly whole: WholeFlows | undefined;
  readonly proved: boolean;
}

/**
 * Cheapest way to place every unit on a route of the pool or outside, with runs bought where they are needed, below a
 * cost that is known already. Depth first over units; a branch ends where even its cheapest ways, or its cheapest ways
 * at prices of resources less what the room that is left would earn, cost too much (Lagrangian bound). For small
 * problems; where two extensions add to one resource the first is bought, and then nothing is proved.
 */
export function cheapestCombination(
  problem: FlowProblem,
  pool: RoutePool,
  prices: Float64Array,
  below: number,
  stop: () => boolean,
): Combination {
  const search = new CombinationSearch(problem, pool, prices, below, stop);
  search.place(0, 0);
  return { whole: search.best, proved: search.isComplete };
}

/** A way of a commodity: a route, or NONE for outside. */
interface Way {
  readonly route: number;
  readonly cost: number;
}

class CombinationSearch {
  best: WholeFlows | undefined;
  isComplete = true;
  private readonly problem: FlowProblem;
  private readonly pool: RoutePool;
  private readonly prices: Float64Array;
  private readonly stop: () => boolean;
  private readonly unitOf: number[] = []; // [unit] commodity
  private readonly ways: Way[][] = []; // [commodity] cheapest first
  private readonly cheapestAhead: number[]; // [unit + 1] cost of the cheapest ways of all units from here on
  private readonly pricedAhead: number[]; // [unit + 1] the same at prices
  private readonly chosen: number[] = []; // [unit] way
  private readonly left: Float64Array; // [resource]
  private readonly runs: Float64Array; // [extension]
  private readonly extensionOf: Int32Array; // [resource] that adds to it, or NONE
  private readonly runWorth: Float64Array; // [extension] what a run adds at prices above its cost, or 0
  private roomWorth = 0; // of all room that is left, runs not yet bought included
  private cost = 0;
  private costBest: number;
  private placings = 0;

  constructor(problem: FlowProblem, pool: RoutePool, prices: Float64Array, below: number, stop: () => boolean) {
    const { commodities, resources, extensions } = problem;
    [this.problem, this.pool, this.prices, this.stop, this.costBest] = [problem, pool, prices, stop, below];
    this.left = Float64Array.from(resources.capacity);
    this.left.forEach((room, r) => (this.roomWorth += prices[r] * room));
    this.runs = new Float64Array(extensions.count);
    this.runWorth = new Float64Array(extensions.count);
    this.extensionOf = new Int32Array(resources.count).fill(NONE);
    for (let e = 0; e < extensions.count; e++) this.openExtension(e);
    for (let k = 0; k < commodities.count; k++) {
      this.ways.push(this.waysOf(k));
      for (let unit = 0; unit < commodities.demand[k]; unit++) this.unitOf.push(k);
    }
    this.cheapestAhead = this.sumAhead((k) => this.ways[k][0].cost);
    this.pricedAhead = this.sumAhead((k) => Math.min(...this.ways[k].map((way) => this.pricedCost(k, way))));
  }

  private openExtension(e: number): void {
    const { extensions } = this.problem;
    let worth = -extensions.cost[e];
    for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
      const r = extensions.resource[i];
      if (this.extensionOf[r] === NONE) this.extensionOf[r] = e;
      else this.isComplete = false;
      worth += this.prices[r] * extensions.added[i];
    }
    this.runWorth[e] = Math.max(0, worth);
    this.roomWorth += this.runWorth[e] * extensions.runsMax[e];
  }

  private waysOf(k: number): Way[] {
    const { pool, problem } = this;
    const ways: Way[] = [{ route: NONE, cost: problem.commodities.outsideCost[k] }];
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      if (pool.cost[route] < ways[0].cost) ways.push({ route, cost: pool.cost[route] });
    }
    return ways.sort((a, b) => a.cost - b.cost || a.route - b.route);
  }

  private pricedCost(k: number, { route, cost }: Way): number {
    let sum = cost;
    this.eachUse(k, route, (r, amount) => (sum += this.prices[r] * amount));
    return sum;
  }

  private sumAhead(costOf: (commodity: number) => number): number[] {
    const ahead = Array.from({ length: this.unitOf.length + 1 }, () => 0);
    for (let unit = this.unitOf.length - 1; unit >= 0; unit--)
      ahead[unit] = ahead[unit + 1] + costOf(this.unitOf[unit]);
    return ahead;
  }

  private eachUse(k: number, route: number, visit: (resource: number, amount: number) => void): void {
    if (route === NONE) return;
    const { commodities, resources } = this.problem;
    const row = commodities.useClass[k] * resources.kindCount;
    for (let u = this.pool.firstUse[route]; u < this.pool.firstUse[route + 1]; u++) {
      const r = this.pool.uses[u];
      visit(r, resources.amount[row + resources.kind[r]]);
    }
  }

  /** Places a unit and all after it in every way that may still be best; units of one commodity in ascending ways. */
  place(unit: number, firstWay: number): void {
    if (this.cost + this.cheapestAhead[unit] >= this.costBest - TOLERANCE) return;
    if (this.cost + this.pricedAhead[unit] - this.roomWorth >= this.costBest - TOLERANCE) return;
    if (unit === this.unitOf.length) return this.keep();
    const k = this.unitOf[unit];
    for (let w = firstWay; w < this.ways[k].length; w++) {
      if (++this.placings > PLACINGS_MAX || this.stop()) {
        this.isComplete = false;
        return;
      }
      const way = this.ways[k][w];
      this.chosen[unit] = w;
      const bought: number[] = [];
      this.load(k, way, 1);
      if (this.buyRuns(k, way, bought)) this.place(unit + 1, this.unitOf[unit + 1] === k ? w : 0);
      for (const e of bought) this.changeRuns(e, -1);
      this.load(k, way, -1);
    }
  }

  private load(k: number, way: Way, units: number): void {
    this.cost += units * way.cost;
    this.eachUse(k, way.route, (r, amount) => {
      this.left[r] = this.left[r] - units * amount;
      this.roomWorth -= units * amount * this.prices[r];
    });
  }

  /** Buys runs until what a way uses is not overfull; false when that cannot be. */
  private buyRuns(k: number, way: Way, bought: number[]): boolean {
    let fits = true;
    this.eachUse(k, way.route, (r) => {
      while (fits && this.left[r] < 0) {
        const e = this.extensionOf[r];
        fits = e !== NONE && this.runs[e] < this.problem.extensions.runsMax[e];
        if (!fits) return;
        this.changeRuns(e, 1);
        bought.push(e);
      }
    });
    return fits;
  }

  private changeRuns(e: number, runs: number): void {
    const { extensions } = this.problem;
    this.runs[e] = this.runs[e] + runs;
    this.cost += runs * extensions.cost[e];
    this.roomWorth -= runs * this.runWorth[e];
    for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
      const r = extensions.resource[i];
      this.left[r] = this.left[r] + runs * extensions.added[i];
      this.roomWorth += runs * extensions.added[i] * this.prices[r];
    }
  }

  private keep(): void {
    const units = new Float64Array(this.pool.count);
    const outside = new Float64Array(this.problem.commodities.count);
    this.unitOf.forEach((k, unit) => {
      const { route } = this.ways[k][this.chosen[unit]];
      if (route === NONE) outside[k] = outside[k] + 1;
      else units[route] = units[route] + 1;
    });
    this.costBest = this.cost;
    this.best = { cost: this.cost, units, outside, runs: this.runs.slice() };
  }
}
