/** What a facility is for; the index in this list is what the `kind` column holds. */
export const FACILITY_KINDS = [
  'fulfilment_centre',
  'sort_centre',
  'hub',
  'interchange',
  'delivery_station',
  'post_office',
  'branch_office',
  'export_office',
] as const;
export type FacilityKind = (typeof FACILITY_KINDS)[number];

export const MODES = ['road', 'rail', 'air', 'water'] as const;
export type Mode = (typeof MODES)[number];

/** Goods that a run, a product or a partner may refuse; bit `i` of a goods mask is `GOODS[i]`. */
export const GOODS = ['lithium', 'liquids', 'aerosols', 'perishables', 'fragile', 'valuables', 'dangerous'] as const;
export type Goods = (typeof GOODS)[number];

/** A capacity that is not given does not bind. */
export const UNLIMITED = Number.POSITIVE_INFINITY;

/** Both (or all) carriers' networks in one index space: facility, trip and vehicle indices run over all parties. */
export interface Network {
  readonly facilities: Facilities;
  readonly vehicles: Vehicles;
  readonly trips: Trips;
  readonly calls: Calls;
  readonly ownTraffic: OwnTraffic;
  readonly options: RunOptions;
  readonly deliveries: Deliveries;
  readonly pickups: Pickups;
  /** Postal codes named anywhere in the workspace; other columns hold indices into this list. */
  readonly postalCodes: readonly string[];
}

/** One row per stop of a feed. Columns of length `count`. */
export interface Facilities {
  readonly count: number;
  readonly id: readonly string[]; // stop_id, unique within its party
  readonly name: readonly string[];
  readonly party: Uint8Array; // index into Workspace.parties
  readonly kind: Uint8Array; // index into FACILITY_KINDS
  readonly lon: Float64Array; // degrees
  readonly lat: Float64Array; // degrees
  readonly postalCode: Int32Array; // postal code of its address, or NONE
  readonly sortSec: Int32Array; // unloaded to ready for the next departure
  readonly parcelsPerHour: Float64Array; // UNLIMITED when not given
  readonly handlingCost: Float64Array; // minor money per parcel unloaded and sorted
  readonly opensSec: Int32Array; // after midnight; opens = closes means always open
  readonly closesSec: Int32Array; // after midnight, may pass 24 h
  readonly days: Uint8Array; // weekday mask on which it opens
}

/** One row per kind of vehicle. Columns of length `count`. */
export interface Vehicles {
  readonly count: number;
  readonly id: readonly string[];
  readonly party: Uint8Array;
  readonly mode: Uint8Array; // index into MODES
  readonly capacityKg: Float64Array; // UNLIMITED when not given
  readonly capacityLitres: Float64Array; // UNLIMITED when not given
  readonly costPerRun: Float64Array; // minor money
  readonly costPerKm: Float64Array; // minor money
  readonly costPerKgKm: Float64Array; // minor money
  readonly co2GPerTonneKm: Float64Array; // grams of CO2e
}

/** One row per trip of the timetable. Calls of trip `t` are `firstCall[t] .. firstCall[t + 1]`. */
export interface Trips {
  readonly count: number;
  readonly id: readonly string[]; // trip_id, unique within its party
  readonly name: readonly string[]; // route or train name for people
  readonly party: Uint8Array;
  readonly vehicle: Int32Array; // or NONE: unlimited and free
  readonly refuses: Uint16Array; // goods mask
  readonly firstCall: Uint32Array; // [count + 1]
  /** [count * days] 1 where the trip runs on that service day of the horizon; row-major by trip. */
  readonly runs: Uint8Array;
}

/** One row per call of a trip at a facility, in travel order; times count from the service day's start. */
export interface Calls {
  readonly count: number;
  readonly facility: Uint32Array;
  readonly arriveSec: Int32Array;
  readonly departSec: Int32Array;
  readonly km: Float64Array; // along the route from the trip's first call
}

/** Room that a carrier's own mail already takes on its departures. Columns of length `count`. */
export interface OwnTraffic {
  readonly count: number;
  readonly trip: Uint32Array;
  readonly call: Uint32Array; // position within the trip of the call where the leg starts
  readonly days: Uint8Array; // weekday mask
  readonly kg: Float64Array;
  readonly litres: Float64Array;
}

/** Runs that may be added to a trip at a fixed cost. Columns of length `count`. */
export interface RunOptions {
  readonly count: number;
  readonly trip: Uint32Array;
  readonly costPerRun: Float64Array; // minor money
  readonly runsMax: Uint16Array; // per service day
}

/** Which facility delivers which postal code, and when. Columns of length `count`. */
export interface Deliveries {
  readonly count: number;
  readonly facility: Uint32Array;
  readonly postalCode: Uint32Array;
  readonly days: Uint8Array; // weekday mask of delivery rounds
  readonly loadBySec: Int32Array; // ready at the facility by then, after the service day's start
  readonly deliverBySec: Int32Array; // delivered by then, `extraDays` later
  readonly extraDays: Uint8Array;
  readonly parcelsPerDay: Float64Array; // of the facility, all its postal codes together; UNLIMITED when not given
  readonly cost: Float64Array; // minor money per parcel
  readonly weightKgMax: Float64Array; // UNLIMITED when not given
  readonly cod: Uint8Array; // 1 when cash on delivery is offered
}

/** Where a parcel posted in a postal code enters a network. Columns of length `count`. */
export interface Pickups {
  readonly count: number;
  readonly facility: Uint32Array;
  readonly postalCode: Uint32Array;
  readonly days: Uint8Array; // weekday mask of collections
  readonly acceptBySec: Int32Array; // handed in by then, after the service day's start; ready there at that moment
}
