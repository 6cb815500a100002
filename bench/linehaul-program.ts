import { assert } from '#interline/base/assert.js';
import type { TimedProblem } from '#interline/engine/timed/timed-demand.js';
import { FlowItems } from '#interline/planner/flow/lp-flows.js';
import { deliveryTicks, visitUses } from './check-flow.js';

/** A linear program by columns: cost, and entries `index[start[c] .. start[c + 1]]`; every variable is at least 0. */
export interface LinearProgram {
  readonly cost: Float64Array; // [column]
  readonly start: Int32Array; // [column + 1]
  readonly index: Int32Array; // row
  readonly value: Float64Array;
  readonly rowLower: Float64Array; // [row]
  readonly rowUpper: Float64Array; // [row]
}

/**
 * The relaxation of a world of one class of parcels as flow on arcs in space and time, in which fractions of parcels
 * may travel. Parcels of one origin flow together and moments that differ by waiting only are one, the smallest form of
 * this program that we know. Its optimum lies between bound and cost.
 */
export function linehaulProgram(problem: TimedProblem): LinearProgram {
  const { timed, flow } = problem;
  assert(timed.lanes === 1 && timed.groupCount === 1, 'only worlds of one class of parcels are written');
  const draft = new Draft();
  for (const room of flow.resources.capacity) draft.row(-Infinity, room);
  const items = new FlowItems(problem);
  for (let task = 0; task < timed.taskCount; task++) {
    const [first, end] = [timed.firstCommodity[task], timed.firstCommodity[task + 1]];
    const commodities = Array.from({ length: end - first }, (_, i) => first + i);
    items.begin({ task, lane: 0, commodities });
    addFlow(draft, problem, items, commodities);
  }
  return draft.finish();
}

/** Rows and columns of the parcels of one origin; the moment where they start is left unbalanced. */
function addFlow(draft: Draft, problem: TimedProblem, items: FlowItems, commodities: readonly number[]): void {
  const { timed, flow } = problem;
  const { graph } = timed;
  const rows = new Map<number, number>();
  for (let item = items.source; item < items.end; item++) {
    if (items.hasRow(item)) rows.set(item, draft.row(0, 0));
  }
  const pass = (item: number, amount: number): void => {
    const row = rows.get(items.rowOf(item));
    if (row !== undefined) draft.entry(row, amount);
  };
  for (let item = items.source + 1; item < items.end; item++) {
    if (items.rides(item)) {
      draft.column(timed.baseCost[0]?.[item]);
      pass(item, 1);
      pass(graph.ride[item], -1);
      visitUses(flow, item, (r, amount) => draft.entry(r, amount));
    }
    if (items.waits(item)) {
      draft.column(0);
      pass(item, 1);
      pass(graph.wait[item], -1);
    }
  }
  for (const k of commodities) {
    const demand = flow.commodities.demand[k];
    const row = draft.row(demand, demand);
    draft.column(flow.commodities.outsideCost[k]);
    draft.entry(row, 1);
    items.eachOption(k, (option, item) => {
      draft.column(deliveryTicks(timed, k, option));
      draft.entry(row, 1);
      pass(item, -1);
      visitUses(flow, graph.itemCount + option, (r, amount) => draft.entry(r, amount));
    });
  }
}

class Draft {
  private readonly cost: number[] = [];
  private readonly start: number[] = [];
  private readonly index: number[] = [];
  private readonly value: number[] = [];
  private readonly lower: number[] = [];
  private readonly upper: number[] = [];

  row(lower: number, upper: number): number {
    this.lower.push(lower);
    return this.upper.push(upper) - 1;
  }

  /** Begins a column; its entries follow. */
  column(cost: number): void {
    this.cost.push(cost);
    this.start.push(this.index.length);
  }

  entry(row: number, value: number): void {
    this.index.push(row);
    this.value.push(value);
  }

  finish(): LinearProgram {
    return {
      cost: Float64Array.from(this.cost),
      start: Int32Array.from([...this.start, this.index.length]),
      index: Int32Array.from(this.index),
      value: Float64Array.from(this.value),
      rowLower: Float64Array.from(this.lower),
      rowUpper: Float64Array.from(this.upper),
    };
  }
}
