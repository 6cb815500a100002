import { NONE } from '../base/none.js';
import { FACILITY_KINDS, MODES, UNLIMITED } from '../domain/network.js';
import { STEP_KINDS, type Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import { deliveryCharge, linehaulCharge } from '../domain/tariff.js';
import type { Band, Workspace } from '../domain/workspace.js';
import type { Classes } from './classes.js';
import { findLeg } from './departure-legs.js';
import type { Loads } from './loads.js';
import { emptyCarriageTally, type CarriageTally } from './tally.js';

const [RIDE, TRANSFER] = [STEP_KINDS.indexOf('ride'), STEP_KINDS.indexOf('transfer')];
const ROAD = MODES.indexOf('road');
const BRANCH_OFFICE = FACILITY_KINDS.indexOf('branch_office');

/** A plan's parcels as they were counted; one party's only when it is given. */
export interface Counted {
  readonly plan: Plan;
  readonly classes: Classes;
  readonly loads: Loads;
  readonly onlyParty: number; // or NONE
}

/** One tally per party of what its network does in a plan and what its parcels pay. O(parcels + classes x steps + legs). */
export function tallyCarriage(workspace: Workspace, shipments: Shipments, counted: Counted): CarriageTally[] {
  const { plan, classes, loads } = counted;
  const tallies = workspace.parties.map(emptyCarriageTally);
  for (let index = 0; index < classes.count; index++) {
    addClass(tallies, workspace, plan, loads, {
      part: classes.part[index],
      owner: classes.party[index],
      parcels: classes.parcels[index],
      band: workspace.bands[classes.band[index]],
    });
  }
  addInterlined(tallies, workspace, shipments, counted);
  addLegs(tallies, workspace, loads);
  addTimetable(tallies, workspace, plan, loads);
  return tallies;
}

/** Mode of a trip as an index in MODES; a trip without vehicle counts as road. */
export function modeOfTrip({ network }: Workspace, trip: number): number {
  const vehicle = network.trips.vehicle[trip];
  return vehicle === NONE ? ROAD : network.vehicles.mode[vehicle];
}

/** Kilometres between a call of a trip and the next. */
export function legKm({ network }: Workspace, trip: number, call: number): number {
  const at = network.trips.firstCall[trip] + call;
  return network.calls.km[at + 1] - network.calls.km[at];
}

interface ParcelClass {
  readonly part: number;
  readonly owner: number;
  readonly parcels: number;
  readonly band: Band;
}

function addClass(
  tallies: readonly CarriageTally[],
  workspace: Workspace,
  plan: Plan,
  loads: Loads,
  group: ParcelClass,
): void {
  const { firstStep, stepKind, stepWhat } = plan.parts;
  const { agreement, network } = workspace;
  const owner = tallies[group.owner];
  for (let step = firstStep[group.part]; step < firstStep[group.part + 1]; step++) {
    const what = stepWhat[step];
    if (stepKind[step] === RIDE) {
      addRide(tallies, workspace, plan, loads, group, step);
    } else if (stepKind[step] === TRANSFER) {
      addTransfer(tallies, workspace, plan, group, step);
    } else {
      const facility = network.deliveries.facility[what];
      const carrier = network.facilities.party[facility];
      const cost = network.deliveries.cost[what] * group.parcels;
      if (carrier === group.owner) owner.ownDelivery += cost;
      else if (agreement) {
        const branch = network.facilities.kind[facility] === BRANCH_OFFICE;
        const charge = deliveryCharge(agreement.tariff, group.band.g, group.band.ml, branch);
        pay(tallies, group.owner, carrier, charge * group.parcels);
        tallies[carrier].carryingCost += cost;
      }
    }
  }
}

/** Counts parcels that are tendered, or that a partner's leg or round carries. */
function addInterlined(
  tallies: readonly CarriageTally[],
  workspace: Workspace,
  { party, count }: Shipments,
  { plan, onlyParty }: Counted,
): void {
  const carriers = carriersOf(workspace, plan);
  for (let shipment = 0; shipment < count; shipment++) {
    const owner = party[shipment];
    const last = plan.lastMile[shipment];
    if (last === NONE || (onlyParty !== NONE && owner !== onlyParty)) continue;
    const first = plan.linehaul[shipment];
    const others = (carriers[last] | (first === NONE ? 0 : carriers[first])) & ~(1 << owner);
    if (others !== 0) tallies[owner].interlined++;
  }
}

/** [part] mask of the parties whose legs and rounds carry it, and of both sides of a tender. */
function carriersOf({ network, agreement }: Workspace, { parts }: Plan): Int32Array {
  const { firstStep, stepKind, stepWhat, stepDay } = parts;
  const carriers = new Int32Array(parts.count);
  for (let part = 0; part < parts.count; part++) {
    let mask = 0;
    for (let step = firstStep[part]; step < firstStep[part + 1]; step++) {
      const what = stepWhat[step];
      if (stepKind[step] === RIDE) mask |= 1 << network.trips.party[what];
      else if (stepKind[step] === TRANSFER) {
        const direction = agreement?.interchanges[what]?.directions[stepDay[step]];
        if (direction) mask |= (1 << direction.from) | (1 << direction.to);
      } else mask |= 1 << network.facilities.party[network.deliveries.facility[what]];
    }
    carriers[part] = mask;
  }
  return carriers;
}

function addRide(
  tallies: readonly CarriageTally[],
  workspace: Workspace,
  plan: Plan,
  loads: Loads,
  group: ParcelClass,
  step: number,
): void {
  const { network, agreement } = workspace;
  const trip = plan.parts.stepWhat[step];
  const call = plan.parts.stepAt[step];
  const carrier = network.trips.party[trip];
  const tally = tallies[carrier];
  const vehicle = network.trips.vehicle[trip];
  const mode = modeOfTrip(workspace, trip);
  const kgKm = (group.band.g / 1000) * group.parcels * legKm(workspace, trip, call);
  const tonneKm = kgKm / 1000;
  const cost = vehicle === NONE ? 0 : network.vehicles.costPerKgKm[vehicle] * kgKm;
  tally.tonneKm[mode] = tally.tonneKm[mode] + tonneKm;
  const co2 = vehicle === NONE ? 0 : network.vehicles.co2GPerTonneKm[vehicle] * tonneKm;
  tally.co2G[mode] = tally.co2G[mode] + co2;
  handleAfter(tallies, workspace, plan, group, step);
  if (carrier === group.owner) {
    tally.ownLinehaul += cost;
    return;
  }
  tally.carryingCost += cost;
  const leg = findLeg(loads.legs, trip, plan.parts.stepDay[step], call);
  if (!agreement || (leg !== NONE && loads.legs.blockHard[leg] === 1)) return;
  const to = network.calls.facility[network.trips.firstCall[trip] + call + 1];
  const ride = { km: legKm(workspace, trip, call), toKind: network.facilities.kind[to] };
  const charge = linehaulCharge(agreement.tariff, ride, group.band.g, group.band.ml);
  pay(tallies, group.owner, carrier, charge * group.parcels);
}

/**
 * A parcel is unloaded and sorted after a ride unless its next step is the next leg of the same departure; also at the
 * end of a part.
 */
function handleAfter(
  tallies: readonly CarriageTally[],
  workspace: Workspace,
  plan: Plan,
  group: ParcelClass,
  step: number,
): void {
  const { firstStep, stepKind, stepWhat, stepDay, stepAt } = plan.parts;
  const next = step + 1;
  const staysAboard =
    next < firstStep[group.part + 1] &&
    stepKind[next] === RIDE &&
    stepWhat[next] === stepWhat[step] &&
    stepDay[next] === stepDay[step] &&
    stepAt[next] === stepAt[step] + 1;
  if (staysAboard) return;
  const { trips, calls } = workspace.network;
  const call = trips.firstCall[stepWhat[step]] + stepAt[step] + 1;
  handleAt(tallies, workspace, calls.facility[call], group);
}

/** Handling costs the facility's party: for its own parcels, or as part of carrying others'. */
function handleAt(
  tallies: readonly CarriageTally[],
  { network }: Workspace,
  facility: number,
  group: ParcelClass,
): void {
  const party = network.facilities.party[facility];
  const cost = network.facilities.handlingCost[facility] * group.parcels;
  if (party === group.owner) tallies[party].ownHandling += cost;
  else tallies[party].carryingCost += cost;
}

/** The receiving side is paid for the tender, and handles what it receives. */
function addTransfer(
  tallies: readonly CarriageTally[],
  workspace: Workspace,
  plan: Plan,
  group: ParcelClass,
  step: number,
): void {
  const { agreement } = workspace;
  const interchange = agreement?.interchanges[plan.parts.stepWhat[step]];
  const direction = interchange?.directions[plan.parts.stepDay[step]];
  if (!agreement || !interchange || !direction) return;
  const partner = direction.to === group.owner ? direction.from : direction.to;
  pay(tallies, group.owner, partner, agreement.tariff.interchangePerParcel * group.parcels);
  const facility = interchange.facilities.get(direction.to);
  if (facility !== undefined) handleAt(tallies, workspace, facility, group);
}

function pay(tallies: readonly CarriageTally[], from: number, to: number, amount: number): void {
  tallies[from].chargesPaid += amount;
  tallies[to].chargesReceived += amount;
}

function addLegs(tallies: readonly CarriageTally[], workspace: Workspace, { legs }: Loads): void {
  for (let leg = 0; leg < legs.count; leg++) {
    const capacity = legs.capacityG[leg];
    if (capacity === UNLIMITED) continue;
    const trip = legs.trip[leg];
    const tally = tallies[workspace.network.trips.party[trip]];
    const mode = modeOfTrip(workspace, trip);
    const km = legKm(workspace, trip, legs.call[leg]);
    tally.usedKgKm[mode] = tally.usedKgKm[mode] + (legs.usedG[leg] / 1000) * km;
    tally.capacityKgKm[mode] = tally.capacityKgKm[mode] + (capacity / 1000) * km;
  }
}

function addTimetable(tallies: readonly CarriageTally[], workspace: Workspace, plan: Plan, { legs }: Loads): void {
  const { network } = workspace;
  for (let leg = 0; leg < legs.count; leg++) {
    if (legs.call[leg] !== 0) continue;
    const trip = legs.trip[leg];
    const tally = tallies[network.trips.party[trip]];
    const vehicle = network.trips.vehicle[trip];
    const km = tripKm(workspace, trip);
    addVehicleKm(tally, modeOfTrip(workspace, trip), km);
    tally.departures++;
    if (vehicle === NONE) continue;
    const { costPerRun, costPerKm } = network.vehicles;
    tally.timetableCost += costPerRun[vehicle] + costPerKm[vehicle] * km;
  }
  for (const { option, runs } of plan.openedRuns) {
    const trip = network.options.trip[option];
    const tally = tallies[network.trips.party[trip]];
    addVehicleKm(tally, modeOfTrip(workspace, trip), tripKm(workspace, trip) * runs);
    tally.optionalRuns += runs;
    tally.optionalRunsCost += network.options.costPerRun[option] * runs;
  }
}

function addVehicleKm(tally: CarriageTally, mode: number, km: number): void {
  tally.vehicleKm[mode] = tally.vehicleKm[mode] + km;
}

function tripKm({ network }: Workspace, trip: number): number {
  const first = network.trips.firstCall[trip];
  const last = network.trips.firstCall[trip + 1] - 1;
  return last > first ? network.calls.km[last] - network.calls.km[first] : 0;
}
