import { DAY_SEC, dayOfSec } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import type { Shipments } from '../domain/shipments.js';
import type { Band, Product, Workspace } from '../domain/workspace.js';
import type { Access } from './access.js';
import { entryFrom } from './access-ends.js';
import { NO_GROUP, type Classes } from './classes.js';
import type { Sources } from './linehaul.js';
import { GRAMS, MILLILITRES } from './scarce.js';

/** Where parcels go, as far as delivery rows tell them apart. */
export interface Destination {
  readonly code: number; // postal code
  readonly cod: boolean;
  readonly weightG: number; // stands for all weights that the same rows accept
}

/** Shipments by where they start, where they go and when they are due. Shipment columns hold NONE when not planned. */
export interface Demand {
  readonly sources: Sources;
  readonly source: Int32Array; // [shipment] index into sources, or NONE
  readonly destinations: readonly Destination[];
  readonly destination: Int32Array; // [shipment] index into destinations, or NONE
  readonly dueSec: Int32Array; // [shipment]
  /** Grams, millilitres or parcels bound for a postal code, of all parcels or of those not of a party. */
  readonly ofCode: (code: number, measure: number, partnersOf: number) => number;
  /** The same for all postal codes that a facility delivers. */
  readonly ofFacility: (facility: number, measure: number, partnersOf: number) => number;
}

/** Reads the demand off the shipments. O(shipments). */
export function demandOf(workspace: Workspace, access: Access, shipments: Shipments, classes: Classes): Demand {
  const { count } = shipments;
  const dueSec = dueTimes(workspace, shipments);
  const { sources, source } = sourcesOf(access, shipments, classes);
  const weights = weightSteps(access);
  const destinations: Destination[] = [];
  const destination = new Int32Array(count).fill(NONE);
  const known = new Map<number, number>();
  const totals = new CodeTotals(workspace);
  for (let i = 0; i < count; i++) {
    if (classes.group[i] === NO_GROUP || source[i] === NONE) continue;
    const code = shipments.destination[i] as number;
    const cod = (shipments.codAmount[i] as number) > 0;
    const step = weights.findIndex((limit) => (shipments.weightG[i] as number) <= limit);
    const key = (code * (weights.length + 1) + step) * 2 + (cod ? 1 : 0);
    let index = known.get(key);
    if (index === undefined) {
      index = destinations.push({ code, cod, weightG: weights[step] as number }) - 1;
      known.set(key, index);
    }
    destination[i] = index;
    totals.add(code, shipments.party[i] as number, workspace.bands[classes.band[i] as number] as Band);
  }
  return {
    sources,
    source,
    destinations,
    destination,
    dueSec,
    ofCode: (code, measure, partnersOf) => totals.of(code, measure, partnersOf),
    ofFacility: totals.byFacility(workspace),
  };
}

/** Distinct weight limits of delivery rows, grams, ascending, and no limit at the end. */
function weightSteps(access: Access): number[] {
  const limits = new Set<number>();
  for (const kg of access.workspace.network.deliveries.weightKgMax) if (kg < Infinity) limits.add(kg * 1000);
  return [...[...limits].sort((a, b) => a - b), Infinity];
}

/** Due of every shipment, seconds; docs/model.md section 7. */
export function dueTimes(workspace: Workspace, shipments: Shipments): Int32Array {
  const { calendar, products } = workspace;
  return Int32Array.from({ length: shipments.count }, (_, i) => {
    const promised = shipments.promisedSec[i] as number;
    if (promised !== NONE) return promised;
    const { days } = products[shipments.product[i] as number] as Product;
    return endOfDay(workspace, dayOfSec(calendar, shipments.readySec[i] as number) + days);
  });
}

/** The last second of a service day, also beyond the calendar's end. */
export function endOfDay({ calendar }: Workspace, day: number): number {
  const { dayStartSec } = calendar;
  const last = dayStartSec.length - 1;
  if (day + 1 <= last && day + 1 >= 0) return (dayStartSec[day + 1] as number) - 1;
  return (dayStartSec[last] as number) + (day + 1 - last) * DAY_SEC - 1;
}

/**
 * Where and when parcels start. Ready times between two chances to leave a facility are one source: nothing tells them
 * apart.
 */
function sourcesOf(access: Access, shipments: Shipments, classes: Classes): { sources: Sources; source: Int32Array } {
  const facility: number[] = [];
  const sec: number[] = [];
  const source = new Int32Array(shipments.count).fill(NONE);
  const known = new Map<number, number>();
  const chances = chancesToLeave(access);
  const entries = new Map<number, { facility: number; sec: number } | undefined>();
  for (let i = 0; i < shipments.count; i++) {
    if (classes.group[i] === NO_GROUP) continue;
    const origin = shipments.origin[i] as number;
    let at = origin;
    let ready = shipments.readySec[i] as number;
    if (origin < 0) {
      const party = shipments.party[i] as number;
      const key = ((-1 - origin) * 64 + party) * 2 ** 24 + ready + 2 ** 22;
      if (!entries.has(key)) entries.set(key, entryFrom(access, party, -1 - origin, ready));
      const entry = entries.get(key);
      if (!entry) continue;
      at = entry.facility;
      ready = entry.sec;
    }
    const latest = latestEqual(chances, at, ready);
    const key = at * 2 ** 24 + latest + 2 ** 22;
    let index = known.get(key);
    if (index === undefined) {
      index = facility.push(at) - 1;
      sec.push(latest);
      known.set(key, index);
    }
    source[i] = index;
  }
  return { sources: { facility: Uint32Array.from(facility), sec: Int32Array.from(sec) }, source };
}

interface Chances {
  readonly first: Uint32Array; // [facility + 1]
  readonly sec: Int32Array; // ascending within a facility
}

/** Seconds at which something can leave each facility: departures of its legs and loading times of its rounds. */
function chancesToLeave(access: Access): Chances {
  const { timetable, workspace } = access;
  const { calendar, network } = workspace;
  const { deliveries, facilities } = network;
  const first = new Uint32Array(facilities.count + 1);
  const count = (facility: number, by: number): void => {
    first[facility + 1] = (first[facility + 1] as number) + by;
  };
  for (let leg = 0; leg < timetable.legCount; leg++) count(timetable.from[leg] as number, 1);
  for (let row = 0; row < deliveries.count; row++) count(deliveries.facility[row] as number, calendar.dayCount);
  for (let f = 0; f < facilities.count; f++) first[f + 1] = (first[f + 1] as number) + (first[f] as number);
  const next = first.slice();
  const sec = new Int32Array(first[facilities.count] as number);
  const put = (facility: number, value: number): void => {
    sec[next[facility] as number] = value;
    next[facility] = (next[facility] as number) + 1;
  };
  for (let leg = 0; leg < timetable.legCount; leg++)
    put(timetable.from[leg] as number, timetable.departSec[leg] as number);
  for (let row = 0; row < deliveries.count; row++) {
    for (let day = 0; day < calendar.dayCount; day++) {
      const loadBy = (calendar.dayStartSec[day] as number) + (deliveries.loadBySec[row] as number);
      put(deliveries.facility[row] as number, loadBy);
    }
  }
  for (let f = 0; f < facilities.count; f++) sec.subarray(first[f], first[f + 1]).sort();
  return { first, sec };
}

/** The first chance to leave a facility at or after a second; the second itself when there is none. */
function latestEqual({ first, sec }: Chances, facility: number, ready: number): number {
  let low = first[facility] as number;
  const end = first[facility + 1] as number;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sec[middle] as number) < ready) low = middle + 1;
    else high = middle;
  }
  return low < end ? (sec[low] as number) : ready;
}

/** Sums of demand by postal code and party. */
class CodeTotals {
  private readonly partyCount: number;
  private readonly sums = new Map<number, Float64Array>(); // code -> [party * 3 + measure]

  constructor(workspace: Workspace) {
    this.partyCount = workspace.parties.length;
  }

  add(code: number, party: number, band: Band): void {
    let sums = this.sums.get(code);
    if (!sums) {
      sums = new Float64Array(this.partyCount * 3);
      this.sums.set(code, sums);
    }
    sums[party * 3 + GRAMS] = (sums[party * 3 + GRAMS] as number) + band.g;
    sums[party * 3 + MILLILITRES] = (sums[party * 3 + MILLILITRES] as number) + band.ml;
    sums[party * 3 + 2] = (sums[party * 3 + 2] as number) + 1;
  }

  of(code: number, measure: number, partnersOf: number): number {
    const sums = this.sums.get(code);
    if (!sums) return 0;
    let sum = 0;
    for (let party = 0; party < this.partyCount; party++) {
      if (party !== partnersOf) sum += sums[party * 3 + measure] as number;
    }
    return sum;
  }

  byFacility(workspace: Workspace): Demand['ofFacility'] {
    const { deliveries } = workspace.network;
    const codesOf = new Map<number, Set<number>>();
    for (let row = 0; row < deliveries.count; row++) {
      const code = deliveries.postalCode[row] as number;
      if (!this.sums.has(code)) continue;
      const facility = deliveries.facility[row] as number;
      const codes = codesOf.get(facility);
      if (codes) codes.add(code);
      else codesOf.set(facility, new Set([code]));
    }
    return (facility, measure, partnersOf) => {
      let sum = 0;
      for (const code of codesOf.get(facility) ?? []) sum += this.of(code, measure, partnersOf);
      return sum;
    };
  }
}
