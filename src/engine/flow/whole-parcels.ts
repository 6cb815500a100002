import { NONE } from '../../base/none.js';
import type { FlowProblem, RouteFinder, TakeRoute } from './flow-problem.js';
import { improvePlan } from './improve-plan.js';
import { Placement } from './placement.js';
import type { RoutePool } from './route-pool.js';

/** A feasible answer: whole units on routes of the pool, within every capacity. */
export interface WholeFlows {
  readonly cost: number;
  readonly units: Float64Array; // [route of the pool]
  readonly outside: Float64Array; // [commodity]
  readonly runs: Float64Array; // [extension] bought
}

/** What to go by beside the flows. */
export interface RoundingGuide {
  readonly fractionalRuns: Float64Array; // [extension] that the flows use
  readonly prices: Float64Array; // [resource] at which the flows are worth their while
  /** Whether a plan of this cost is worth being improved. */
  readonly pays: (cost: number) => boolean;
}

/** Share of a fractional run from which it is bought; below, its parcels find other ways more cheaply. */
const RUN_SHARE_MIN = 0.3;

const TOLERANCE = 1e-6;

/** Stakes within a quarter of a doubling count as equal, so that one pass sorts them. */
const STEPS_PER_DOUBLING = 4;
const STEPS = 256;

/** Share of the plan's cost that a unit may lose on a route of the pool before others are searched for. */
const LOSS_MIN = 1e-8;

/**
 * Turns the pool's fractional flows into whole units within every capacity: whole parts first; then the largest
 * remainders, those commodities first that lose most outside; then the cheapest routes that still have room; what is
 * left stays outside. Last, where it pays, units that lost their place make others give way (`improvePlan`). Once
 * `stop` is true nothing more is searched for. O(uses of the pool's routes) beside what is searched for.
 */
export function wholeParcels(
  problem: FlowProblem,
  pool: RoutePool,
  finder: RouteFinder,
  { fractionalRuns, prices, pays }: RoundingGuide,
  stop: () => boolean = () => false,
): WholeFlows {
  const runs = fractionalRuns.map((run, e) => {
    const whole = Math.floor(run + TOLERANCE);
    return Math.min(problem.extensions.runsMax[e], whole + (run - whole >= RUN_SHARE_MIN ? 1 : 0));
  });
  const placement = new Placement(problem, pool, runs);
  const rounding = new Rounding(placement, prices);
  const unsettled = rounding.takeWholeParts();
  const settledEnd = placement.carrying.length;
  const leftover = rounding.takeRemainders(unsettled);
  if (leftover.length > 0) rounding.insert(leftover, finder, stop);
  let cost = placement.cost + costOutside(placement);
  if (problem.whole && pays(cost)) {
    const losers = placement.carrying.slice(settledEnd);
    for (const k of leftover) if (placement.remaining[k] > 0) losers.push(k, NONE);
    const priceOf = (k: number): number => rounding.priceOf(k);
    cost -= improvePlan({ placement, cost, prices, priceOf, losers }, stop);
  }
  return { cost, units: placement.units, outside: placement.remaining, runs };
}

/** The steps of rounding, in the order in which they are to be taken. */
class Rounding {
  private readonly placement: Placement;
  private readonly prices: Float64Array;
  private readonly firstFlowing: Uint32Array; // [commodity + 1] of `flowing`
  private readonly flowing: number[] = []; // routes with flow
  private readonly price: Float64Array; // [commodity] NaN until asked for

  constructor(placement: Placement, prices: Float64Array) {
    this.placement = placement;
    this.prices = prices;
    const { count } = placement.problem.commodities;
    this.firstFlowing = new Uint32Array(count + 1);
    this.price = new Float64Array(count).fill(NaN);
  }

  /** Places the whole parts of all flows, and all of them where parts are allowed; commodities that have units left. */
  takeWholeParts(): number[] {
    const { placement, flowing, firstFlowing } = this;
    const { pool, problem, remaining } = placement;
    const unsettled: number[] = [];
    for (let k = 0; k < problem.commodities.count; k++) {
      for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
        const flow = pool.flow[route];
        if (flow <= 0) continue;
        if (flow > TOLERANCE) flowing.push(route);
        const wanted = Math.min(remaining[k], problem.whole ? Math.floor(flow + TOLERANCE) : flow);
        if (wanted > 0) placement.take(k, route, wanted);
      }
      firstFlowing[k + 1] = flowing.length;
      if (remaining[k] > TOLERANCE) unsettled.push(k);
    }
    return unsettled;
  }

  /** What a unit of a commodity should pay for its way: what its largest flow pays at the prices; 0 when none is known. */
  priceOf(k: number): number {
    const known = this.price[k];
    if (!Number.isNaN(known)) return known;
    const { placement, flowing, firstFlowing } = this;
    const { pool } = placement;
    let main: number = NONE;
    let most = pool.outside[k];
    for (let i = firstFlowing[k]; i < firstFlowing[k + 1]; i++) {
      const route = flowing[i];
      if (pool.flow[route] <= most) continue;
      most = pool.flow[route];
      main = route;
    }
    const isKnown = most > TOLERANCE;
    const price = isKnown ? Math.min(placement.costOf(k, NONE), placement.pricedCost(k, main, this.prices)) : 0;
    this.price[k] = price;
    return price;
  }

  /** Places single units on the flows with the largest remainders; commodities that have units left. */
  takeRemainders(commodities: readonly number[]): number[] {
    const { remaining } = this.placement;
    const leftover: number[] = [];
    for (const k of this.byStake(commodities)) {
      this.takeRemaindersOf(k);
      if (remaining[k] > TOLERANCE) leftover.push(k);
    }
    return leftover;
  }

  /** Commodities by what a unit of theirs loses outside, most first; those of like stakes in their order. */
  private byStake(commodities: readonly number[]): number[] {
    const steps: number[][] = Array.from({ length: STEPS }, () => []);
    for (const k of commodities) {
      const stake = this.placement.costOf(k, NONE) - this.priceOf(k);
      const step = Math.min(STEPS - 1, Math.floor(STEPS_PER_DOUBLING * Math.log2(Math.max(1, stake))));
      steps[STEPS - 1 - step]?.push(k);
    }
    return steps.flat();
  }

  private takeRemaindersOf(k: number): void {
    const { placement, flowing, firstFlowing } = this;
    const { pool, problem, remaining } = placement;
    const unit = problem.whole ? 1 : Infinity;
    // The flow outside has its own claim on the last units.
    const claimed = Math.floor(pool.outside[k] + TOLERANCE);
    const [first, end] = [firstFlowing[k], firstFlowing[k + 1]];
    const remainder = (route: number): number => pool.flow[route] - Math.floor(pool.flow[route]);
    const ways = flowing.slice(first, end).sort((a, b) => remainder(b) - remainder(a) || a - b);
    for (const route of ways) {
      if (remaining[k] <= claimed) return;
      placement.take(k, route, Math.min(unit, remaining[k]));
    }
  }

  /** Places what is left on routes with room: of the pool where little is lost by that, else on what the finder finds. */
  insert(leftover: readonly number[], finder: RouteFinder, stop: () => boolean): void {
    const { placement } = this;
    const { pool, remaining } = placement;
    const take: TakeRoute = (k, cost, moves, length) => {
      placement.take(k, pool.add(k, cost, moves, length), remaining[k]);
      return remaining[k];
    };
    const lossMax = LOSS_MIN * placement.cost;
    const losing = leftover.filter((k) => !this.takeGoodRoutes(k, lossMax));
    if (losing.length > 0) finder.insert(placement.room, Uint32Array.from(losing).sort(), take, stop);
  }

  /** Places a commodity's units on routes of the pool while they lose little; false when some would lose more. */
  private takeGoodRoutes(k: number, lossMax: number): boolean {
    const { placement } = this;
    const { remaining } = placement;
    const most = this.priceOf(k) + lossMax;
    while (remaining[k] > TOLERANCE) {
      const route = placement.cheapestWithRoom(k, NONE);
      const cost = placement.costOf(k, route);
      if (cost > most || cost === Infinity) return false;
      if (route === NONE || placement.take(k, route, remaining[k]) === 0) return true;
    }
    return true;
  }
}

/** What the units without a route cost; what is left of parts by rounding is nothing. */
function costOutside({ problem, remaining }: Placement): number {
  const { commodities } = problem;
  let cost = 0;
  for (let k = 0; k < commodities.count; k++) {
    if (remaining[k] > TOLERANCE) cost += remaining[k] * commodities.outsideCost[k];
    else remaining[k] = 0;
  }
  return cost;
}
