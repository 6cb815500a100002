import type { Certificate } from '../domain/plan.js';
import { UNLIMITED } from '../domain/network.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { assert } from '../base/assert.js';
import { loadHighs } from './load-highs.js';
import type { Highs } from './load-highs.js';
import { parcelOf } from './rules.js';
import type { Parcel } from './rules.js';
import { timedGraph } from './timed-graph.js';
import type { Arc, TimedGraph } from './timed-graph.js';

/**
 * Optimum of the linear relaxation of docs/model.md for a small world: minor money, with the prices that prove it.
 * Fractions of parcels and of runs are allowed, so it is never above the cost of a plan.
 */
export async function solveArcLp(workspace: Workspace, shipments: Shipments): Promise<Certificate> {
  const graph = timedGraph(workspace);
  const model = buildModel(graph, workspace, shipments);
  const highs = await loadHighs();
  return highs.withModel(model.data(highs.infinity), (lp) => {
    lp.options.set({ output_flag: false });
    lp.run();
    const { optimal, empty } = highs.constants.modelStatus;
    const status = lp.getModelStatus();
    if (status === empty) return { bound: 0, resources: [], prices: [] };
    assert(status === optimal, 'the relaxation always has an optimum');
    const { rowDual } = lp.getSolution();
    const resources = model.resources.filter(({ row }) => rowDual[row] < 0);
    return {
      bound: lp.getObjectiveValue(),
      resources: resources.map(({ name }) => name),
      prices: resources.map(({ row }) => -rowDual[row]),
    };
  });
}

type ModelData = Parameters<ReturnType<Highs['createModel']>['passModel']>[0];

/** A linear program by columns, written row by row of its limits. */
class Model {
  readonly resources: { name: string; row: number }[] = [];
  private readonly rowLower: number[] = [];
  private readonly rowUpper: number[] = [];
  private readonly cost: number[] = [];
  private readonly upper: number[] = [];
  private readonly starts: number[] = [0];
  private readonly indices: number[] = [];
  private readonly values: number[] = [];

  row(lower: number, upper: number): number {
    this.rowLower.push(lower);
    this.rowUpper.push(upper);
    return this.rowLower.length - 1;
  }

  column(cost: number, upper: number, entries: ReadonlyMap<number, number>): void {
    this.cost.push(cost);
    this.upper.push(upper);
    for (const [row, value] of [...entries].toSorted(([a], [b]) => a - b)) {
      if (value === 0) continue;
      this.indices.push(row);
      this.values.push(value);
    }
    this.starts.push(this.indices.length);
  }

  data(infinity: number): ModelData {
    const finite = (value: number): number => (Number.isFinite(value) ? value : Math.sign(value) * infinity);
    const [numCols, numRows] = [this.cost.length, this.rowLower.length];
    return {
      numCols,
      numRows,
      colCost: Float64Array.from(this.cost),
      colLower: new Float64Array(numCols),
      colUpper: Float64Array.from(this.upper, finite),
      rowLower: Float64Array.from(this.rowLower, finite),
      rowUpper: Float64Array.from(this.rowUpper, finite),
      matrix: {
        format: 'csc',
        numRows,
        numCols,
        starts: Int32Array.from(this.starts),
        indices: Int32Array.from(this.indices),
        values: Float64Array.from(this.values),
      },
    };
  }
}

function buildModel(graph: TimedGraph, workspace: Workspace, shipments: Shipments): Model {
  const model = new Model();
  const rowOf = new Map<string, number>();
  for (const [name, capacity] of graph.capacity) {
    if (capacity === UNLIMITED) continue;
    const row = model.row(-Infinity, capacity);
    rowOf.set(name, row);
    model.resources.push({ name, row });
  }
  for (const run of graph.runs) {
    const entries = new Map<number, number>();
    for (const [name, amount] of run.adds) {
      const row = rowOf.get(name);
      if (row !== undefined) entries.set(row, -amount);
    }
    model.column(run.cost, run.runsMax, entries);
  }
  for (const { parcel, count } of groupsOf(workspace, shipments)) addGroup(model, graph, rowOf, { parcel, count });
  return model;
}

/** Equal parcels flow together. */
function groupsOf(workspace: Workspace, shipments: Shipments): { parcel: Parcel; count: number }[] {
  const groups = new Map<string, { parcel: Parcel; count: number }>();
  for (let index = 0; index < shipments.count; index++) {
    const parcel = parcelOf(workspace, shipments, index);
    const key = JSON.stringify({ ...parcel, index: 0 });
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { parcel, count: 1 });
  }
  return [...groups.values()];
}

/** Flow of one group from its start to its postal code, or past the network by spot or left out. */
function addGroup(
  model: Model,
  graph: TimedGraph,
  resourceRow: ReadonlyMap<string, number>,
  { parcel, count }: { parcel: Parcel; count: number },
): void {
  const supplyRow = model.row(count, count);
  const other = Math.min(parcel.product.unplannedCost, parcel.spot?.cost ?? Infinity);
  model.column(other, Infinity, new Map([[supplyRow, 1]]));
  const source = parcel.start && graph.nodeAt(parcel.start.facility, parcel.start.sec);
  if (source === undefined) return;
  const arcs = reachableArcs(graph, parcel, source);
  const nodeRow = new Map<number, number>([[source, supplyRow]]);
  for (const arc of arcs) if (!nodeRow.has(arc.to)) nodeRow.set(arc.to, model.row(0, 0));
  const sink = graph.sinkOf(parcel.destination);
  for (const arc of arcs) {
    const taking = arc.take(parcel);
    if (!taking) continue;
    const entries = new Map<number, number>([[nodeRow.get(arc.from) as number, 1]]);
    if (arc.to !== sink) entries.set(nodeRow.get(arc.to) as number, -1);
    for (const [name, amount] of taking.uses) {
      const row = resourceRow.get(name);
      if (row !== undefined) entries.set(row, (entries.get(row) ?? 0) + amount);
    }
    model.column(taking.cost, Infinity, entries);
  }
}

/** Arcs a parcel may take on some way from its start; other postal codes lead nowhere. */
function reachableArcs(graph: TimedGraph, parcel: Parcel, source: number): Arc[] {
  const seen = new Set([source]);
  const stack = [source];
  const arcs: Arc[] = [];
  const sink = graph.sinkOf(parcel.destination);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const index of graph.arcsFrom[node]) {
      const arc = graph.arcs[index];
      if (!arc.take(parcel) || (arc.step?.kind === 'deliver' && arc.to !== sink)) continue;
      arcs.push(arc);
      if (seen.has(arc.to)) continue;
      seen.add(arc.to);
      stack.push(arc.to);
    }
  }
  return arcs;
}
