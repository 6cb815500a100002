import { NONE } from '../base/none.js';
import { ActiveResources, Contest } from './contest.js';
import type { FlowProblem, RouteFinder } from './flow-problem.js';
import { RoutePool } from './route-pool.js';
import { sweep, type PriceState, type Rest } from './sweep.js';
import { wholeParcels, type WholeFlows } from './whole-parcels.js';

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
  /** Asked often; true ends the search with the best plan so far. */
  readonly stop: () => boolean;
  readonly onRound: (round: Round) => void;
  /**
   * An answer to the same problem before its capacities, demands or blocked moves were changed in place: the search
   * goes on from its routes and prices, so that only what the change touches moves.
   */
  readonly from?: FlowResult | undefined;
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
const GATHER_SWEEPS = 3;
const LOOK_AGAIN_EVERY = 4; // rounds after which commodities that touched nothing scarce are looked at again
const MULTIPLIER_STEP = 0.7;
const SMOOTHING = 0.7; // weight of the newest prices against the best ones
const ROUNDING_EVERY = 2;
const RESUME_PENALTY = 2; // penalties of a search that goes on, over those of one that starts

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
  const { from, stop } = options;
  const search = new Search(problem, finder, from);
  if (from) search.resume(from);
  else {
    await search.freeFlow();
    search.roundOff();
  }
  const softRounds = from ? 0 : SOFT_ROUNDS;
  for (let round = 1; round <= options.roundsMax; round++) {
    const soft = round <= softRounds;
    if (soft) await search.gather(SOFT_GROWTH ** (round - softRounds), stop);
    else search.share(round, stop);
    if (!stop() && (!soft || round === softRounds)) await search.price();
    const due = round >= softRounds && (round % ROUNDING_EVERY === 0 || from !== undefined);
    if (due || stop()) search.roundOff();
    const progress = search.progress(round);
    search.rounds.push(progress);
    options.onRound(progress);
    if (progress.gap <= options.gap || stop()) break;
  }
  return search.result();
}

function emptyState(problem: FlowProblem): PriceState {
  const { count, amount } = problem.resources;
  return {
    raw: new Float64Array(count),
    penalty: new Float64Array(count),
    kind: new Uint8Array(count),
    amount,
  };
}

function restOf(count: number): Rest {
  return { sweepsLeft: new Uint8Array(count), length: new Uint8Array(count) };
}

class Search {
  readonly rounds: Round[] = [];
  private readonly problem: FlowProblem;
  private readonly finder: RouteFinder;
  private readonly pool: RoutePool;
  private readonly active: ActiveResources;
  private readonly contest: Contest;
  private readonly state: PriceState;
  private readonly mark: Int32Array; // [active resource] for the sweep
  private readonly multiplier: Float64Array; // [resource]
  private readonly prices: Float64Array; // [resource] of the newest pricing
  private readonly bestPrices: Float64Array; // [resource] of the best bound
  private readonly penaltyBase: Float64Array; // [resource]
  private readonly cheapest: Float64Array; // [commodity]
  private readonly runs: Float64Array; // [extension] fractional
  private bound = -Infinity;
  private best: WholeFlows | undefined;
  private penaltyGrowth = 1;
  private penaltyScale = 0;

  constructor(problem: FlowProblem, finder: RouteFinder, from: FlowResult | undefined) {
    this.problem = problem;
    this.finder = finder;
    const { commodities, resources, extensions } = problem;
    this.pool = from?.pool ?? new RoutePool(problem);
    this.contest = new Contest(problem, this.pool);
    this.active = new ActiveResources(resources.count);
    this.state = emptyState(problem);
    this.mark = new Int32Array(resources.count);
    this.multiplier = new Float64Array(resources.count);
    this.prices = new Float64Array(resources.count);
    this.bestPrices = new Float64Array(resources.count);
    this.penaltyBase = new Float64Array(resources.count);
    this.cheapest = new Float64Array(commodities.count);
    this.runs = new Float64Array(extensions.count);
  }

  /** Prices everything at zero, puts every commodity on its cheapest route, and scales the penalties from that. */
  async freeFlow(): Promise<void> {
    const { commodities } = this.problem;
    await this.priceAt(this.prices);
    let routedCost = 0;
    let units = 0;
    for (let k = 0; k < commodities.count; k++) {
      const route = this.pool.head[k] as number;
      const demand = commodities.demand[k] as number;
      if (route >= 0 && (this.pool.cost[route] as number) <= (commodities.outsideCost[k] as number)) {
        this.pool.setFlow(k, route, demand);
        routedCost += demand * (this.pool.cost[route] as number);
      } else {
        this.pool.outside[k] = demand;
      }
      units += demand;
    }
    this.scalePenalties(units > 0 ? routedCost / units : 0);
  }

  /** Takes over routes, flows and prices, without routes that are blocked now, and with demand as it is now. */
  resume(from: FlowResult): void {
    const { pool, finder, problem } = this;
    const { commodities } = problem;
    this.multiplier.set(from.multipliers);
    this.bestPrices.set(from.prices);
    this.runs.set(from.fractionalRuns);
    let routedCost = 0;
    let units = 0;
    for (let k = 0; k < commodities.count; k++) {
      pool.withdraw(k, (moves) => finder.isBlocked(k, moves));
      pool.fitDemand(k);
      for (let route = pool.head[k] as number; route !== NONE; route = pool.next[route] as number) {
        routedCost += (pool.flow[route] as number) * (pool.cost[route] as number);
        units += pool.flow[route] as number;
      }
    }
    this.scalePenalties(units > 0 ? routedCost / units : 0);
    this.penaltyGrowth = RESUME_PENALTY;
  }

  /** A penalty of three times a mean unit's cost where a resource carries twice its capacity. */
  private scalePenalties(meanCost: number): void {
    const { commodities, resources } = this.problem;
    const { kindCount, amount, kind, capacity } = resources;
    const meanAmount = new Float64Array(kindCount);
    let units = 0;
    for (let k = 0; k < commodities.count; k++) {
      const demand = commodities.demand[k] as number;
      const row = (commodities.useClass[k] as number) * kindCount;
      units += demand;
      for (let j = 0; j < kindCount; j++) {
        meanAmount[j] = (meanAmount[j] as number) + demand * (amount[row + j] as number);
      }
    }
    for (let r = 0; r < resources.count; r++) {
      const mean = Math.max(1e-9, (meanAmount[kind[r] as number] as number) / Math.max(1, units));
      const room = Math.max(capacity[r] as number, mean);
      this.penaltyBase[r] = (3 * Math.max(meanCost, 1e-9)) / (room * mean);
    }
  }

  /**
   * Soft start: part by part, routes are priced at what the flows of all other parts cost them, and the part's flow is
   * shared anew. Penalties grow from round to round; multipliers wait until the pools can carry the demand.
   */
  async gather(scale: number, stop: () => boolean): Promise<void> {
    const { finder } = this;
    this.multiplier.fill(0);
    this.setPenalties(scale);
    for (let part = 0; part + 1 < finder.parts.length && !stop(); part++) {
      this.readPrices();
      await finder.price({
        prices: this.prices,
        cheapest: this.cheapest,
        firstPart: part,
        endPart: part + 1,
        sink: (k, cost, moves, length) => this.addRoute(k, cost, moves, length),
      });
      this.contest.layOut(this.active, finder.parts[part] as number, finder.parts[part + 1] as number, true);
      const rest = restOf(this.contest.commodityCount);
      for (let s = 0; s < GATHER_SWEEPS; s++) sweep(this.contest, this.state, rest, this.mark);
      this.contest.returnFlows();
      this.adjustRuns(this.state);
    }
    this.readPrices();
    for (let i = 0; i < this.active.count; i++) {
      this.multiplier[this.active.resource[i] as number] = Math.max(0, this.state.raw[i] as number);
    }
  }

  /** Adds a route to the pool; resources that could be full with it take part from now on. */
  private addRoute(k: number, cost: number, moves: Uint32Array, length: number): void {
    const { pool, active, problem } = this;
    const before = pool.count;
    pool.add(k, cost, moves, length);
    if (pool.count === before) return;
    this.contest.stir(k);
    const end = pool.firstUse[before + 1] as number;
    for (let u = pool.firstUse[before] as number; u < end; u++) {
      const r = pool.uses[u] as number;
      if (active.indexOf[r] !== NONE) continue;
      if ((pool.possibleLoad[r] as number) > (problem.resources.capacity[r] as number)) this.setPenalty(active.join(r));
    }
  }

  private readPrices(): void {
    const { active, prices, state } = this;
    for (let i = 0; i < active.count; i++) {
      prices[active.resource[i] as number] = Math.max(0, state.raw[i] as number);
    }
  }

  /** Shares all flow among the routes of the pool by sweeps, each followed by a multiplier update. */
  share(round: number, stop: () => boolean): void {
    if (round % 10 === 0) this.penaltyGrowth *= 1.15;
    this.setPenalties(this.penaltyGrowth);
    const all = round % LOOK_AGAIN_EVERY === 0;
    this.contest.layOut(this.active, 0, this.problem.commodities.count, all);
    const rest = restOf(this.contest.commodityCount);
    for (let s = 0; s < SWEEPS && !(s > 0 && stop()); s++) {
      sweep(this.contest, this.state, rest, this.mark);
      this.adjustRuns(this.state);
      this.updateMultipliers(this.state);
    }
    this.contest.returnFlows();
    for (let i = 0; i < this.active.count; i++) {
      const r = this.active.resource[i] as number;
      const newest = this.multiplier[r] as number;
      this.prices[r] = SMOOTHING * newest + (1 - SMOOTHING) * (this.bestPrices[r] as number);
    }
  }

  /** Sets penalties to their base times a scale, and prices to what the loads make of them. */
  private setPenalties(scale: number): void {
    this.penaltyScale = scale;
    const { possibleLoad } = this.pool;
    const { capacity } = this.problem.resources;
    for (let r = 0; r < capacity.length; r++) {
      if ((possibleLoad[r] as number) > (capacity[r] as number)) this.active.join(r);
    }
    for (let i = 0; i < this.active.count; i++) this.setPenalty(i);
    this.eachAdded((e, i, added) => {
      const { raw, penalty } = this.state;
      raw[i] = (raw[i] as number) - (penalty[i] as number) * added * (this.runs[e] as number);
    });
  }

  private setPenalty(index: number): void {
    const { state, problem, pool, active } = this;
    const r = active.resource[index] as number;
    const penalty = (this.penaltyBase[r] as number) * this.penaltyScale;
    const excess = (pool.load[r] as number) - (problem.resources.capacity[r] as number);
    state.penalty[index] = penalty;
    state.kind[index] = problem.resources.kind[r] as number;
    state.raw[index] = (this.multiplier[r] as number) + penalty * excess;
  }

  /** One Newton step on the fractional runs of every extension at the current prices. */
  private adjustRuns(state: PriceState): void {
    const { extensions } = this.problem;
    if (extensions.count === 0) return;
    const worth = new Float64Array(extensions.count);
    const curvature = new Float64Array(extensions.count);
    this.eachAdded((e, i, added) => {
      worth[e] = (worth[e] as number) + Math.max(0, state.raw[i] as number) * added;
      curvature[e] = (curvature[e] as number) + (state.penalty[i] as number) * added * added;
    });
    const step = new Float64Array(extensions.count);
    for (let e = 0; e < extensions.count; e++) {
      if (curvature[e] === 0) continue;
      const wanted =
        (this.runs[e] as number) + ((worth[e] as number) - (extensions.cost[e] as number)) / (curvature[e] as number);
      const runs = Math.min(extensions.runsMax[e] as number, Math.max(0, wanted));
      step[e] = runs - (this.runs[e] as number);
      this.runs[e] = runs;
    }
    this.eachAdded((e, i, added) => {
      state.raw[i] = (state.raw[i] as number) - (state.penalty[i] as number) * added * (step[e] as number);
    });
  }

  /** Visits what every extension adds to active resources. */
  private eachAdded(visit: (extension: number, activeIndex: number, added: number) => void): void {
    const { extensions } = this.problem;
    for (let e = 0; e < extensions.count; e++) {
      for (let i = extensions.first[e] as number; i < (extensions.first[e + 1] as number); i++) {
        const index = this.active.indexOf[extensions.resource[i] as number] as number;
        if (index >= 0) visit(e, index, extensions.added[i] as number);
      }
    }
  }

  /** Multipliers follow the violation, at most one capacity's worth of it; `raw` moves with them. */
  private updateMultipliers(state: PriceState): void {
    const { active, multiplier, problem } = this;
    const { capacity } = problem.resources;
    for (let i = 0; i < active.count; i++) {
      const r = active.resource[i] as number;
      const before = multiplier[r] as number;
      const penalty = state.penalty[i] as number;
      const excess = ((state.raw[i] as number) - before) / penalty;
      const limited = Math.min(excess, capacity[r] as number);
      const after = Math.max(0, before + MULTIPLIER_STEP * penalty * limited);
      multiplier[r] = after;
      state.raw[i] = (state.raw[i] as number) + after - before;
    }
  }

  /** One pricing of everything at the newest prices. */
  async price(): Promise<void> {
    await this.priceAt(this.prices);
  }

  /** Asks the finder for routes and turns its answers into a bound (docs/model.md section 9). */
  private async priceAt(prices: Float64Array): Promise<void> {
    const { commodities, resources } = this.problem;
    await this.finder.price({
      prices,
      cheapest: this.cheapest,
      firstPart: 0,
      endPart: this.finder.parts.length - 1,
      sink: (k, cost, moves, length) => this.addRoute(k, cost, moves, length),
    });
    let bound = 0;
    for (let k = 0; k < commodities.count; k++) {
      const way = Math.min(this.cheapest[k] as number, commodities.outsideCost[k] as number);
      bound += (commodities.demand[k] as number) * way;
    }
    for (let r = 0; r < resources.count; r++) {
      if ((prices[r] as number) > 0) bound -= (prices[r] as number) * (resources.capacity[r] as number);
    }
    bound -= this.extensionWorth(prices);
    if (bound > this.bound) {
      this.bound = bound;
      this.bestPrices.set(prices);
    }
  }

  /** What the cheapest choice of runs would earn at these prices. */
  private extensionWorth(prices: Float64Array): number {
    const { extensions } = this.problem;
    let sum = 0;
    for (let e = 0; e < extensions.count; e++) {
      let worth = -(extensions.cost[e] as number);
      for (let i = extensions.first[e] as number; i < (extensions.first[e + 1] as number); i++) {
        worth += (prices[extensions.resource[i] as number] as number) * (extensions.added[i] as number);
      }
      if (worth > 0) sum += (extensions.runsMax[e] as number) * worth;
    }
    return sum;
  }

  roundOff(): void {
    const whole = wholeParcels(this.problem, this.pool, this.finder, this.runs);
    if (!this.best || whole.cost < this.best.cost) this.best = whole;
  }

  progress(round: number): Round {
    const cost = this.best?.cost ?? Infinity;
    const gap = cost === this.bound ? 0 : (cost - this.bound) / Math.max(1e-12, Math.abs(this.bound));
    return { round, cost, bound: this.bound, gap, routes: this.pool.count };
  }

  result(): FlowResult {
    if (!this.best) throw new Error('no plan was rounded off');
    return {
      best: this.best,
      pool: this.pool,
      bound: this.bound,
      prices: this.bestPrices,
      multipliers: this.multiplier,
      fractionalRuns: this.runs,
      rounds: this.rounds,
    };
  }
}
