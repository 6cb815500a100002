import { NONE } from '../../base/none.js';
import type { Access } from '../network/access.js';
import type { Demand } from '../demand/demand.js';
import { GrowingNumbers } from '../growing.js';
import type { LastMile } from './last-mile.js';
import { GRAMS, MILLILITRES, PARCELS, type ScarceKeys, type VisitScarce } from '../compile/scarce.js';
import { TRANSFER } from '../network/timetable.js';

const UNASKED = 0;
const NEVER_FULL = 1;
const COULD_FILL = 2;

/**
 * What could be full below the gates. The most that can ever be asked of a run is the demand of all postal codes that
 * it can serve, on any day; what stays below its capacity even then needs no watching.
 */
export class LastMileUse {
  private readonly possible: readonly Float64Array[]; // [measure][call] of everybody
  private readonly possiblePartners: readonly Float64Array[]; // [measure][call] of partners of the trip's party
  private readonly stamp: Int32Array; // [call] last code that was counted
  private readonly atFacility: Float64Array; // [facility] parcels of codes with a way through it
  private readonly facilityStamp: Int32Array;
  private readonly delivered: Float64Array; // [facility * 2] parcels of the codes it delivers: of all, of partners
  private readonly deliveredStamp: Int32Array; // [facility]
  private readonly legState: Uint8Array; // [access leg]
  private readonly scratch = new GrowingNumbers();
  /** What a visitor looks at: set before each visit, because one visitor serves millions. */
  private readonly seen = { call: NONE, facility: NONE, found: new GrowingNumbers() };

  constructor(
    private readonly access: Access,
    private readonly keys: ScarceKeys,
    private readonly demand: Demand,
    private readonly lastMile: LastMile,
  ) {
    const { calls, facilities } = access.workspace.network;
    const byCall = (): Float64Array[] => [GRAMS, MILLILITRES, PARCELS].map(() => new Float64Array(calls.count));
    this.possible = byCall();
    this.possiblePartners = byCall();
    this.stamp = new Int32Array(calls.count).fill(NONE);
    this.atFacility = new Float64Array(facilities.count);
    this.facilityStamp = new Int32Array(facilities.count).fill(NONE);
    this.delivered = new Float64Array(facilities.count * 2);
    this.deliveredStamp = new Int32Array(facilities.count).fill(NONE);
    this.legState = new Uint8Array(access.legOf.length);
  }

  /** Counts a postal code's demand on every run that leads to offices which deliver it, and at these. */
  count(code: number, rows: readonly number[]): void {
    const { facility } = this.access.workspace.network.deliveries;
    const { firstEntry, nextEntry, lastWay, previousWay, pattern } = this.lastMile;
    const { nodeOf } = this.access;
    for (const row of rows) {
      const node = nodeOf[facility[row]];
      for (let entry = firstEntry[node]; entry !== NONE; entry = nextEntry[entry]) {
        let counted = NONE;
        for (let way = lastWay[entry]; way !== NONE; way = previousWay[way]) {
          if (pattern[way] !== counted) this.countWay(code, way);
          counted = pattern[way];
        }
      }
    }
    this.countDelivered(code);
  }

  private countWay(code: number, way: number): void {
    const { timetable, legOf, workspace } = this.access;
    const { trips } = workspace.network;
    const { leg: legs, firstLeg } = this.lastMile;
    const end = firstLeg[way + 1];
    for (let i = firstLeg[way]; i < end; i++) {
      const leg = legOf[legs[i]];
      if (timetable.kind[leg] === TRANSFER) continue;
      const to = timetable.to[leg];
      if (this.facilityStamp[to] !== code) {
        this.facilityStamp[to] = code;
        this.atFacility[to] = this.atFacility[to] + this.demand.ofCode(code, PARCELS, NONE);
      }
      const trip = timetable.what[leg];
      const call = trips.firstCall[trip] + timetable.at[leg];
      if (this.stamp[call] === code) continue;
      this.stamp[call] = code;
      const party = trips.party[trip];
      for (let measure = 0; measure < 3; measure++) {
        const all = this.possible[measure];
        const partners = this.possiblePartners[measure];
        all[call] = all[call] + this.demand.ofCode(code, measure, NONE);
        partners[call] = partners[call] + this.demand.ofCode(code, measure, party);
      }
    }
  }

  /** Adds a code's parcels to every facility with a row for it, once. */
  private countDelivered(code: number): void {
    const { deliveries, workspace } = this.access;
    const { facilities, deliveries: rows } = workspace.network;
    const { delivered, demand } = this;
    for (let at = deliveries.first[code]; at < deliveries.first[code + 1]; at++) {
      const facility = rows.facility[deliveries.row[at]];
      if (this.deliveredStamp[facility] === code) continue;
      this.deliveredStamp[facility] = code;
      const party = facilities.party[facility];
      delivered[facility * 2] = delivered[facility * 2] + demand.ofCode(code, PARCELS, NONE);
      delivered[facility * 2 + 1] = delivered[facility * 2 + 1] + demand.ofCode(code, PARCELS, party);
    }
  }

  /** Adds the keys that a way uses and that could be full; rides and unloads in travel order. */
  keysOfWay(way: number, found: GrowingNumbers): void {
    const { leg, firstLeg } = this.lastMile;
    const first = firstLeg[way];
    const end = firstLeg[way + 1];
    let i = first;
    while (i < end && this.stateOf(leg[i]) === NEVER_FULL) i++;
    if (i === end) return;
    for (i = first; i < end; i++) {
      const at = leg[i];
      const aboard = i + 1 < end && this.keys.staysAboard(at, leg[i + 1]);
      this.keysOfLeg(at, !aboard, found);
    }
  }

  private stateOf(at: number): number {
    if (this.legState[at] === UNASKED) {
      this.scratch.clear();
      this.keysOfLeg(at, true, this.scratch);
      this.legState[at] = this.scratch.count > 0 ? COULD_FILL : NEVER_FULL;
    }
    return this.legState[at];
  }

  private keysOfLeg(at: number, unloaded: boolean, found: GrowingNumbers): void {
    const { timetable, legOf, workspace } = this.access;
    const { seen } = this;
    const leg = legOf[at];
    seen.found = found;
    seen.call = NONE;
    if (timetable.kind[leg] !== TRANSFER) {
      const trip = timetable.what[leg];
      seen.call = workspace.network.trips.firstCall[trip] + timetable.at[leg];
    }
    this.keys.visitRide(at, this.visitRide);
    if (!unloaded) return;
    seen.facility = timetable.to[leg];
    this.keys.visitUnload(at, this.visitUnload);
  }

  /** Adds the keys of a facility's delivery round that could be full. */
  keysOfRound(facility: number, day: number, found: GrowingNumbers): void {
    this.seen.found = found;
    this.seen.facility = facility;
    this.keys.visitDelivery(facility, day, this.visitRound);
  }

  private readonly visitRide: VisitScarce = (key, measure, partnersOf, capacity) => {
    const { call, found } = this.seen;
    const table = partnersOf === NONE ? this.possible : this.possiblePartners;
    if (call === NONE || table[measure][call] > capacity) found.push(key);
  };

  private readonly visitUnload: VisitScarce = (key, _measure, _partnersOf, capacity) => {
    const { facility, found } = this.seen;
    if (this.atFacility[facility] > capacity) found.push(key);
  };

  private readonly visitRound: VisitScarce = (key, _measure, partnersOf, capacity) => {
    const { facility, found } = this.seen;
    if (this.delivered[facility * 2 + (partnersOf === NONE ? 0 : 1)] > capacity) found.push(key);
  };
}
