import { NONE } from '../../base/none.js';
import type { CapacityClause } from '../../domain/agreement.js';
import { formatDate } from '../../base/civil-time.js';
import { granted, wholeUnits } from '../../domain/block-space.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Access } from '../network/access.js';
import { rideRoomOf, type RideRoom } from './ride-room.js';
import { Taken } from './taken.js';

/** What a resource counts; the rest of its kind is whose parcels count. */
export const GRAMS = 0;
export const MILLILITRES = 1;
export const PARCELS = 2;

/** A capacity of docs/model.md section 5. `partnersOf` is the party whose own parcels do not count, or NONE. */
export interface Scarce {
  readonly name: string;
  readonly measure: number; // GRAMS, MILLILITRES or PARCELS
  readonly partnersOf: number;
  readonly capacity: number;
}

/** Visitor of what a leg or a delivery round uses. */
export type VisitScarce = (key: number, measure: number, partnersOf: number, capacity: number) => void;

/**
 * Capacities by key: every leg has 4 keys (grams, millilitres, block grams, block millilitres), every facility and hour
 * one, every window one, every facility and day two. Keys are dense enough to be numbers and are the same for every
 * leg or round that shares a resource.
 */
export class ScarceKeys {
  private readonly access: Access;
  private readonly workspace: Workspace;
  private readonly room: RideRoom;
  private readonly hoursPerFacility: number;
  private readonly hourBase: number;
  private readonly windowBase: number;
  private readonly dayBase: number;
  private readonly windowsPerDay: number;
  private readonly taken: Taken | undefined;

  /** @param taken is missing from the capacities that visitors are told */
  constructor(access: Access, taken?: Taken) {
    this.access = access;
    this.taken = taken;
    this.workspace = access.workspace;
    const { calendar, network, agreement } = access.workspace;
    const legCount = access.legOf.length;
    this.room = rideRoomOf(access);
    this.hoursPerFacility = (calendar.dayCount + 32) * 24;
    this.hourBase = legCount * 4;
    this.windowBase = this.hourBase + network.facilities.count * this.hoursPerFacility;
    this.windowsPerDay = Math.max(1, ...(agreement?.interchanges ?? []).map((point) => point.windows.length));
    const interchanges = agreement?.interchanges.length ?? 0;
    this.dayBase = this.windowBase + interchanges * calendar.dayCount * this.windowsPerDay;
  }

  /** What riding access leg `at` uses, without unloading; what being tendered uses. */
  visitRide(at: number, visit: VisitScarce): void {
    const { access, workspace, room } = this;
    const call = access.call[at];
    if (call >= workspace.network.calls.count) return this.visitTender(at, visit);
    if (room.g[at] < Infinity) this.tell(visit, at * 4, GRAMS, NONE, room.g[at]);
    if (room.ml[at] < Infinity) this.tell(visit, at * 4 + 1, MILLILITRES, NONE, room.ml[at]);
    if (access.clause[at] === NONE) return;
    const party = room.party[call];
    const blockG = access.blockG[at];
    const blockMl = access.blockMl[at];
    const clause = workspace.agreement?.capacity[access.clause[at]] as CapacityClause;
    if (clause.kg !== undefined && blockG < Infinity) this.tell(visit, at * 4 + 2, GRAMS, party, blockG);
    if (clause.litres !== undefined && blockMl < Infinity) this.tell(visit, at * 4 + 3, MILLILITRES, party, blockMl);
  }

  private visitTender(at: number, visit: VisitScarce): void {
    const { timetable, legOf } = this.access;
    const { calendar } = this.workspace;
    const leg = legOf[at];
    const point = timetable.what[leg];
    const window = (point * calendar.dayCount + timetable.day[leg]) * this.windowsPerDay + timetable.window[leg];
    this.tell(visit, this.windowBase + window, PARCELS, NONE, this.perWindow(point));
  }

  /** What being unloaded from access leg `at` uses. */
  visitUnload(at: number, visit: VisitScarce): void {
    const { access, workspace } = this;
    const { calls, facilities } = workspace.network;
    const facility = access.facilityOf[access.legs.to[at]];
    const perHour = facilities.parcelsPerHour[facility];
    if (perHour === Infinity || access.call[at] >= calls.count) return;
    const hour = Math.floor(access.timetable.arriveSec[access.legOf[at]] / 3600);
    const key = this.hourBase + facility * this.hoursPerFacility + Math.min(hour, this.hoursPerFacility - 1);
    this.tell(visit, key, PARCELS, NONE, wholeUnits(perHour));
  }

  /** What a delivery by a facility in its round of a service day uses. */
  visitDelivery(facility: number, day: number, visit: VisitScarce): void {
    const { access, workspace } = this;
    const { calendar, network } = workspace;
    const key = this.dayBase + (facility * calendar.dayCount + day) * 2;
    const perDay = access.dayParcels[facility];
    if (perDay < Infinity) this.tell(visit, key, PARCELS, NONE, wholeUnits(perDay));
    const party = network.facilities.party[facility];
    const block = access.deliveryBlocks[party * calendar.dayCount + day];
    if (!block?.parcels) return;
    const parcels = granted(block.parcels, 1, perDay, block.keep);
    if (parcels < Infinity) this.tell(visit, key + 1, PARCELS, party, parcels);
  }

  /** Capacity of a key that a leg or a round has told. */
  capacityOf(key: number): number {
    const { calendar, network } = this.workspace;
    let found = Infinity;
    const visit: VisitScarce = (told, _measure, _partnersOf, capacity) => {
      if (told === key) found = capacity;
    };
    if (key < this.hourBase) this.visitRide(Math.floor(key / 4), visit);
    else if (key < this.windowBase) {
      const facility = Math.floor((key - this.hourBase) / this.hoursPerFacility);
      this.tell(visit, key, PARCELS, NONE, wholeUnits(network.facilities.parcelsPerHour[facility]));
    } else if (key < this.dayBase) {
      const point = Math.floor((key - this.windowBase) / this.windowsPerDay / calendar.dayCount);
      this.tell(visit, key, PARCELS, NONE, this.perWindow(point));
    } else {
      const at = Math.floor((key - this.dayBase) / 2);
      this.visitDelivery(Math.floor(at / calendar.dayCount), at % calendar.dayCount, visit);
    }
    return found;
  }

  private perWindow(point: number): number {
    return wholeUnits(this.workspace.agreement?.interchanges[point]?.parcelsPerWindow ?? Infinity);
  }

  private tell(visit: VisitScarce, key: number, measure: number, partnersOf: number, capacity: number): void {
    visit(key, measure, partnersOf, this.taken === undefined ? capacity : capacity - this.taken.of(key));
  }

  /** Nothing of anything. */
  noneTaken(): Taken {
    const { calendar, network } = this.workspace;
    return new Taken(this.hourBase, this.dayBase, network.facilities.count * calendar.dayCount * 2);
  }

  /** Name of a key as docs/model.md section 5 gives it. */
  name(key: number): string {
    const { access, workspace } = this;
    const { calendar, network, parties, agreement } = workspace;
    const date = (day: number): string => formatDate(calendar.firstDay + day);
    const stop = (facility: number): string =>
      `${parties[network.facilities.party[facility]]?.id}:${network.facilities.id[facility]}`;
    if (key < this.hourBase) {
      const leg = access.legOf[Math.floor(key / 4)];
      const trip = access.timetable.what[leg];
      const prefix = ['kg', 'l', 'block-kg', 'block-l'][key % 4];
      const party = parties[network.trips.party[trip]]?.id;
      const day = access.timetable.day[leg];
      return `${prefix}:${party}:${network.trips.id[trip]}@${date(day)}#${access.timetable.at[leg]}`;
    }
    if (key < this.windowBase) {
      const at = key - this.hourBase;
      return `hour:${stop(Math.floor(at / this.hoursPerFacility))}@${at % this.hoursPerFacility}`;
    }
    if (key < this.dayBase) {
      const at = key - this.windowBase;
      const day = Math.floor(at / this.windowsPerDay) % calendar.dayCount;
      const point = Math.floor(at / this.windowsPerDay / calendar.dayCount);
      return `window:${agreement?.interchanges[point]?.id}@${date(day)}#${at % this.windowsPerDay}`;
    }
    const at = Math.floor((key - this.dayBase) / 2);
    const prefix = (key - this.dayBase) % 2 === 0 ? 'day' : 'block-day';
    return `${prefix}:${stop(Math.floor(at / calendar.dayCount))}@${date(at % calendar.dayCount)}`;
  }
}
