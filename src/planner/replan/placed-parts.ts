import { NONE } from '../../base/none.js';
import { STEP_KINDS, type RouteParts } from '../../domain/plan.js';
import type { Access } from '../network/access.js';
import { TRANSFER } from '../network/timetable.js';

const [RIDE, TENDER] = [STEP_KINDS.indexOf('ride'), STEP_KINDS.indexOf('transfer')];

/** Parts of routes on a timetable that may have changed since they were made. Columns by part. */
export interface PlacedParts {
  readonly leg: Int32Array; // [step] access leg of a ride or tender, NONE of a delivery
  /** 1 where every step still exists and is ready for the next; the other columns say nothing where it is 0. */
  readonly holds: Uint8Array;
  readonly from: Int32Array; // facility where it begins
  readonly to: Int32Array; // facility where its last ride or tender ends, or that delivers
  readonly readyBySec: Int32Array; // a parcel must be ready at `from` by then
  readonly endSec: Int32Array; // ready at `to`, or delivered
  readonly delivery: Int32Array; // step that delivers, or NONE
}

/** Looks every step up. O(legs + steps). */
export function placeParts(access: Access, parts: RouteParts): PlacedParts {
  const { count, firstStep, stepKind, stepWhat, stepDay, stepAt } = parts;
  const legAt = legFinder(access);
  const column = (): Int32Array => new Int32Array(count).fill(NONE);
  const placed = { from: column(), to: column(), readyBySec: column(), endSec: column(), delivery: column() };
  const leg = new Int32Array(stepKind.length).fill(NONE);
  const holds = new Uint8Array(count).fill(1);
  for (let part = 0; part < count; part++) {
    const walk = new Walk(access);
    for (let step = firstStep[part]; step < firstStep[part + 1] && !walk.broken; step++) {
      if (stepKind[step] === RIDE || stepKind[step] === TENDER) {
        leg[step] = legAt(stepKind[step] === RIDE, stepWhat[step], stepDay[step], stepAt[step]);
        walk.take(leg[step]);
      } else {
        walk.deliver(stepWhat[step], stepDay[step]);
        placed.delivery[part] = step;
      }
    }
    if (walk.broken) holds[part] = 0;
    placed.from[part] = walk.from;
    placed.to[part] = walk.at;
    placed.readyBySec[part] = walk.readyBySec;
    placed.endSec[part] = walk.readySec;
  }
  return { leg, holds, ...placed };
}

/** A parcel on its way along a part. */
class Walk {
  broken = false;
  from: number = NONE;
  at: number = NONE;
  readyBySec: number = NONE;
  readySec = 0;
  private before: number = NONE; // leg

  constructor(private readonly access: Access) {}

  take(at: number): void {
    const { legs, facilityOf } = this.access;
    if (at === NONE) {
      this.broken = true;
      return;
    }
    const aboard = this.before !== NONE && legs.through[at] === this.before;
    if (!aboard) this.leave(facilityOf[legs.from[at]], legs.departSec[at]);
    this.before = at;
    this.at = facilityOf[legs.to[at]];
    this.readySec = legs.readySec[at];
  }

  deliver(row: number, day: number): void {
    const { calendar, network } = this.access.workspace;
    const { deliveries } = network;
    if (day < 0 || day >= calendar.dayCount || (deliveries.days[row] & this.access.weekdays[day]) === 0) {
      this.broken = true;
      return;
    }
    this.leave(deliveries.facility[row], calendar.dayStartSec[day] + deliveries.loadBySec[row]);
    const lastDay = Math.min(day + deliveries.extraDays[row], calendar.dayStartSec.length - 1);
    this.readySec = calendar.dayStartSec[lastDay] + deliveries.deliverBySec[row];
    this.at = deliveries.facility[row];
  }

  private leave(facility: number, bySec: number): void {
    if (this.from === NONE) {
      this.from = facility;
      this.readyBySec = bySec;
    } else if (this.at !== facility || this.readySec > bySec) this.broken = true;
  }
}

/** Finds access legs by what a plan's steps say of them; NONE where nothing runs. */
function legFinder(access: Access): (ride: boolean, what: number, day: number, at: number) => number {
  const { timetable, legOf, workspace } = access;
  const { calls, trips } = workspace.network;
  const { dayCount } = workspace.calendar;
  const ofCall = new Int32Array(calls.count * dayCount).fill(NONE);
  const ofTender = new Map<string, number>();
  for (let at = 0; at < legOf.length; at++) {
    const leg = legOf[at];
    const what = timetable.what[leg];
    const position = timetable.at[leg];
    if (timetable.kind[leg] === TRANSFER) ofTender.set(`${what} ${timetable.direction[leg]} ${position}`, at);
    else ofCall[(trips.firstCall[what] + position) * dayCount + timetable.day[leg]] = at;
  }
  return (ride, what, day, at) => {
    if (!ride) return ofTender.get(`${what} ${day} ${at}`) ?? NONE;
    const call = trips.firstCall[what] + at;
    return call < trips.firstCall[what + 1] && day >= 0 && day < dayCount ? ofCall[call * dayCount + day] : NONE;
  };
}
