import { NONE, UNREACHED } from '../base/none.js';
import type { Interchange } from '../domain/agreement.js';
import type { FacilityBlocks } from './facility-blocks.js';
import { legExists } from './route-facts.js';
import type { Rules } from './rules.js';

/**
 * Every movement of the horizon: legs of departures in call order, then tenders of interchanges. Columns of length
 * `count`. A tender is a movement that departs when its manifest closes.
 */
export interface TimedLegs {
  readonly count: number;
  readonly rideCount: number; // movements from here on are tenders
  readonly from: Int32Array; // facility
  readonly to: Int32Array; // facility
  readonly departSec: Int32Array;
  readonly arriveSec: Int32Array;
  readonly readySec: Int32Array; // ready at `to` when unloaded there, UNREACHED when it never opens
  readonly before: Int32Array; // the leg before it of the same departure, or NONE
  readonly block: Int32Array;
  readonly what: Int32Array; // trip or interchange
  readonly day: Int32Array; // service day
  readonly at: Int32Array; // call position of a leg; of a tender, direction * WINDOWS_MAX + window
}

export const WINDOWS_MAX = 1024;

/** All movements of a workspace that docs/model.md lets exist. */
export function timedLegs(rules: Rules, blocks: FacilityBlocks): TimedLegs {
  const rows = new Rows(rideCountOf(rules) + tenderCountOf(rules));
  addRides(rules, blocks, rows);
  const rideCount = rows.count;
  addTenders(rules, blocks, rows);
  return { rideCount, ...rows.cut() };
}

/** Columns that fill up. */
class Rows {
  count = 0;
  private readonly columns: Record<Column, Int32Array>;

  constructor(size: number) {
    const column = (): Int32Array => new Int32Array(size);
    this.columns = {
      from: column(),
      to: column(),
      departSec: column(),
      arriveSec: column(),
      readySec: column(),
      before: column(),
      block: column(),
      what: column(),
      day: column(),
      at: column(),
    };
  }

  add(row: Readonly<Record<Column, number>>): number {
    const { columns, count } = this;
    columns.from[count] = row.from;
    columns.to[count] = row.to;
    columns.departSec[count] = row.departSec;
    columns.arriveSec[count] = row.arriveSec;
    columns.readySec[count] = row.readySec;
    columns.before[count] = row.before;
    columns.block[count] = row.block;
    columns.what[count] = row.what;
    columns.day[count] = row.day;
    columns.at[count] = row.at;
    return this.count++;
  }

  cut(): Record<Column, Int32Array> & { count: number } {
    const { columns, count } = this;
    const cut = (column: Column): Int32Array => columns[column].subarray(0, count);
    return {
      count,
      from: cut('from'),
      to: cut('to'),
      departSec: cut('departSec'),
      arriveSec: cut('arriveSec'),
      readySec: cut('readySec'),
      before: cut('before'),
      block: cut('block'),
      what: cut('what'),
      day: cut('day'),
      at: cut('at'),
    };
  }
}

type Column = Exclude<keyof TimedLegs, 'count' | 'rideCount'>;

function rideCountOf(rules: Rules): number {
  const { trips } = rules.workspace.network;
  let count = 0;
  for (let trip = 0; trip < trips.count; trip++) {
    const legCount = Math.max(0, trips.firstCall[trip + 1] - trips.firstCall[trip] - 1);
    for (let day = 0; day < rules.dayCount; day++) if (trips.runs[trip * rules.dayCount + day]) count += legCount;
  }
  return count;
}

function tenderCountOf(rules: Rules): number {
  let count = 0;
  for (const { directions, windows, slotSec } of rules.workspace.agreement?.interchanges ?? []) {
    for (const { openSec, closeSec } of windows) {
      const tenders = slotSec > 0 ? Math.ceil((closeSec - openSec) / slotSec) : 1;
      count += Math.max(0, tenders) * directions.length * rules.dayCount;
    }
  }
  return count;
}

function addRides(rules: Rules, blocks: FacilityBlocks, rows: Rows): void {
  const { trips, calls } = rules.workspace.network;
  for (let trip = 0; trip < trips.count; trip++) {
    const first = trips.firstCall[trip];
    const legCount = trips.firstCall[trip + 1] - first - 1;
    for (let day = 0; day < rules.dayCount; day++) {
      const startSec = rules.dayStart(day);
      let before = NONE;
      for (let call = 0; call < legCount; call++) {
        if (!legExists(rules, trip, day, call)) {
          before = NONE;
          continue;
        }
        const to = calls.facility[first + call + 1];
        const arriveSec = startSec + calls.arriveSec[first + call + 1];
        before = rows.add({
          from: calls.facility[first + call],
          to,
          departSec: startSec + calls.departSec[first + call],
          arriveSec,
          readySec: Math.min(UNREACHED, rules.readySec(to, arriveSec)),
          before,
          block: blocks.blockOfTrip[trip],
          what: trip,
          day,
          at: call,
        });
      }
    }
  }
}

function addTenders(rules: Rules, blocks: FacilityBlocks, rows: Rows): void {
  for (const [what, interchange] of (rules.workspace.agreement?.interchanges ?? []).entries()) {
    for (const [sec, { day, window }] of tendersOf(rules, interchange)) {
      for (const [direction, { from, to }] of interchange.directions.entries()) {
        const [giving, receiving] = [interchange.facilities.get(from), interchange.facilities.get(to)];
        if (giving === undefined || receiving === undefined) continue;
        rows.add({
          from: giving,
          to: receiving,
          departSec: sec - interchange.manifestSec,
          arriveSec: sec,
          readySec: sec + interchange.transferSec,
          before: NONE,
          block: blocks.blockOfInterchange[what],
          what,
          day,
          at: direction * WINDOWS_MAX + window,
        });
      }
    }
  }
}

/** Tenders by moment; one that two windows share belongs to the first. */
function tendersOf(rules: Rules, interchange: Interchange): Map<number, { day: number; window: number }> {
  const tenders = new Map<number, { day: number; window: number }>();
  const slotSec = interchange.slotSec > 0 ? interchange.slotSec : Infinity;
  for (let day = 0; day < rules.dayCount; day++) {
    for (const [window, { days, openSec, closeSec }] of interchange.windows.entries()) {
      if (!rules.falls(days, day)) continue;
      const untilSec = Math.min(rules.dayStart(day) + closeSec, rules.endSec);
      for (let sec = rules.dayStart(day) + openSec; sec < untilSec; sec += slotSec) {
        if (!tenders.has(sec)) tenders.set(sec, { day, window });
      }
    }
  }
  return tenders;
}
