import type { CapacityUse } from '../../report/capacity-use.js';
import type { InterchangeUse } from '../../report/interchange-use.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Cause } from './cause.js';

/** What a planning thread is given. Columns are on shared memory. */
export interface PlanningWork {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  /** Organisations by party index. */
  readonly partyIds: readonly string[];
  /** Parties whose shipments are planned, by index. */
  readonly planned: readonly number[];
  readonly gap: number;
  readonly seconds: number;
  readonly threads: number;
  /** Where the results go. */
  readonly folder: string;
  /** Folder of the plan that is made again; undefined: everything is planned. */
  readonly earlier: string | undefined;
  /** [1] on shared memory; 1 once somebody is content with the best so far. */
  readonly enough: Int32Array;
}

/** What a plan is busy with; each party alone is `PARTY alone`. */
export type PlanningStage =
  | 'gathering'
  | 'laying_out'
  | 'joint'
  | `${string} alone`
  | 'checking'
  | 'writing'
  | 'keeping';

/**
 * How far a thread is. Gap, cost and bound are those of the best plan so far; the last two, in minor money, are sums over all parties,
 * so they stay inside the process.
 */
export interface PlanningProgress {
  readonly stage: PlanningStage;
  readonly round: number;
  readonly gap: number | null;
  readonly seconds: number;
  readonly cost: number | null;
  readonly bound: number | null;
}

/** What all parties may know of it: cost and bound as shares of the first whole plan's cost. */
export interface ToldProgress extends Pick<PlanningProgress, 'stage' | 'round' | 'gap' | 'seconds'> {
  readonly best_index: number | null;
  readonly bound_index: number | null;
}

/** Counts of parcels. */
export interface PlanCounts {
  readonly parcels: number;
  readonly on_time: number;
  readonly late: number;
  readonly unplanned: number;
}

/** What all parties may know of a plan. */
export interface PlanTotals extends PlanCounts {
  readonly gap: number | null;
  readonly seconds: number;
  readonly planned_anew: number | null;
}

/** How much of what the agreement's clauses grant a plan uses, by all its parties together. */
export interface ClauseUses {
  readonly interchanges: readonly InterchangeUse[];
  readonly capacity: readonly CapacityUse[];
}

/** What is kept of a plan that was made. */
export interface PlanSummary extends PlanTotals {
  readonly left_out: number;
  /** Absent of plans that were made before it was counted. */
  readonly uses?: ClauseUses;
}

/** What one party may know of its own part. Money in minor units. */
export interface PlanFigures extends PlanCounts {
  readonly cost_minor: number;
  readonly cost_alone_minor: number | null;
  readonly charges_paid_minor: number;
  readonly charges_received_minor: number;
  readonly interlined: number;
}

/** A plan that was made; its files are in the folder. */
export interface PlanningResult {
  /** What the audit found, from the raw tables and without the solver; a plan with findings is never used. */
  readonly findings: readonly string[];
  readonly totals: PlanTotals;
  readonly uses: ClauseUses;
  readonly parts: readonly PlanningPart[];
}

/** One party's part of a plan. */
export interface PlanningPart {
  readonly party: number; // index
  readonly figures: PlanFigures;
  readonly causes: readonly Cause[];
  readonly routeFiles: readonly string[]; // paths; each a JSON list of rows of `plan_routes`
  readonly folder: string; // its own shipments' plan, as `interline plan` writes one
}

export type PlanningReport =
  | { readonly kind: 'progress'; readonly progress: PlanningProgress }
  | { readonly kind: 'made'; readonly result: PlanningResult };

/** What a party may see moving, as pages draw it, compressed. */
export const FLOWS_FILE = 'flows.br';

/**
 * Files of a party's part that are kept. Loads of the partner's departures are not among them: they tell of its own traffic. All but flows
 * are handed out.
 */
export const PART_FILES = [
  FLOWS_FILE,
  'summary.json',
  'routes.parquet',
  'parts.parquet',
  'opened_runs.csv',
  'shipments.csv',
] as const;

/** Files of a whole plan that another one can be based on. */
export const WHOLE_FILES = ['routes.parquet', 'parts.parquet', 'opened_runs.csv', 'certificate.json'] as const;
