import { assert } from '../base/assert.js';
import { NONE, UNREACHED } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, STEP_KINDS, type OpenedRun, type Plan, type Routes } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Product, Workspace } from '../domain/workspace.js';
import type { FlowResult } from '../engine/price-directed-flow.js';
import type { Group } from './classes.js';
import type { Terms } from './commodities.js';
import type { Compiled } from './compile.js';
import { KeyIndex } from './key-index.js';
import { lateDays, outsideCarriage } from './outside.js';
import { reasonFinder } from './reasons.js';
import { TRANSFER } from './timetable.js';

const SPOT = CARRIAGES.indexOf('spot');
const NOBODY = CARRIAGES.indexOf('none');
const ON_TIME = STATUSES.indexOf('on_time');
const LATE = STATUSES.indexOf('late');
const UNPLANNED = STATUSES.indexOf('unplanned');
const RIDE = STEP_KINDS.indexOf('ride');
const TRANSFERRED = STEP_KINDS.indexOf('transfer');
const DELIVER = STEP_KINDS.indexOf('deliver');

/**
 * The engine's answer as a plan: parcels of a commodity take its routes in the order of their file. Rows of parties
 * outside the scope stay unplanned at no cost. O(shipments + steps).
 */
export function readAnswer(workspace: Workspace, compiled: Compiled, shipments: Shipments, answer: FlowResult): Plan {
  const { commodities, demand, classes } = compiled;
  const { count } = shipments;
  const routes = new RouteWriter(compiled, answer);
  const plan = {
    route: new Int32Array(count).fill(NONE),
    carriage: new Uint8Array(count).fill(NOBODY),
    status: new Uint8Array(count).fill(UNPLANNED),
    reason: new Uint8Array(count),
    dueSec: demand.dueSec,
    arriveSec: new Int32Array(count).fill(UNREACHED),
    cost: new Float64Array(count),
  };
  const cursor = answer.pool.head.slice(); // [commodity] route that has units left
  const left = answer.best.units.slice();
  for (let i = 0; i < count; i++) {
    if (compiled.scope !== 'joint' && shipments.party[i] !== compiled.scope) continue;
    const k = commodities.ofShipment[i] as number;
    const route = k === NONE ? NONE : nextRoute(answer, cursor, left, k);
    if (route === NONE) {
      const outside = outsideCarriage(workspace, shipments, i, classes.band[i] as number, plan.dueSec[i] as number);
      plan.cost[i] = outside.cost;
      plan.carriage[i] = CARRIAGES.indexOf(outside.carriage);
      plan.arriveSec[i] = outside.arriveSec;
    } else {
      const index = routes.add(route, k, demand.destination[i] as number);
      plan.route[i] = index;
      plan.carriage[i] = 0;
      plan.arriveSec[i] = routes.arriveSec[index] as number;
      plan.cost[i] = routes.cost[index] as number;
    }
    const arrives = plan.arriveSec[i] as number;
    if (arrives !== UNREACHED) plan.status[i] = arrives <= (plan.dueSec[i] as number) ? ON_TIME : LATE;
  }
  giveReasons(workspace, compiled, shipments, plan);
  return { routes: routes.finish(), ...plan, openedRuns: openedRuns(compiled, answer) };
}

function nextRoute(answer: FlowResult, cursor: Int32Array, left: Float64Array, k: number): number {
  while (cursor[k] !== NONE) {
    const route = cursor[k] as number;
    if ((left[route] ?? 0) >= 0.5) {
      left[route] = (left[route] as number) - 1;
      return route;
    }
    cursor[k] = answer.pool.next[route] as number;
  }
  return NONE;
}

function giveReasons(
  workspace: Workspace,
  compiled: Compiled,
  shipments: Shipments,
  plan: Omit<Plan, 'routes' | 'openedRuns'>,
): void {
  const reasonOf = reasonFinder(workspace, compiled, shipments);
  for (let i = 0; i < shipments.count; i++) {
    if (plan.status[i] === ON_TIME) continue;
    if (compiled.scope !== 'joint' && shipments.party[i] !== compiled.scope) continue;
    plan.reason[i] = REASONS.indexOf(reasonOf(i, plan.status[i] === LATE && plan.carriage[i] !== SPOT));
  }
}

function openedRuns(compiled: Compiled, answer: FlowResult): OpenedRun[] {
  return compiled.departures
    .map(({ option, day }, e) => ({ option, day, runs: Math.round(answer.best.runs[e] as number) }))
    .filter(({ runs }) => runs > 0);
}

/** Collects distinct routes as columns; a route of the pool may end at different offices. */
class RouteWriter {
  readonly arriveSec: number[] = [];
  readonly cost: number[] = [];
  private readonly compiled: Compiled;
  private readonly answer: FlowResult;
  private readonly known = new KeyIndex(1 << 16);
  private readonly firstStep: number[] = [0];
  private readonly steps = new StepColumns();

  constructor(compiled: Compiled, answer: FlowResult) {
    this.compiled = compiled;
    this.answer = answer;
  }

  /** Index of a pool route that ends at a destination of the demand. */
  add(route: number, k: number, destination: number): number {
    const index = this.known.of(route * this.compiled.demand.destinations.length + destination);
    if (index === this.arriveSec.length) this.write(route, k, destination);
    return index;
  }

  finish(): Routes {
    return { count: this.arriveSec.length, firstStep: Uint32Array.from(this.firstStep), ...this.steps.finish() };
  }

  private write(route: number, k: number, destination: number): void {
    const { compiled, answer } = this;
    const { access, linehaul, classes, commodities, rates, legCosts } = compiled;
    const { options, lastMile } = compiled.destinations;
    const { pool } = answer;
    const group = classes.groups[commodities.group[k] as number] as Group;
    const band = commodities.band[k] as number;
    const cell = (commodities.group[k] as number) * legCosts.bandCount + band;
    const first = pool.firstMove[route] as number;
    let cost = 0;
    // Moves are from the delivery back to the source.
    for (let i = first + (pool.moveCount[route] as number) - 1; i > first; i--) {
      const item = pool.moves[i] as number;
      const at = linehaul.legAt[linehaul.graph.leg[item] as number] as number;
      const leg = access.legOf[at] as number;
      cost += this.rideCost(at, cell);
      if (linehaul.graph.unloads[item] === 1) cost += rates.unload(leg, group);
      this.writeLeg(leg);
    }
    const option = this.optionOf(route, k, destination);
    const way = options.way[option] as number;
    const end = way === NONE ? 0 : (lastMile.firstLeg[way + 1] as number);
    for (let i = way === NONE ? 0 : (lastMile.firstLeg[way] as number); i < end; i++) {
      const at = lastMile.leg[i] as number;
      const leg = access.legOf[at] as number;
      cost += this.rideCost(at, cell);
      const aboard = i + 1 < end && compiled.keys.staysAboard(at, lastMile.leg[i + 1] as number);
      if (!aboard) cost += rates.unload(leg, group);
      this.writeLeg(leg);
    }
    const row = options.row[option] as number;
    const deliveredSec = options.deliveredSec[option] as number;
    this.steps.add(DELIVER, row, options.day[option] as number, 0);
    cost += rates.deliver(row, group, band) + this.lateCost(k, deliveredSec);
    this.firstStep.push(this.steps.count);
    this.arriveSec.push(deliveredSec);
    this.cost.push(cost);
  }

  /** Delivery option that a pool route ends with at a destination of the demand. */
  private optionOf(route: number, k: number, destination: number): number {
    const { problem, destinations, linehaul, commodities } = this.compiled;
    const { pool } = this.answer;
    const move = (pool.moves[pool.firstMove[route] as number] as number) - linehaul.graph.itemCount;
    const first = problem.timed.firstOption[commodities.destination[k] as number] as number;
    const at = (destinations.first[destination] as number) + move - first;
    assert(at < (destinations.first[destination + 1] as number), `destination ${destination} lacks option ${move}`);
    return destinations.option[at] as number;
  }

  private rideCost(at: number, cell: number): number {
    const { legCosts } = this.compiled;
    return legCosts.values[legCosts.rowOf(at) * legCosts.width + cell] as number;
  }

  private lateCost(k: number, deliveredSec: number): number {
    const { commodities, access } = this.compiled;
    const terms = commodities.termsList[commodities.terms[k] as number] as Terms;
    const { latePerDay } = access.workspace.products[terms.product] as Product;
    return lateDays(deliveredSec, terms.dueSec) * latePerDay;
  }

  private writeLeg(leg: number): void {
    const { timetable } = this.compiled.access;
    const what = timetable.what[leg] as number;
    const at = timetable.at[leg] as number;
    if (timetable.kind[leg] === TRANSFER) {
      this.steps.add(TRANSFERRED, what, timetable.direction[leg] as number, at);
    } else this.steps.add(RIDE, what, timetable.day[leg] as number, at);
  }
}

class StepColumns {
  count = 0;
  private kind = new Uint8Array(1 << 16);
  private what = new Uint32Array(1 << 16);
  private day = new Int32Array(1 << 16);
  private at = new Int32Array(1 << 16);

  add(kind: number, what: number, day: number, at: number): void {
    if (this.count === this.kind.length) this.grow();
    this.kind[this.count] = kind;
    this.what[this.count] = what;
    this.day[this.count] = day;
    this.at[this.count++] = at;
  }

  finish(): Pick<Routes, 'stepKind' | 'stepWhat' | 'stepDay' | 'stepAt'> {
    return {
      stepKind: this.kind.slice(0, this.count),
      stepWhat: this.what.slice(0, this.count),
      stepDay: this.day.slice(0, this.count),
      stepAt: this.at.slice(0, this.count),
    };
  }

  private grow(): void {
    const length = Math.ceil(this.count * 1.6);
    const [kind, what, day, at] = [this.kind, this.what, this.day, this.at];
    this.kind = new Uint8Array(length);
    this.what = new Uint32Array(length);
    this.day = new Int32Array(length);
    this.at = new Int32Array(length);
    this.kind.set(kind);
    this.what.set(what);
    this.day.set(day);
    this.at.set(at);
  }
}
