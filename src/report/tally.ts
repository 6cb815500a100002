import { dayOfSec } from '../base/civil-time.js';
import { distanceKm } from '../base/geo.js';
import { NONE, UNREACHED } from '../base/none.js';
import { MODES } from '../domain/network.js';
import { CARRIAGES, REASONS, STATUSES, type Plan } from '../domain/plan.js';
import { bandOf, type Shipments } from '../domain/shipments.js';
import type { Product, Workspace } from '../domain/workspace.js';
import { placesOf, type Places } from './places.js';

/** Longest transit time the histogram tells apart; the last entry holds everything slower. */
export const TRANSIT_DAYS_MAX = 14;

/** Sums over the parcels of one party in one plan. Money in minor units. */
export interface ParcelTally {
  parcels: number;
  readonly byStatus: number[]; // by index in STATUSES
  readonly byCarriage: number[]; // by index in CARRIAGES
  readonly reasonsLate: number[]; // by index in REASONS
  readonly reasonsUnplanned: number[];
  /** Parcels delivered on the service day `i` days after the one they were ready on. */
  readonly transitDays: number[]; // [TRANSIT_DAYS_MAX + 1]
  cost: number;
  latenessCost: number;
  spotCost: number; // lateness not included
  unplannedCost: number;
  spotTonneKm: number; // great-circle distance
}

export function emptyParcelTally(): ParcelTally {
  return {
    parcels: 0,
    byStatus: STATUSES.map(() => 0),
    byCarriage: CARRIAGES.map(() => 0),
    reasonsLate: REASONS.map(() => 0),
    reasonsUnplanned: REASONS.map(() => 0),
    transitDays: Array.from({ length: TRANSIT_DAYS_MAX + 1 }, () => 0),
    cost: 0,
    latenessCost: 0,
    spotCost: 0,
    unplannedCost: 0,
    spotTonneKm: 0,
  };
}

const [ON_TIME, LATE, UNPLANNED] = STATUSES.map((_, index) => index) as [number, number, number];
const SPOT = CARRIAGES.indexOf('spot');

/** One tally per party over a plan's parcels; of one party's parcels only when it is given. O(parcels). */
export function tallyParcels(workspace: Workspace, shipments: Shipments, plan: Plan, onlyParty = NONE): ParcelTally[] {
  const tallies = workspace.parties.map(emptyParcelTally);
  const places = placesOf(workspace.network);
  for (let shipment = 0; shipment < shipments.count; shipment++) {
    const party = shipments.party[shipment];
    if (onlyParty !== NONE && party !== onlyParty) continue;
    addParcel(tallies[party], workspace, { shipments, shipment, plan, places });
  }
  return tallies;
}

interface Parcel {
  readonly shipments: Shipments;
  readonly shipment: number;
  readonly plan: Plan;
  readonly places: Places;
}

function addParcel(tally: ParcelTally, workspace: Workspace, parcel: Parcel): void {
  const { shipments, shipment, plan } = parcel;
  const product = workspace.products[shipments.product[shipment]];
  const status = plan.status[shipment];
  const carriage = plan.carriage[shipment];
  const reason = plan.reason[shipment];
  const arriveSec = plan.arriveSec[shipment];
  tally.parcels++;
  tally.cost += plan.cost[shipment];
  increment(tally.byStatus, status);
  increment(tally.byCarriage, carriage);
  if (carriage === SPOT) addSpot(tally, workspace, product, parcel);
  if (status === UNPLANNED) {
    increment(tally.reasonsUnplanned, reason);
    tally.unplannedCost += product.unplannedCost;
    return;
  }
  if (arriveSec >= UNREACHED) return;
  const readyDay = dayOfSec(workspace.calendar, shipments.readySec[shipment]);
  const days = dayOfSec(workspace.calendar, arriveSec) - readyDay;
  increment(tally.transitDays, Math.min(TRANSIT_DAYS_MAX, Math.max(0, days)));
  if (status === ON_TIME || status !== LATE) return;
  increment(tally.reasonsLate, reason);
  tally.latenessCost += Math.ceil((arriveSec - plan.dueSec[shipment]) / 86400) * product.latePerDay;
}

function addSpot(tally: ParcelTally, workspace: Workspace, product: Product, parcel: Parcel): void {
  const { shipments, shipment, places } = parcel;
  const band = bandOf(workspace.bands, shipments.weightG[shipment], shipments.volumeMl[shipment]);
  const kg = (workspace.bands[band]?.g ?? shipments.weightG[shipment]) / 1000;
  if (product.spot) tally.spotCost += product.spot.perParcel + product.spot.perKg * kg;
  const origin = shipments.origin[shipment];
  const from = origin >= 0 ? places.facility(origin) : places.postalCode(-1 - origin);
  const to = places.postalCode(shipments.destination[shipment]);
  if (from && to) tally.spotTonneKm += (kg / 1000) * distanceKm(from[0], from[1], to[0], to[1]);
}

function increment(counts: number[], index: number): void {
  counts[index] = counts[index] + 1;
}

/** Sums over what one party's vehicles and offices do in one plan, and over what its parcels pay. */
export interface CarriageTally {
  /** Planned parcels of all parties on this party's legs, at their bands' weights, by index in MODES. */
  readonly tonneKm: number[];
  readonly co2G: number[]; // of those tonne-kilometres
  readonly usedKgKm: number[]; // own traffic included, on legs with a limit
  readonly capacityKgKm: number[];
  readonly vehicleKm: number[]; // of every departure of the horizon and every optional run
  departures: number;
  timetableCost: number; // cost_per_run and cost_per_km of every departure; spent in any case
  optionalRuns: number;
  optionalRunsCost: number;
  interlined: number; // this party's parcels that change hands
  ownLinehaul: number; // paid by this party's parcels on its own legs
  ownHandling: number;
  ownDelivery: number;
  chargesPaid: number; // to partners, by this party's parcels
  chargesReceived: number; // from partners, for theirs
  carryingCost: number; // what carrying partners' parcels costs this party
}

export function emptyCarriageTally(): CarriageTally {
  return {
    tonneKm: MODES.map(() => 0),
    co2G: MODES.map(() => 0),
    usedKgKm: MODES.map(() => 0),
    capacityKgKm: MODES.map(() => 0),
    vehicleKm: MODES.map(() => 0),
    departures: 0,
    timetableCost: 0,
    optionalRuns: 0,
    optionalRunsCost: 0,
    interlined: 0,
    ownLinehaul: 0,
    ownHandling: 0,
    ownDelivery: 0,
    chargesPaid: 0,
    chargesReceived: 0,
    carryingCost: 0,
  };
}
