import { NONE, UNREACHED } from '../base/none.js';
import { CARRIAGES, REASONS, STATUSES, type OpenedRun, type Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Product, Workspace } from '../domain/workspace.js';
import type { FlowResult } from '../engine/price-directed-flow.js';
import type { Terms } from './commodities.js';
import type { Compiled } from './compile.js';
import { lateDays, outsideCarriage } from './outside.js';
import { reasonFinder } from './reasons.js';
import { RouteTable } from './route-table.js';

const NETWORK = CARRIAGES.indexOf('network');
const SPOT = CARRIAGES.indexOf('spot');
const NOBODY = CARRIAGES.indexOf('none');
const ON_TIME = STATUSES.indexOf('on_time');
const LATE = STATUSES.indexOf('late');
const UNPLANNED = STATUSES.indexOf('unplanned');

/**
 * The engine's answer as a plan: parcels of a commodity take its routes in the order of their file. Rows of parties
 * outside the scope stay unplanned at no cost. O(shipments + steps).
 */
export function readAnswer(workspace: Workspace, compiled: Compiled, shipments: Shipments, answer: FlowResult): Plan {
  const { commodities, demand, classes } = compiled;
  const { options } = compiled.destinations;
  const { count } = shipments;
  const routes = new RouteTable(compiled, answer);
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
      const option = routes.optionOf(route, k, demand.destination[i] as number);
      const deliveredSec = options.deliveredSec[option] as number;
      plan.route[i] = routes.add(route, option);
      plan.carriage[i] = NETWORK;
      plan.arriveSec[i] = deliveredSec;
      plan.cost[i] = routes.cost(route, k, option) + lateCost(compiled, k, deliveredSec);
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

function lateCost({ commodities, access }: Compiled, k: number, deliveredSec: number): number {
  const terms = commodities.termsList[commodities.terms[k] as number] as Terms;
  const { latePerDay } = access.workspace.products[terms.product] as Product;
  return lateDays(deliveredSec, terms.dueSec) * latePerDay;
}

function giveReasons(
  workspace: Workspace,
  compiled: Compiled,
  shipments: Shipments,
  plan: Omit<Plan, 'routes' | 'openedRuns'>,
): void {
  const { ofShipment, count } = compiled.commodities;
  const asked = new Uint8Array(count);
  for (let i = 0; i < shipments.count; i++) {
    if (plan.status[i] !== ON_TIME && ofShipment[i] !== NONE) asked[ofShipment[i] as number] = 1;
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
    .map(({ option, day }, e) => ({ option, day, runs: Math.round(answer.best.runs[e] as number) }))
    .filter(({ runs }) => runs > 0);
}
