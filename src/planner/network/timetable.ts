import { assert } from '../../base/assert.js';
import { NONE } from '../../base/none.js';
import { weekdayBit } from '../../base/civil-time.js';
import type { Interchange } from '../../domain/agreement.js';
import { clauseFinder } from '../../domain/block-space.js';
import type { Workspace } from '../../domain/workspace.js';
import { sortedRows } from '../sorted-rows.js';
import { openAt } from './opening-hours.js';

export const RIDE = 0;
export const TRANSFER = 1;

const LEGS_MAX = 2 ** 24;

/**
 * Every leg of the horizon in order of departure: rides between two calls of a departure, and tenders at interchanges.
 * Columns of length `legCount`; docs/model.md sections 1 and 3.
 */
export interface Timetable {
  readonly legCount: number;
  readonly kind: Uint8Array; // RIDE or TRANSFER
  readonly from: Uint32Array; // facility
  readonly to: Uint32Array; // facility
  readonly departSec: Int32Array; // a parcel must be ready by then; a tender's manifest cut-off
  readonly arriveSec: Int32Array; // unloaded; a tender's end of transfer
  readonly readySec: Int32Array; // sorted and ready for the next leg
  readonly what: Uint32Array; // trip, or interchange
  readonly day: Int32Array; // service day
  readonly at: Int32Array; // call position of a ride, second of a tender
  readonly direction: Uint8Array; // of a transfer: index into the interchange's directions
  readonly window: Int32Array; // of a transfer: index into the interchange's windows
  readonly through: Int32Array; // leg of the same departure that ends where this one starts, or NONE
  readonly clause: Int32Array; // capacity clause that opens a ride to partners, or NONE: closed to them
}

/** All legs of a workspace's horizon. O(departures x calls), then one sort. */
export function timetableOf(workspace: Workspace): Timetable {
  const { calendar, network } = workspace;
  const horizonSec = calendar.dayStartSec[calendar.dayCount];
  const builder = new LegBuilder(countLegs(workspace));
  const findClause = clauseFinder(workspace);
  const { trips, calls, facilities } = network;
  for (let trip = 0; trip < trips.count; trip++) {
    for (let day = 0; day < calendar.dayCount; day++) {
      if (trips.runs[trip * calendar.dayCount + day] !== 1) continue;
      const dayStart = calendar.dayStartSec[day];
      const first = trips.firstCall[trip];
      const last = trips.firstCall[trip + 1] - 1;
      for (let call = first; call < last; call++) {
        const departSec = dayStart + calls.departSec[call];
        if (departSec >= horizonSec) break;
        const from = calls.facility[call];
        const to = calls.facility[call + 1];
        const arriveSec = dayStart + calls.arriveSec[call + 1];
        builder.add({
          kind: RIDE,
          from,
          to,
          departSec,
          arriveSec,
          readySec: openAt(workspace, to, arriveSec) + facilities.sortSec[to],
          what: trip,
          day,
          at: call - first,
          direction: 0,
          window: NONE,
          through: call === first ? NONE : builder.count - 1,
          clause: findClause(trip, day, from, to),
        });
      }
    }
  }
  for (let index = 0; index < (workspace.agreement?.interchanges.length ?? 0); index++) {
    addTenders(workspace, index, horizonSec, builder);
  }
  return builder.sortedByDeparture();
}

function addTenders(workspace: Workspace, index: number, horizonSec: number, builder: LegBuilder): void {
  const interchange = workspace.agreement?.interchanges[index] as Interchange;
  interchange.directions.forEach((direction, directionIndex) => {
    const from = interchange.facilities.get(direction.from);
    const to = interchange.facilities.get(direction.to);
    if (from === undefined || to === undefined) return;
    for (const tender of tendersOf(workspace, interchange)) {
      if (tender.sec >= horizonSec) continue;
      const readySec = tender.sec + interchange.transferSec;
      builder.add({
        kind: TRANSFER,
        from,
        to,
        departSec: tender.sec - interchange.manifestSec,
        arriveSec: readySec,
        readySec,
        what: index,
        day: tender.day,
        at: tender.sec,
        direction: directionIndex,
        window: tender.window,
        through: NONE,
        clause: NONE,
      });
    }
  });
}

/** Starts of tenders at an interchange over the horizon, with the window each belongs to. */
function tendersOf(workspace: Workspace, interchange: Interchange): { sec: number; day: number; window: number }[] {
  const { calendar } = workspace;
  const tenders: { sec: number; day: number; window: number }[] = [];
  for (let day = 0; day < calendar.dayCount; day++) {
    interchange.windows.forEach((window, windowIndex) => {
      if ((window.days & weekdayBit(calendar.firstDay + day)) === 0) return;
      const dayStart = calendar.dayStartSec[day];
      for (let sec = window.openSec; sec < window.closeSec; sec += interchange.slotSec) {
        tenders.push({ sec: dayStart + sec, day, window: windowIndex });
      }
    });
  }
  return tenders;
}

function countLegs(workspace: Workspace): number {
  const { calendar, network, agreement } = workspace;
  let legs = 0;
  for (let trip = 0; trip < network.trips.count; trip++) {
    const calls = network.trips.firstCall[trip + 1] - network.trips.firstCall[trip];
    for (let day = 0; day < calendar.dayCount; day++) {
      if (network.trips.runs[trip * calendar.dayCount + day] === 1) legs += Math.max(0, calls - 1);
    }
  }
  for (const interchange of agreement?.interchanges ?? []) {
    legs += tendersOf(workspace, interchange).length * interchange.directions.length;
  }
  return legs;
}

interface LegRow {
  readonly kind: number;
  readonly from: number;
  readonly to: number;
  readonly departSec: number;
  readonly arriveSec: number;
  readonly readySec: number;
  readonly what: number;
  readonly day: number;
  readonly at: number;
  readonly direction: number;
  readonly window: number;
  readonly through: number;
  readonly clause: number;
}

/** Fills the columns in any order and hands them out sorted; ties keep the order of addition. */
class LegBuilder {
  count = 0;
  private readonly kind: Uint8Array;
  private readonly from: Uint32Array;
  private readonly to: Uint32Array;
  private readonly departSec: Int32Array;
  private readonly arriveSec: Int32Array;
  private readonly readySec: Int32Array;
  private readonly what: Uint32Array;
  private readonly day: Int32Array;
  private readonly at: Int32Array;
  private readonly direction: Uint8Array;
  private readonly window: Int32Array;
  private readonly through: Int32Array;
  private readonly clause: Int32Array;

  constructor(capacity: number) {
    assert(capacity < LEGS_MAX, `${capacity} legs are more than the planner holds`);
    this.kind = new Uint8Array(capacity);
    this.from = new Uint32Array(capacity);
    this.to = new Uint32Array(capacity);
    this.departSec = new Int32Array(capacity);
    this.arriveSec = new Int32Array(capacity);
    this.readySec = new Int32Array(capacity);
    this.what = new Uint32Array(capacity);
    this.day = new Int32Array(capacity);
    this.at = new Int32Array(capacity);
    this.direction = new Uint8Array(capacity);
    this.window = new Int32Array(capacity);
    this.through = new Int32Array(capacity);
    this.clause = new Int32Array(capacity);
  }

  add(row: LegRow): void {
    const leg = this.count++;
    this.kind[leg] = row.kind;
    this.from[leg] = row.from;
    this.to[leg] = row.to;
    this.departSec[leg] = row.departSec;
    this.arriveSec[leg] = row.arriveSec;
    this.readySec[leg] = row.readySec;
    this.what[leg] = row.what;
    this.day[leg] = row.day;
    this.at[leg] = row.at;
    this.direction[leg] = row.direction;
    this.window[leg] = row.window;
    this.through[leg] = row.through;
    this.clause[leg] = row.clause;
  }

  sortedByDeparture(): Timetable {
    const legOrder = this.byDeparture();
    const newIndex = new Int32Array(this.count);
    for (let index = 0; index < this.count; index++) newIndex[legOrder[index]] = index;
    const through = reordered(this.through, legOrder, new Int32Array(this.count));
    for (let index = 0; index < this.count; index++) {
      const before = through[index];
      if (before !== NONE) through[index] = newIndex[before];
    }
    return {
      legCount: this.count,
      kind: reordered(this.kind, legOrder, new Uint8Array(this.count)),
      from: reordered(this.from, legOrder, new Uint32Array(this.count)),
      to: reordered(this.to, legOrder, new Uint32Array(this.count)),
      departSec: reordered(this.departSec, legOrder, new Int32Array(this.count)),
      arriveSec: reordered(this.arriveSec, legOrder, new Int32Array(this.count)),
      readySec: reordered(this.readySec, legOrder, new Int32Array(this.count)),
      what: reordered(this.what, legOrder, new Uint32Array(this.count)),
      day: reordered(this.day, legOrder, new Int32Array(this.count)),
      at: reordered(this.at, legOrder, new Int32Array(this.count)),
      direction: reordered(this.direction, legOrder, new Uint8Array(this.count)),
      window: reordered(this.window, legOrder, new Int32Array(this.count)),
      through,
      clause: reordered(this.clause, legOrder, new Int32Array(this.count)),
    };
  }

  /** Legs in order of departure, sorted by the lower and then the higher half of its seconds. */
  private byDeparture(): Uint32Array {
    const sec = this.departSec;
    let earliestSec = 0; // a manifest may be due before the horizon starts
    for (let leg = 0; leg < this.count; leg++) earliestSec = Math.min(earliestSec, sec[leg]);
    const legs = new Uint32Array(this.count);
    const high = new Int32Array(this.count);
    const low = new Int32Array(this.count);
    for (let leg = 0; leg < this.count; leg++) {
      legs[leg] = leg;
      high[leg] = (sec[leg] - earliestSec) >>> 16;
      low[leg] = (sec[leg] - earliestSec) & 0xffff;
    }
    return sortedRows(legs, [high, low]);
  }
}

function reordered<T extends Uint8Array | Uint32Array | Int32Array>(column: T, order: Uint32Array, into: T): T {
  for (let index = 0; index < order.length; index++) into[index] = column[order[index]];
  return into;
}
