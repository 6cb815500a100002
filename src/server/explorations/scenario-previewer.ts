import { isDeepStrictEqual } from 'node:util';
import type { Agreement, CapacityClause, Quantity } from '../../domain/agreement.js';
import type { Outcome } from '../../domain/exploration.js';
import type { Scenario } from '../../domain/scenario.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { groupByAmounts, type AmountsGroup } from '../../explore/scenarios/amounts.js';
import { touchedBy } from '../../explore/scenarios/apply-scenario.js';
import { BASE } from '../../explore/scenarios/explore-scenarios.js';
import { outcomeOf, type PlansApart } from '../../explore/scenarios/outcome-of.js';
import { planScenario, type LaidOutWorld, type ScenarioLimits } from '../../explore/scenarios/plan-scenario.js';
import type { StartPlan } from '../../explore/scenarios/start-from-plan.js';
import { compile, type Compiled } from '../../planner/compile/compile.js';
import { accessOf } from '../../planner/network/access.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { summarise } from '../../report/summary.js';
import { nowMs, ScopePlanner } from '../../workers/plan-scope.js';
import { errorShareOf, pickSample, type Sample } from './pick-sample.js';

/** What a previewer is given. */
export interface PreviewWork {
  readonly workspace: Workspace;
  readonly shipments: Shipments;
  readonly most: number; // parcels that are planned
  readonly base: PreviewLimits;
  readonly scenario: PreviewLimits;
  readonly stopped: Int32Array; // [1] 1 when the scenario under way is to end
}

export interface PreviewLimits {
  readonly gap: number;
  readonly seconds: number;
}

/** A scenario beside its base. */
export interface Previewed {
  readonly base: Outcome;
  readonly outcome: Outcome;
  readonly sample: Omit<Sample, 'shipments'> & { readonly errorShare: number };
  readonly seconds: number;
}

/** Amounts of clauses down to so much of what they are share one layout of the problem. */
const LEAST = 0.5;
const ROUNDS_MAX = 10_000;

/** The base as it was planned, with what scenarios start from. */
interface PlannedBase {
  readonly outcome: Outcome;
  readonly apart: PlansApart;
  readonly start: StartPlan;
  readonly errorShare: number;
}

/** Plans one scenario after another of one world, which stays laid out and planned; in a thread that it may block. */
export class ScenarioPreviewer {
  private readonly world: LaidOutWorld;
  private readonly sample: Sample;
  private readonly floor: Agreement | undefined;
  private base: Promise<PlannedBase> | undefined;
  private ofFloor: Compiled | undefined;

  constructor(private readonly work: PreviewWork) {
    const { workspace } = work;
    this.sample = pickSample(workspace, work.shipments, work.most);
    const { shipments } = this.sample;
    const access = accessOf(workspace, timetableOf(workspace));
    this.floor = workspace.agreement && floorOf(workspace.agreement);
    this.world = { workspace, shipments, access, compiledFor: ({ least }) => this.compiledFor(least) };
  }

  async preview(scenario: Scenario): Promise<Previewed> {
    const { stopped } = this.work;
    const startMs = nowMs();
    const base = await (this.base ??= this.planBase());
    const { parcels, network, clauses, alone } = touchedBy(this.world, scenario);
    const { shipments: _, ...sample } = this.sample;
    const told = { base: base.outcome, sample: { ...sample, errorShare: base.errorShare } };
    const asItIs = { ...base.outcome, ...identityOf(scenario) };
    if (!parcels && !network && !clauses) return { ...told, outcome: asItIs, seconds: (nowMs() - startMs) / 1000 };
    const planned = await planScenario(
      this.world,
      {
        scenario,
        joint: true,
        alone,
        start: parcels ? undefined : base.start,
        amounts: parcels || network ? undefined : this.groupOf(scenario.agreement),
      },
      { ...this.work.scenario, stop: () => Atomics.load(stopped, 0) === 1, onProgress: () => undefined },
    );
    const outcome = outcomeOf(scenario, planned, base.apart, base.outcome);
    return { ...told, outcome, seconds: (nowMs() - startMs) / 1000 };
  }

  /** Lays out what scenarios of amounts need, before the first of them is asked about. */
  warm(): void {
    if (this.floor !== undefined) this.compiledFor(this.floor);
  }

  private async planBase(): Promise<PlannedBase> {
    const { world, sample } = this;
    const { workspace, shipments } = world;
    const { gap, seconds } = this.work.base;
    const limits: ScenarioLimits = { gap, seconds, stop: () => false, onProgress: () => undefined };
    const everyone = workspace.parties.map((_, party) => party);
    const apart = await planScenario(world, { scenario: undefined, joint: false, alone: everyone }, limits);
    const startMs = nowMs();
    const joint = await new ScopePlanner(world.access, shipments).plan('joint', {
      ...limits,
      roundsMax: ROUNDS_MAX,
      threads: 1,
      figuresOnly: true,
      endsAtMs: startMs + seconds * 1000,
    });
    const { summary } = summarise({ workspace, shipments, joint, alone: [] });
    const plans = { alone: apart.alone.filter((one) => one !== undefined), together: apart.joint };
    const planned = {
      joint: summary.joint,
      alone: [],
      start: undefined,
      coverage: undefined,
      marginal: undefined,
      seconds: (nowMs() - startMs) / 1000,
    };
    return {
      outcome: outcomeOf(BASE, planned, plans, undefined),
      apart: plans,
      start: { plan: joint.plan, certificate: joint.certificate },
      errorShare: errorShareOf(sample, joint.plan.cost),
    };
  }

  /** Scenarios that change amounts only, and none below the floor, are capacities of one problem. */
  private groupOf(agreement: Agreement | undefined): AmountsGroup | undefined {
    const { floor } = this;
    if (agreement === undefined || floor === undefined) return undefined;
    const [group] = groupByAmounts([agreement, floor]);
    return group !== undefined && isDeepStrictEqual(group.least, floor) ? { id: 0, least: floor } : undefined;
  }

  private compiledFor(least: Agreement): Compiled {
    if (this.ofFloor === undefined) {
      const workspace = { ...this.world.workspace, agreement: least };
      this.ofFloor = compile(workspace, accessOf(workspace, timetableOf(workspace)), this.world.shipments, 'joint');
    }
    return this.ofFloor;
  }
}

function identityOf({ id, name, about, told }: Scenario): Pick<Outcome, 'id' | 'name' | 'about' | 'changes'> {
  return { id, name, about, changes: told };
}

/** The agreement with every amount that may differ at the least. */
function floorOf(agreement: Agreement): Agreement {
  const lower = (quantity: Quantity | undefined): Quantity | undefined => {
    if (quantity === undefined) return undefined;
    return quantity.kind === 'amount'
      ? { kind: 'amount', amount: quantity.amount * LEAST }
      : { kind: 'share', share: quantity.share * LEAST };
  };
  return {
    ...agreement,
    interchanges: agreement.interchanges.map((one) => ({
      ...one,
      parcelsPerWindow: Math.floor(one.parcelsPerWindow * LEAST),
    })),
    capacity: agreement.capacity.map((clause): CapacityClause => {
      const fixed = clause.kg !== undefined && clause.litres !== undefined;
      return {
        ...clause,
        kg: fixed ? clause.kg : lower(clause.kg),
        litres: fixed ? clause.litres : lower(clause.litres),
        parcels: lower(clause.parcels),
      };
    }),
  };
}
