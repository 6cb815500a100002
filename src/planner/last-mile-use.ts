import { GRAMS, MILLILITRES, PARCELS, type ScarceKeys } from './scarce.js';
import { NONE } from '../base/none.js';
import type { Access } from './access.js';
import type { Demand } from './demand.js';
import { staysAboard } from './rate-table.js';
import { TRANSFER } from './timetable.js';

const NO_KEYS: readonly number[] = [];

/**
 * What could be full below the gates. The most that can ever be asked of a run is the demand of all postal codes that
 * it can serve, on any day; what stays below its capacity even then needs no watching.
 */
export class LastMileUse {
  private readonly access: Access;
  private readonly keys: ScarceKeys;
  private readonly demand: Demand;
  private readonly possible: readonly Float64Array[]; // [measure][call] of everybody
  private readonly possiblePartners: readonly Float64Array[]; // [measure][call] of partners of the trip's party
  private readonly stamp: Int32Array; // [call] last code that was counted
  private readonly atFacility: Float64Array; // [facility] parcels of codes with a way through it
  private readonly facilityStamp: Int32Array;
  private readonly legState: Uint8Array; // [access leg] 0 not asked yet, 1 never full, 2 could be full
  private readonly deliveredBy = new Map<number, readonly number[]>(); // facility -> parcels of all, of partners

  constructor(access: Access, keys: ScarceKeys, demand: Demand) {
    this.access = access;
    this.keys = keys;
    this.demand = demand;
    const { calls, facilities } = access.workspace.network;
    this.possible = [GRAMS, MILLILITRES, PARCELS].map(() => new Float64Array(calls.count));
    this.possiblePartners = [GRAMS, MILLILITRES, PARCELS].map(() => new Float64Array(calls.count));
    this.stamp = new Int32Array(calls.count).fill(NONE);
    this.atFacility = new Float64Array(facilities.count);
    this.facilityStamp = new Int32Array(facilities.count).fill(NONE);
    this.legState = new Uint8Array(access.legOf.length);
  }

  /** Counts a postal code's demand on every run of a way; codes must be told one after another. */
  count(code: number, legs: readonly number[]): void {
    const { timetable, legOf, workspace } = this.access;
    const { trips } = workspace.network;
    for (const at of legs) {
      const leg = legOf[at] as number;
      if (timetable.kind[leg] === TRANSFER) continue;
      const trip = timetable.what[leg] as number;
      const call = (trips.firstCall[trip] as number) + (timetable.at[leg] as number);
      const to = timetable.to[leg] as number;
      if (this.facilityStamp[to] !== code) {
        this.facilityStamp[to] = code;
        this.atFacility[to] = (this.atFacility[to] as number) + this.demand.ofCode(code, PARCELS, NONE);
      }
      if (this.stamp[call] === code) continue;
      this.stamp[call] = code;
      const party = trips.party[trip] as number;
      for (let measure = 0; measure < 3; measure++) {
        const [all, partners] = [this.possible[measure], this.possiblePartners[measure]] as [
          Float64Array,
          Float64Array,
        ];
        all[call] = (all[call] as number) + this.demand.ofCode(code, measure, NONE);
        partners[call] = (partners[call] as number) + this.demand.ofCode(code, measure, party);
      }
    }
  }

  /** Keys that a way uses and that could be full. */
  keysOfWay(legs: readonly number[]): readonly number[] {
    if (legs.every((at) => this.neverFull(at))) return NO_KEYS;
    const found: number[] = [];
    legs.forEach((at, i) => this.keysOfLeg(at, !staysAboard(this.keys, legs, i), found));
    return found;
  }

  private neverFull(at: number): boolean {
    if (this.legState[at] === 0) {
      const found: number[] = [];
      this.keysOfLeg(at, true, found);
      this.legState[at] = found.length > 0 ? 2 : 1;
    }
    return this.legState[at] === 1;
  }

  private keysOfLeg(at: number, unloaded: boolean, found: number[]): void {
    const { timetable, legOf, workspace } = this.access;
    const leg = legOf[at] as number;
    const transfer = timetable.kind[leg] === TRANSFER;
    const trip = timetable.what[leg] as number;
    const call = transfer ? 0 : (workspace.network.trips.firstCall[trip] as number) + (timetable.at[leg] as number);
    this.keys.visitRide(at, (key, measure, partnersOf, capacity) => {
      const table = partnersOf === NONE ? this.possible : this.possiblePartners;
      if (transfer || ((table[measure] as Float64Array)[call] as number) > capacity) found.push(key);
    });
    if (!unloaded) return;
    const to = timetable.to[leg] as number;
    this.keys.visitUnload(at, (key, _measure, _partnersOf, capacity) => {
      if ((this.atFacility[to] as number) > capacity) found.push(key);
    });
  }

  /** Keys of a facility's delivery round that could be full. */
  keysOfRound(facility: number, day: number): readonly number[] {
    const found: number[] = [];
    let parcels = this.deliveredBy.get(facility);
    if (!parcels) {
      const party = this.access.workspace.network.facilities.party[facility] as number;
      parcels = [this.demand.ofFacility(facility, PARCELS, NONE), this.demand.ofFacility(facility, PARCELS, party)];
      this.deliveredBy.set(facility, parcels);
    }
    const [all, partners] = parcels as [number, number];
    this.keys.visitDelivery(facility, day, (key, _measure, partnersOf, capacity) => {
      if ((partnersOf === NONE ? all : partners) > capacity) found.push(key);
    });
    return found.length === 0 ? NO_KEYS : found;
  }
}
