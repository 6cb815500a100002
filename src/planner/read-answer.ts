import { NONE, UNREACHED } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type OpenedRun, type Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import type { FlowResult } from '../engine/price-directed-flow.js';
import type { CommodityTable } from './commodities.js';
import type { Compiled } from './compile.js';
import { lateDays, outsideCarriage } from './outside.js';
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
 * outside the scope stay unplanned at no cost. O(shipments + steps).
 */
export function readAnswer(workspace: Workspace, compiled: Compiled, shipments: Shipments, answer: FlowResult): Plan {
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
  const parts = giveRoutes(compiled, answer, plan);
  for (let i = 0; i < count; i++) {
    if (scope !== 'joint' && shipments.party[i] !== scope) continue;
    if (plan.lastMile[i] === NONE) stayOutside(workspace, compiled, shipments, plan, i);
    const arrives = plan.arriveSec[i];
    if (arrives !== UNREACHED) plan.status[i] = arrives <= plan.dueSec[i] ? ON_TIME : LATE;
  }
  giveReasons(workspace, compiled, shipments, plan);
  return { parts: parts.finish(), ...plan, openedRuns: openedRuns(compiled, answer) };
}

/** Gives shipments their routes, commodity by commodity: what these look up lies close together. */
function giveRoutes(compiled: Compiled, answer: FlowResult, plan: Draft): RoutePartTable {
  const { commodities, demand, destinations } = compiled;
  const { deliveredSec } = destinations.options;
  const parts = new RoutePartTable(compiled, answer);
  const left = answer.best.units.slice();
  const { first, order } = shipmentsByCommodity(commodities);
  for (let k = 0; k < commodities.count; k++) {
    let route = answer.pool.head[k];
    for (let at = first[k]; at < first[k + 1]; at++) {
      route = withUnits(answer, left, route);
      if (route === NONE) break;
      left[route] = left[route] - 1;
      const i = order[at];
      const option = parts.optionOf(route, k, demand.destination[i]);
      const sec = deliveredSec[option];
      plan.linehaul[i] = parts.linehaul(route);
      plan.lastMile[i] = parts.lastMile(option);
      plan.carriage[i] = NETWORK;
      plan.arriveSec[i] = sec;
      plan.cost[i] = parts.cost(route, k, option) + lateCost(compiled, k, sec);
    }
  }
  return parts;
}

/** Shipments of commodity `k`, in the order of their file: `order[first[k] .. first[k + 1]]`. */
function shipmentsByCommodity({ count, units, ofShipment }: CommodityTable): {
  first: Uint32Array;
  order: Uint32Array;
} {
  const first = new Uint32Array(count + 1);
  for (let k = 0; k < count; k++) first[k + 1] = first[k] + units[k];
  const next = first.slice();
  const order = new Uint32Array(first[count]);
  for (let i = 0; i < ofShipment.length; i++) {
    const k = ofShipment[i];
    if (k === NONE) continue;
    const at = next[k];
    order[at] = i;
    next[k] = at + 1;
  }
  return { first, order };
}

/** The first route of a commodity from `route` on that has a unit left, or NONE. */
function withUnits(answer: FlowResult, left: Float64Array, route: number): number {
  let at = route;
  while (at !== NONE && (left[at] ?? 0) < 0.5) at = answer.pool.next[at];
  return at;
}

function stayOutside(workspace: Workspace, { classes }: Compiled, shipments: Shipments, plan: Draft, i: number): void {
  const dueSec = plan.dueSec[i];
  const outside = outsideCarriage(workspace, shipments, i, classes.band[i], dueSec);
  plan.cost[i] = outside.cost;
  plan.carriage[i] = CARRIAGES.indexOf(outside.carriage);
  plan.arriveSec[i] = outside.arriveSec;
}

function lateCost({ commodities, access }: Compiled, k: number, deliveredSec: number): number {
  const terms = commodities.termsList[commodities.terms[k]];
  const { latePerDay } = access.workspace.products[terms.product];
  return lateDays(deliveredSec, terms.dueSec) * latePerDay;
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
