import { assert } from '../base/assert.js';
import { FACILITY_KINDS } from '../domain/network.js';
import type { Step } from '../domain/plan.js';
import type { Tariff } from '../domain/agreement.js';
import { deliveryCharge, linehaulCharge } from '../domain/tariff.js';
import type { Band } from '../domain/workspace.js';
import type { RouteFacts } from './route-facts.js';
import type { Rules } from './rules.js';

/** Minor money of a route for a parcel of a party and band, without lateness (docs/model.md, section 8). */
export function routeCost(rules: Rules, facts: RouteFacts, party: number, band: Band): number {
  const { facilities } = rules.workspace.network;
  let cost = 0;
  for (const step of facts.steps) {
    if (step.kind === 'ride') cost += rideCost(rules, step, party, band);
    else if (step.kind === 'transfer') cost += transferCost(rules, step, party);
    else cost += deliveryCost(rules, step.delivery, party, band);
  }
  for (const { facility } of facts.unloads) {
    if (facilities.party[facility] === party) cost += facilities.handlingCost[facility];
  }
  return cost;
}

/** Minor money of one leg. A partner's leg without a clause is a mistake of the caller's. */
export function rideCost(rules: Rules, step: Step & { kind: 'ride' }, party: number, band: Band): number {
  const { trips, calls, vehicles } = rules.workspace.network;
  const position = trips.firstCall[step.trip] + step.call;
  const km = calls.km[position + 1] - calls.km[position];
  if (trips.party[step.trip] === party) {
    return ((vehicles.costPerKgKm[trips.vehicle[step.trip]] ?? 0) * km * band.g) / 1000;
  }
  const hard = rules.clauseOfLeg(step.trip, step.day, step.call)?.type === 'hard';
  const toKind = rules.workspace.network.facilities.kind[calls.facility[position + 1]];
  return hard ? 0 : linehaulCharge(tariffOf(rules), { km, toKind }, band.g, band.ml);
}

/** Minor money of a tender, with receiving it back at a facility of its own party. */
export function transferCost(
  rules: Rules,
  at: { readonly interchange: number; readonly direction: number },
  party: number,
): number {
  const interchange = rules.workspace.agreement?.interchanges[at.interchange];
  const to = interchange?.directions[at.direction]?.to;
  const own = to === party ? interchange?.facilities.get(to) : undefined;
  const handling = own === undefined ? 0 : rules.workspace.network.facilities.handlingCost[own];
  return tariffOf(rules).interchangePerParcel + handling;
}

/** Minor money of a delivery. */
export function deliveryCost(rules: Rules, row: number, party: number, band: Band): number {
  const { deliveries, facilities } = rules.workspace.network;
  const facility = deliveries.facility[row];
  if (facilities.party[facility] === party) return deliveries.cost[row];
  const branch = FACILITY_KINDS[facilities.kind[facility]] === 'branch_office';
  return deliveryCharge(tariffOf(rules), band.g, band.ml, branch);
}

function tariffOf(rules: Rules): Tariff {
  const { agreement } = rules.workspace;
  assert(agreement, 'a partner carries nothing without an agreement');
  return agreement.tariff;
}
