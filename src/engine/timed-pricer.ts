import { NONE } from '../base/none.js';
import { hashMoves } from './route-pool.js';
import type { RouteSink } from './flow-problem.js';
import { BLOCKED, scan } from './scan.js';
import { lateTicks, type TimedProblem } from './timed-demand.js';

/** Hashes of the two routes last handed out per commodity, so that a route is not handed out every round. */
export const HASHES_KEPT = 2;

/** Moves of a route at most; a train of a hundred calls makes a hundred. */
const MOVES_MAX = 4096;

/**
 * Finds the cheapest routes of one task (a source and a group of classes) at a time. Holds labels and a route buffer;
 * each thread has its own, over the same problem.
 */
export class TimedPricer {
  private readonly problem: TimedProblem;
  private readonly labels: Int32Array; // [item * lanes]
  private readonly moves = new Uint32Array(MOVES_MAX);
  private length = 0;

  constructor(problem: TimedProblem) {
    this.problem = problem;
    const { graph, lanes } = problem.timed;
    this.labels = new Int32Array(graph.itemCount * lanes).fill(BLOCKED);
  }

  /** Labels of everything later than the task's source, at these costs (`[item * lanes]`, ticks). */
  scanTask(task: number, cost: Int32Array): void {
    const { graph, lanes, taskSource, taskEnd } = this.problem.timed;
    const source = taskSource[task] as number;
    this.labels.fill(BLOCKED, 0, source * lanes);
    scan(graph.ride, graph.wait, cost, this.labels, lanes, source, taskEnd[task] as number);
  }

  /**
   * Cheapest way of every commodity of a task: the bound into `cheapest`, new routes to the sink. `prices` are per unit
   * of each resource and price the delivery options; the items' prices are in `cost` already.
   */
  priceTask(
    task: number,
    cost: Int32Array,
    prices: Float64Array,
    cheapest: Float64Array,
    hashes: Int32Array,
    sink: RouteSink,
  ): void {
    this.scanTask(task, cost);
    const { timed, flow } = this.problem;
    const end = timed.firstCommodity[task + 1] as number;
    for (let k = timed.firstCommodity[task] as number; k < end; k++) {
      const option = this.bestOption(k, prices);
      if (option === NONE) {
        cheapest[k] = Infinity;
        continue;
      }
      const value = this.optionValue(k, option, prices);
      cheapest[k] = value;
      if (value >= (flow.commodities.outsideCost[k] as number)) continue;
      const routeCost = this.trace(k, option, timed.taskSource[task] as number);
      const hash = hashMoves(this.moves, this.length);
      const at = k * HASHES_KEPT;
      if (hashes[at] === hash || hashes[at + 1] === hash) continue;
      hashes[at + 1] = hashes[at] as number;
      hashes[at] = hash;
      sink(k, routeCost, this.moves, this.length);
    }
  }

  /** The route last traced: its moves. */
  get route(): { readonly moves: Uint32Array; readonly length: number } {
    return { moves: this.moves, length: this.length };
  }

  /** Option with the cheapest label, delivery, lateness and price for a commodity after a scan, or NONE. */
  bestOption(k: number, prices: Float64Array): number {
    const { timed } = this.problem;
    const destination = timed.destination[k] as number;
    let best = NONE;
    let bestValue: number = BLOCKED;
    const end = timed.firstOption[destination + 1] as number;
    for (let option = timed.firstOption[destination] as number; option < end; option++) {
      const value = this.optionValue(k, option, prices);
      if (value < bestValue) {
        bestValue = value;
        best = option;
      }
    }
    return best;
  }

  /** Ticks of reaching and taking a delivery option; at least BLOCKED when it cannot be taken. */
  optionValue(k: number, option: number, prices: Float64Array): number {
    const { timed, flow } = this.problem;
    const { commodities, resources, firstUse, uses } = flow;
    const label = this.labels[(timed.optionItem[option] as number) * timed.lanes + (timed.lane[k] as number)] as number;
    const useClass = commodities.useClass[k] as number;
    const rate = timed.rateCost[
      (timed.optionRate[option] as number) * timed.groupCount * timed.lanes + useClass
    ] as number;
    if (label >= BLOCKED || rate >= BLOCKED) return BLOCKED;
    let value = label + rate + lateTicks(timed, k, timed.optionSec[option] as number);
    const move = timed.graph.itemCount + option;
    for (let u = firstUse[move] as number; u < (firstUse[move + 1] as number); u++) {
      const r = uses[u] as number;
      value +=
        (prices[r] as number) *
        (resources.amount[useClass * resources.kindCount + (resources.kind[r] as number)] as number);
    }
    return value;
  }

  /** Follows labels back from an option to the source and keeps the moves; the route's cost without prices, in ticks. */
  trace(k: number, option: number, source: number): number {
    const { timed, flow } = this.problem;
    const { graph, lanes, groupCount } = timed;
    const lane = timed.lane[k] as number;
    const useClass = flow.commodities.useClass[k] as number;
    const base = timed.baseCost[Math.floor(useClass / lanes)] as Int32Array;
    let cost =
      (timed.rateCost[(timed.optionRate[option] as number) * groupCount * lanes + useClass] as number) +
      lateTicks(timed, k, timed.optionSec[option] as number);
    this.moves[0] = graph.itemCount + option;
    this.length = 1;
    let item = this.earliestEqual(timed.optionItem[option] as number, lane);
    while (item !== source) {
      this.moves[this.length++] = item;
      cost += base[item * lanes + lane] as number;
      item = this.earliestEqual(graph.ride[item] as number, lane);
    }
    return cost;
  }

  /** The earliest item, at the same place or by waiting before boarding, that has the label of an item. */
  private earliestEqual(start: number, lane: number): number {
    const { graph, lanes } = this.problem.timed;
    const { labels } = this;
    const label = labels[start * lanes + lane] as number;
    let item = start;
    if (graph.placeOf[item] === NONE) {
      const wait = graph.wait[item] as number;
      if (labels[wait * lanes + lane] !== label) return item;
      item = wait;
    }
    // Labels fall along a place's chain, so the first equal one is found by bisection.
    const place = graph.placeOf[item] as number;
    let low = graph.firstInChain[place] as number;
    let high = graph.chainAt[item] as number;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((labels[(graph.chain[middle] as number) * lanes + lane] as number) <= label) high = middle;
      else low = middle + 1;
    }
    return graph.chain[low] as number;
  }
}
