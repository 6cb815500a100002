import { addAllRoutes, isSmall } from './all-routes.js';
import { cheapestCombination } from './cheapest-combination.js';
import type { FlowProblem, RouteFinder } from './flow-problem.js';
import type { RoutePool } from './route-pool.js';
import { wholeParcels, type WholeFlows } from './whole-parcels.js';

/** When a search may work, by its caller's clock, and what it is to reach. */
export interface Allowance {
  readonly gap: number;
  readonly stop: () => boolean;
  readonly secondsLeft?: (() => number) | undefined;
}

/** A plan this far above the bound is not yet worth improving: prices still say little, and the next plan is better. */
const NEAR = 0.03;

/** Problems up to so many commodities are rounded and improved at every turn: it takes no time, and one parcel is a large share. */
const FEW_COMMODITIES = 4096;

/** Times what rounding off took last, kept for doing it again. */
const RESERVE = 1.5;

/** The cheapest whole plan of a search so far, and what making the next one takes. */
export class WholePlans {
  best: WholeFlows | undefined;
  private readonly problem: FlowProblem;
  private readonly pool: RoutePool;
  private readonly finder: RouteFinder;
  private readonly allowance: Allowance;
  readonly isSmall: boolean; // enough to try all combinations of all routes
  readonly hasFew: boolean; // commodities, so that rounding off takes no time
  private hasAllRoutes = false;
  private isBest = false; // no whole plan is cheaper than `best`
  private roundingSec = 0; // that rounding off took when last done

  constructor(problem: FlowProblem, pool: RoutePool, finder: RouteFinder, allowance: Allowance) {
    this.problem = problem;
    this.pool = pool;
    this.finder = finder;
    this.allowance = allowance;
    this.isSmall = isSmall(problem);
    this.hasFew = problem.commodities.count <= FEW_COMMODITIES;
  }

  /** True when it is time to end, or to round off while there still is time for it. */
  readonly isOver = (): boolean => {
    const { stop, secondsLeft } = this.allowance;
    return stop() || (secondsLeft !== undefined && secondsLeft() <= RESERVE * this.roundingSec);
  };

  /**
   * Makes a whole plan of the pool's flows and these runs, at prices that prove the bound; not when one is there and time
   * is up.
   */
  roundOff(fractionalRuns: Float64Array, prices: Float64Array, bound: number): void {
    const { stop, secondsLeft } = this.allowance;
    if (this.isBest || (this.best && stop())) return;
    const startLeftSec = secondsLeft?.() ?? 0;
    const near = this.hasFew ? Infinity : bound * (1 + NEAR);
    const isPriced = prices.some((price) => price > 0);
    const pays = (cost: number): boolean => isPriced && cost > bound * (1 + this.allowance.gap) && cost < near;
    const whole = wholeParcels(this.problem, this.pool, this.finder, { fractionalRuns, prices, pays }, stop);
    this.roundingSec = startLeftSec === Infinity ? 0 : startLeftSec - (secondsLeft?.() ?? 0);
    if (!this.best || whole.cost < this.best.cost) this.best = whole;
    if (this.isSmall) this.combine(prices, this.best);
  }

  /** Tries to combine the routes of a small problem into a cheaper plan. */
  private combine(prices: Float64Array, best: WholeFlows): void {
    const { problem, pool, finder } = this;
    const { stop } = this.allowance;
    this.hasAllRoutes ||= addAllRoutes(problem, pool, finder, stop);
    const { whole, proved } = cheapestCombination(problem, pool, prices, best.cost, stop);
    this.best = whole ?? best;
    this.isBest = proved && this.hasAllRoutes;
  }
}
