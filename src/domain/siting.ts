import type { Interval } from './exploration.js';
import type { Subject } from './subject.js';

/**
 * Where carriers should meet next. Cross-network flows, parcels that may use a partner's network, each take the cheapest
 * way: over an interchange point, over their own network, or outside both. Money in major units; docs/siting.md says what
 * costs are made of.
 */
export interface Siting extends Subject {
  readonly flows: number; // cross-network flows
  readonly parcels: number; // of all flows
  readonly reachKm: number; // facilities of two parties this close can meet
  readonly existing: readonly ExistingPoint[]; // in the agreement's order
  readonly candidates: readonly SitePoint[];
  readonly leftOut: number; // pairs in reach that are farther apart than the candidates, of which there are enough
  readonly costNow: number; // of all flows, with the existing points only
  /** The cheapest sets of candidates to add, cheapest first; empty where no facilities can meet, or nothing changes hands. */
  readonly sets: readonly SitedSet[];
  readonly bound: number; // with so many points added, all flows pay no less
  readonly proved: boolean; // the first set is a cheapest one
  readonly allProved: boolean; // no other set is cheaper than any of these
  readonly planNow: SitingPlan; // with the existing points only
  readonly seconds: number; // for costs and proof, without the plans
  /** The first set as entries of the agreement's `interchange`, in YAML. */
  readonly proposal: string;
}

/** A place where facilities of parties meet or could. */
export interface SitePoint {
  readonly id: string; // as the agreement names it, or would
  readonly name: string;
  readonly facilities: readonly { readonly party: string; readonly id: string; readonly name: string }[];
  readonly kmApart: number; // between them
  readonly lon: number | null; // degrees
  readonly lat: number | null; // degrees
}

/** A point of the agreement: what it is worth while nothing is added. */
export interface ExistingPoint extends SitePoint {
  readonly use: PointUse;
}

/** How flows use a point when each takes its cheapest way. */
export interface PointUse {
  readonly parcels: number;
  readonly worth: number; // what all flows would pay more without the point
}

/** Candidates that are added together. */
export interface SitedSet {
  readonly points: readonly number[]; // indices of candidates, ascending
  readonly cost: number; // of all flows
  readonly use: readonly PointUse[]; // of `points`
  readonly existingUse: readonly PointUse[]; // of the existing points, once these are there
  readonly plan: SitingPlan;
  readonly planSaving: Interval; // against the plan with the existing points only
}

/** The joint plan of all parcels with some points: what happens within every capacity and timetable. */
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
