import { formatDate, formatLocal } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { lateTicks } from '../../engine/timed/timed-demand.js';
import type { Compiled } from '../compile/compile.js';
import { FlowItems, listFlows, type LpFlow } from './lp-flows.js';
import { costOutsideProblem } from '../answer/solve.js';

/** Size of a linear program. */
export interface LpSize {
  readonly rows: number;
  readonly columns: number;
  readonly nonzeros: number; // of the constraints
}

/** How large the file would be, without writing it; nonzeros may be a little fewer. O(flows x items). */
export function mpsSize(compiled: Compiled): LpSize {
  const { flow, timed } = compiled.problem;
  const { firstUse, extensions, resources, commodities } = flow;
  const items = new FlowItems(compiled.problem);
  let rows = 1 + commodities.count + resources.count;
  let columns = commodities.count + extensions.count;
  let nonzeros = commodities.count + extensions.resource.length;
  const usesOf = (move: number): number => firstUse[move + 1] - firstUse[move];
  for (const part of listFlows(compiled)) {
    items.begin(part);
    for (let item = items.source + 1; item < items.end; item++) {
      if (items.hasRow(item)) rows++;
      if (items.waits(item)) [columns, nonzeros] = [columns + 1, nonzeros + 2];
      if (items.rides(item)) [columns, nonzeros] = [columns + 1, nonzeros + 2 + usesOf(item)];
    }
    for (const k of part.commodities) {
      items.eachOption(k, (option) => {
        [columns, nonzeros] = [columns + 1, nonzeros + 2 + usesOf(timed.graph.itemCount + option)];
      });
    }
  }
  return { rows, columns, nonzeros };
}

/**
 * The linear relaxation that the planner's bound is a bound on, as free-format MPS text in pieces: each parcel class flows
 * through the timetable to its deliveries or stays outside, within every capacity. Names are in docs/mps.md. Minor money.
 */
export function* writeMps(workspace: Workspace, compiled: Compiled, shipments: Shipments): Generator<string> {
  const writer = new MpsWriter(workspace, compiled);
  const flows = listFlows(compiled);
  yield* inPieces(writer.lines(flows, costOutsideProblem(workspace, compiled, shipments)));
}

/** Lines joined to pieces worth a write each. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const line of lines) {
    piece.push(line);
    length += line.length + 1;
    if (length < PIECE_CHARS) continue;
    yield `${piece.join('\n')}\n`;
    piece = [];
    length = 0;
  }
  if (piece.length > 0) yield `${piece.join('\n')}\n`;
}

const PIECE_CHARS = 1 << 18;

/** Row by resource or item, and what a unit of the column takes of it. */
type Entries = Map<string, number>;

class MpsWriter {
  private readonly workspace: Workspace;
  private readonly compiled: Compiled;
  private readonly items: FlowItems;
  private readonly resourceNames: readonly string[];

  constructor(workspace: Workspace, compiled: Compiled) {
    this.workspace = workspace;
    this.compiled = compiled;
    this.items = new FlowItems(compiled.problem);
    this.resourceNames = compiled.resourceKeys.map((key) => mpsName(compiled.keys.name(key)));
  }

  *lines(flows: readonly LpFlow[], constant: number): Generator<string> {
    yield* this.header(flows);
    yield* this.rows(flows);
    yield 'COLUMNS';
    for (const flow of flows) yield* this.flowColumns(flow);
    yield* this.runColumns();
    yield* this.limits(constant);
    yield 'ENDATA';
  }

  private *header(flows: readonly LpFlow[]): Generator<string> {
    const { workspace, compiled } = this;
    const { linehaul, classes, commodities, demand } = compiled;
    const { network, parties, bands, calendar } = workspace;
    const scope = compiled.scope === 'joint' ? 'all parties jointly' : `${parties[compiled.scope].id} alone`;
    yield `* Linear relaxation of the plan of ${mpsComment(workspace.name)}, ${scope}.`;
    yield `* Costs in minor units of ${workspace.currency}. Names: docs/mps.md.`;
    if (workspace.synthetic) yield '* Made from synthetic data, in whole or in part.';
    yield `* ${linehaul.graph.itemCount} items, ${commodities.count} commodities.`;
    for (const { task, lane, commodities: own } of flows) {
      const source = commodities.source[own[0]];
      const { party, interlined } = classes.groups[compiled.problem.timed.taskGroup[task]];
      const facility = network.facilities.id[demand.sources.facility[source]];
      const ready = formatLocal(calendar, demand.sources.sec[source]);
      const how = interlined ? 'interlined' : 'own network only';
      const name = `${parties[party].id}, from ${facility}, ready ${ready}, ${bands[lane].g} g, ${bands[lane].ml} ml, ${how}`;
      yield `* flow ${task}.${lane}: ${mpsComment(name)}`;
    }
    yield 'NAME interline';
  }

  private *rows(flows: readonly LpFlow[]): Generator<string> {
    const { items, compiled } = this;
    const { capacity } = compiled.problem.flow.resources;
    yield 'ROWS';
    yield ' N cost';
    for (const [r, name] of this.resourceNames.entries()) if (capacity[r] < Infinity) yield ` L ${name}`;
    for (let k = 0; k < compiled.commodities.count; k++) yield ` E c${k}`;
    for (const flow of flows) {
      items.begin(flow);
      for (let item = items.source + 1; item < items.end; item++) {
        if (items.hasRow(item)) yield ` E f${flow.task}.${flow.lane}.${item}`;
      }
    }
  }

  /** Rides and waits of a flow, then deliveries and staying outside of each of its commodities. */
  private *flowColumns(flow: LpFlow): Generator<string> {
    const { items, compiled } = this;
    const { timed, flow: problem } = compiled.problem;
    const { ride, wait, itemCount } = timed.graph;
    const cost = timed.baseCost[timed.taskGroup[flow.task]];
    const useClass = problem.commodities.useClass[flow.commodities[0]];
    const name = `${flow.task}.${flow.lane}`;
    items.begin(flow);
    const movement = (from: number, to: number): Entries => {
      const entries: Entries = new Map();
      if (items.rowOf(to) !== NONE) entries.set(`f${name}.${items.rowOf(to)}`, 1);
      if (items.rowOf(from) !== NONE) entries.set(`f${name}.${items.rowOf(from)}`, -1);
      return entries;
    };
    for (let item = items.source + 1; item < items.end; item++) {
      if (items.waits(item)) yield* this.column(`w${name}.${item}`, 0, movement(wait[item], item));
      if (!items.rides(item)) continue;
      const entries = movement(ride[item], item);
      this.addUses(entries, item, useClass);
      yield* this.column(`r${name}.${item}`, cost[item * timed.lanes + flow.lane], entries);
    }
    for (const k of flow.commodities) {
      const columns: string[] = [];
      items.eachOption(k, (option, item, rateTicks) => {
        const entries: Entries = new Map([[`c${k}`, 1]]);
        if (items.rowOf(item) !== NONE) entries.set(`f${name}.${items.rowOf(item)}`, -1);
        this.addUses(entries, itemCount + option, useClass);
        const ticks = rateTicks + lateTicks(timed, k, timed.optionSec[option]);
        columns.push(...this.column(`d${k}.${option}`, ticks, entries));
      });
      yield* columns;
      yield* this.column(`o${k}`, problem.commodities.outsideCost[k], new Map([[`c${k}`, 1]]));
    }
  }

  private addUses(entries: Entries, move: number, useClass: number): void {
    const { firstUse, uses, resources } = this.compiled.problem.flow;
    for (let u = firstUse[move]; u < firstUse[move + 1]; u++) {
      const r = uses[u];
      const amount = resources.amount[useClass * resources.kindCount + resources.kind[r]];
      if (amount === 0 || resources.capacity[r] === Infinity) continue;
      const name = this.resourceNames[r];
      entries.set(name, (entries.get(name) ?? 0) + amount);
    }
  }

  private *runColumns(): Generator<string> {
    const { extensions, resources } = this.compiled.problem.flow;
    for (let e = 0; e < extensions.count; e++) {
      const entries: Entries = new Map();
      for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
        const r = extensions.resource[i];
        if (resources.capacity[r] < Infinity) entries.set(this.resourceNames[r], -extensions.added[i]);
      }
      yield* this.column(this.runName(e), extensions.cost[e], entries);
    }
  }

  private runName(e: number): string {
    const { network, parties, calendar } = this.workspace;
    const { option, day } = this.compiled.departures[e];
    const trip = network.options.trip[option];
    const date = formatDate(calendar.firstDay + day);
    return mpsName(`run:${parties[network.trips.party[trip]].id}:${network.trips.id[trip]}@${date}#${option}`);
  }

  /** A column's lines, two entries a line. Cost in ticks. */
  private *column(name: string, ticks: number, entries: Entries): Generator<string> {
    const fields = [...entries].map(([row, value]) => `${row} ${value}`);
    if (ticks !== 0) fields.unshift(`cost ${ticks / this.compiled.ticksPerMinor}`);
    for (let i = 0; i < fields.length; i += 2) yield ` ${name} ${fields.slice(i, i + 2).join(' ')}`;
  }

  /** Right-hand sides and bounds. That of the objective is its constant with the sign turned. */
  private *limits(constant: number): Generator<string> {
    const { commodities, resources, extensions } = this.compiled.problem.flow;
    yield 'RHS';
    if (constant !== 0) yield ` RHS cost ${-constant}`;
    for (const [r, name] of this.resourceNames.entries()) {
      if (resources.capacity[r] < Infinity) yield ` RHS ${name} ${resources.capacity[r]}`;
    }
    for (let k = 0; k < commodities.count; k++) yield ` RHS c${k} ${commodities.demand[k]}`;
    if (extensions.count > 0) yield 'BOUNDS';
    for (let e = 0; e < extensions.count; e++) yield ` UP BOUND ${this.runName(e)} ${extensions.runsMax[e]}`;
  }
}

/** A name without white space, which separates fields. */
function mpsName(name: string): string {
  return name.replace(/[\s%]/g, encodeURIComponent);
}

/** Text that stays on its line. */
function mpsComment(text: string): string {
  return text.replace(/\s+/g, ' ');
}
