import type { Interchange } from './agreement.js';

/**
 * Where carriers should meet next. Cross-network flows, parcels that may use a partner's network, each take the cheapest
 * way: over an interchange point, over their own network, or outside both. Money in minor units; docs/siting.md says what
 * costs are made of.
 */
export interface Siting {
  readonly flows: number; // cross-network flows
  readonly parcels: number; // of all flows
  readonly reachKm: number; // facilities of two parties this close can meet
  /** Points of the agreement in its order, then candidates. */
  readonly points: readonly SitePoint[];
  readonly existingCount: number;
  readonly costNow: number; // of all flows, with the existing points only
  readonly useNow: PointUse; // of the existing points
  /** The cheapest sets of added points, cheapest first; rows are empty where no candidate is. */
  readonly sets: readonly SitedSet[];
  readonly bound: number; // no set of so many added points costs less
  readonly proved: boolean; // the first set is a cheapest one
  readonly allProved: boolean; // no other set is cheaper than any of these
  readonly planNow: SitingPlan; // with the existing points only
  readonly seconds: number; // for the proof, without the plans
}

export interface SitePoint {
  /** As an agreement would state it; proposed terms are those of an existing point. */
  readonly interchange: Interchange;
  readonly name: string;
  readonly lonLat: readonly [number, number] | undefined; // degrees
  readonly kmApart: number; // between its facilities
}

/** How flows use the open points in their cheapest ways, by position in a list of points. */
export interface PointUse {
  readonly parcels: readonly number[];
  readonly worth: readonly number[]; // what all flows would pay more without this point
}

/** Points that are added together. */
export interface SitedSet {
  readonly points: readonly number[]; // indices into Siting.points, ascending
  readonly cost: number; // of all flows
  readonly use: PointUse; // existing points first, then `points`
  readonly plan: SitingPlan;
}

/** The joint plan of all parcels with some points: what really happens within every capacity and timetable. */
export interface SitingPlan {
  readonly cost: number;
  readonly bound: number; // no plan with these points costs less
  readonly parcels: number;
  readonly onTime: number;
  readonly late: number;
  readonly unplanned: number;
  readonly tendered: readonly number[]; // parcels by point, existing ones first
  readonly seconds: number;
}
