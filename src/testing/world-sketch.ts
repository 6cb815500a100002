import { parseClock } from '../base/civil-time.js';
import { assert } from '../base/assert.js';
import { GOODS } from '../domain/network.js';
import type { FacilityKind, Goods, Mode } from '../domain/network.js';
import type { Agreement, CapacityClause, Quantity } from '../domain/agreement.js';
import type { Band, Product } from '../domain/workspace.js';

/** `HH:MM` after midnight of the day meant; hours may pass 24. Counted from the horizon's start where no day is meant. */
export type Clock = string;

/**
 * A small workspace as one draws it on paper. Only facilities are needed; everything else has a default that does not
 * bind. Ids are unique over both parties, so that a name is enough. Money is minor, weekday masks have Monday as bit 0.
 */
export interface WorldSketch {
  readonly start?: string; // first service day, default 2026-11-23, a Monday
  readonly timezone?: string; // default Asia/Kolkata, which has no daylight saving
  readonly days?: number; // default 3
  readonly plannedAt?: Clock; // default 00:00
  readonly parties?: readonly string[]; // default ats, post
  readonly facilities: readonly FacilitySketch[];
  readonly trips?: readonly TripSketch[];
  readonly ownTraffic?: readonly OwnTrafficSketch[];
  readonly options?: readonly { readonly trip: string; readonly cost: number; readonly runsMax?: number }[];
  readonly deliveries?: readonly DeliverySketch[];
  readonly pickups?: readonly PickupSketch[];
  readonly interchanges?: readonly InterchangeSketch[];
  /** Default: everything of either party is open to the other without a block. `[]` closes everything. */
  readonly capacity?: readonly ClauseSketch[];
  readonly tariff?: Partial<Agreement['tariff']>;
  readonly products?: readonly (Partial<Product> & { readonly id: string })[]; // default one, `standard`
  readonly terms?: readonly TermsSketch[]; // default: every product, without limits
  readonly bands?: readonly Band[];
  readonly shipments?: readonly ShipmentSketch[];
}

export interface FacilitySketch {
  readonly id: string;
  readonly party: string;
  readonly kind?: FacilityKind;
  readonly sortMinutes?: number; // default 0
  readonly perHour?: number;
  readonly handling?: number; // minor money per parcel unloaded
  readonly opens?: Clock; // default always open
  readonly closes?: Clock;
  readonly days?: number;
  readonly code?: string; // postal code of its address
  readonly lonLat?: readonly [number, number];
}

/** A trip with its own vehicle. Kilometres grow by `legKm` from call to call. */
export interface TripSketch {
  readonly id: string;
  readonly party: string;
  /** As a line of a timetable: `A 02:00, C 03:00-03:10, B 05:00`, the second time of a call being the departure. */
  readonly calls: string | readonly CallSketch[];
  readonly runsOn?: readonly number[]; // service days of the horizon, default all
  readonly legKm?: number; // default 100
  readonly kg?: number;
  readonly litres?: number;
  readonly costPerKgKm?: number;
  readonly costPerRun?: number;
  readonly costPerKm?: number;
  readonly mode?: Mode;
  readonly refuses?: readonly Goods[];
}

export type CallSketch = readonly [facility: string, arrive: Clock, depart: Clock];

export interface OwnTrafficSketch {
  readonly trip: string;
  readonly call?: number;
  readonly days?: number;
  readonly kg?: number;
  readonly litres?: number;
}

export interface DeliverySketch {
  readonly facility: string;
  readonly code: string;
  readonly days?: number;
  readonly loadBy?: Clock; // default 09:00
  readonly deliverBy?: Clock; // default 18:00
  readonly extraDays?: number;
  readonly perDay?: number;
  readonly cost?: number;
  readonly kgMax?: number;
  readonly cod?: boolean; // default true
}

export interface PickupSketch {
  readonly facility: string;
  readonly code: string;
  readonly days?: number;
  readonly acceptBy?: Clock; // default 16:00
}

export interface InterchangeSketch {
  readonly id: string;
  readonly at: Readonly<Record<string, string>>; // facility by party
  readonly directions?: readonly string[]; // `ats>post`; default both
  readonly windows?: readonly { readonly days?: number; readonly open: Clock; readonly close: Clock }[]; // default 06-22
  readonly minutes?: number; // tendered to ready, default 60
  readonly slotMinutes?: number; // default 60
  readonly perWindow?: number;
  readonly manifestMinutes?: number; // default 0
}

/** Amounts are numbers, shares are `'0.3x'`. `on` is a pattern of trip ids, or `delivery`. */
export interface ClauseSketch {
  readonly party: string;
  readonly on: string;
  readonly legs?: readonly (readonly [from: string, to: string])[];
  readonly days?: number;
  readonly kg?: number | string;
  readonly litres?: number | string;
  readonly parcels?: number | string;
  readonly type?: CapacityClause['type']; // default free_sale
  readonly release?: CapacityClause['release'];
}

export interface TermsSketch {
  readonly product: string;
  readonly kgMax?: number;
  readonly sideCmMax?: number;
  readonly refuses?: readonly Goods[];
  readonly cod?: boolean; // default true
  readonly codMax?: number;
}

export interface ShipmentSketch {
  readonly party: string;
  readonly from: string; // a facility id, or else a postal code
  readonly to: string; // postal code
  readonly ready?: Clock; // from the horizon's start, default 00:00
  readonly count?: number; // so many equal ones, default 1
  readonly id?: string;
  readonly product?: string; // default the first
  readonly g?: number; // default 1000
  readonly ml?: number; // default 1000
  readonly sideCm?: number;
  readonly value?: number;
  readonly cod?: number;
  readonly goods?: readonly Goods[];
  readonly promised?: Clock; // from the horizon's start
}

/** Lists of the names in a sketch; `indexOf` of a column is by position in them. */
export interface Names {
  readonly parties: readonly string[];
  readonly facilities: readonly string[];
  readonly trips: readonly string[];
  readonly codes: readonly string[];
}

/** Seconds of `HH:MM`, hours may pass 24. */
export function clockSec(clock: Clock): number {
  const sec = parseClock(clock);
  assert(sec !== undefined, `"${clock}" in a sketch is not HH:MM`);
  return sec;
}

/** The calls of a trip, also of one drawn as a line. */
export function callsOf({ calls }: TripSketch): readonly CallSketch[] {
  if (typeof calls !== 'string') return calls;
  return calls.split(', ').map((call) => {
    const [, facility, arrive, depart] = /^(\S+) ([\d:]+)(?:-([\d:]+))?$/.exec(call) ?? [];
    assert(facility !== undefined && arrive !== undefined, `"${call}" in a sketch is not like "A 02:00-02:10"`);
    return [facility, arrive, depart ?? arrive];
  });
}

/** Position of a name that must be there. */
export function indexIn(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  assert(index >= 0, `a sketch names "${name}", which is none of ${names.join(', ')}`);
  return index;
}

/** Bit mask of goods. */
export function goodsMask(goods: readonly Goods[] | undefined): number {
  return (goods ?? []).reduce((mask, name) => mask | (1 << GOODS.indexOf(name)), 0);
}

/** An amount from a number, a share from `'0.3x'`. */
export function quantityOf(text: number | string | undefined): Quantity | undefined {
  if (text === undefined) return undefined;
  if (typeof text === 'number') return { kind: 'amount', amount: text };
  return { kind: 'share', share: Number.parseFloat(text) };
}
