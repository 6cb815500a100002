import { NONE } from '../../base/none.js';
import { FACILITY_KINDS } from '../../domain/network.js';
import type { Shipments } from '../../domain/shipments.js';
import { chargeableKg, deliveryCharge } from '../../domain/tariff.js';
import type { Workspace } from '../../domain/workspace.js';
import { classesOf, NO_GROUP } from '../../planner/demand/classes.js';
import type { Feeders } from './feeders.js';

/**
 * Parcels of one product that start at one facility and could be delivered from one hub of a partner; those that their
 * own party can deliver also share its hub. All sums are over the parcels, money minor.
 */
export interface CrossFlow {
  readonly party: number;
  readonly partner: number;
  readonly product: number;
  readonly origin: number; // facility
  readonly partnerHub: number; // facility
  readonly ownHub: number; // facility, or NONE where its own party does not deliver
  parcels: number;
  kg: number; // at the limits of size bands
  chargeableKg: number;
  partnerDelivery: number; // what the partner charges for it
  partnerSec: number; // of the runs from its hub to the office, added up
  ownDelivery: number; // with the runs to the office
  ownSec: number;
  outside: number; // bought outside both networks or left out, whichever costs less
}

const BRANCH_OFFICE = FACILITY_KINDS.indexOf('branch_office');

/** A round that delivers a postal code. */
interface Round {
  readonly row: number; // of the network's deliveries
  readonly hub: number;
}

/** Cross-network flows of a workspace. O(shipments + rows). */
export function crossFlows(workspace: Workspace, shipments: Shipments, feeders: Feeders): CrossFlow[] {
  const { agreement, bands, network, products } = workspace;
  if (agreement === undefined) return [];
  const { groups, group, band } = classesOf(workspace, shipments, 'joint');
  const rounds = cheapestRounds(workspace, feeders);
  const pickups = firstPickups(workspace);
  const flows = new Map<string, CrossFlow>();
  for (let i = 0; i < shipments.count; i++) {
    if (group[i] === NO_GROUP || !groups[group[i]].interlined) continue;
    const party = shipments.party[i];
    const code = shipments.destination[i];
    const origin = shipments.origin[i] >= 0 ? shipments.origin[i] : pickups.get(-1 - shipments.origin[i])?.[party];
    const partner = agreement.parties.find((other) => other !== party && rounds[other][code] !== undefined);
    if (origin === undefined || partner === undefined) continue;
    const there = rounds[partner][code] as Round;
    const own = rounds[party][code];
    const product = shipments.product[i];
    const key = [party, product, origin, there.hub, own?.hub ?? NONE].join();
    let flow = flows.get(key);
    if (flow === undefined) {
      flow = emptyFlow({ party, partner, product, origin, partnerHub: there.hub, ownHub: own?.hub ?? NONE });
      flows.set(key, flow);
    }
    const { g, ml } = bands[band[i]];
    const office = network.deliveries.facility[there.row];
    flow.parcels++;
    flow.kg += g / 1000;
    flow.chargeableKg += chargeableKg(agreement.tariff, g, ml);
    flow.partnerDelivery += deliveryCharge(agreement.tariff, g, ml, network.facilities.kind[office] === BRANCH_OFFICE);
    flow.partnerSec += feeders.sec[office];
    flow.outside += outsideCost(products[product], g);
    if (own === undefined) continue;
    const ownOffice = network.deliveries.facility[own.row];
    flow.ownDelivery += network.deliveries.cost[own.row] + (feeders.perKg[ownOffice] * g) / 1000;
    flow.ownSec += feeders.sec[ownOffice];
  }
  return [...flows.values()];
}

function emptyFlow(
  ends: Pick<CrossFlow, 'party' | 'partner' | 'product' | 'origin' | 'partnerHub' | 'ownHub'>,
): CrossFlow {
  const sums = { parcels: 0, kg: 0, chargeableKg: 0, partnerDelivery: 0, partnerSec: 0 };
  return { ...ends, ...sums, ownDelivery: 0, ownSec: 0, outside: 0 };
}

/** By party and postal code, the round that costs its party least, the first of equals. */
function cheapestRounds({ network, parties }: Workspace, feeders: Feeders): (Round | undefined)[][] {
  const { deliveries, facilities, postalCodes } = network;
  const best = parties.map(() => Array.from<Round | undefined>({ length: postalCodes.length }));
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    const hub = feeders.hub[facility];
    if (hub === NONE) continue;
    const ofParty = best[facilities.party[facility]];
    const known = ofParty[deliveries.postalCode[row]];
    if (known !== undefined && deliveries.cost[known.row] <= deliveries.cost[row]) continue;
    ofParty[deliveries.postalCode[row]] = { row, hub };
  }
  return best;
}

/** Where a parcel posted in a postal code enters each party's network: the first row's facility. */
export function firstPickups({ network, parties }: Workspace): Map<number, (number | undefined)[]> {
  const { pickups, facilities } = network;
  const first = new Map<number, (number | undefined)[]>();
  for (let row = 0; row < pickups.count; row++) {
    const facility = pickups.facility[row];
    const code = pickups.postalCode[row];
    const byParty = first.get(code) ?? parties.map(() => undefined);
    first.set(code, byParty);
    byParty[facilities.party[facility]] ??= facility;
  }
  return first;
}

function outsideCost({ spot, days, latePerDay, unplannedCost }: Workspace['products'][number], g: number): number {
  if (spot === undefined) return unplannedCost;
  const late = Math.max(0, spot.days - days) * latePerDay;
  return Math.min(unplannedCost, spot.perParcel + (spot.perKg * g) / 1000 + late);
}
