import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Access } from '../network/access.js';
import { entriesFrom } from '../network/access-ends.js';
import { NO_GROUP, type Classes } from './classes.js';
import { GrowingInts } from '../growing.js';
import type { Sources } from '../network/linehaul.js';

/**
 * Where and when parcels start. Ready times between two chances to leave a facility are one source: nothing tells them
 * apart. `source` [shipment] is NONE for those that are not planned or that no pickup takes. O(shipments + legs).
 */
export function sourcesOf(
  access: Access,
  shipments: Shipments,
  classes: Classes,
): { sources: Sources; source: Int32Array } {
  const { count, origin, party } = shipments;
  const source = new Int32Array(count).fill(NONE); // the facility first
  const readySec = shipments.readySec.slice();
  const starting = new Uint8Array(access.nodeOf.length);
  const entries = new Entries(access);
  for (let i = 0; i < count; i++) {
    if (classes.group[i] === NO_GROUP) continue;
    let facility = origin[i];
    if (facility < 0) {
      const entry = entries.find(party[i], -1 - facility, readySec[i]);
      if (entry === NONE) continue;
      facility = entries.facility.values[entry];
      readySec[i] = entries.sec.values[entry];
    }
    source[i] = facility;
    starting[facility] = 1;
  }
  return { sources: numberSources(chancesToLeave(access, starting), source, readySec), source };
}

/** Numbers the starts of shipments as they come; `source` holds their facility and receives their number. */
function numberSources(chances: Chances, source: Int32Array, readySec: Int32Array): Sources {
  const facility = new GrowingInts();
  const sec = new GrowingInts();
  const ofChance = new Int32Array(chances.sec.length).fill(NONE);
  const tooLate = new Map<number, number>(); // by facility and second, after its last chance
  for (let i = 0; i < source.length; i++) {
    const at = source[i];
    if (at === NONE) continue;
    const ready = readySec[i];
    const chance = nextChance(chances, at, ready);
    let known: number | undefined;
    if (chance !== NONE) known = ofChance[chance];
    else known = tooLate.get(at * 2 ** 24 + ready + 2 ** 22) ?? NONE;
    if (known === NONE) {
      known = facility.push(at);
      sec.push(chance === NONE ? ready : chances.sec[chance]);
      if (chance !== NONE) ofChance[chance] = known;
      else tooLate.set(at * 2 ** 24 + ready + 2 ** 22, known);
    }
    source[i] = known;
  }
  return {
    facility: Uint32Array.from(facility.values.subarray(0, facility.count)),
    sec: sec.values.slice(0, sec.count),
  };
}

/** Moments at which parties take parcels in, by party and postal code; listed when first asked for. */
class Entries {
  readonly facility = new GrowingInts();
  readonly sec = new GrowingInts();
  private readonly access: Access;
  private readonly partyCount: number;
  private readonly first: Int32Array; // [code * partyCount + party], NONE when not listed yet
  private readonly end: Int32Array;

  constructor(access: Access) {
    this.access = access;
    this.partyCount = access.workspace.parties.length;
    const size = access.workspace.network.postalCodes.length * this.partyCount;
    this.first = new Int32Array(size).fill(NONE);
    this.end = new Int32Array(size);
  }

  /** Index of the first entry at or after a second, or NONE; of several the row that comes first in the file. */
  find(party: number, code: number, sec: number): number {
    const cell = code * this.partyCount + party;
    if (this.first[cell] === NONE) this.list(party, code, cell);
    const end = this.end[cell];
    const at = lowerBound(this.sec.values, sec, this.first[cell], end);
    return at === end ? NONE : at;
  }

  private list(party: number, code: number, cell: number): void {
    this.first[cell] = this.sec.count;
    const entries = [...entriesFrom(this.access, party, code)].sort((a, b) => a.sec - b.sec);
    for (const entry of entries) {
      this.facility.push(entry.facility);
      this.sec.push(entry.sec);
    }
    this.end[cell] = this.sec.count;
  }
}

interface Chances {
  readonly first: Uint32Array; // [facility + 1]
  readonly sec: Int32Array; // ascending within a facility
}

/** Seconds at which something can leave the starting facilities: departures of legs, loading times of rounds. */
function chancesToLeave({ timetable, workspace }: Access, starting: Uint8Array): Chances {
  const { calendar, network } = workspace;
  const { deliveries, facilities } = network;
  const { legCount, from, departSec } = timetable;
  const next = new Uint32Array(facilities.count + 2); // two places on, so that filling leaves the firsts
  const count = (facility: number, by: number): void => {
    if (starting[facility] === 1) next[facility + 2] = next[facility + 2] + by;
  };
  for (let leg = 0; leg < legCount; leg++) count(from[leg], 1);
  for (let row = 0; row < deliveries.count; row++) count(deliveries.facility[row], calendar.dayCount);
  for (let f = 0; f < facilities.count; f++) next[f + 2] = next[f + 2] + next[f + 1];
  const sec = new Int32Array(next[facilities.count + 1]);
  const put = (facility: number, value: number): void => {
    if (starting[facility] === 0) return;
    const at = next[facility + 1];
    sec[at] = value;
    next[facility + 1] = at + 1;
  };
  for (let leg = 0; leg < legCount; leg++) put(from[leg], departSec[leg]);
  for (let row = 0; row < deliveries.count; row++) {
    const facility = deliveries.facility[row];
    if (starting[facility] === 0) continue;
    for (let day = 0; day < calendar.dayCount; day++) {
      put(facility, calendar.dayStartSec[day] + deliveries.loadBySec[row]);
    }
  }
  const first = next.subarray(0, facilities.count + 1);
  for (let f = 0; f < facilities.count; f++) {
    if (starting[f] === 1) sec.subarray(first[f], first[f + 1]).sort();
  }
  return { first, sec };
}

/** The first chance to leave a facility at or after a second, or NONE; of several at one second the first. */
function nextChance({ first, sec }: Chances, facility: number, ready: number): number {
  const end = first[facility + 1];
  const at = lowerBound(sec, ready, first[facility], end);
  return at === end ? NONE : at;
}

/** First index of `low .. high` with a value at or above a limit; `high` when there is none. */
function lowerBound(values: Int32Array, limit: number, low: number, high: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
