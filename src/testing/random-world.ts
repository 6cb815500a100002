import { DAILY } from '../base/civil-time.js';
import { Prng } from '../base/prng.js';
import { GOODS } from '../domain/network.js';
import type { Goods } from '../domain/network.js';
import { buildWorld } from './build-world.js';
import type { World } from './build-world.js';
import type {
  ClauseSketch,
  Clock,
  DeliverySketch,
  FacilitySketch,
  InterchangeSketch,
  ShipmentSketch,
  TripSketch,
  WorldSketch,
} from './world-sketch.js';

/** Tiny worlds can be solved by trying everything, small ones by the full linear program, medium ones by neither. */
export type WorldSize = 'tiny' | 'small' | 'medium';

interface Scale {
  readonly days: number;
  readonly hubs: number; // per party
  readonly offices: number; // per party
  readonly lines: number; // trips between hubs, per party
  readonly shipments: number;
  readonly readySlots: number; // of three hours, from the horizon's start
  readonly roomKg: number; // of vehicles, about
}

const SCALES: Readonly<Record<WorldSize, Scale>> = {
  tiny: { days: 3, hubs: 2, offices: 1, lines: 3, shipments: 5, readySlots: 3, roomKg: 6 },
  small: { days: 3, hubs: 2, offices: 3, lines: 4, shipments: 40, readySlots: 8, roomKg: 10 },
  medium: { days: 4, hubs: 5, offices: 15, lines: 12, shipments: 1500, readySlots: 8, roomKg: 125 },
};

const PARTIES: readonly string[] = ['ats', 'post'];

/**
 * A random world of two carriers, or of those named, that uses every rule of docs/model.md sooner or later: trips of several calls,
 * interchange windows, blocks of every type with release steps, refused goods, opening hours, delivery days and rounds,
 * weight limits, cash on delivery, spot, optional runs, pickups and own traffic. Equal seeds give equal worlds.
 */
export function randomWorld(seed: number, size: WorldSize = 'small', parties = PARTIES): World {
  return buildWorld(randomSketch(seed, size, parties));
}

/** The drawing behind `randomWorld`, to be varied by laws such as "more capacity never costs more". */
export function randomSketch(seed: number, size: WorldSize = 'small', parties = PARTIES): WorldSketch {
  const prng = new Prng(seed);
  const scale = SCALES[size];
  const facilities = parties.flatMap((party) => randomFacilities(prng, scale, party));
  const trips = parties.flatMap((party) => randomTrips(prng, scale, party));
  const deliveries = parties.flatMap((party) => randomDeliveries(prng, scale, party, parties.indexOf(party)));
  return {
    parties,
    days: scale.days,
    plannedAt: prng.pick(['00:00', '06:00', '12:00']),
    facilities,
    trips,
    deliveries,
    ownTraffic: trips
      .filter(() => prng.chance(0.2))
      .map((trip) => ({ trip: trip.id, kg: prng.below(4), litres: prng.below(12), days: 0b1010101 | prng.below(128) })),
    options: trips
      .filter(() => prng.chance(0.15))
      .map((trip) => ({ trip: trip.id, cost: 500 + prng.below(8000), runsMax: 1 + prng.below(2) })),
    pickups: deliveries
      .filter(() => prng.chance(0.7))
      .map((row) => ({ facility: row.facility, code: row.code, days: someDays(prng), acceptBy: clock(prng, 10, 20) })),
    interchanges: pairsOf(parties).flatMap((pair, index) => randomInterchanges(prng, scale, pair, index)),
    capacity: randomClauses(prng, parties),
    products: [
      {
        id: 'express',
        days: 1,
        latePerDay: 4000,
        unplannedCost: 60_000,
        spot: { perParcel: 9000, perKg: 2500, days: 1 },
      },
      { id: 'standard', days: 2, latePerDay: 1500, unplannedCost: 40_000 },
    ],
    terms: [
      { product: 'express', refuses: ['liquids'], cod: prng.chance(0.5), codMax: 50_000 },
      ...(prng.chance(0.9) ? [{ product: 'standard', kgMax: 4, sideCmMax: 100, codMax: 20_000 }] : []),
    ],
    bands: [
      { g: 500, ml: 2500 },
      { g: 2000, ml: 9000 },
      { g: 5000, ml: 30_000 },
    ],
    shipments: randomShipments(prng, scale, deliveries, parties),
  };
}

function randomFacilities(prng: Prng, scale: Scale, party: string): FacilitySketch[] {
  const hubs = Array.from({ length: scale.hubs }, (_, hub) => ({
    id: `${party}-H${hub}`,
    party,
    kind: 'hub' as const,
    sortMinutes: prng.pick([0, 30, 60]),
    handling: prng.pick([0, 50, 150]),
    ...(prng.chance(0.3) ? { perHour: 2 + prng.below(scale.shipments) } : {}),
    ...(prng.chance(0.3) ? { opens: '04:00', closes: '26:00' } : {}),
  }));
  const offices = Array.from({ length: scale.offices }, (_, office) => ({
    id: `${party}-O${office}`,
    party,
    kind: party === 'post' && prng.chance(0.6) ? ('branch_office' as const) : ('delivery_station' as const),
    sortMinutes: prng.pick([0, 15]),
    handling: prng.pick([0, 20]),
    ...(prng.chance(0.3) ? { opens: '07:00', closes: '19:00', days: 0b0111111 } : {}),
  }));
  return [...hubs, ...offices];
}

function randomTrips(prng: Prng, scale: Scale, party: string): TripSketch[] {
  const lines = Array.from({ length: scale.lines }, (_, line) => {
    const calls = shuffled(prng, namesOf(party, 'H', scale.hubs)).slice(0, 2 + prng.below(2));
    if (prng.chance(0.3)) calls.push(`${party}-O${prng.below(scale.offices)}`);
    return trip(prng, { id: `${party}-L${line}`, party, places: calls, startHour: prng.below(24), scale });
  });
  const feeders = Array.from({ length: scale.offices }, (_, office) => {
    const hub = `${party}-H${office % scale.hubs}`;
    const places = [hub, `${party}-O${office}`, hub];
    return trip(prng, { id: `${party}-F${office}`, party, places, startHour: 2 + prng.below(6), scale });
  });
  return [...lines, ...feeders];
}

function trip(
  prng: Prng,
  of: { id: string; party: string; places: readonly string[]; startHour: number; scale: Scale },
): TripSketch {
  let minute = of.startHour * 60 + prng.below(4) * 15;
  const calls = of.places.map((place) => {
    const arrive = minute;
    minute += prng.pick([0, 10, 40]);
    const depart = minute;
    minute += 30 + prng.below(8) * 30;
    return [place, formatMinute(arrive), formatMinute(depart)] as const;
  });
  const runsOn = Array.from({ length: of.scale.days }, (_, day) => day).filter(() => prng.chance(0.85));
  const room = of.scale.roomKg;
  return {
    id: of.id,
    party: of.party,
    calls,
    runsOn,
    legKm: 50 + prng.below(400),
    costPerKgKm: prng.pick([0.5, 1, 2.5]),
    ...(prng.chance(0.7) ? { kg: 2 + prng.below(Math.ceil(room)) } : {}),
    ...(prng.chance(0.4) ? { litres: 5 + prng.below(Math.ceil(room * 6)) } : {}),
    ...(prng.chance(0.2) ? { refuses: [prng.pick(GOODS)] } : {}),
  };
}

function randomDeliveries(prng: Prng, scale: Scale, party: string, partyIndex: number): DeliverySketch[] {
  return namesOf(party, 'O', scale.offices).flatMap((facility, office) => {
    // Codes of one carrier's offices overlap with the others', so that several can deliver some of them.
    const first = office + partyIndex;
    return [first, ...(prng.chance(0.3) ? [first + 1] : [])].map((code) => ({
      facility,
      code: String(110_001 + code),
      days: someDays(prng),
      loadBy: clock(prng, 8, 12),
      deliverBy: '19:00',
      extraDays: prng.chance(0.2) ? 1 : 0,
      cost: 500 + prng.below(1500),
      ...(prng.chance(0.4) ? { perDay: 1 + prng.below(Math.ceil(scale.shipments / scale.offices)) } : {}),
      ...(prng.chance(0.2) ? { kgMax: 3 } : {}),
      cod: prng.chance(0.7),
    }));
  });
}

function randomInterchanges(
  prng: Prng,
  scale: Scale,
  [one, other]: readonly [string, string],
  pair: number,
): InterchangeSketch[] {
  return Array.from({ length: 1 + prng.below(2) }, (_, index) => ({
    id: `IX-${pair * 2 + index}`,
    at: { [one]: `${one}-H${prng.below(scale.hubs)}`, [other]: `${other}-H${prng.below(scale.hubs)}` },
    ...(prng.chance(0.3) ? { directions: [`${one}>${other}`] } : {}),
    windows: [
      { open: '05:00', close: '08:00', days: someDays(prng) },
      { open: '17:00', close: '25:00' },
    ],
    minutes: prng.pick([30, 60, 120]),
    slotMinutes: prng.pick([30, 60, 90]),
    manifestMinutes: prng.pick([0, 30, 60]),
    ...(prng.chance(0.5) ? { perWindow: 1 + prng.below(Math.ceil(scale.shipments / 3)) } : {}),
  }));
}

function randomClauses(prng: Prng, parties: readonly string[]): ClauseSketch[] {
  return parties.flatMap((party): ClauseSketch[] => [
    { party, on: `${party}-*`, kg: prng.pick(['0.5x', '0.8x', 6]), litres: '0.9x', type: 'free_sale' },
    ...(prng.chance(0.6) ? [{ party, on: `${party}-L0`, kg: 3, type: 'hard' as const }] : []),
    ...(prng.chance(0.6)
      ? [
          {
            party,
            on: '*-L1',
            kg: 8,
            type: 'soft' as const,
            release: [
              { hours: 24, keep: 0.5 },
              { hours: 6, keep: 0 },
            ],
          },
        ]
      : []),
    ...(prng.chance(0.4)
      ? [{ party, on: `${party}-L*`, legs: [[`${party}-H0`, `${party}-H1`] as const], type: 'exchange' as const }]
      : []),
    ...(prng.chance(0.9) ? [{ party, on: 'delivery', parcels: prng.pick(['0.6x', 3, 100]) }] : []),
    ...(prng.chance(0.2)
      ? [{ party, on: 'delivery', days: 1 << prng.below(3), parcels: 2, release: [{ hours: 12, keep: 0.5 }] }]
      : []),
  ]);
}

function randomShipments(
  prng: Prng,
  scale: Scale,
  deliveries: readonly DeliverySketch[],
  parties: readonly string[],
): ShipmentSketch[] {
  const codes = [...new Set(deliveries.map((row) => row.code)), '119999'];
  return Array.from({ length: scale.shipments }, () => {
    const party = prng.pick(parties);
    const hub = `${party}-H${prng.below(scale.hubs)}`;
    const heavy = prng.chance(0.03);
    return {
      party,
      from: prng.chance(0.25) ? prng.pick(codes) : hub,
      to: prng.chance(0.97) ? prng.pick(codes.slice(0, -1)) : '119999', // nobody delivers 119999
      ready: formatMinute(prng.below(scale.readySlots) * 180),
      product: prng.pick(['express', 'standard']),
      g: heavy ? 6000 : 100 + prng.below(4500),
      ml: 200 + prng.below(12_000),
      ...(prng.chance(0.1) ? { sideCm: 50 + prng.below(100) } : {}),
      ...(prng.chance(0.2) ? { cod: 1000 + prng.below(60_000) } : {}),
      ...(prng.chance(0.2) ? { goods: [prng.pick(GOODS)] satisfies Goods[] } : {}),
      ...(prng.chance(0.2) ? { promised: formatMinute(1440 + prng.below(2880)) } : {}),
    };
  });
}

function pairsOf(parties: readonly string[]): (readonly [string, string])[] {
  return parties.flatMap((one, index) => parties.slice(index + 1).map((other) => [one, other] as const));
}

function namesOf(party: string, letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${party}-${letter}${index}`);
}

function someDays(prng: Prng): number {
  return prng.chance(0.6) ? DAILY : DAILY & ~(1 << prng.below(7));
}

function clock(prng: Prng, fromHour: number, untilHour: number): Clock {
  return formatMinute(60 * (fromHour + prng.below(untilHour - fromHour)));
}

function formatMinute(minute: number): Clock {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function shuffled<T>(prng: Prng, items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: prng.next() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
