import { NONE } from '../../base/none.js';
import { hashMoves } from '../flow/route-pool.js';
import type { RouteSink } from '../flow/flow-problem.js';
import { BLOCKED } from './scan.js';
import { openScanner, type ScanMeans, type Scanner } from './scanner.js';
import { priceItems } from './timed-costs.js';
import { lateTicks, type TimedProblem } from './timed-demand.js';

/** Routes remembered per commodity, so that a route is not handed out every round. Columns may be shared by threads. */
export interface KnownRoutes {
  readonly hashes: Int32Array; // [commodity * HASHES_KEPT] of the routes last handed out
  readonly moves: Uint32Array; // [commodity * MOVES_KEPT] of the route last found, ended by 0; all 0 when not kept
}

const HASHES_KEPT = 2;

/** A line of cache. Longer routes are found anew each time: of the national example's a tenth or less. */
const MOVES_KEPT = 16;

/** Moves of a route at most; a train of a hundred calls makes a hundred. */
const MOVES_MAX = 4096;

/** Value over cost from which a cheapest route counts as crowded. */
const CROWDED = 1.05;

/** No route known of any commodity. */
export function noKnownRoutes(problem: TimedProblem): KnownRoutes {
  const { count } = problem.flow.commodities;
  return { hashes: new Int32Array(count * HASHES_KEPT), moves: new Uint32Array(count * MOVES_KEPT) };
}

/** Moves of the route last found for a commodity; none when they were not kept. */
export function knownMoves(commodity: number, { moves }: KnownRoutes): Uint32Array {
  const first = commodity * MOVES_KEPT;
  let end = first;
  while (end < first + MOVES_KEPT && moves[end] !== 0) end++;
  return moves.subarray(first, end);
}

/** Forgets what is known of a commodity. */
export function forgetRoutes({ hashes, moves }: KnownRoutes, commodity: number): void {
  hashes.fill(0, commodity * HASHES_KEPT, (commodity + 1) * HASHES_KEPT);
  moves.fill(0, commodity * MOVES_KEPT, (commodity + 1) * MOVES_KEPT);
}

/**
 * Finds the cheapest routes of one task (a source and a group of classes) at a time. Holds costs, labels and a route
 * buffer; each thread has its own, over the same problem.
 */
export class TimedPricer {
  private readonly problem: TimedProblem;
  private readonly scanner: Scanner;
  private readonly moves = new Uint32Array(MOVES_MAX);
  private length = 0;
  private bestTicks: number = BLOCKED; // of the option that bestOption found

  constructor(problem: TimedProblem, means?: ScanMeans) {
    this.problem = problem;
    const { graph, lanes, groupCount } = problem.timed;
    this.scanner = openScanner(graph, lanes, groupCount, means);
  }

  /** Costs that scans use, per group [item * lanes] in ticks; to be filled by `priceAt`, then changed at will. */
  get cost(): readonly Int32Array[] {
    return this.scanner.cost;
  }

  /** Sets costs to those at given resource prices. */
  priceAt(prices: Float64Array): void {
    priceItems(this.problem, prices, this.scanner.cost);
  }

  /** Labels of everything later than the task's source, at the present costs. */
  scanTask(task: number): void {
    const { taskSource, taskGroup, taskEnd } = this.problem.timed;
    this.scanner.run(taskGroup[task], taskSource[task], taskEnd[task]);
  }

  /**
   * Cheapest way of every commodity of a task: the bound into `cheapest`, new routes to the sink. `prices` are per unit
   * of each resource and price the delivery options; the items' prices are in the costs already.
   */
  priceTask(task: number, prices: Float64Array, cheapest: Float64Array, known: KnownRoutes, sink: RouteSink): void {
    this.scanTask(task);
    const { timed, flow } = this.problem;
    const end = timed.firstCommodity[task + 1];
    const source = timed.taskSource[task];
    const cost = this.scanner.cost[timed.taskGroup[task]];
    for (let k = timed.firstCommodity[task]; k < end; k++) {
      const option = this.bestOption(k, prices);
      cheapest[k] = option === NONE ? Infinity : this.bestTicks;
      if (option === NONE || this.bestTicks >= flow.commodities.outsideCost[k]) continue;
      if (this.stillCheapest(k, option, cost, known)) continue;
      const routeCost = this.trace(k, option, source);
      this.keep(k, known);
      const hash = hashMoves(this.moves, this.length);
      const at = k * HASHES_KEPT;
      if (known.hashes[at] === hash || known.hashes[at + 1] === hash) continue;
      known.hashes[at + 1] = known.hashes[at];
      known.hashes[at] = hash;
      sink(k, routeCost, this.moves, this.length);
      if (this.bestTicks > routeCost * CROWDED) this.nextBest(k, option, prices, source, sink);
    }
  }

  /**
   * Where the cheapest route pays for crowding, that of the next best delivery is about to be wanted too. No more than
   * that: in a world with much too little room, routes of all deliveries fill pools many times over.
   */
  private nextBest(k: number, best: number, prices: Float64Array, source: number, sink: RouteSink): void {
    const { timed, flow } = this.problem;
    const d = timed.destination[k];
    let next = NONE;
    let nextTicks = Math.min(BLOCKED, flow.commodities.outsideCost[k]); // what cannot be reached has no route
    for (let option = timed.firstOption[d]; option < timed.firstOption[d + 1]; option++) {
      const ticks = option === best ? nextTicks : this.optionValue(k, option, prices);
      if (ticks >= nextTicks) continue;
      nextTicks = ticks;
      next = option;
    }
    if (next === NONE) return;
    const routeCost = this.trace(k, next, source);
    sink(k, routeCost, this.moves, this.length);
  }

  /**
   * Whether the route last found for a commodity takes this option and costs what the label says. Most routes stay from
   * round to round, and adding up a few costs is faster than finding the route again.
   */
  private stillCheapest(k: number, option: number, cost: Int32Array, { moves }: KnownRoutes): boolean {
    const { graph, lanes, lane, optionItem } = this.problem.timed;
    const first = k * MOVES_KEPT;
    if (moves[first] !== graph.itemCount + option) return false;
    const l = lane[k];
    let sum = 0;
    for (let at = first + 1; at < first + MOVES_KEPT && moves[at] !== 0; at++) {
      sum += cost[moves[at] * lanes + l];
    }
    return sum === this.scanner.labels[optionItem[option] * lanes + l];
  }

  private keep(k: number, { moves }: KnownRoutes): void {
    const first = k * MOVES_KEPT;
    const kept = this.length <= MOVES_KEPT ? this.length : 0;
    for (let i = 0; i < MOVES_KEPT; i++) moves[first + i] = i < kept ? this.moves[i] : 0;
  }

  /** The route last traced: its moves. */
  get route(): { readonly moves: Uint32Array; readonly length: number } {
    return { moves: this.moves, length: this.length };
  }

  /** Option with the cheapest label, delivery, lateness and price for a commodity after a scan, or NONE. */
  bestOption(k: number, prices: Float64Array): number {
    const { timed, flow } = this.problem;
    const { firstOption, optionItem, optionRate, optionSec, rateCost, lanes, groupCount, graph } = timed;
    const { labels } = this.scanner;
    const d = timed.destination[k];
    const lane = timed.lane[k];
    const useClass = flow.commodities.useClass[k];
    let best = NONE;
    let bestTicks: number = BLOCKED;
    const end = firstOption[d + 1];
    // The same sum as optionValue's, given up as soon as a part of it is too much: most of a pricing is spent here.
    for (let option = firstOption[d]; option < end; option++) {
      const label = labels[optionItem[option] * lanes + lane];
      if (label >= bestTicks) continue;
      let ticks = label + rateCost[optionRate[option] * groupCount * lanes + useClass];
      ticks += lateTicks(timed, k, optionSec[option]);
      if (ticks >= bestTicks) continue;
      ticks += this.movePrice(graph.itemCount + option, useClass, prices);
      if (ticks >= bestTicks) continue;
      bestTicks = ticks;
      best = option;
    }
    this.bestTicks = bestTicks;
    return best;
  }

  /** Ticks of reaching and taking a delivery option; at least BLOCKED when it cannot be taken. */
  optionValue(k: number, option: number, prices: Float64Array): number {
    const { timed, flow } = this.problem;
    const cell = timed.optionItem[option] * timed.lanes + timed.lane[k];
    const label = this.scanner.labels[cell];
    const useClass = flow.commodities.useClass[k];
    const row = timed.optionRate[option] * timed.groupCount * timed.lanes;
    const rate = timed.rateCost[row + useClass];
    if (label >= BLOCKED || rate >= BLOCKED) return BLOCKED;
    const late = lateTicks(timed, k, timed.optionSec[option]);
    return label + rate + late + this.movePrice(timed.graph.itemCount + option, useClass, prices);
  }

  /** What the resources of a move cost one unit of a class. */
  private movePrice(move: number, useClass: number, prices: Float64Array): number {
    const { firstUse, uses, resources } = this.problem.flow;
    let sum = 0;
    for (let u = firstUse[move]; u < firstUse[move + 1]; u++) {
      const r = uses[u];
      sum += prices[r] * resources.amount[useClass * resources.kindCount + resources.kind[r]];
    }
    return sum;
  }

  /** Follows labels back from an option to the source and keeps the moves; the route's cost without prices, in ticks. */
  trace(k: number, option: number, source: number): number {
    const { timed, flow } = this.problem;
    const { graph, lanes, groupCount } = timed;
    const lane = timed.lane[k];
    const useClass = flow.commodities.useClass[k];
    const base = timed.baseCost[Math.floor(useClass / lanes)];
    let cost =
      timed.rateCost[timed.optionRate[option] * groupCount * lanes + useClass] +
      lateTicks(timed, k, timed.optionSec[option]);
    this.moves[0] = graph.itemCount + option;
    this.length = 1;
    let item = this.earliestEqual(timed.optionItem[option], lane);
    while (item !== source) {
      this.moves[this.length++] = item;
      cost += base[item * lanes + lane];
      item = this.earliestEqual(graph.ride[item], lane);
    }
    return cost;
  }

  /** The earliest item, at the same place or by waiting before boarding, that has the label of an item. */
  private earliestEqual(start: number, lane: number): number {
    const { graph, lanes } = this.problem.timed;
    const { labels } = this.scanner;
    const label = labels[start * lanes + lane];
    let item = start;
    if (graph.placeOf[item] === NONE) {
      const wait = graph.wait[item];
      if (labels[wait * lanes + lane] !== label) return item;
      item = wait;
    }
    // Labels fall along a place's chain, so the first equal one is found by bisection.
    const place = graph.placeOf[item];
    let low = graph.firstInChain[place];
    let high = graph.chainAt[item];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (labels[graph.chain[middle] * lanes + lane] <= label) high = middle;
      else low = middle + 1;
    }
    return graph.chain[low];
  }
}
