import { NONE, UNREACHED } from '../../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type OpenedRun, type Plan } from '../../domain/plan.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import type { Compiled } from '../compile/compile.js';
import { lateDays, outsideCarriage } from '../demand/outside.js';
import { GrowingNumbers } from '../growing.js';
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
 * Gives shipments their routes. What is looked up for a parcel lies anywhere in memory; in two short loops the look-ups
 * of several parcels overlap. O(shipments + steps).
 */
function giveRoutes(compiled: Compiled, shipments: Shipments, answer: FlowResult, plan: Draft): RoutePartTable {
  const parts = new RoutePartTable(compiled, answer);
  giveLinehauls(compiled, takenRoutes(compiled, answer, parts), plan);
  const { destinations, classes, access } = compiled;
  const { deliveredSec } = destinations.options;
  const latePerDay = access.workspace.products.map((product) => product.latePerDay);
  for (let i = 0; i < shipments.count; i++) {
    if (plan.lastMile[i] === NONE) continue;
    const option = destinations.option[plan.lastMile[i]];
    const sec = deliveredSec[option];
    const late = lateDays(sec, plan.dueSec[i]) * latePerDay[shipments.product[i]];
    plan.lastMile[i] = parts.lastMile(option);
    plan.carriage[i] = NETWORK;
    plan.arriveSec[i] = sec;
    plan.cost[i] = plan.cost[i] + parts.deliveryCost(option, classes.group[i], classes.band[i]) + late;
  }
  return parts;
}

/** Fills `linehaul`, `cost` up to the delivery, and for now `lastMile` with the place of the delivery option. */
function giveLinehauls({ commodities, demand, destinations }: Compiled, taken: TakenRoutes, plan: Draft): void {
  const { ofShipment } = commodities;
  const { current, following } = taken;
  for (let i = 0; i < ofShipment.length; i++) {
    if (ofShipment[i] === NONE) continue;
    const at = ofShipment[i] * RECORD;
    if (current[at + LEFT] === 0) continue;
    plan.linehaul[i] = current[at + LINEHAUL];
    plan.lastMile[i] = destinations.first[demand.destination[i]] + current[at + OPTION];
    plan.cost[i] = current[at + COST];
    current[at + LEFT] = current[at + LEFT] - 1;
    const next = current[at + NEXT];
    if (current[at + LEFT] === 0 && next !== NONE) current.set(following.subarray(next, next + RECORD), at);
  }
}

/** Numbers of a record, packed so that a look-up touches one place, and what each is. */
const RECORD = 5;
const LEFT = 0; // parcels that still take the route
const OPTION = 1; // position of its delivery option among those of the destination
const LINEHAUL = 2; // part
const COST = 3; // minor money for the linehaul of a parcel
const NEXT = 4; // where the record of the commodity's next route starts in `following`, or NONE

/** Routes that carry parcels. */
interface TakenRoutes {
  readonly current: Float64Array; // [commodity * RECORD + LEFT, OPTION, LINEHAUL, COST or NEXT] whose turn it is
  readonly following: Float64Array; // records of routes that come later
}

function takenRoutes(compiled: Compiled, { pool, best }: FlowResult, parts: RoutePartTable): TakenRoutes {
  const { count } = compiled.commodities;
  const current = new Float64Array(count * RECORD);
  const following = new GrowingNumbers();
  for (let k = 0; k < count; k++) {
    let linkFrom: number = NONE; // the last record in `following`, NONE while there is none of this commodity
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      const units = Math.round(best.units[route] ?? 0);
      if (units === 0) continue;
      const record = [units, parts.optionOf(route, k), parts.linehaul(route), parts.linehaulCost(route, k), NONE];
      if (current[k * RECORD + LEFT] === 0) {
        current.set(record, k * RECORD);
        continue;
      }
      const at = following.extend(RECORD);
      following.values.set(record, at);
      if (linkFrom === NONE) current[k * RECORD + NEXT] = at;
      else following.values[linkFrom + NEXT] = at;
      linkFrom = at;
    }
  }
  return { current, following: following.values };
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
