import { DAILY } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { FACILITY_KINDS, MODES, UNLIMITED } from '../domain/network.js';
import type { Network } from '../domain/network.js';
import { callsOf, clockSec, goodsMask, indexIn } from './world-sketch.js';
import type {
  DeliverySketch,
  FacilitySketch,
  Names,
  OwnTrafficSketch,
  PickupSketch,
  TripSketch,
  WorldSketch,
} from './world-sketch.js';

/** Both networks of a sketch as columns. */
export function buildNetwork(sketch: WorldSketch, names: Names, days: number): Network {
  return {
    facilities: buildFacilities(sketch.facilities, names),
    ...buildTrips(sketch.trips ?? [], names, days),
    ownTraffic: buildOwnTraffic(sketch.ownTraffic ?? [], names),
    options: {
      count: sketch.options?.length ?? 0,
      trip: Uint32Array.from(sketch.options ?? [], (option) => indexIn(names.trips, option.trip)),
      costPerRun: Float64Array.from(sketch.options ?? [], (option) => option.cost),
      runsMax: Uint16Array.from(sketch.options ?? [], (option) => option.runsMax ?? 1),
    },
    deliveries: buildDeliveries(sketch.deliveries ?? [], names),
    pickups: buildPickups(sketch.pickups ?? [], names),
    postalCodes: names.codes,
  };
}

function buildFacilities(facilities: readonly FacilitySketch[], names: Names): Network['facilities'] {
  const numbers = (read: (facility: FacilitySketch) => number): number[] => facilities.map(read);
  return {
    count: facilities.length,
    id: names.facilities,
    name: names.facilities,
    party: Uint8Array.from(numbers((facility) => indexIn(names.parties, facility.party))),
    kind: Uint8Array.from(numbers((facility) => FACILITY_KINDS.indexOf(facility.kind ?? 'hub'))),
    lon: Float64Array.from(numbers((facility) => facility.lonLat?.[0] ?? 77)),
    lat: Float64Array.from(numbers((facility) => facility.lonLat?.[1] ?? 20)),
    postalCode: Int32Array.from(
      numbers((facility) => (facility.code === undefined ? NONE : indexIn(names.codes, facility.code))),
    ),
    sortSec: Int32Array.from(numbers((facility) => (facility.sortMinutes ?? 0) * 60)),
    parcelsPerHour: Float64Array.from(numbers((facility) => facility.perHour ?? UNLIMITED)),
    handlingCost: Float64Array.from(numbers((facility) => facility.handling ?? 0)),
    opensSec: Int32Array.from(numbers((facility) => clockSec(facility.opens ?? '00:00'))),
    closesSec: Int32Array.from(numbers((facility) => clockSec(facility.closes ?? facility.opens ?? '00:00'))),
    days: Uint8Array.from(numbers((facility) => facility.days ?? DAILY)),
  };
}

function buildTrips(
  trips: readonly TripSketch[],
  names: Names,
  days: number,
): Pick<Network, 'vehicles' | 'trips' | 'calls'> {
  const calls = trips.flatMap((trip) => callsOf(trip).map((call, position) => ({ trip, call, position })));
  const firstCall = new Uint32Array(trips.length + 1);
  const runs = new Uint8Array(trips.length * days);
  for (const [index, trip] of trips.entries()) {
    firstCall[index + 1] = firstCall[index] + callsOf(trip).length;
    for (let day = 0; day < days; day++) runs[index * days + day] = trip.runsOn?.includes(day) === false ? 0 : 1;
  }
  const party = Uint8Array.from(trips, (trip) => indexIn(names.parties, trip.party));
  return {
    vehicles: {
      count: trips.length,
      id: trips.map((trip) => `vehicle of ${trip.id}`),
      party,
      mode: Uint8Array.from(trips, (trip) => MODES.indexOf(trip.mode ?? 'road')),
      capacityKg: Float64Array.from(trips, (trip) => trip.kg ?? UNLIMITED),
      capacityLitres: Float64Array.from(trips, (trip) => trip.litres ?? UNLIMITED),
      costPerRun: Float64Array.from(trips, (trip) => trip.costPerRun ?? 0),
      costPerKm: Float64Array.from(trips, (trip) => trip.costPerKm ?? 0),
      costPerKgKm: Float64Array.from(trips, (trip) => trip.costPerKgKm ?? 1),
      co2GPerTonneKm: Float64Array.from(trips, () => 100),
    },
    trips: {
      count: trips.length,
      id: names.trips,
      name: names.trips,
      party,
      vehicle: Int32Array.from(trips.keys()),
      refuses: Uint16Array.from(trips, (trip) => goodsMask(trip.refuses)),
      firstCall,
      runs,
    },
    calls: {
      count: calls.length,
      facility: Uint32Array.from(calls, ({ call }) => indexIn(names.facilities, call[0])),
      arriveSec: Int32Array.from(calls, ({ call }) => clockSec(call[1])),
      departSec: Int32Array.from(calls, ({ call }) => clockSec(call[2])),
      km: Float64Array.from(calls, ({ trip, position }) => position * (trip.legKm ?? 100)),
    },
  };
}

function buildOwnTraffic(rows: readonly OwnTrafficSketch[], names: Names): Network['ownTraffic'] {
  return {
    count: rows.length,
    trip: Uint32Array.from(rows, (row) => indexIn(names.trips, row.trip)),
    call: Uint32Array.from(rows, (row) => row.call ?? 0),
    days: Uint8Array.from(rows, (row) => row.days ?? DAILY),
    kg: Float64Array.from(rows, (row) => row.kg ?? 0),
    litres: Float64Array.from(rows, (row) => row.litres ?? 0),
  };
}

function buildDeliveries(rows: readonly DeliverySketch[], names: Names): Network['deliveries'] {
  return {
    count: rows.length,
    facility: Uint32Array.from(rows, (row) => indexIn(names.facilities, row.facility)),
    postalCode: Uint32Array.from(rows, (row) => indexIn(names.codes, row.code)),
    days: Uint8Array.from(rows, (row) => row.days ?? DAILY),
    loadBySec: Int32Array.from(rows, (row) => clockSec(row.loadBy ?? '09:00')),
    deliverBySec: Int32Array.from(rows, (row) => clockSec(row.deliverBy ?? '18:00')),
    extraDays: Uint8Array.from(rows, (row) => row.extraDays ?? 0),
    parcelsPerDay: Float64Array.from(rows, (row) => row.perDay ?? UNLIMITED),
    cost: Float64Array.from(rows, (row) => row.cost ?? 0),
    weightKgMax: Float64Array.from(rows, (row) => row.kgMax ?? UNLIMITED),
    cod: Uint8Array.from(rows, (row) => (row.cod === false ? 0 : 1)),
  };
}

function buildPickups(rows: readonly PickupSketch[], names: Names): Network['pickups'] {
  return {
    count: rows.length,
    facility: Uint32Array.from(rows, (row) => indexIn(names.facilities, row.facility)),
    postalCode: Uint32Array.from(rows, (row) => indexIn(names.codes, row.code)),
    days: Uint8Array.from(rows, (row) => row.days ?? DAILY),
    acceptBySec: Int32Array.from(rows, (row) => clockSec(row.acceptBy ?? '16:00')),
  };
}
