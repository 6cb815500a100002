import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';
import { Contest } from './contest.js';
import { lowerBound } from './lower-bound.js';
import type { FlowProblem, RouteFinder } from './flow-problem.js';
import { retireRoutes } from './retire-routes.js';
import { RoutePool } from './route-pool.js';
import { ShadowPrices } from './shadow-prices.js';
import { sweep, type Rest } from './sweep.js';
import type { WholeFlows } from './whole-parcels.js';
import { WholePlans } from './whole-plans.js';

/** What a round achieved; `cost` is of the best whole plan so far, `bound` the best proven lower bound. */
export interface Round {
  readonly round: number;
  readonly cost: number;
  readonly bound: number;
  readonly gap: number; // (cost - bound) / |bound|
  readonly routes: number;
}

export interface FlowOptions {
  readonly gap: number; // stop when the certified gap is this small
  readonly roundsMax: number;
  /**
   * Asked often; true ends the search with the best plan so far. After it no routes are searched for beyond the source
   * in work, and no plan is rounded off unless there is none.
   */
  readonly stop: () => boolean;
  /**
   * Seconds until `stop` will be true, by the caller's clock. With it the search ends early enough to round off what it
   * has; without it, it returns what was rounded off last.
   */
  readonly secondsLeft?: (() => number) | undefined;
  readonly onRound: (round: Round) => void;
  /**
   * An answer to the same problem before its capacities, demands or blocked moves were changed in place: the search
   * goes on from its routes and prices, so that only what the change touches moves.
   */
  readonly from?: FlowResult | undefined;
  /** With `from`: its routes are few, so more are looked for at its prices before any flow moves. */
  readonly priceFirst?: boolean;
}

export interface FlowResult {
  readonly best: WholeFlows;
  readonly pool: RoutePool;
  readonly bound: number;
  readonly prices: Float64Array; // [resource] that prove the bound
  readonly multipliers: Float64Array; // [resource] where the search stood, to go on from
  readonly fractionalRuns: Float64Array; // [extension]
  readonly rounds: readonly Round[];
}

/** Rounds with growing penalties and no multiplier update, until the pools can carry the demand. */
const SOFT_ROUNDS = 5;
const SOFT_GROWTH = 2;
const SWEEPS = 8;
const SWEEPS_SMALL = 64;
const SHARES_SMALL = 4; // per round
const GATHER_SWEEPS = 3;
const LOOK_AGAIN_EVERY = 4; // rounds after which commodities that touched nothing scarce are looked at again
const PENALTY_FAR = 4; // at the first sharing, when plan and bound are far apart
const PENALTY_NEAR = 1;
const PENALTY_DECAY = 0.9;
const PENALTY_MIN = 0.4;
const STEP_DECAY = 0.93; // of multiplier steps from round to round; steady ones circle about the right prices
const STEP_MIN = 0.25;
const SMOOTHING = 0.7; // weight of the newest prices against the best ones
const FAR_GAP = 0.05; // from which prices move far at first
const SLOW = 0.7; // of the gap, left after a round
const SPREAD_GAP = 1; // from which sources are asked for more routes than the cheapest
const ROUNDING_EVERY = 2;
const ROUNDING_EVERY_FAR = 4;
const ROUNDING_NEAR = 2; // gaps asked for, within which a rounding could end the search

/**
 * Minimum-cost multicommodity flow in whole units, with a certified gap: column generation in which routes are priced
 * by the finder and an augmented-Lagrangian master shares flow among them. Larsson and Yuan (2004); the soft start,
 * without which prices blow up on a poor pool, is ours. Deterministic: no clock, no randomness, and nothing depends on
 * the order in which a parallel finder works.
 */
export async function priceDirectedFlow(
  problem: FlowProblem,
  finder: RouteFinder,
  options: FlowOptions,
): Promise<FlowResult> {
  const { from } = options;
  const search = new Search(problem, finder, options);
  if (from) {
    search.resume(from);
    if (options.priceFirst === true) await search.price();
  } else {
    await search.freeFlow();
    search.roundOff();
  }
  const { softRounds } = search;
  for (let round = 1; round <= options.roundsMax; round++) {
    const soft = round <= softRounds;
    if (soft) await search.gather(round);
    if (round === softRounds) await search.price(round, true);
    if (!soft) await search.shareAndPrice(round);
    const over = search.plans.isOver();
    if (over && search.roundedAt < round) search.roundOff(round);
    const progress = search.progress(round);
    search.rounds.push(progress);
    options.onRound(progress);
    if (progress.gap <= options.gap || over) break;
  }
  return search.result();
}

function restOf(count: number): Rest {
  return { sweepsLeft: new Uint8Array(count), length: new Uint8Array(count) };
}

class Search {
  readonly rounds: Round[] = [];
  private readonly problem: FlowProblem;
  private readonly finder: RouteFinder;
  private readonly pool: RoutePool;
  readonly plans: WholePlans;
  private readonly shadow: ShadowPrices;
  private readonly contest: Contest;
  private readonly mark: Int32Array; // [active resource] for the sweep
  private readonly prices: Float64Array; // [resource] of the newest pricing
  private readonly bestPrices: Float64Array; // [resource] of the best bound
  private readonly cheapest: Float64Array; // [commodity]
  readonly softRounds: number;
  private bound = 0; // costs are not negative, and prices of nothing prove that
  private readonly options: FlowOptions;
  private sharings = 0; // done so far
  private isSlow = false; // the newest round closed little of the gap
  private penaltyStart = PENALTY_NEAR;
  roundedAt = 0; // round

  constructor(problem: FlowProblem, finder: RouteFinder, options: FlowOptions) {
    const { from } = options;
    this.options = options;
    this.problem = problem;
    this.finder = finder;
    const { commodities, resources } = problem;
    this.softRounds = from ? 0 : SOFT_ROUNDS;
    this.pool = from?.pool ?? new RoutePool(problem);
    this.plans = new WholePlans(problem, this.pool, finder, options);
    this.contest = new Contest(problem, this.pool);
    this.shadow = new ShadowPrices(problem, this.pool);
    this.mark = new Int32Array(resources.count);
    this.prices = new Float64Array(resources.count);
    this.bestPrices = new Float64Array(resources.count);
    this.cheapest = new Float64Array(commodities.count);
  }

  /** Prices everything at zero, puts every commodity on its cheapest route, and scales the penalties from that. */
  async freeFlow(): Promise<void> {
    const { commodities } = this.problem;
    await this.priceAt(this.prices);
    let routedCost = 0;
    let units = 0;
    for (let k = 0; k < commodities.count; k++) {
      const route = this.pool.head[k];
      const demand = commodities.demand[k];
      if (route >= 0 && this.pool.cost[route] <= commodities.outsideCost[k]) {
        this.pool.setFlow(k, route, demand);
        routedCost += demand * this.pool.cost[route];
      } else {
        this.pool.outside[k] = demand;
      }
      units += demand;
    }
    this.shadow.scalePenalties(units > 0 ? routedCost / units : 0);
  }

  /** Takes over routes, flows and prices, without routes that are blocked now, and with demand as it is now. */
  resume(from: FlowResult): void {
    const { pool, finder, problem } = this;
    const { commodities } = problem;
    this.shadow.multiplier.set(from.multipliers);
    this.shadow.runs.set(from.fractionalRuns);
    this.bestPrices.set(from.prices);
    this.prices.set(from.prices);
    let routedCost = 0;
    let units = 0;
    for (let k = 0; k < commodities.count; k++) {
      if (pool.withdraw(k, (moves) => finder.isBlocked(k, moves))) finder.forget(k);
      pool.fitDemand(k);
      for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
        routedCost += pool.flow[route] * pool.cost[route];
        units += pool.flow[route];
      }
    }
    this.shadow.scalePenalties(units > 0 ? routedCost / units : 0);
  }

  /**
   * Soft start: part by part, routes are priced at what the flows of all other parts cost them, and the part's flow is
   * shared anew. Penalties grow from round to round; multipliers wait until the pools can carry the demand.
   */
  async gather(round: number): Promise<void> {
    const { finder, shadow } = this;
    shadow.multiplier.fill(0);
    shadow.setPenalties(SOFT_GROWTH ** (round - this.softRounds));
    for (let part = 0; part + 1 < finder.parts.length && !this.plans.isOver(); part++) {
      shadow.readPrices(this.prices);
      await finder.price({
        prices: this.prices,
        cheapest: this.cheapest,
        firstPart: part,
        endPart: part + 1,
        sink: (k, cost, moves, length) => this.addRoute(k, cost, moves, length),
        spread: this.spread(round),
        stop: this.plans.isOver,
      });
      this.contest.layOut(shadow.active, finder.parts[part], finder.parts[part + 1], true);
      const rest = restOf(this.contest.commodityCount);
      for (let s = 0; s < GATHER_SWEEPS; s++) sweep(this.contest, shadow.state, rest, this.mark, this.plans.isOver);
      this.contest.returnFlows();
      shadow.adjustRuns();
    }
    shadow.readPrices(this.prices);
    shadow.adoptPrices();
  }

  /** Adds a route to the pool; resources that could be full with it take part from now on. */
  private addRoute(k: number, cost: number, moves: Uint32Array, length: number): void {
    const { pool, contest, shadow } = this;
    const before = pool.count;
    pool.add(k, cost, moves, length);
    contest.stir(k);
    if (pool.count === before) return;
    for (let u = pool.firstUse[before]; u < pool.firstUse[before + 1]; u++) shadow.joinIfScarce(pool.uses[u]);
  }

  /** Small problems are cheap and may be hard to prove anything of: several times in one round. */
  async shareAndPrice(round: number): Promise<void> {
    const times = this.plans.isSmall ? SHARES_SMALL : 1;
    for (let i = 0; i < times; i++) {
      this.share();
      await this.price(round, i + 1 === times);
    }
  }

  /** Shares all flow among the routes of the pool by sweeps, each followed by a multiplier update. */
  private share(): void {
    const { contest, shadow } = this;
    const sharing = this.sharings++;
    if (sharing === 0) this.penaltyStart = this.isFar(FAR_GAP) ? PENALTY_FAR : PENALTY_NEAR;
    shadow.setPenalties(Math.max(PENALTY_MIN, this.penaltyStart * PENALTY_DECAY ** sharing));
    contest.layOut(shadow.active, 0, this.problem.commodities.count, sharing % LOOK_AGAIN_EVERY === 0);
    const rest = restOf(contest.commodityCount);
    const step = Math.max(STEP_MIN, STEP_DECAY ** (sharing + 1));
    const sweeps = this.plans.isSmall ? SWEEPS_SMALL : SWEEPS;
    for (let s = 0; s < sweeps && !this.plans.isOver(); s++) {
      sweep(contest, shadow.state, rest, this.mark, this.plans.isOver);
      shadow.adjustRuns();
      shadow.updateMultipliers(step);
    }
    contest.returnFlows();
    retireRoutes(contest, this.pool, shadow.state, (k) => this.finder.forget(k));
    this.smoothPrices();
  }

  /**
   * Prices between the multipliers and those of the best bound, if there is one yet. What cannot be full has a price only where a search
   * goes on, and loses it.
   */
  private smoothPrices(): void {
    const { prices, bestPrices } = this;
    const { active, multiplier } = this.shadow;
    const newest = this.bound > 0 ? SMOOTHING : 1;
    for (let r = 0; r < prices.length; r++) {
      if (active.indexOf[r] === NONE && prices[r] > 0) prices[r] = (1 - newest) * bestPrices[r];
    }
    for (let i = 0; i < active.count; i++) {
      const r = active.resource[i];
      prices[r] = newest * multiplier[r] + (1 - newest) * bestPrices[r];
    }
  }

  /** One pricing of everything at the newest prices; if it `endsRound`, flows are rounded off meanwhile when it is time. */
  async price(round = 0, endsRound = false): Promise<void> {
    const isDue = endsRound && this.isRoundingDue(round);
    await this.priceAt(this.prices, round, isDue ? () => this.roundOff(round) : undefined);
  }

  /** While plan and bound are far apart, sources that overfill departures alone are asked for more routes. */
  private spread(round: number): Float64Array | undefined {
    const spreads = this.isFar(SPREAD_GAP) || (this.isFar(FAR_GAP) && this.isSlow);
    return round >= this.softRounds && spreads ? this.shadow.penaltyBase : undefined;
  }

  private isFar(gap: number): boolean {
    const { best } = this.plans;
    return best !== undefined && best.cost > this.bound * (1 + gap);
  }

  /** Asks the finder for routes and turns its answers, when they are complete, into a bound (docs/model.md section 9). */
  private async priceAt(prices: Float64Array, round = 0, meanwhile?: () => void): Promise<void> {
    const all = await this.finder.price({
      prices,
      cheapest: this.cheapest,
      firstPart: 0,
      endPart: this.finder.parts.length - 1,
      sink: (k, cost, moves, length) => this.addRoute(k, cost, moves, length),
      spread: round > 0 ? this.spread(round) : undefined,
      meanwhile,
      stop: this.plans.isOver,
    });
    if (!all) return;
    const bound = lowerBound(this.problem, prices, this.cheapest);
    if (bound > this.bound) {
      this.bound = bound;
      this.bestPrices.set(prices);
    }
  }

  /** Every other round, or every one where it takes no time; more rarely while the bound is far even from what the flows cost before they are whole. */
  private isRoundingDue(round: number): boolean {
    if (this.options.from || this.plans.hasFew) return true;
    const near = this.pool.flowCost() <= this.bound * (1 + ROUNDING_NEAR * this.options.gap);
    return round - this.roundedAt >= (near ? ROUNDING_EVERY : ROUNDING_EVERY_FAR);
  }

  /** Makes a whole plan of the flows. */
  roundOff(round = 0): void {
    this.roundedAt = round;
    this.plans.roundOff(this.shadow.runs, this.bestPrices, this.bound);
  }

  progress(round: number): Round {
    const cost = this.plans.best?.cost ?? Infinity;
    const gap = cost === this.bound ? 0 : (cost - this.bound) / Math.abs(this.bound);
    this.isSlow = round > this.softRounds && gap > SLOW * (this.rounds.at(-1)?.gap ?? Infinity);
    return { round, cost, bound: this.bound, gap, routes: this.pool.count };
  }

  result(): FlowResult {
    if (!this.plans.best) this.roundOff();
    const { best } = this.plans;
    assert(best !== undefined, 'a plan was rounded off');
    return {
      best,
      pool: this.pool,
      bound: this.bound,
      prices: this.bestPrices,
      multipliers: this.shadow.multiplier,
      fractionalRuns: this.shadow.runs,
      rounds: this.rounds,
    };
  }
}
