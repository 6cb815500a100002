import { weekdayBit } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import type { Workspace } from '../domain/workspace.js';
import { RIDE, type Timetable } from '../planner/timetable.js';
import type { ParcelUse, PlanRoom } from './plan-room.js';

/**
 * A timetable and a workspace in which only what can still take a parcel is left: legs and tenders with room, and
 * facilities' delivery rounds with room. Rounds are closed by weekday, so a full round of the horizon's first day also closes that
 * of the eighth.
 */
export function withRoomOnly(
  workspace: Workspace,
  timetable: Timetable,
  room: PlanRoom,
  use: ParcelUse,
): { workspace: Workspace; timetable: Timetable } {
  const { kind, what, day, at, legCount } = timetable;
  const kept: number[] = [];
  for (let leg = 0; leg < legCount; leg++) {
    const full =
      kind[leg] === RIDE
        ? room.fullOnRide(what[leg], day[leg], at[leg], use, true)
        : room.fullAtTender(what[leg], at[leg]);
    if (full.length === 0) kept.push(leg);
  }
  return { workspace: withoutFullRounds(workspace, room, use), timetable: keepLegs(timetable, kept) };
}

function withoutFullRounds(workspace: Workspace, room: PlanRoom, use: ParcelUse): Workspace {
  const { network, calendar } = workspace;
  const closed = new Map<number, number>(); // weekdays by facility
  for (const { facility, day } of room.fullRounds(use)) {
    closed.set(facility, (closed.get(facility) ?? 0) | weekdayBit(calendar.firstDay + day));
  }
  const { deliveries } = network;
  const days = deliveries.days.map((mask, row) => mask & ~(closed.get(deliveries.facility[row]) ?? 0));
  return { ...workspace, network: { ...network, deliveries: { ...deliveries, days } } };
}

/** Some legs of a timetable, in their order; staying aboard ends where a leg in between is gone. */
function keepLegs(timetable: Timetable, kept: readonly number[]): Timetable {
  const place = new Int32Array(timetable.legCount).fill(NONE);
  kept.forEach((leg, index) => (place[leg] = index));
  return {
    legCount: kept.length,
    kind: Uint8Array.from(kept, (leg) => timetable.kind[leg]),
    from: Uint32Array.from(kept, (leg) => timetable.from[leg]),
    to: Uint32Array.from(kept, (leg) => timetable.to[leg]),
    departSec: Int32Array.from(kept, (leg) => timetable.departSec[leg]),
    arriveSec: Int32Array.from(kept, (leg) => timetable.arriveSec[leg]),
    readySec: Int32Array.from(kept, (leg) => timetable.readySec[leg]),
    what: Uint32Array.from(kept, (leg) => timetable.what[leg]),
    day: Int32Array.from(kept, (leg) => timetable.day[leg]),
    at: Int32Array.from(kept, (leg) => timetable.at[leg]),
    direction: Uint8Array.from(kept, (leg) => timetable.direction[leg]),
    window: Int32Array.from(kept, (leg) => timetable.window[leg]),
    through: Int32Array.from(kept, (leg) => (timetable.through[leg] === NONE ? NONE : place[timetable.through[leg]])),
    clause: Int32Array.from(kept, (leg) => timetable.clause[leg]),
  };
}
