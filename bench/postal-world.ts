import { calendarOf, DAILY } from '#interline/base/civil-time.js';
import { Prng } from '#interline/base/prng.js';
import { FACILITY_KINDS, UNLIMITED } from '#interline/domain/network.js';
import type { Network } from '#interline/domain/network.js';
import type { Workspace } from '#interline/domain/workspace.js';
import { buildWorld } from '#interline/testing/build-world.js';

const HOUR = 3600;
const DAYS = 8;
const CODES = 19_586;
const POST_HUBS = 300;
const SORT_CENTRES = 100;
const STATIONS = 1900;
const SUB_OFFICES_PER_LOOP = 8;
const BRANCH_OFFICES_PER_SUB_OFFICE = 7;
const LINES = { post: 3500, ats: 700 }; // daily trips between hubs

/**
 * A synthetic country of India's size: 19,586 postal codes, each with a sub office and seven branch offices behind it,
 * on daily loops from 300 hubs; a carrier with 100 sort centres and 1,900 delivery stations that serve a quarter of the
 * codes; 13 interchange points. Everything is generated from the seed.
 */
export function postalWorld(seed: number): Workspace {
  const prng = new Prng(seed);
  const rows = new Rows();
  const hubs = Array.from({ length: POST_HUBS }, () => rows.facility(1, 'hub', 45));
  const centres = Array.from({ length: SORT_CENTRES }, () => rows.facility(0, 'sort_centre', 30));
  rows.addLines(prng, hubs, 1, LINES.post);
  rows.addLines(prng, centres, 0, LINES.ats);
  addPostOffices(prng, rows, hubs);
  addStations(prng, rows, centres);
  const base = buildWorld({
    days: DAYS,
    plannedAt: '12:00',
    facilities: [
      { id: 'A', party: 'ats' },
      { id: 'P', party: 'post' },
    ],
    interchanges: Array.from({ length: 13 }, (_, index) => ({
      id: `IX-${index}`,
      at: { ats: 'A', post: 'P' },
      windows: [
        { open: '05:00', close: '09:00' },
        { open: '18:00', close: '22:00' },
      ],
      manifestMinutes: 60,
    })),
  }).workspace;
  const agreement = base.agreement && {
    ...base.agreement,
    interchanges: base.agreement.interchanges.map((interchange, index) => ({
      ...interchange,
      facilities: new Map([
        [0, centres[index * 7]],
        [1, hubs[index * 20]],
      ]),
    })),
  };
  return {
    ...base,
    name: 'Synthetic country for benchmarks',
    calendar: calendarOf('Asia/Kolkata', '2026-11-23', DAYS),
    network: rows.network(),
    agreement,
  };
}

/** Hub - eight sub offices - hub every day, and from each sub office a daily loop over its branch offices. */
function addPostOffices(prng: Prng, rows: Rows, hubs: readonly number[]): void {
  for (let code = 0; code < CODES; code += SUB_OFFICES_PER_LOOP) {
    const hub = hubs[Math.floor((code / CODES) * POST_HUBS)];
    const loop: number[] = [];
    for (let own = code; own < Math.min(CODES, code + SUB_OFFICES_PER_LOOP); own++) {
      const office = rows.facility(1, 'post_office', 20);
      loop.push(office);
      rows.deliver(office, own, { loadBy: 11 * HOUR, extraDays: 0 });
      rows.pickup(office, own, (14 + prng.below(3)) * HOUR);
      const branches = Array.from({ length: BRANCH_OFFICES_PER_SUB_OFFICE }, () => {
        const branch = rows.facility(1, 'branch_office', 0);
        rows.deliver(branch, own, { loadBy: 15 * HOUR, extraDays: 0 });
        return branch;
      });
      rows.trip(1, [office, ...branches, office], { startSec: 10 * HOUR, legSec: 1200 });
    }
    rows.trip(1, [hub, ...loop], { startSec: (5 + prng.below(3)) * HOUR, legSec: 1500 });
    rows.trip(1, [...loop.toReversed(), hub], { startSec: 17 * HOUR, legSec: 1500 });
  }
}

function addStations(prng: Prng, rows: Rows, centres: readonly number[]): void {
  for (let first = 0; first < STATIONS; first += 5) {
    const centre = prng.pick(centres);
    const stations = Array.from({ length: 5 }, (_, at) => {
      const station = rows.facility(0, 'delivery_station', 30);
      for (let n = 0; n < 3; n++) {
        const code = ((first + at) * 10 + n) % CODES;
        rows.deliver(station, code, { loadBy: 10 * HOUR, extraDays: 0 });
        rows.pickup(station, code, 18 * HOUR);
      }
      return station;
    });
    rows.trip(0, [centre, ...stations], { startSec: 4 * HOUR, legSec: 1800 });
    rows.trip(0, [...stations, centre], { startSec: 19 * HOUR, legSec: 1800 });
  }
}

/** Rows of a network in the making. */
class Rows {
  private readonly party: number[] = [];
  private readonly kind: number[] = [];
  private readonly sortSec: number[] = [];
  private readonly tripParty: number[] = [];
  private readonly firstCall = [0];
  private readonly calls: { facility: number; sec: number }[] = [];
  private readonly deliveries: { facility: number; code: number; loadBy: number; extraDays: number }[] = [];
  private readonly pickups: { facility: number; code: number; acceptBy: number }[] = [];

  facility(party: number, kind: (typeof FACILITY_KINDS)[number], sortMinutes: number): number {
    this.kind.push(FACILITY_KINDS.indexOf(kind));
    this.sortSec.push(sortMinutes * 60);
    return this.party.push(party) - 1;
  }

  trip(party: number, stops: readonly number[], of: { startSec: number; legSec: number }): void {
    this.tripParty.push(party);
    stops.forEach((facility, index) => this.calls.push({ facility, sec: of.startSec + index * of.legSec }));
    this.firstCall.push(this.calls.length);
  }

  /** Daily trips of two to four calls: a ring through all places first, so that each reaches each, then any. */
  addLines(prng: Prng, places: readonly number[], party: number, count: number): void {
    for (let line = 0; line < count; line++) {
      const ring = [places[line % places.length], places[(line + 1) % places.length]];
      const more = Array.from({ length: 2 + prng.below(3) }, () => prng.pick(places));
      const stops = line < places.length ? ring : [...new Set(more)];
      this.trip(party, stops, { startSec: prng.below(24) * HOUR, legSec: (3 + prng.below(12)) * HOUR });
    }
  }

  deliver(facility: number, code: number, of: { loadBy: number; extraDays: number }): void {
    this.deliveries.push({ facility, code, ...of });
  }

  pickup(facility: number, code: number, acceptBy: number): void {
    this.pickups.push({ facility, code, acceptBy });
  }

  network(): Network {
    const { party, deliveries, pickups, calls } = this;
    const facilities = party.length;
    const trips = this.tripParty.length;
    const all = <T extends { fill(value: number): T }>(column: T, value: number): T => column.fill(value);
    return {
      facilities: {
        count: facilities,
        id: party.map((_, facility) => `F${facility}`),
        name: party.map((_, facility) => `F${facility}`),
        party: Uint8Array.from(party),
        kind: Uint8Array.from(this.kind),
        lon: new Float64Array(facilities),
        lat: new Float64Array(facilities),
        postalCode: new Int32Array(facilities).fill(-1),
        sortSec: Int32Array.from(this.sortSec),
        parcelsPerHour: all(new Float64Array(facilities), UNLIMITED),
        handlingCost: new Float64Array(facilities),
        opensSec: new Int32Array(facilities),
        closesSec: new Int32Array(facilities),
        days: all(new Uint8Array(facilities), DAILY),
      },
      vehicles: emptyVehicles(),
      trips: {
        count: trips,
        id: this.tripParty.map((_, trip) => `T${trip}`),
        name: this.tripParty.map((_, trip) => `T${trip}`),
        party: Uint8Array.from(this.tripParty),
        vehicle: new Int32Array(trips).fill(-1),
        refuses: new Uint16Array(trips),
        firstCall: Uint32Array.from(this.firstCall),
        runs: all(new Uint8Array(trips * DAYS), 1),
      },
      calls: {
        count: calls.length,
        facility: Uint32Array.from(calls, (call) => call.facility),
        arriveSec: Int32Array.from(calls, (call) => call.sec),
        departSec: Int32Array.from(calls, (call) => call.sec),
        km: new Float64Array(calls.length),
      },
      ownTraffic: noOwnTraffic(),
      options: { count: 0, trip: new Uint32Array(), costPerRun: new Float64Array(), runsMax: new Uint16Array() },
      deliveries: {
        count: deliveries.length,
        facility: Uint32Array.from(deliveries, (row) => row.facility),
        postalCode: Uint32Array.from(deliveries, (row) => row.code),
        days: all(new Uint8Array(deliveries.length), 0b0111111),
        loadBySec: Int32Array.from(deliveries, (row) => row.loadBy),
        deliverBySec: all(new Int32Array(deliveries.length), 18 * HOUR),
        extraDays: Uint8Array.from(deliveries, (row) => row.extraDays),
        parcelsPerDay: all(new Float64Array(deliveries.length), UNLIMITED),
        cost: new Float64Array(deliveries.length),
        weightKgMax: all(new Float64Array(deliveries.length), UNLIMITED),
        cod: all(new Uint8Array(deliveries.length), 1),
      },
      pickups: {
        count: pickups.length,
        facility: Uint32Array.from(pickups, (row) => row.facility),
        postalCode: Uint32Array.from(pickups, (row) => row.code),
        days: all(new Uint8Array(pickups.length), 0b0111111),
        acceptBySec: Int32Array.from(pickups, (row) => row.acceptBy),
      },
      postalCodes: Array.from({ length: CODES }, (_, code) => String(110_000 + Math.floor(code * 38))),
    };
  }
}

function emptyVehicles(): Network['vehicles'] {
  const none = new Float64Array();
  return {
    count: 0,
    id: [],
    party: new Uint8Array(),
    mode: new Uint8Array(),
    capacityKg: none,
    capacityLitres: none,
    costPerRun: none,
    costPerKm: none,
    costPerKgKm: none,
    co2GPerTonneKm: none,
  };
}

function noOwnTraffic(): Network['ownTraffic'] {
  return {
    count: 0,
    trip: new Uint32Array(),
    call: new Uint32Array(),
    days: new Uint8Array(),
    kg: new Float64Array(),
    litres: new Float64Array(),
  };
}
