import type { Certificate, Plan } from '../domain/plan.js';
import type { Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import type { Access } from '../planner/access.js';
import { accessOf } from '../planner/access.js';
import type { Scope } from '../planner/classes.js';
import { compile } from '../planner/compile.js';
import { solve } from '../planner/solve.js';
import { timetableOf } from '../planner/timetable.js';
import { unionPlan } from '../planner/union-plan.js';
import { ThreadedFinder } from './threaded-finder.js';

export interface PlanSettings {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // to search, for all plans together
  readonly threads: number;
  /** Aborted: the plans end with the best found so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PlanProgress) => void;
}

/** Where the solver stands; money in minor units. */
export interface PlanProgress {
  readonly stage: string; // which plan is being made, e.g. `joint`
  readonly round: number;
  readonly cost: number; // of the best whole-parcel plan so far
  readonly bound: number; // no plan can cost less
  readonly seconds: number; // since planning started
}

/** A plan with what was proved about it. */
export interface PlannedScope {
  readonly plan: Plan;
  readonly cost: number; // minor money
  readonly bound: number; // minor money
  readonly certificate: Certificate; // proves the bound
  readonly seconds: number;
  readonly rounds: readonly { readonly seconds: number; readonly cost: number; readonly bound: number }[];
}

export interface PlanResult {
  readonly joint: PlannedScope;
  readonly alone: readonly PlannedScope[]; // by party index
}

const ROUNDS_MAX = 10_000;

/** Share of the time that the joint plan may take; the plans of each party alone share what is left. */
const JOINT_SHARE = 0.7;

/** Plans all shipments jointly, and each party's over its own network. */
export async function planWorkspace(
  workspace: Workspace,
  shipments: Shipments,
  settings: PlanSettings,
): Promise<PlanResult> {
  const planning = new Planning(workspace, shipments, settings);
  const joint = await planning.plan('joint', settings.seconds * JOINT_SHARE);
  const alone: PlannedScope[] = [];
  for (let party = 0; party < workspace.parties.length; party++) {
    alone.push(await planning.plan(party, planning.secondsLeft / (workspace.parties.length - party)));
  }
  return { joint: noDearerThan(alone, joint, shipments), alone };
}

/** The joint plan, or all parties' own plans together where whole parcels came out cheaper that way. */
function noDearerThan(alone: readonly PlannedScope[], joint: PlannedScope, shipments: Shipments): PlannedScope {
  const cost = alone.reduce((sum, planned) => sum + planned.cost, 0);
  if (cost >= joint.cost) return joint;
  const plans = alone.map(({ plan }) => plan);
  return { ...joint, cost, plan: unionPlan(shipments, plans) };
}

/** One workspace's plans against one allowance of time. */
class Planning {
  secondsLeft: number;
  private readonly access: Access;
  private readonly startMs = performance.now();

  constructor(
    private readonly workspace: Workspace,
    private readonly shipments: Shipments,
    private readonly settings: PlanSettings,
  ) {
    this.secondsLeft = settings.seconds;
    this.access = accessOf(workspace, timetableOf(workspace));
  }

  /** Plans a scope until the gap is reached or the allowance is used; the allowance is for the search alone. */
  async plan(scope: Scope, allowanceSec: number): Promise<PlannedScope> {
    const { workspace, shipments, settings } = this;
    const startSec = this.elapsedSec();
    const stage = scope === 'joint' ? 'joint' : `${workspace.parties[scope]?.id} alone`;
    const rounds: { seconds: number; cost: number; bound: number }[] = [];
    const compiled = compile(workspace, this.access, shipments, scope);
    const finder = ThreadedFinder.open(compiled.problem, settings.threads);
    const searchSec = this.elapsedSec();
    try {
      const { plan, cost, bound, certificate } = await solve(workspace, compiled, shipments, finder, {
        gap: settings.gap,
        roundsMax: ROUNDS_MAX,
        stop: () => settings.signal.aborted || this.elapsedSec() - searchSec > allowanceSec,
        secondsLeft: () => allowanceSec - (this.elapsedSec() - searchSec),
        onRound: ({ round, cost: best, bound: proven }) => {
          rounds.push({ seconds: this.elapsedSec() - startSec, cost: best, bound: proven });
          settings.onProgress({ stage, round, cost: best, bound: proven, seconds: this.elapsedSec() });
        },
      });
      return { plan, cost, bound, certificate, seconds: this.elapsedSec() - startSec, rounds };
    } finally {
      this.secondsLeft -= this.elapsedSec() - searchSec;
      await finder.close();
    }
  }

  private elapsedSec(): number {
    return (performance.now() - this.startMs) / 1000;
  }
}
