import type { Agreement } from '../../domain/agreement.js';
import type { OfficesReached } from '../../domain/exploration.js';
import type { Scenario } from '../../domain/scenario.js';
import { accessOf, type Access } from '../../planner/network/access.js';
import type { Compiled } from '../../planner/compile/compile.js';
import { withOtherAmounts } from '../../planner/compile/other-amounts.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { unionPlan } from '../../planner/answer/union-plan.js';
import { summarise, type PlanSummary, type SolvedPlan } from '../../report/summary.js';
import { shareColumns } from '../../base/shared-columns.js';
import { JOINT_SHARE, nowMs, ScopePlanner, type PlannedScope, type ScopeLimits } from '../../workers/plan-scope.js';
import { noDearerThan } from '../../workers/plan-workspace.js';
import type { AmountsGroup } from './amounts.js';
import { applyScenario, type World } from './apply-scenario.js';
import { marginalValue } from './marginal-value.js';
import { officesReached } from './offices-reached.js';
import { startFromPlan, type StartPlan } from './start-from-plan.js';

/** What is to be planned of a world. */
export interface ScenarioRequest {
  readonly scenario: Scenario | undefined; // undefined: the world as it is
  readonly joint: boolean; // all parties together
  readonly alone: readonly number[]; // parties to plan by themselves
  /** A joint plan of the world as it is to start from; only where the scenario plans the same parcels. */
  readonly start?: StartPlan | undefined;
  readonly keepStart?: boolean; // the joint plan is wanted as a start for others
  readonly amounts?: AmountsGroup | undefined; // of which its agreement is one; only where nothing else is changed
  readonly coverage?: boolean; // how soon offices are reached is wanted
  /** An agreement with a little more of something, of which the worth is asked. */
  readonly more?: Agreement | undefined;
}

/** How well and how long a scenario is planned. */
export interface ScenarioLimits extends Pick<ScopeLimits, 'gap' | 'stop' | 'onProgress'> {
  readonly seconds: number; // for all plans of a scenario
}

/** What the plans of a scenario come to, without the plans themselves. */
export interface PlannedScenario {
  readonly joint: PlanSummary; // of all parties' own plans taken as one where no joint plan was asked for
  readonly alone: readonly (AlonePlan | undefined)[]; // by party, those that were asked for
  readonly start: StartPlan | undefined; // on shared memory
  readonly coverage: OfficesReached | undefined;
  readonly marginal: number | undefined; // minor money that the agreement asked about takes off the least cost
  readonly seconds: number; // for all of it
}

/** A party's parcels over its own network: nobody else is paid, so this is all that the party spends. Major units. */
export interface AlonePlan {
  readonly cost: number;
  readonly bound: number;
}

/** A world with its timetable laid out, and problems laid out for groups of its scenarios. */
export interface LaidOutWorld extends World {
  readonly access: Access;
  readonly compiledFor: (group: AmountsGroup) => Compiled;
}

/**
 * Plans a scenario in this thread: all parcels jointly, some parties alone, or both. A joint plan that came out dearer than
 * all parties alone is replaced by theirs.
 */
export async function planScenario(
  base: LaidOutWorld,
  request: ScenarioRequest,
  { seconds, ...search }: ScenarioLimits,
): Promise<PlannedScenario> {
  const startMs = nowMs();
  const { scenario, start, more, amounts } = request;
  const world = scenario === undefined ? base : applyScenario(base, scenario);
  const { workspace, shipments } = world;
  const compiled = amounts && workspace.agreement && withOtherAmounts(base.compiledFor(amounts), workspace.agreement);
  const access = compiled?.access ?? accessIn(world, base);
  const planner = new ScopePlanner(access, shipments);
  const endsAtMs = startMs + seconds * 1000;
  const limits = { ...search, roundsMax: ROUNDS_MAX, threads: 1, figuresOnly: true, endsAtMs };
  // Parties alone are quick, so they go first, and the joint plan has all that they leave.
  const aloneEndsMs = request.joint ? endsAtMs - seconds * 1000 * JOINT_SHARE : endsAtMs;
  const alone = await planner.planAlone(request.alone, { ...limits, endsAtMs: aloneEndsMs });
  const from = start && ((problem: Compiled) => startFromPlan(problem, start));
  const joint = request.joint ? await planner.plan('joint', { ...limits, compiled, from }) : undefined;
  const { summary } = summarise({ ...world, joint: planOfAll(world, joint, alone), alone: [] });
  const { minorPerMajor } = workspace;
  return {
    joint: summary.joint,
    alone: Array.from(alone, (one) => one && { cost: one.cost / minorPerMajor, bound: one.bound / minorPerMajor }),
    start: joint && request.keepStart === true ? startOf(joint) : undefined,
    coverage: request.coverage === true ? officesReached(world) : undefined,
    marginal: more && joint && marginalValue(workspace, shipments, joint, more),
    seconds: (nowMs() - startMs) / 1000,
  };
}

function accessIn({ workspace }: World, base: LaidOutWorld): Access {
  return workspace === base.workspace ? base.access : accessOf(workspace, timetableOf(workspace));
}

/** The joint plan, or where none was asked for or it is dearer, all parties' own plans taken as one. */
function planOfAll(
  { workspace, shipments }: World,
  joint: PlannedScope | undefined,
  alone: readonly (PlannedScope | undefined)[],
): SolvedPlan {
  const all = alone.filter((one) => one !== undefined);
  if (joint) return all.length < workspace.parties.length ? joint : noDearerThan(all, joint, shipments);
  // Of the parties' own plans taken as one nothing is proved: their bounds hold for each alone.
  const plans = all.map(({ plan }) => plan);
  return { plan: unionPlan(shipments, plans), bound: 0, seconds: 0, rounds: [] };
}

function startOf({ plan: { parts, linehaul, lastMile, openedRuns }, certificate }: PlannedScope): StartPlan {
  return { plan: shareColumns({ parts, linehaul, lastMile, openedRuns }), certificate };
}

const ROUNDS_MAX = 10_000;
