import { DAILY, WEEKDAYS } from '../../base/civil-time.js';
import type { Calls, Network, OwnTraffic, RunOptions, Trips } from '../../domain/network.js';

/** A trip as it runs on some days. */
export interface TripVariant {
  readonly runs: Uint8Array; // [dayCount] 1 where it runs so
  readonly keep: readonly number[]; // calls of the trip that it makes, by position, ascending
  readonly arriveSec: readonly number[]; // by kept call
  readonly departSec: readonly number[];
}

/**
 * A network in which some trips run otherwise. A trip's first variant takes its place, the others go behind all trips
 * under the same id, with the trip's own traffic and optional runs. Own traffic of legs that became one counts as the
 * most of them. O(calls).
 */
export function withVariants(
  network: Network,
  dayCount: number,
  variants: ReadonlyMap<number, readonly TripVariant[]>,
): Network {
  if (variants.size === 0) return network;
  const { trips } = network;
  const placed: (TripVariant | undefined)[] = Array.from({ length: trips.count }, (_, trip) => variants.get(trip)?.[0]);
  const origin = Array.from({ length: trips.count }, (_, trip) => trip);
  for (const [trip, all] of variants) {
    for (const variant of all.slice(1)) {
      placed.push(variant);
      origin.push(trip);
    }
  }
  const { columns, calls } = callsOf(network, placed, origin);
  return {
    ...network,
    trips: { ...tripsOf(trips, origin), firstCall: columns, runs: runsOf(trips, dayCount, placed, origin) },
    calls,
    ownTraffic: ownTrafficOf(network.ownTraffic, placed, origin),
    options: optionsOf(network.options, trips.count, origin),
  };
}

function tripsOf(trips: Trips, origin: readonly number[]): Omit<Trips, 'firstCall' | 'runs'> {
  return {
    count: origin.length,
    id: origin.map((trip) => trips.id[trip]),
    name: origin.map((trip) => trips.name[trip]),
    party: Uint8Array.from(origin, (trip) => trips.party[trip]),
    vehicle: Int32Array.from(origin, (trip) => trips.vehicle[trip]),
    refuses: Uint16Array.from(origin, (trip) => trips.refuses[trip]),
  };
}

function runsOf(
  trips: Trips,
  dayCount: number,
  placed: readonly (TripVariant | undefined)[],
  origin: readonly number[],
): Uint8Array {
  const runs = new Uint8Array(placed.length * dayCount);
  placed.forEach((variant, at) => {
    const trip = origin[at];
    runs.set(variant?.runs ?? trips.runs.subarray(trip * dayCount, (trip + 1) * dayCount), at * dayCount);
  });
  return runs;
}

function callsOf(
  { trips, calls }: Network,
  placed: readonly (TripVariant | undefined)[],
  origin: readonly number[],
): { columns: Uint32Array; calls: Calls } {
  const firstCall = new Uint32Array(placed.length + 1);
  placed.forEach((variant, at) => {
    const length = variant?.keep.length ?? trips.firstCall[at + 1] - trips.firstCall[at];
    firstCall[at + 1] = firstCall[at] + length;
  });
  const count = firstCall[placed.length];
  const changed = {
    count,
    facility: new Uint32Array(count),
    arriveSec: new Int32Array(count),
    departSec: new Int32Array(count),
    km: new Float64Array(count),
  };
  placed.forEach((variant, at) => {
    const first = trips.firstCall[origin[at]];
    const end = trips.firstCall[origin[at] + 1];
    if (!variant) {
      changed.facility.set(calls.facility.subarray(first, end), firstCall[at]);
      changed.arriveSec.set(calls.arriveSec.subarray(first, end), firstCall[at]);
      changed.departSec.set(calls.departSec.subarray(first, end), firstCall[at]);
      changed.km.set(calls.km.subarray(first, end), firstCall[at]);
      return;
    }
    variant.keep.forEach((position, k) => {
      const to = firstCall[at] + k;
      changed.facility[to] = calls.facility[first + position];
      changed.arriveSec[to] = variant.arriveSec[k];
      changed.departSec[to] = variant.departSec[k];
      changed.km[to] = calls.km[first + position];
    });
  });
  return { columns: firstCall, calls: changed };
}

interface OwnRow {
  readonly trip: number;
  readonly call: number;
  readonly days: number;
  readonly kg: number;
  readonly litres: number;
}

function ownTrafficOf(
  own: OwnTraffic,
  placed: readonly (TripVariant | undefined)[],
  origin: readonly number[],
): OwnTraffic {
  const rowsOf = new Map<number, OwnRow[]>();
  for (let row = 0; row < own.count; row++) {
    const rows = rowsOf.get(own.trip[row]) ?? [];
    rows.push({
      trip: own.trip[row],
      call: own.call[row],
      days: own.days[row],
      kg: own.kg[row],
      litres: own.litres[row],
    });
    rowsOf.set(own.trip[row], rows);
  }
  const all: OwnRow[] = [];
  placed.forEach((variant, trip) => {
    const rows = rowsOf.get(origin[trip]) ?? [];
    if (!variant) all.push(...rows);
    else all.push(...rowsOfVariant(rows, variant, trip));
  });
  return {
    count: all.length,
    trip: Uint32Array.from(all, ({ trip }) => trip),
    call: Uint32Array.from(all, ({ call }) => call),
    days: Uint8Array.from(all, ({ days }) => days),
    kg: Float64Array.from(all, ({ kg }) => kg),
    litres: Float64Array.from(all, ({ litres }) => litres),
  };
}

function rowsOfVariant(rows: readonly OwnRow[], { keep }: TripVariant, trip: number): OwnRow[] {
  return keep.slice(1).flatMap((to, call) => {
    const from = keep[call];
    if (to === from + 1) return rows.filter((row) => row.call === from).map((row) => ({ ...row, trip, call }));
    return WEEKDAYS.map((_, weekday) => mostOf(rows, from, to, 1 << weekday))
      .map((most, weekday) => ({ trip, call, days: (1 << weekday) & DAILY, ...most }))
      .filter(({ kg, litres }) => kg > 0 || litres > 0);
  });
}

/** The most that own traffic takes of any leg from call `from` to call `to` on a weekday. */
function mostOf(
  rows: readonly OwnRow[],
  from: number,
  to: number,
  weekday: number,
): { readonly kg: number; readonly litres: number } {
  let [kg, litres] = [0, 0];
  for (let leg = from; leg < to; leg++) {
    const there = rows.filter((row) => row.call === leg && (row.days & weekday) !== 0);
    kg = Math.max(
      kg,
      there.reduce((sum, row) => sum + row.kg, 0),
    );
    litres = Math.max(
      litres,
      there.reduce((sum, row) => sum + row.litres, 0),
    );
  }
  return { kg, litres };
}

/** Optional runs of trips that are several now belong to each of them: they run on different days. */
function optionsOf(options: RunOptions, tripCount: number, origin: readonly number[]): RunOptions {
  const rowsOf = new Map<number, number[]>();
  options.trip.forEach((trip, row) => rowsOf.set(trip, [...(rowsOf.get(trip) ?? []), row]));
  const row: number[] = Array.from({ length: options.count }, (_, index) => index);
  const trip: number[] = [...options.trip];
  for (let at = tripCount; at < origin.length; at++) {
    for (const copied of rowsOf.get(origin[at]) ?? []) {
      row.push(copied);
      trip.push(at);
    }
  }
  if (row.length === options.count) return options;
  return {
    count: row.length,
    trip: Uint32Array.from(trip),
    costPerRun: Float64Array.from(row, (from) => options.costPerRun[from]),
    runsMax: Uint16Array.from(row, (from) => options.runsMax[from]),
  };
}
