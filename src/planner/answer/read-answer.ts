import { NONE, UNREACHED } from '../../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type OpenedRun, type Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import type { Compiled } from '../compile/compile.js';
import { lateDays, outsideCarriage } from '../demand/outside.js';
import { reasonFinder } from './reasons.js';
import { RoutePartTable } from './route-parts.js';

const NETWORK = CARRIAGES.indexOf('network');
const SPOT = CARRIAGES.indexOf('spot');
const NOBODY = CARRIAGES.indexOf('none');
const ON_TIME = STATUSES.indexOf('on_time');
const LATE = STATUSES.indexOf('late');
const UNPLANNED = STATUSES.indexOf('unplanned');

/** Columns of a plan while it is filled. */
type Draft = Omit<Plan, 'parts' | 'openedRuns'>;

/**
 * The engine's answer as a plan: parcels of a commodity take its routes in the order of their file. Rows of parties
 * outside the scope stay unplanned at no cost. Reasons stay empty unless they are told. O(shipments + steps).
 */
export function readAnswer(
  workspace: Workspace,
  compiled: Compiled,
  shipments: Shipments,
  answer: FlowResult,
  tellReasons = true,
): Plan {
  const { demand, scope } = compiled;
  const { count } = shipments;
  const plan = {
    linehaul: new Int32Array(count).fill(NONE),
    lastMile: new Int32Array(count).fill(NONE),
    carriage: new Uint8Array(count).fill(NOBODY),
    status: new Uint8Array(count).fill(UNPLANNED),
    reason: new Uint8Array(count),
    dueSec: demand.dueSec,
    arriveSec: new Int32Array(count).fill(UNREACHED),
    cost: new Float64Array(count),
  };
  const parts = giveRoutes(compiled, shipments, answer, plan);
  for (let i = 0; i < count; i++) {
    if (scope !== 'joint' && shipments.party[i] !== scope) continue;
    if (plan.lastMile[i] === NONE) stayOutside(workspace, compiled, shipments, plan, i);
    const arrives = plan.arriveSec[i];
    if (arrives !== UNREACHED) plan.status[i] = arrives <= plan.dueSec[i] ? ON_TIME : LATE;
  }
  if (tellReasons) giveReasons(workspace, compiled, shipments, plan);
  return { parts: parts.finish(), ...plan, openedRuns: openedRuns(compiled, answer) };
}

/**
 * Gives shipments their routes. What is looked up for a parcel lies anywhere in memory, so records are packed: a look-up
 * touches one place for the route and one for the option. O(shipments + steps).
 */
function giveRoutes(compiled: Compiled, shipments: Shipments, answer: FlowResult, plan: Draft): RoutePartTable {
  const { commodities, demand, destinations, classes, access } = compiled;
  const latePerDay = access.workspace.products.map((product) => product.latePerDay);
  const parts = new RoutePartTable(compiled, answer);
  const { first, next, record } = takenRoutes(compiled, answer, parts);
  for (let i = 0; i < shipments.count; i++) {
    const k = commodities.ofShipment[i];
    if (k === NONE) continue;
    const route = next[k];
    if (route === NONE) continue;
    const at = route * RECORD;
    const left = record[at + LEFT] - 1;
    record[at + LEFT] = left;
    if (left === 0) next[k] = route + 1 < first[k + 1] ? route + 1 : NONE;
    const option = destinations.option[destinations.first[demand.destination[i]] + record[at + OPTION]];
    const sec = destinations.options.deliveredSec[option];
    const late = lateDays(sec, plan.dueSec[i]) * latePerDay[shipments.product[i]];
    plan.linehaul[i] = record[at + LINEHAUL];
    plan.lastMile[i] = parts.lastMile(option);
    plan.carriage[i] = NETWORK;
    plan.arriveSec[i] = sec;
    plan.cost[i] = record[at + COST] + parts.deliveryCost(option, classes.group[i], classes.band[i]) + late;
  }
  return parts;
}

/** Numbers of a record, and what each is. */
const RECORD = 4;
const LEFT = 0; // parcels that still take the route
const OPTION = 1; // position of its delivery option among those of the destination
const LINEHAUL = 2; // part
const COST = 3; // minor money for the linehaul of a parcel

/** Routes that carry parcels, by commodity: those of commodity `k` are `first[k] .. first[k + 1]`. */
interface TakenRoutes {
  readonly first: Uint32Array; // [commodity + 1]
  readonly next: Int32Array; // [commodity] the route whose turn it is, or NONE
  readonly record: Float64Array; // [route * RECORD + LEFT, OPTION, LINEHAUL or COST]
}

function takenRoutes(compiled: Compiled, { pool, best }: FlowResult, parts: RoutePartTable): TakenRoutes {
  const { count } = compiled.commodities;
  const carries = (route: number): boolean => (best.units[route] ?? 0) > 0.5;
  const first = new Uint32Array(count + 1);
  const next = new Int32Array(count).fill(NONE);
  let total = 0;
  for (let k = 0; k < count; k++) {
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) if (carries(route)) total++;
    first[k + 1] = total;
    if (total > first[k]) next[k] = first[k];
  }
  const record = new Float64Array(total * RECORD);
  let at = 0;
  for (let k = 0; k < count; k++) {
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      if (!carries(route)) continue;
      record[at + LEFT] = Math.round(best.units[route]);
      record[at + OPTION] = parts.optionOf(route, k);
      record[at + LINEHAUL] = parts.linehaul(route);
      record[at + COST] = parts.linehaulCost(route, k);
      at += RECORD;
    }
  }
  return { first, next, record };
}

function stayOutside(workspace: Workspace, { classes }: Compiled, shipments: Shipments, plan: Draft, i: number): void {
  const dueSec = plan.dueSec[i];
  const outside = outsideCarriage(workspace, shipments, i, classes.band[i], dueSec);
  plan.cost[i] = outside.cost;
  plan.carriage[i] = CARRIAGES.indexOf(outside.carriage);
  plan.arriveSec[i] = outside.arriveSec;
}

function giveReasons(workspace: Workspace, compiled: Compiled, shipments: Shipments, plan: Draft): void {
  const { ofShipment, count } = compiled.commodities;
  const asked = new Uint8Array(count);
  for (let i = 0; i < shipments.count; i++) {
    if (plan.status[i] !== ON_TIME && ofShipment[i] !== NONE) asked[ofShipment[i]] = 1;
  }
  const reasonOf = reasonFinder(workspace, compiled, shipments, asked);
  for (let i = 0; i < shipments.count; i++) {
    if (plan.status[i] === ON_TIME) continue;
    if (compiled.scope !== 'joint' && shipments.party[i] !== compiled.scope) continue;
    plan.reason[i] = REASONS.indexOf(reasonOf(i, plan.status[i] === LATE && plan.carriage[i] !== SPOT));
  }
}

function openedRuns(compiled: Compiled, answer: FlowResult): OpenedRun[] {
  return compiled.departures
    .map(({ option, day }, e) => ({ option, day, runs: Math.round(answer.best.runs[e]) }))
    .filter(({ runs }) => runs > 0);
}
