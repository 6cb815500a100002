import { NONE } from '../../base/none.js';
import type { RouteSink } from '../flow/flow-problem.js';
import { BLOCKED } from './scan.js';
import type { TimedProblem } from './timed-demand.js';
import { knownMoves, type KnownRoutes, type TimedPricer } from './timed-pricer.js';

/** Further scans of a task; after them its demand is spread evenly over as many routes and the cheapest one. */
const PASSES = 2;

/** Of the penalties of the sharing: the excess here is of one source's parcels that all go the cheapest way. */
const PENALTY_SHARE = 0.5;

/**
 * Finds more routes of a task than the cheapest ones. All parcels of a source want the same few departures; where they
 * alone would overfill them, these are made dearer by the excess and the task is scanned again, so that a pricing hands
 * out routes over the next departures as well. Nothing but the task itself decides what is found.
 */
export class TaskSpread {
  private readonly problem: TimedProblem;
  private readonly pricer: TimedPricer;
  private readonly load: Float64Array; // [resource] of the task's own demand
  private readonly isCrowded: Uint8Array; // [resource] 1 while its items are dearer
  private readonly touched: number[] = []; // resources with load
  private readonly crowded: number[] = [];
  private readonly before: number[] = []; // cells of the costs that were raised, each followed by what it was
  private readonly firstMove: Uint32Array; // [commodity of the task + 1] of `moves`
  private moves = new Uint32Array(1 << 12); // cheapest routes of the task's commodities

  constructor(problem: TimedProblem, pricer: TimedPricer) {
    this.problem = problem;
    this.pricer = pricer;
    this.load = new Float64Array(problem.flow.resources.count);
    this.isCrowded = new Uint8Array(problem.flow.resources.count);
    const { firstCommodity } = problem.timed;
    const counts = firstCommodity.subarray(1).map((end, task) => end - firstCommodity[task]);
    this.firstMove = new Uint32Array(counts.reduce((most, count) => Math.max(most, count), 0) + 1);
  }

  /** To follow the pricing of the task, whose labels and known routes it goes on from. `penalty` is per unit of load. */
  run(task: number, prices: Float64Array, penalty: Float64Array, known: KnownRoutes, sink: RouteSink): void {
    this.takeRoutes(task, prices, known);
    for (let pass = 1; pass <= PASSES && this.raiseCosts(task, penalty); pass++) {
      this.pricer.scanTask(task);
      this.restoreCosts(task);
      this.reroute(task, prices, sink);
    }
    for (const r of this.touched) this.load[r] = 0;
    for (const r of this.crowded) this.isCrowded[r] = 0;
    this.touched.length = this.crowded.length = 0;
  }

  /** Loads all demand of the task on its cheapest routes. */
  private takeRoutes(task: number, prices: Float64Array, known: KnownRoutes): void {
    const { timed, flow } = this.problem;
    const first = timed.firstCommodity[task];
    let end = 0;
    for (let k = first; k < timed.firstCommodity[task + 1]; k++) {
      const kept = knownMoves(k, known);
      const route = kept.length > 0 ? kept : this.tracedMoves(task, k, prices);
      if (end + route.length > this.moves.length) this.growMoves(end + route.length);
      this.moves.set(route, end);
      this.firstMove[k - first] = end;
      end += route.length;
      this.addLoad(k, route, 0, route.length, flow.commodities.demand[k]);
    }
    this.firstMove[timed.firstCommodity[task + 1] - first] = end;
  }

  private growMoves(needed: number): void {
    const larger = new Uint32Array(needed * 2);
    larger.set(this.moves);
    this.moves = larger;
  }

  private tracedMoves(task: number, k: number, prices: Float64Array): Uint32Array {
    const option = this.pricer.bestOption(k, prices);
    if (option === NONE) return new Uint32Array(0);
    this.pricer.trace(k, option, this.problem.timed.taskSource[task]);
    const { moves, length } = this.pricer.route;
    return moves.subarray(0, length);
  }

  /** Adds what units of a commodity use on `moves[first .. end]`. */
  private addLoad(k: number, moves: Uint32Array, first: number, end: number, units: number): void {
    const { firstUse, uses, resources, commodities } = this.problem.flow;
    const row = commodities.useClass[k] * resources.kindCount;
    for (let i = first; i < end; i++) {
      const move = moves[i];
      for (let u = firstUse[move]; u < firstUse[move + 1]; u++) {
        const r = uses[u];
        if (this.load[r] === 0) this.touched.push(r);
        this.load[r] = this.load[r] + units * resources.amount[row + resources.kind[r]];
      }
    }
  }

  /** Makes what the task alone overfills dearer for its group; false when there is nothing. */
  private raiseCosts(task: number, penalty: Float64Array): boolean {
    const { timed, flow } = this.problem;
    const { resources } = flow;
    const group = timed.taskGroup[task];
    const cost = this.pricer.cost[group];
    for (const r of this.touched) {
      const excess = this.load[r] - resources.capacity[r];
      if (excess <= 0) continue;
      if (this.isCrowded[r] === 0) this.crowded.push(r);
      this.isCrowded[r] = 1;
      const price = PENALTY_SHARE * penalty[r] * excess;
      for (let lane = 0; lane < timed.lanes; lane++) {
        const amount = resources.amount[(group * timed.lanes + lane) * resources.kindCount + resources.kind[r]];
        const ticks = Math.min(BLOCKED, Math.floor(price * amount));
        if (ticks === 0) continue;
        for (let u = timed.firstItemUse[r]; u < timed.firstItemUse[r + 1]; u++) {
          const cell = timed.itemOfUse[u] * timed.lanes + lane;
          this.before.push(cell, cost[cell]);
          cost[cell] = Math.min(BLOCKED, cost[cell] + ticks);
        }
      }
    }
    return this.before.length > 0;
  }

  private restoreCosts(task: number): void {
    const cost = this.pricer.cost[this.problem.timed.taskGroup[task]];
    // Backwards, because a cell may have been raised by several resources.
    for (let i = this.before.length - 2; i >= 0; i -= 2) cost[this.before[i]] = this.before[i + 1];
    this.before.length = 0;
  }

  /** Hands out the ways around, and moves a share of the demand to them. */
  private reroute(task: number, prices: Float64Array, sink: RouteSink): void {
    const { timed, flow } = this.problem;
    const { demand, outsideCost } = flow.commodities;
    const first = timed.firstCommodity[task];
    for (let k = first; k < timed.firstCommodity[task + 1]; k++) {
      const [start, end] = [this.firstMove[k - first], this.firstMove[k - first + 1]];
      if (!this.isThroughCrowd(start, end)) continue;
      const option = this.pricer.bestOption(k, prices);
      if (option === NONE || this.pricer.optionValue(k, option, prices) >= outsideCost[k]) continue;
      const routeCost = this.pricer.trace(k, option, timed.taskSource[task]);
      const { moves, length } = this.pricer.route;
      sink(k, routeCost, moves, length);
      const share = demand[k] / (PASSES + 1);
      this.addLoad(k, this.moves, start, end, -share);
      this.addLoad(k, moves, 0, length, share);
    }
  }

  private isThroughCrowd(start: number, end: number): boolean {
    const { firstUse, uses } = this.problem.flow;
    for (let i = start; i < end; i++) {
      const move = this.moves[i];
      for (let u = firstUse[move]; u < firstUse[move + 1]; u++) if (this.isCrowded[uses[u]] === 1) return true;
    }
    return false;
  }
}
