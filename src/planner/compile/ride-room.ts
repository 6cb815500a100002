import { weekdayBit } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { wholeUnits } from '../../domain/block-space.js';
import type { Access } from '../network/access.js';

/** What vehicles hold beside the carrier's own traffic. */
export interface RideRoom {
  readonly g: Float64Array; // [access leg] whole grams, Infinity when not limited
  readonly ml: Float64Array; // [access leg] whole millilitres
  readonly party: Uint8Array; // [call] whose trip leaves it
}

/** Room of timetables that were laid out: it is the same for every problem on them. */
const roomOf = new WeakMap<Access, RideRoom>();

/** Room on the rides of a timetable; of tenders the columns say nothing. O(legs + calls), once. */
export function rideRoomOf(access: Access): RideRoom {
  let room = roomOf.get(access);
  if (room === undefined) {
    room = sumUp(access);
    roomOf.set(access, room);
  }
  return room;
}

function sumUp({ workspace, timetable, legOf, call }: Access): RideRoom {
  const { calls, ownTraffic } = workspace.network;
  const { g: capacityG, ml: capacityMl, party } = vehiclesByCall(workspace);
  const { newest, older } = ownTrafficByCall(workspace);
  const g = new Float64Array(call.length);
  const ml = new Float64Array(call.length);
  for (let at = 0; at < call.length; at++) {
    if (call[at] >= calls.count) continue;
    let ownG = 0;
    let ownMl = 0;
    for (let row = newest[call[at]]; row !== NONE; row = older[row]) {
      if ((ownTraffic.days[row] & weekdayBit(workspace.calendar.firstDay + timetable.day[legOf[at]])) === 0) continue;
      ownG += ownTraffic.kg[row] * 1000;
      ownMl += ownTraffic.litres[row] * 1000;
    }
    g[at] = wholeUnits(capacityG[call[at]] - ownG);
    ml[at] = wholeUnits(capacityMl[call[at]] - ownMl);
  }
  return { g, ml, party };
}

/** [call] what the vehicle of its trip holds, and whose trip it is. */
function vehiclesByCall({ network }: Access['workspace']): RideRoom {
  const { trips, vehicles, calls } = network;
  const g = new Float64Array(calls.count).fill(Infinity);
  const ml = new Float64Array(calls.count).fill(Infinity);
  const party = new Uint8Array(calls.count);
  for (let trip = 0; trip < trips.count; trip++) {
    const vehicle = trips.vehicle[trip];
    const [first, end] = [trips.firstCall[trip], trips.firstCall[trip + 1]];
    party.fill(trips.party[trip], first, end);
    if (vehicle === NONE) continue;
    g.fill(vehicles.capacityKg[vehicle] * 1000, first, end);
    ml.fill(vehicles.capacityLitres[vehicle] * 1000, first, end);
  }
  return { g, ml, party };
}

/** Rows of own traffic as lists by call, the last one in the file first. */
function ownTrafficByCall({ network }: Access['workspace']): { newest: Int32Array; older: Int32Array } {
  const { trips, calls, ownTraffic } = network;
  const newest = new Int32Array(calls.count).fill(NONE);
  const older = new Int32Array(ownTraffic.count);
  for (let row = 0; row < ownTraffic.count; row++) {
    const call = trips.firstCall[ownTraffic.trip[row]] + ownTraffic.call[row];
    older[row] = newest[call];
    newest[call] = row;
  }
  return { newest, older };
}
