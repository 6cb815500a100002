import type { Agreement } from '../../domain/agreement.js';
import type { OfficesReached } from '../../domain/exploration.js';
import type { Certificate, Plan } from '../../domain/plan.js';
import type { Scenario } from '../../domain/scenario.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { accessOf, type Access } from '../../planner/network/access.js';
import type { Scope } from '../../planner/demand/classes.js';
import { compile } from '../../planner/compile/compile.js';
import { solve } from '../../planner/answer/solve.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { unionPlan } from '../../planner/answer/union-plan.js';
import { summarise, type PlanSummary, type SolvedPlan } from '../../report/summary.js';
import { shareColumns } from '../../base/shared-columns.js';
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
  readonly coverage?: boolean; // how soon offices are reached is wanted
  /** An agreement with a little more of something, of which the worth is asked. */
  readonly more?: Agreement | undefined;
}

/** How well and how long a scenario is planned. */
export interface PlanLimits {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // to search, for all plans of a scenario
  /** Asked often; true ends the search with the best plan so far. */
  readonly stop: () => boolean;
  readonly onRound: (progress: ScenarioProgress) => void;
}

/** Where a scenario's search stands; money in minor units. */
export interface ScenarioProgress {
  readonly stage: string; // which plan is being made, e.g. `joint`
  readonly round: number;
  readonly cost: number;
  readonly bound: number;
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

/** A plan of one scope. Money in minor units. */
interface Solved {
  readonly plan: Plan;
  readonly cost: number;
  readonly bound: number;
  readonly certificate: Certificate;
  readonly seconds: number;
  readonly rounds: readonly { readonly seconds: number; readonly cost: number; readonly bound: number }[];
}

/**
 * Plans a scenario in this thread: all parcels jointly, some parties alone, or both. A joint plan that came out dearer than
 * all parties alone is replaced by theirs.
 */
export async function planScenario(
  base: World,
  request: ScenarioRequest,
  limits: PlanLimits,
): Promise<PlannedScenario> {
  const startMs = performance.now();
  const { scenario, more } = request;
  const world = scenario === undefined ? base : applyScenario(base, scenario);
  const { minorPerMajor } = world.workspace;
  const planning = new ScenarioPlanning(world, limits);
  const joint = request.joint ? await planning.plan('joint', request.start) : undefined;
  const alone: (Solved | undefined)[] = [];
  for (const party of request.alone) alone[party] = await planning.plan(party);
  const { summary } = summarise({ ...world, joint: noDearer(world, joint, alone), alone: [] });
  return {
    joint: summary.joint,
    alone: Array.from(alone, (one) => one && { cost: one.cost / minorPerMajor, bound: one.bound / minorPerMajor }),
    start: joint && request.keepStart === true ? startOf(joint) : undefined,
    coverage: request.coverage === true ? officesReached(world) : undefined,
    marginal: more && joint && marginalValue(world.workspace, world.shipments, joint, more),
    seconds: (performance.now() - startMs) / 1000,
  };
}

function noDearer(
  { workspace, shipments }: World,
  joint: Solved | undefined,
  alone: readonly (Solved | undefined)[],
): SolvedPlan {
  const all = workspace.parties.flatMap((_, party) => alone[party] ?? []);
  const cost = all.reduce((sum, one) => sum + one.cost, 0);
  if (joint && (all.length < workspace.parties.length || joint.cost <= cost)) return joint;
  const plans = all.map(({ plan }) => plan);
  // Of the parties' own plans taken as one nothing is proved but what is of the joint plan.
  return { ...(joint ?? { seconds: 0, rounds: [], bound: 0 }), plan: unionPlan(shipments, plans) };
}

function startOf({ plan: { parts, linehaul, lastMile, openedRuns }, certificate }: Solved): StartPlan {
  return { plan: shareColumns({ parts, linehaul, lastMile, openedRuns }), certificate };
}

/** The plans of one world against one allowance of time. */
class ScenarioPlanning {
  private readonly access: Access;
  private secondsLeft: number;

  constructor(
    private readonly world: World,
    private readonly limits: PlanLimits,
  ) {
    this.access = accessOf(world.workspace, timetableOf(world.workspace));
    this.secondsLeft = limits.seconds;
  }

  async plan(scope: Scope, start?: StartPlan): Promise<Solved> {
    const { workspace, shipments } = this.world;
    const { gap, stop, onRound } = this.limits;
    const stage = scope === 'joint' ? 'joint' : `${workspace.parties[scope]?.id} alone`;
    const compiled = compile(workspace, this.access, shipments, scope);
    const startMs = performance.now();
    const seconds = (): number => (performance.now() - startMs) / 1000;
    const rounds: { seconds: number; cost: number; bound: number }[] = [];
    const finder = new TimedFinder(compiled.problem);
    const solution = await solve(workspace, compiled, shipments, finder, {
      gap,
      roundsMax: ROUNDS_MAX,
      from: start && startFromPlan(compiled, start),
      priceFirst: true,
      stop: () => stop() || seconds() > this.secondsLeft,
      secondsLeft: () => this.secondsLeft - seconds(),
      onRound: ({ round, cost, bound }) => {
        rounds.push({ seconds: seconds(), cost, bound });
        onRound({ stage, round, cost, bound });
      },
    });
    this.secondsLeft = Math.max(0, this.secondsLeft - seconds());
    return { ...solution, seconds: seconds(), rounds };
  }
}

const ROUNDS_MAX = 10_000;
