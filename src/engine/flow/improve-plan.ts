import { NONE } from '../../base/none.js';
import { Holders } from './holders.js';
import type { Placement } from './placement.js';

/** Losses below this share of the plan's cost are left as they are. */
const LOSS_MIN = 1e-7;

/** Units that may ask for another way in one pass. */
const WISHES_MAX = 2048;

/** Ways that are tried for a unit: those that cost least, prices included. */
const WAYS_MAX = 8;

const PASSES_MAX = 8;

/** Another pass follows one that saved this share of the plan's cost. */
const SAVING_MIN = 1e-5;

/** Searches for other ways, as a share of the routes in the pool: about the work of a few sweeps over them. */
const SEARCHES_SHARE = 0.1;
const SEARCHES_MIN = 4096;

const TOLERANCE = 1e-6;

/** Sums of amounts that are less than this above a capacity are at it. */
const OVERFULL_MIN = 1e-9;

/** What is to be improved, and at which prices. */
export interface Improvable {
  readonly placement: Placement;
  readonly cost: number; // of the plan, units outside included
  readonly prices: Float64Array; // [resource]
  /** What a unit of a commodity should pay for its way at the prices. */
  readonly priceOf: (commodity: number) => number;
  /** Commodities and ways that units of theirs are on and may lose by, in pairs; NONE is outside. */
  readonly losers: readonly number[];
}

/** A unit that pays more for its way than it should, at the prices. */
interface Wish {
  readonly commodity: number;
  readonly from: number; // its way
  readonly loss: number;
}

/**
 * Ejection chains after rounding: units that pay much more than prices say they should, because what they wanted was
 * full, are moved to the way that saves most, and who holds room there gives way where that costs less than is saved;
 * then come those who gave way, and those who could not move. Before and after, units take what room there is. Changes
 * the placement in place and returns what is saved. Capacities hold after every chain, wherever it stops.
 * O(wishes x holders of full resources + searches x uses of a commodity's routes); searches are at most a tenth of the
 * pool's routes.
 * Glover, Ejection chains, reference structures and alternating path methods (1996); here chains are a unit and those
 * who make room for it, and dual prices say where to begin.
 */
export function improvePlan({ placement, cost, prices, priceOf, losers }: Improvable, stop: () => boolean): number {
  const lossMin = LOSS_MIN * cost;
  let savedInAll = takeRoom(placement, losers);
  let wishes = wishesOf(placement, prices, priceOf, losers, lossMin);
  if (wishes.length === 0) return savedInAll;
  const improvement = new Improvement(placement, prices);
  const gaveWay: number[] = [];
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const saved = improvement.grantAll(wishes, stop);
    savedInAll += saved;
    for (const one of improvement.gaveWay) gaveWay.push(one);
    if (saved < SAVING_MIN * cost || improvement.isSpent || stop()) break;
    const waiting = wishes.flatMap(({ commodity, from }) => [commodity, from]);
    wishes = wishesOf(placement, prices, priceOf, [...waiting, ...improvement.gaveWay], lossMin);
  }
  return savedInAll + takeRoom(placement, losers) + takeRoom(placement, gaveWay);
}

/** Moves one unit of each pair of a commodity and its way to the cheapest way that has room; what that saves. */
function takeRoom(placement: Placement, pairs: readonly number[]): number {
  let saved = 0;
  for (let i = 0; i < pairs.length; i += 2) {
    const [commodity, from] = [pairs[i], pairs[i + 1]];
    if (!isOn(placement, commodity, from)) continue;
    const to = placement.cheapestWithRoom(commodity, from);
    if (to === from) continue;
    saved += placement.costOf(commodity, from) - placement.costOf(commodity, to);
    placement.move(commodity, from, to);
  }
  return saved;
}

/** Whether a unit of a commodity is on a way. */
function isOn({ remaining, units }: Placement, commodity: number, way: number): boolean {
  return (way === NONE ? remaining[commodity] : units[way]) >= 1;
}

/** The greatest losses among pairs of a commodity and a way that units of it are on. */
function wishesOf(
  placement: Placement,
  prices: Float64Array,
  priceOf: Improvable['priceOf'],
  pairs: readonly number[],
  lossMin: number,
): Wish[] {
  const wishes: Wish[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const [commodity, from] = [pairs[i], pairs[i + 1]];
    const loss = placement.pricedCost(commodity, from, prices) - priceOf(commodity);
    if (loss > lossMin) wishes.push({ commodity, from, loss });
  }
  wishes.sort((a, b) => b.loss - a.loss || a.commodity - b.commodity || a.from - b.from);
  return wishes.slice(0, WISHES_MAX);
}

class Improvement {
  /** Pairs of a commodity and the way on which a unit of it made room for another, in the newest pass. */
  readonly gaveWay: number[] = [];
  private readonly placement: Placement;
  private readonly prices: Float64Array;
  private readonly holders: Holders;
  private readonly moves: number[] = []; // of the chain that is tried: commodity, from, to
  private readonly searchesMax: number;

  constructor(placement: Placement, prices: Float64Array) {
    this.placement = placement;
    this.prices = prices;
    this.holders = new Holders(placement);
    this.searchesMax = Math.max(SEARCHES_MIN, SEARCHES_SHARE * placement.pool.count);
  }

  /** True when no more ways may be searched for. */
  get isSpent(): boolean {
    return this.holders.searches >= this.searchesMax;
  }

  /** Grants wishes in their order; what that saves. */
  grantAll(wishes: readonly Wish[], stop: () => boolean): number {
    this.gaveWay.length = 0;
    let saved = 0;
    for (const { commodity, from } of wishes) {
      if (this.isSpent || stop()) break;
      saved += this.grant(commodity, from);
    }
    return saved;
  }

  /** Moves a unit to the way that saves most, if there is one that saves; what it saves. */
  private grant(commodity: number, from: number): number {
    const { placement, holders } = this;
    if (!isOn(placement, commodity, from)) return 0;
    let saved = 0;
    let best: readonly number[] = [];
    for (const to of this.betterWays(commodity, from)) {
      const saves = this.tryChain(commodity, from, to, saved);
      if (saves > saved) {
        saved = saves;
        best = this.moves.slice();
      }
      this.takeBack();
    }
    for (let i = 0; i < best.length; i += 3) {
      const [unit, before, after] = [best[i], best[i + 1], best[i + 2]];
      placement.move(unit, before, after);
      holders.add(unit, after);
      if (i > 0) this.gaveWay.push(unit, after);
    }
    return saved;
  }

  /** Ways that cost less than the one a unit is on, the cheapest first when resources have their prices. */
  private betterWays(commodity: number, from: number): number[] {
    const { placement, prices } = this;
    const { pool } = placement;
    const most = placement.costOf(commodity, from) - TOLERANCE;
    const ways: { way: number; priced: number }[] = [];
    for (let route = pool.head[commodity]; route !== NONE; route = pool.next[route]) {
      if (pool.cost[route] >= most) continue;
      ways.push({ way: route, priced: placement.pricedCost(commodity, route, prices) });
    }
    const outside = placement.costOf(commodity, NONE);
    if (outside < most) ways.push({ way: NONE, priced: outside });
    ways.sort((a, b) => a.priced - b.priced || a.way - b.way);
    return ways.slice(0, WAYS_MAX).map(({ way }) => way);
  }

  /** Moves a unit and makes room for it; what that saves when it is more than `least`, else anything up to it. */
  private tryChain(commodity: number, from: number, to: number, least: number): number {
    const { placement, holders } = this;
    let saves = placement.costOf(commodity, from) - placement.costOf(commodity, to);
    if (saves <= least + TOLERANCE) return 0;
    this.move(commodity, from, to);
    if (to === NONE) return saves;
    const { pool, room } = placement;
    for (let u = pool.firstUse[to]; u < pool.firstUse[to + 1]; u++) {
      const r = pool.uses[u];
      while (room.left[r] < -OVERFULL_MIN) {
        const holder = holders.cheapest(r, commodity, saves - least);
        if (holder === NONE) return 0;
        saves -= holders.extra[holder];
        this.move(holders.commodity[holder], holders.route[holder], holders.way[holder]);
      }
    }
    return saves > least + TOLERANCE ? saves : 0;
  }

  private move(commodity: number, from: number, to: number): void {
    this.placement.move(commodity, from, to);
    this.moves.push(commodity, from, to);
  }

  private takeBack(): void {
    const { moves, placement } = this;
    for (let i = moves.length - 3; i >= 0; i -= 3) placement.move(moves[i], moves[i + 2], moves[i + 1]);
    moves.length = 0;
  }
}
