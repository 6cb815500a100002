import { GRAMS, MILLILITRES, PARCELS, type ScarceKeys } from './scarce.js';
import { NONE } from '../base/none.js';
import type { Access } from './access.js';
import type { Demand } from './demand.js';
import { staysAboard } from './rate-table.js';
import { TRANSFER } from './timetable.js';

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
  keysOfWay(legs: readonly number[]): number[] {
    const found: number[] = [];
    legs.forEach((at, i) => {
      const leg = this.access.legOf[at] as number;
      if (this.legState[at] !== 1) this.keysOfLeg(at, found);
      const to = this.access.timetable.to[leg] as number;
      if (staysAboard(this.keys, legs, i)) return;
      this.keys.visitUnload(at, (key, _measure, _partnersOf, capacity) => {
        if ((this.atFacility[to] as number) > capacity) found.push(key);
      });
    });
    return found;
  }

  private keysOfLeg(at: number, found: number[]): void {
    const { timetable, legOf, workspace } = this.access;
    const leg = legOf[at] as number;
    const transfer = timetable.kind[leg] === TRANSFER;
    const trip = timetable.what[leg] as number;
    const call = transfer ? 0 : (workspace.network.trips.firstCall[trip] as number) + (timetable.at[leg] as number);
    const before = found.length;
    this.keys.visitRide(at, (key, measure, partnersOf, capacity) => {
      const table = partnersOf === NONE ? this.possible : this.possiblePartners;
      if (transfer || ((table[measure] as Float64Array)[call] as number) > capacity) found.push(key);
    });
    this.legState[at] = found.length > before ? 2 : 1;
  }

  /** Keys of a facility's delivery round that could be full. */
  keysOfRound(facility: number, day: number): number[] {
    const found: number[] = [];
    this.keys.visitDelivery(facility, day, (key, measure, partnersOf, capacity) => {
      if (this.demand.ofFacility(facility, measure, partnersOf) > capacity) found.push(key);
    });
    return found;
  }
}
