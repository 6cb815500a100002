import { NONE } from '../base/none.js';
import { wholeUnits } from '../domain/block-space.js';
import type { Network } from '../domain/network.js';
import { STEP_KINDS, type Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { deliveryGrant } from './blocks.js';
import { classesOf, type Classes } from './classes.js';
import { departureLegs, findLeg, type DepartureLegs } from './departure-legs.js';
import { findWindow, interchangeWindows, type InterchangeWindows } from './interchange-windows.js';

/** How full a plan makes everything that has a limit; docs/model.md section 5. */
export interface Loads {
  readonly legs: LegLoads;
  readonly windows: WindowLoads;
  readonly officeDays: OfficeDayLoads;
}

/**
 * One row per leg of a departure of the horizon, by trip, day and call. Columns of length `count`. `used` holds the
 * carrier's own traffic and every planned parcel at its band's limits; `partner` is the partners' part of it.
 */
export interface LegLoads extends DepartureLegs {
  readonly usedG: Float64Array;
  readonly usedMl: Float64Array;
  readonly parcels: Uint32Array; // planned parcels aboard, own traffic not counted
  readonly partnerG: Float64Array;
  readonly partnerMl: Float64Array;
  readonly partnerParcels: Uint32Array;
}

/** One row per interchange window and service day of the horizon. Columns of length `count`. */
export interface WindowLoads extends InterchangeWindows {
  readonly used: Uint32Array; // parcels tendered, both directions together
}

/** One row per facility and service day on which the plan delivers anything. Columns of length `count`. */
export interface OfficeDayLoads {
  readonly count: number;
  readonly facility: Uint32Array;
  readonly day: Int32Array;
  readonly capacity: Float64Array; // parcels; UNLIMITED when not given
  readonly used: Uint32Array; // parcels
  readonly block: Float64Array; // parcels granted to partners together
  readonly partnerUsed: Uint32Array; // parcels
}

const [RIDE, TRANSFER] = [STEP_KINDS.indexOf('ride'), STEP_KINDS.indexOf('transfer')];

/**
 * Loads of a plan; of one party's parcels only when it is given (own traffic always counts).
 * O(parcels + classes x steps + departure legs).
 */
export function loadsOf(workspace: Workspace, shipments: Shipments, plan: Plan, onlyParty = NONE): Loads {
  return loadsOfClasses(workspace, plan, classesOf(workspace, shipments, plan, onlyParty));
}

/** The same from classes that were counted before. */
export function loadsOfClasses(workspace: Workspace, plan: Plan, classes: Classes): Loads {
  const departures = departureLegs(workspace, plan);
  const windows = interchangeWindows(workspace);
  const legs: LegLoads = {
    ...departures,
    usedG: Float64Array.from(departures.ownG),
    usedMl: Float64Array.from(departures.ownMl),
    parcels: new Uint32Array(departures.count),
    partnerG: new Float64Array(departures.count),
    partnerMl: new Float64Array(departures.count),
    partnerParcels: new Uint32Array(departures.count),
  };
  const windowLoads: WindowLoads = { ...windows, used: new Uint32Array(windows.count) };
  const rounds = new RoundCounter(workspace);
  const { firstStep, stepKind, stepWhat, stepDay, stepAt } = plan.parts;
  for (let index = 0; index < classes.count; index++) {
    const part = classes.part[index];
    const parcels = classes.parcels[index];
    const owner = classes.party[index];
    const band = workspace.bands[classes.band[index]];
    const load = { parcels, owner, g: parcels * (band?.g ?? 0), ml: parcels * (band?.ml ?? 0) };
    for (let step = firstStep[part]; step < firstStep[part + 1]; step++) {
      const what = stepWhat[step];
      const day = stepDay[step];
      const at = stepAt[step];
      if (stepKind[step] === RIDE) addRide(workspace.network, legs, findLeg(departures, what, day, at), load);
      else if (stepKind[step] === TRANSFER) add(windowLoads.used, findWindow(workspace, windows, what, at), parcels);
      else rounds.add(what, day, load);
    }
  }
  return { legs, windows: windowLoads, officeDays: rounds.loads() };
}

interface Load {
  readonly parcels: number;
  readonly owner: number;
  readonly g: number;
  readonly ml: number;
}

function addRide(network: Network, legs: LegLoads, leg: number, load: Load): void {
  if (leg === NONE) return;
  add(legs.usedG, leg, load.g);
  add(legs.usedMl, leg, load.ml);
  add(legs.parcels, leg, load.parcels);
  if (network.trips.party[legs.trip[leg]] === load.owner) return;
  add(legs.partnerG, leg, load.g);
  add(legs.partnerMl, leg, load.ml);
  add(legs.partnerParcels, leg, load.parcels);
}

function add(column: Float64Array | Uint32Array, index: number, amount: number): void {
  if (index !== NONE) column[index] = column[index] + amount;
}

/** Counts parcels delivered by (facility, service day of the horizon). */
class RoundCounter {
  private readonly used: Uint32Array; // [facilities * days]
  private readonly partnerUsed: Uint32Array;
  private readonly dayCount: number;

  constructor(private readonly workspace: Workspace) {
    this.dayCount = workspace.calendar.dayCount;
    this.used = new Uint32Array(workspace.network.facilities.count * this.dayCount);
    this.partnerUsed = new Uint32Array(this.used.length);
  }

  add(delivery: number, day: number, load: Load): void {
    const { deliveries, facilities } = this.workspace.network;
    if (day < 0 || day >= this.dayCount) return;
    const facility = deliveries.facility[delivery];
    const cell = facility * this.dayCount + day;
    add(this.used, cell, load.parcels);
    if (facilities.party[facility] !== load.owner) add(this.partnerUsed, cell, load.parcels);
  }

  loads(): OfficeDayLoads {
    const { dayCount, used, partnerUsed } = this;
    const { network, parties } = this.workspace;
    const perDay = parcelsPerDay(network);
    const grants = parties.map((_, party) =>
      Array.from({ length: dayCount }, (__, day) => deliveryGrant(this.workspace, party, day)),
    );
    const cells = Uint32Array.from(used.keys()).filter((cell) => used[cell] !== 0);
    const facility = cells.map((cell) => Math.floor(cell / dayCount));
    const day = Int32Array.from(cells, (cell) => cell % dayCount);
    const capacity = Float64Array.from(facility, (one) => perDay[one]);
    const block = capacity.map((limit, row) => {
      const party = network.facilities.party[facility[row]];
      return grants[party]?.[day[row]]?.(limit) ?? 0;
    });
    return {
      count: cells.length,
      facility,
      day,
      capacity,
      used: cells.map((cell) => used[cell]),
      block,
      partnerUsed: cells.map((cell) => partnerUsed[cell]),
    };
  }
}

/** Parcels each facility delivers a day: the largest figure of its rows, whole parcels. */
function parcelsPerDay(network: Network): Float64Array {
  const { deliveries } = network;
  const perDay = new Float64Array(network.facilities.count);
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    perDay[facility] = Math.max(perDay[facility], wholeUnits(deliveries.parcelsPerDay[row]));
  }
  return perDay;
}
