import { distanceKm } from '../base/geo.js';
import { formatClock } from '../base/civil-time.js';
import type { FacilityKind, Mode } from '../domain/network.js';
import { DETOUR, SPEEDS, type Vehicle } from './vehicles.js';

/** One carrier's network before it is written; indices are positions in these lists. */
export interface FeedDraft {
  readonly party: string;
  readonly agency: string;
  readonly facilities: DraftFacility[];
  readonly trips: DraftTrip[];
  readonly deliveries: DraftDelivery[];
  readonly pickups: { readonly facility: number; readonly pin: string; readonly acceptBySec: number }[];
}

export interface DraftFacility {
  readonly id: string;
  readonly name: string;
  readonly kind: FacilityKind;
  readonly pin: string;
  readonly lon: number; // degrees
  readonly lat: number; // degrees
  readonly sortMinutes: number;
  readonly handlingCost: number; // rupees
  parcelsPerHour: number; // 0: not given
}

export interface DraftTrip {
  readonly id: string;
  readonly mode: Exclude<Mode, 'water'>;
  readonly workdaysOnly: boolean; // Monday to Saturday, else daily
  readonly calls: readonly DraftCall[];
  vehicle: Vehicle | undefined;
  /** [calls - 1] kilograms the carrier's own mail takes of each leg; empty: none. */
  ownKg: number[];
}

export interface DraftCall {
  readonly facility: number;
  readonly arriveSec: number;
  readonly departSec: number;
  readonly km: number; // from the first call
}

export interface DraftDelivery {
  readonly facility: number;
  readonly pin: string;
  readonly workdaysOnly: boolean;
  readonly loadBySec: number;
  readonly deliverBySec: number;
  readonly extraDays: number;
  readonly parcelsPerDay: number;
  readonly cost: number; // rupees
  readonly weightKgMax: number;
  readonly cod: boolean;
}

export interface TripRequest {
  readonly id: string;
  readonly mode: Exclude<Mode, 'water'>;
  readonly workdaysOnly: boolean;
  readonly departSec: number;
  readonly stops: readonly number[]; // facilities in order
  readonly haltMinutes: number;
  readonly kmh?: number; // slower or faster than the mode's usual speed
}

/** Adds a trip whose times follow from distance, detour and speed, in whole five minutes; gives it back. */
export function addTrip(draft: FeedDraft, request: TripRequest): DraftTrip {
  const { mode, stops } = request;
  const speed = SPEEDS[mode];
  const kmh = request.kmh ?? speed.kmh;
  const endMinutes = request.kmh === undefined ? speed.endMinutes : 5;
  const calls: DraftCall[] = [];
  let sec = request.departSec;
  let km = 0;
  stops.forEach((facility, position) => {
    let arriveSec = sec;
    if (position > 0) {
      const legKm = kmBetween(draft, stops[position - 1], facility) * DETOUR[mode];
      km += legKm;
      arriveSec = Math.ceil((sec + (legKm / kmh) * 3600 + endMinutes * 60) / 300) * 300;
    }
    const last = position === stops.length - 1;
    sec = position === 0 || last ? arriveSec : arriveSec + request.haltMinutes * 60;
    calls.push({ facility, arriveSec, departSec: sec, km: Math.round(km * 10) / 10 });
  });
  const trip: DraftTrip = {
    id: request.id,
    mode,
    workdaysOnly: request.workdaysOnly,
    calls,
    vehicle: undefined,
    ownKg: [],
  };
  draft.trips.push(trip);
  return trip;
}

/** Great-circle kilometres between two facilities of a draft. */
export function kmBetween(draft: FeedDraft, a: number, b: number): number {
  const [from, to] = [draft.facilities[a], draft.facilities[b]];
  return distanceKm(from.lon, from.lat, to.lon, to.lat);
}

/** The `count` facilities of a list nearest to one of them, nearest first, without itself. */
export function nearestFacilities(draft: FeedDraft, from: number, among: readonly number[], count: number): number[] {
  return among
    .filter((other) => other !== from)
    .map((other) => ({ other, km: kmBetween(draft, from, other) }))
    .sort((a, b) => a.km - b.km || a.other - b.other)
    .slice(0, count)
    .map(({ other }) => other);
}

/** `HH:MM:SS` as GTFS wants it. */
export function gtfsTime(sec: number): string {
  return `${formatClock(sec)}:00`;
}
