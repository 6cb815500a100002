import type { Subject } from './subject.js';

/** What can be full as volume grows. */
export const BOTTLENECK_KINDS = ['departure', 'block', 'interchange', 'office', 'office_block', 'sorting'] as const;
export type BottleneckKind = (typeof BOTTLENECK_KINDS)[number];

/**
 * Volume raised step by step: what the plan of each step comes to, what is full first, and what keeps the promise. Money
 * in major units over the horizon; see docs/growth.md.
 */
export interface Growth extends Subject {
  readonly to: number; // times the volume of the start, after `months`
  readonly months: number;
  readonly gap: number; // asked for
  readonly seconds: number; // for all of it
  readonly promise: GrowthPromise;
  readonly steps: readonly GrowthStep[]; // ascending months, the first is the start
  readonly bottlenecks: readonly Bottleneck[]; // by the step in which they first bind, then by worth
  readonly notes: readonly string[]; // of the workspace
}

/** Shares of all parcels that are to be kept. */
export interface GrowthPromise {
  readonly onTimeShare: number; // at least
  readonly unplannedShare: number; // at most
  /** `start`: as at the start; `agreement`: its service target on time; `given`: asked for. */
  readonly from: 'start' | 'agreement' | 'given';
}

export interface GrowthStep {
  readonly month: number;
  readonly times: number;
  readonly parcels: number;
  readonly asIs: GrowthOutcome; // over the networks and the agreement as they are
  readonly kept: boolean; // as it is
  /** Things that bind, by kind. */
  readonly binding: Readonly<Record<BottleneckKind, number>>;
  /** What keeps the promise where it would be broken. */
  readonly remedy: Remedy | null;
}

/** What a plan comes to. */
export interface GrowthOutcome {
  readonly cost: number;
  readonly gap: number; // certified, of what was minimised
  readonly costPerParcel: number;
  readonly onTimeShare: number;
  readonly lateShare: number;
  readonly unplannedShare: number;
  readonly spotShare: number;
}

/** The cheapest runs and clauses found that keep the promise, and the plan with them. */
export interface Remedy {
  readonly keeps: boolean; // false: no set was found; this one comes nearest
  readonly outcome: GrowthOutcome; // runs are part of its cost
  /** Lateness was weighed so many times its price; 1: the runs pay for themselves. */
  readonly lateTimes: number;
  readonly runs: readonly AddedRuns[]; // dearest first
  readonly runCost: number;
  readonly clauses: readonly RaisedClause[]; // most valuable first
}

/** Runs added to one trip over the horizon. */
export interface AddedRuns {
  readonly party: string;
  readonly trip: string;
  readonly name: string;
  readonly runs: number;
  readonly days: number; // on which any is added
  readonly cost: number;
  readonly offered: boolean; // by options.txt; otherwise at what a run of the vehicle costs
}

/** A clause that has to grant more. */
export interface RaisedClause {
  readonly clause: string; // where it stands: `capacity[3].kg`
  readonly on: string; // pattern of trips, `delivery`, or the interchange
  readonly says: string; // as it is
  readonly times: number; // of what it grants, where most is used
  readonly worth: number; // of a tenth more, as it is
  /** What a plan without it comes to, all else of the remedy being there; null where the search ended before. */
  readonly without: { readonly cost: number /* more */; readonly keeps: boolean } | null;
}

/** Something that is full on some days of a step. */
export interface Bottleneck {
  readonly kind: BottleneckKind;
  readonly party: string; // whose it is; empty for an interchange
  readonly id: string; // trip, facility or interchange
  readonly name: string;
  readonly firstMonth: number;
  /** [step] departures, rounds or windows of the horizon that bind. */
  readonly binding: readonly number[];
  /** [step] worth of a tenth more capacity. */
  readonly worth: readonly number[];
}
