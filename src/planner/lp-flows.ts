import { BLOCKED } from '../engine/scan.js';
import type { TimedProblem } from '../engine/timed-demand.js';
import type { Compiled } from './compile.js';

/** Parcels of one task and size band: they start together and may use the same rides at the same cost. */
export interface LpFlow {
  readonly task: number;
  readonly lane: number;
  readonly commodities: readonly number[];
}

/** The flows of a problem, by task and band. */
export function listFlows({ problem: { timed } }: Compiled): LpFlow[] {
  const flows: LpFlow[] = [];
  for (let task = 0; task < timed.taskCount; task++) {
    const byLane = new Map<number, number[]>();
    for (let k = timed.firstCommodity[task]; k < timed.firstCommodity[task + 1]; k++) {
      const list = byLane.get(timed.lane[k]);
      if (list) list.push(k);
      else byLane.set(timed.lane[k], [k]);
    }
    for (const [lane, commodities] of byLane) flows.push({ task, lane, commodities });
  }
  return flows;
}

const REACHED = 1;
const NEEDED = 2;
const USED = REACHED | NEEDED;

/**
 * The part of the timed graph that a flow can use: items that can be reached from its start, and from which one of its
 * delivery options can be. Holds the marks of one flow at a time.
 */
export class FlowItems {
  private readonly problem: TimedProblem;
  private readonly marks: Uint8Array; // [item]
  private cost: Int32Array = new Int32Array(0); // [item * lanes] of the flow's group
  private lane = 0;
  source = 0;
  end = 0;

  constructor(problem: TimedProblem) {
    this.problem = problem;
    this.marks = new Uint8Array(problem.timed.graph.itemCount);
  }

  /** Marks what a flow can use. O(items between its start and its last delivery). */
  begin({ task, lane, commodities }: LpFlow): void {
    const { timed } = this.problem;
    const { ride, wait } = timed.graph;
    const { marks } = this;
    this.lane = lane;
    this.cost = timed.baseCost[timed.taskGroup[task]];
    this.source = timed.taskSource[task];
    this.end = timed.taskEnd[task];
    marks.fill(0, 0, this.end);
    marks[this.source] = REACHED;
    for (let item = this.source + 1; item < this.end; item++) {
      if (marks[wait[item]] === REACHED || (this.open(item) && marks[ride[item]] === REACHED)) marks[item] = REACHED;
    }
    for (const k of commodities) this.eachOption(k, (_, item) => (marks[item] |= NEEDED));
    for (let item = this.end - 1; item > this.source; item--) {
      if (marks[item] !== USED) continue;
      if (marks[wait[item]] & REACHED) marks[wait[item]] |= NEEDED;
      if (this.rides(item)) marks[ride[item]] |= NEEDED;
    }
  }

  /** True when the flow can pass an item on the way to a delivery; the start is no such item. */
  passes(item: number): boolean {
    return item !== this.source && this.marks[item] === USED;
  }

  /** True when an item that is passed can be ridden to. */
  rides(item: number): boolean {
    return this.open(item) && (this.marks[this.problem.timed.graph.ride[item]] & REACHED) !== 0;
  }

  /** True when an item that is passed can be reached by waiting, or by boarding after waiting. */
  waits(item: number): boolean {
    return (this.marks[this.problem.timed.graph.wait[item]] & REACHED) !== 0;
  }

  /** Delivery options that a commodity of the flow can reach and take. */
  eachOption(k: number, visit: (option: number, item: number, rateTicks: number) => void): void {
    const { timed, flow } = this.problem;
    const d = timed.destination[k];
    for (let option = timed.firstOption[d]; option < timed.firstOption[d + 1]; option++) {
      const item = timed.optionItem[option];
      if (item >= this.end || item < this.source || (this.marks[item] & REACHED) === 0) continue;
      const row = timed.optionRate[option] * timed.groupCount * timed.lanes;
      const rateTicks = timed.rateCost[row + flow.commodities.useClass[k]];
      if (rateTicks < BLOCKED) visit(option, item, rateTicks);
    }
  }

  private open(item: number): boolean {
    return this.cost[item * this.problem.timed.lanes + this.lane] < BLOCKED;
  }
}
