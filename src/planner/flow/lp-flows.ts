import { NONE } from '../../base/none.js';
import { BLOCKED } from '../../engine/timed/scan.js';
import type { TimedProblem } from '../../engine/timed/timed-demand.js';
import type { Compiled } from '../compile/compile.js';

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
 * delivery options can be, with those put together that differ by waiting only. Holds one flow at a time.
 */
export class FlowItems {
  private readonly problem: TimedProblem;
  private readonly marks: Uint8Array; // [item]
  private readonly group: Uint32Array; // [item] first item of those that are only waited for after another
  private readonly exits: Uint32Array; // [item] ways on from a group, by its first item
  private readonly row: Int32Array; // [item] item whose row stands for it, or NONE at the start
  private cost: Int32Array = new Int32Array(0); // [item * lanes] of the flow's group
  private lane = 0;
  source = 0;
  end = 0;

  constructor(problem: TimedProblem) {
    const { itemCount } = problem.timed.graph;
    this.problem = problem;
    this.marks = new Uint8Array(itemCount);
    this.group = new Uint32Array(itemCount);
    this.exits = new Uint32Array(itemCount);
    this.row = new Int32Array(itemCount);
  }

  /** Marks what a flow can use. O(items between its start and its last delivery). */
  begin(flow: LpFlow): void {
    const { timed } = this.problem;
    this.lane = flow.lane;
    this.cost = timed.baseCost[timed.taskGroup[flow.task]];
    this.source = timed.taskSource[flow.task];
    this.end = timed.taskEnd[flow.task];
    this.markUsed(flow);
    this.putTogether(flow);
  }

  private markUsed({ commodities }: LpFlow): void {
    const { ride, wait } = this.problem.timed.graph;
    const { marks } = this;
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

  /**
   * An item that is only waited for is one with the item before it. A group from which the only way on is to wait is one
   * with the item it waits for: what comes in goes on. Either way the wait that is left out cannot be negative.
   */
  private putTogether({ commodities }: LpFlow): void {
    const { ride, wait } = this.problem.timed.graph;
    const { group, exits, row } = this;
    exits.fill(0, this.source, this.end);
    group[this.source] = this.source;
    for (let item = this.source + 1; item < this.end; item++) {
      if (!this.isUsed(item)) continue;
      const rides = this.rides(item);
      group[item] = rides ? item : group[wait[item]];
      if (rides) exits[group[ride[item]]]++;
      if (rides && this.reached(wait[item])) exits[group[wait[item]]]++;
    }
    for (const k of commodities) this.eachOption(k, (_, item) => exits[group[item]]++);
    for (let item = this.end - 1; item >= this.source; item--) row[item] = item;
    for (let item = this.end - 1; item > this.source; item--) {
      if (!this.isUsed(item) || group[item] !== item || !this.reached(wait[item])) continue;
      const before = group[wait[item]];
      if (exits[before] === 1) row[before] = row[item];
    }
    const start = row[this.source];
    for (let item = this.source; item < this.end; item++) {
      if (this.isUsed(item)) row[item] = row[group[item]] === start ? NONE : row[group[item]];
    }
  }

  /** The item whose row stands for an item that is used; NONE for the start, which needs none. */
  rowOf(item: number): number {
    return this.row[item];
  }

  /** True when an item has a row of its own, for itself and those put together with it. */
  hasRow(item: number): boolean {
    return this.isUsed(item) && this.row[item] === item;
  }

  /** True when the flow can ride to an item on the way to a delivery. */
  rides(item: number): boolean {
    return this.isUsed(item) && this.open(item) && this.reached(this.problem.timed.graph.ride[item]);
  }

  /** True when the flow has a choice of waiting until an item, or of boarding there. */
  waits(item: number): boolean {
    const before = this.problem.timed.graph.wait[item];
    return this.rides(item) && this.reached(before) && this.exits[this.group[before]] > 1;
  }

  /** Delivery options that a commodity of the flow can reach and take. */
  eachOption(k: number, visit: (option: number, item: number, rateTicks: number) => void): void {
    const { timed, flow } = this.problem;
    const d = timed.destination[k];
    for (let option = timed.firstOption[d]; option < timed.firstOption[d + 1]; option++) {
      const item = timed.optionItem[option];
      if (item >= this.end || item < this.source || !this.reached(item)) continue;
      const row = timed.optionRate[option] * timed.groupCount * timed.lanes;
      const rateTicks = timed.rateCost[row + flow.commodities.useClass[k]];
      if (rateTicks < BLOCKED) visit(option, item, rateTicks);
    }
  }

  private isUsed(item: number): boolean {
    return this.marks[item] === USED;
  }

  private reached(item: number): boolean {
    return (this.marks[item] & REACHED) !== 0;
  }

  private open(item: number): boolean {
    return this.cost[item * this.problem.timed.lanes + this.lane] < BLOCKED;
  }
}
