import { NONE } from '../../base/none.js';
import type { Access } from '../network/access.js';
import type { Demand } from '../demand/demand.js';
import { GrowingNumbers } from '../growing.js';
import type { LastMile } from './last-mile.js';
import { PARCELS, type ScarceKeys, type VisitScarce } from '../compile/scarce.js';

const MEASURES = 3; // grams, millilitres, parcels

/**
 * What could be full below the gates. The most that can ever be asked of a run is the demand of all postal codes that
 * it can serve, on any day; what stays below its capacity even then needs no watching.
 */
export class LastMileUse {
  private readonly possible: Float64Array; // [call * 6 + measure] of everybody, + 3 of partners of the trip's party
  private readonly patternStamp: Int32Array; // [pattern] last code that was counted
  private readonly stamp: Int32Array; // [call] last code that was counted
  private readonly atFacility: Float64Array; // [facility] parcels of codes with a way through it
  private readonly facilityStamp: Int32Array;
  private readonly delivered: Float64Array; // [facility * 2] parcels of the codes it delivers: of all, of partners
  private readonly deliveredStamp: Int32Array; // [facility]
  /** [way] the last of it and those it goes on from that uses what could be full, or NONE; made when all is counted. */
  private scarceWay: Int32Array | undefined;
  private readonly path: number[] = []; // scarce ways of a way, the last one first
  /** What a visitor looks at: set before each visit, because one visitor serves millions. */
  private readonly seen = { call: NONE, facility: NONE, found: new GrowingNumbers() };

  constructor(
    private readonly access: Access,
    private readonly keys: ScarceKeys,
    private readonly demand: Demand,
    private readonly lastMile: LastMile,
  ) {
    const { calls, facilities } = access.workspace.network;
    this.patternStamp = new Int32Array(lastMile.patterns.count).fill(NONE);
    this.possible = new Float64Array(calls.count * 2 * MEASURES);
    this.stamp = new Int32Array(calls.count).fill(NONE);
    this.atFacility = new Float64Array(facilities.count);
    this.facilityStamp = new Int32Array(facilities.count).fill(NONE);
    this.delivered = new Float64Array(facilities.count * 2);
    this.deliveredStamp = new Int32Array(facilities.count).fill(NONE);
  }

  /** Counts a postal code's demand on every run that leads to offices which deliver it, and at these. */
  count(code: number, rows: readonly number[]): void {
    const { facility } = this.access.workspace.network.deliveries;
    const { firstEntry, nextEntry, firstOfEntry, wayOfEntry, pattern, patternCount } = this.lastMile;
    const { nodeOf } = this.access;
    const bound = this.demand.ofCode(code);
    for (const row of rows) {
      for (let entry = firstEntry[nodeOf[facility[row]]]; entry !== NONE; entry = nextEntry[entry]) {
        // Most entries have one pattern, which the first way tells.
        const end = patternCount[entry] > 1 ? firstOfEntry[entry + 1] : firstOfEntry[entry] + patternCount[entry];
        for (let at = firstOfEntry[entry]; at < end; at++) this.countPattern(code, bound, pattern[wayOfEntry[at]]);
      }
    }
    this.countDelivered(code, bound);
  }

  /** Counts a code on the calls of a pattern and of all that it goes on from. */
  private countPattern(code: number, bound: Float64Array, last: number): void {
    const { before, leg } = this.lastMile.patterns;
    const { patternStamp, possible, access } = this;
    const { legs, call: callOf, tripOf, facilityOf } = access;
    const { trips } = access.workspace.network;
    for (let pattern = last; pattern !== NONE && patternStamp[pattern] !== code; pattern = before[pattern]) {
      patternStamp[pattern] = code;
      const call = callOf[leg[pattern]];
      if (call >= this.stamp.length) continue; // a tender
      const to = facilityOf[legs.to[leg[pattern]]];
      if (this.facilityStamp[to] !== code) {
        this.facilityStamp[to] = code;
        this.atFacility[to] = this.atFacility[to] + bound[PARCELS];
      }
      if (this.stamp[call] === code) continue;
      this.stamp[call] = code;
      const partners = (trips.party[tripOf[call]] + 1) * MEASURES;
      const at = call * 2 * MEASURES;
      for (let measure = 0; measure < MEASURES; measure++) {
        possible[at + measure] = possible[at + measure] + bound[measure];
        possible[at + MEASURES + measure] = possible[at + MEASURES + measure] + bound[partners + measure];
      }
    }
  }

  /** Adds a code's parcels to every facility with a row for it, once. */
  private countDelivered(code: number, bound: Float64Array): void {
    const { deliveries, workspace } = this.access;
    const { facilities, deliveries: rows } = workspace.network;
    const { delivered } = this;
    for (let at = deliveries.first[code]; at < deliveries.first[code + 1]; at++) {
      const facility = rows.facility[deliveries.row[at]];
      if (this.deliveredStamp[facility] === code) continue;
      this.deliveredStamp[facility] = code;
      const party = facilities.party[facility];
      delivered[facility * 2] = delivered[facility * 2] + bound[PARCELS];
      delivered[facility * 2 + 1] = delivered[facility * 2 + 1] + bound[(party + 1) * MEASURES + PARCELS];
    }
  }

  /** Adds the keys that a way uses and that could be full; rides and unloads in travel order. */
  keysOfWay(way: number, found: GrowingNumbers): void {
    const { leg, before } = this.lastMile;
    const { path, seen } = this;
    const scarceWay = (this.scarceWay ??= this.findScarceWays());
    for (let at = scarceWay[way]; at !== NONE; at = before[at] === NONE ? NONE : scarceWay[before[at]]) path.push(at);
    seen.found = found;
    for (let at = path.pop(); at !== undefined; at = path.pop()) this.visitOwn(at);
    this.unloadFrom(leg[way]);
  }

  private findScarceWays(): Int32Array {
    const { leg, before } = this.lastMile;
    const scarceWay = new Int32Array(leg.length);
    const found = new GrowingNumbers();
    this.seen.found = found;
    for (let way = 0; way < leg.length; way++) {
      found.clear();
      this.visitOwn(way);
      if (found.count > 0) scarceWay[way] = way;
      else scarceWay[way] = before[way] === NONE ? NONE : scarceWay[before[way]];
    }
    return scarceWay;
  }

  /** Visits what a way uses beyond the one it goes on from: being unloaded there, unless it stays aboard, and its ride. */
  private visitOwn(way: number): void {
    const { leg, before } = this.lastMile;
    const at = leg[way];
    if (before[way] !== NONE && this.access.legs.through[at] !== leg[before[way]]) this.unloadFrom(leg[before[way]]);
    this.seen.call = this.access.call[at];
    this.keys.visitRide(at, this.visitRide);
  }

  private unloadFrom(at: number): void {
    const { legs, facilityOf } = this.access;
    this.seen.facility = facilityOf[legs.to[at]];
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
    const asked = this.possible[(call * 2 + (partnersOf === NONE ? 0 : 1)) * MEASURES + measure];
    if (call >= this.stamp.length || asked > capacity) found.push(key); // tenders are not counted
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
