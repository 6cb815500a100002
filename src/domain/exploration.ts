import type { Mode } from './network.js';
import type { SweepBase, SweepUnit } from './scenario.js';
import type { Subject } from './subject.js';

/** Scenarios against the workspace as it is. Money in major units throughout, as in a plan's summary. */
export interface Exploration {
  readonly subject: Subject;
  readonly gap: number; // asked for
  readonly seconds: number; // for all of it
  readonly base: Outcome;
  readonly scenarios: readonly Outcome[];
  readonly notes: readonly string[]; // of the workspace
}

/** A figure of the plan that was found, and between which limits that of the best plan certainly lies. */
export interface Interval {
  readonly amount: number;
  readonly low: number;
  readonly high: number;
}

/** What a plan of a workspace, or of a scenario of it, comes to. */
export interface Outcome {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly changes: readonly string[]; // in words, one a line
  readonly parcels: number;
  readonly cost: Interval;
  readonly gap: number | null; // certified, of the cost
  readonly costPerParcel: Interval;
  readonly onTimeShare: number;
  readonly late: number;
  readonly unplanned: number;
  readonly spot: number; // parcels bought outside both networks
  readonly interlined: number;
  readonly transitDays: number | null; // mean
  readonly within: readonly WithinDays[];
  readonly utilisation: Readonly<Record<Mode, number | null>>; // of capacity kilometres
  readonly vehicleKm: number;
  readonly tonneKm: number;
  readonly co2Kg: number;
  readonly alone: Interval; // cost of all parties apart
  readonly gain: Interval; // alone less joint
  readonly gainShare: number; // of the cost alone
  readonly parties: readonly PartyOutcome[];
  readonly coverage: OfficesReached | null; // null where it was not asked for
  readonly difference: Difference | null; // null for the base itself
  readonly seconds: number;
}

/** Parcels delivered within so many days after the one on which they were ready, as a share of all. */
export interface WithinDays {
  readonly days: number;
  readonly share: number;
}

/** Share of all offices that are reached within so many days, as `interline coverage` counts them. */
export interface OfficesReached {
  readonly withinDays: readonly number[];
  readonly apart: readonly number[]; // by the better carrier alone
  readonly joint: readonly number[];
}

export interface PartyOutcome {
  readonly netAlone: number;
  readonly netJoint: number;
  readonly gain: number; // net cost alone less net cost joint
}

/** An outcome less the base's; intervals are certified. */
export interface Difference {
  readonly cost: Interval;
  readonly costPerParcel: Interval;
  readonly gain: Interval;
}

/** A number of the agreement at several values, the workspace's parcels planned at each. */
export interface SweepResult {
  readonly subject: Subject;
  readonly path: string; // of the agreement, as in `capacity[0].kg`
  readonly unit: SweepUnit;
  readonly base: SweepBase | null;
  readonly gap: number;
  readonly seconds: number;
  readonly points: readonly SweptPoint[]; // ascending by value
  readonly knee: Knee | null;
  readonly notes: readonly string[];
}

export interface SweptPoint {
  readonly value: number;
  readonly text: string; // as the file would have it
  readonly outcome: Outcome;
  /** What one unit more takes off the cost at the prices that prove the bound; null where no price tells. */
  readonly marginal: number | null;
}

/** Where more stops paying: up to there a unit brings `before` on average, from there on `after`. */
export interface Knee {
  readonly value: number;
  readonly text: string;
  readonly sure: boolean; // the bend is more than the plans' gaps
  readonly before: number;
  readonly after: number;
}
