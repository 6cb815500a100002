import { NONE, UNREACHED } from '../../base/none.js';
import type { Step } from '../../domain/plan.js';
import { earliestReady, legsTo, type ForwardScan } from '../../engine/promise/earliest-arrival.js';
import { entryFrom, rowRounds, type Entry, type Round } from '../../planner/network/access-ends.js';
import type { Reach } from '../../planner/network/access-reach.js';
import type { PromiseRequest } from '../../planner/promise/promise-request.js';
import { reachFor, type PromiseDesk } from '../../planner/promise/promise-desk.js';
import { RIDE, type Timetable } from '../../planner/network/timetable.js';
import type { ParcelUse, PlanRoom } from '../../report/plan-room.js';

/** A route with the moment it delivers at. */
export interface FirstWay {
  readonly deliveredSec: number;
  readonly steps: readonly Step[];
}

/** A parcel that looks for room: what is asked, what it takes, and whose network it may use. */
export interface RoomSeeker {
  readonly request: PromiseRequest;
  readonly use: ParcelUse;
  readonly band: number;
  readonly interlined: boolean;
}

/**
 * The earliest delivery over what a plan leaves free; undefined when there is none in the horizon. A parcel may ride
 * through a facility whose hour is full, but not be unloaded there. O(legs).
 */
export function firstWayWithRoom(desk: PromiseDesk, room: PlanRoom, seeker: RoomSeeker): FirstWay | undefined {
  const { access } = desk;
  const { request, use, band, interlined } = seeker;
  const entry = entryOf(desk, request, use.party);
  if (entry === undefined) return undefined;
  const reach = reachFor(desk, { party: use.party, interlined, goods: request.goods, band });
  const { timetable } = access;
  const scan = emptyScan(access.workspace.network.facilities.count, openWithRoom(desk, reach, room, use));
  const legs = { ...timetable, readySec: readyWithRoom(timetable, room) };
  scan.readySec[entry.facility] = entry.sec;
  earliestReady(legs, scan, 0, legs.legCount);
  const round = firstRoundWithRoom(desk, reach, room, { seeker, readySec: scan.readySec });
  if (round === undefined) return undefined;
  const facility = access.facilityOf[round.node];
  const rides = legsTo(legs, scan, 0, facility).map((leg) => stepOfLeg(timetable, leg));
  const deliver = { kind: 'deliver', delivery: round.row, day: round.day } as const;
  return { deliveredSec: round.deliveredSec, steps: [...rides, deliver] };
}

function entryOf({ access }: PromiseDesk, { from, atSec }: PromiseRequest, party: number): Entry | undefined {
  if (from.kind === 'code') return entryFrom(access, party, from.index, atSec);
  return { facility: from.index, sec: atSec, row: NONE };
}

function emptyScan(facilityCount: number, open: Uint8Array): ForwardScan {
  return {
    open,
    readySec: new Int32Array(facilityCount).fill(UNREACHED),
    via: new Int32Array(facilityCount).fill(NONE),
    aboard: new Uint8Array(open.length),
  };
}

/** 1 for every leg of the timetable that the parcel may use and that has room for it. */
function openWithRoom({ access }: PromiseDesk, reach: Reach, room: PlanRoom, use: ParcelUse): Uint8Array {
  const { timetable, legOf } = access;
  const { kind, what, day, at } = timetable;
  const open = new Uint8Array(timetable.legCount);
  legOf.forEach((leg, place) => {
    if (reach.open[place] === 0) return;
    const full =
      kind[leg] === RIDE
        ? room.fullOnRide(what[leg], day[leg], at[leg], use, false)
        : room.fullAtTender(what[leg], at[leg]);
    if (full.length === 0) open[leg] = 1;
  });
  return open;
}

/** When a parcel unloaded after each leg is ready; never where the facility can sort no more in that hour. */
function readyWithRoom({ legCount, kind, what, day, at, readySec }: Timetable, room: PlanRoom): Int32Array {
  const ready = readySec.slice();
  for (let leg = 0; leg < legCount; leg++) {
    if (kind[leg] === RIDE && room.fullHour(what[leg], day[leg], at[leg])) ready[leg] = UNREACHED;
  }
  return ready;
}

function firstRoundWithRoom(
  { access }: PromiseDesk,
  reach: Reach,
  room: PlanRoom,
  { seeker, readySec }: { seeker: RoomSeeker; readySec: Int32Array },
): Round | undefined {
  const { request, use } = seeker;
  const { deliveries, facilityOf } = access;
  const handover = { weightG: request.g, cod: request.codAmount > 0 };
  let best: Round | undefined;
  for (let at = deliveries.first[request.to]; at < deliveries.first[request.to + 1]; at++) {
    for (const round of rowRounds(access, reach, deliveries.row[at], handover)) {
      const facility = facilityOf[round.node];
      if (readySec[facility] > round.bySec || (best && best.deliveredSec <= round.deliveredSec)) continue;
      if (room.fullOnRound(facility, round.day, use).length === 0) best = round;
    }
  }
  return best;
}

function stepOfLeg({ kind, what, day, at, direction }: Timetable, leg: number): Step {
  return kind[leg] === RIDE
    ? { kind: 'ride', trip: what[leg], day: day[leg], call: at[leg] }
    : { kind: 'transfer', interchange: what[leg], direction: direction[leg], sec: at[leg] };
}
