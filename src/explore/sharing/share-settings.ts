import type { Certificate, Plan } from '../../domain/plan.js';

export interface ShareSettings {
  readonly gap: number; // stop planning a coalition when cost and bound are this close
  readonly seconds: number; // to search, for all coalitions together
  readonly threads: number;
  readonly signal: AbortSignal; // aborted: the best plans found so far count
  /** Pairs of orders that are sampled where there are more than five parties. */
  readonly orderPairs: number;
  readonly onProgress: (progress: CoalitionProgress) => void;
}

/** A joint plan, and the prices that prove its bound. */
export interface JointPlan {
  readonly plan: Plan;
  readonly certificate: Certificate;
}

export interface CoalitionProgress {
  readonly members: readonly string[]; // party ids
  readonly done: number; // coalitions planned before this one
  readonly count: number;
}
