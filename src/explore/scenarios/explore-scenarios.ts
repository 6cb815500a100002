import { assert } from '../../base/assert.js';
import type { Agreement } from '../../domain/agreement.js';
import type { Exploration, OfficesReached, Outcome } from '../../domain/exploration.js';
import type { Scenario } from '../../domain/scenario.js';
import { subjectOf } from '../../domain/subject.js';
import type { PlanProgress } from '../../workers/plan-scope.js';
import { groupByAmounts } from './amounts.js';
import { touchedBy, type World } from './apply-scenario.js';
import { outcomeOf, type PlansApart } from './outcome-of.js';
import type { PlannedScenario } from './plan-scenario.js';
import { planScenarios, type QueuedRequest } from './scenario-threads.js';

export interface ExploreSettings {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // for each scenario
  readonly threads: number; // scenarios planned at once
  readonly coverage?: boolean; // how soon offices are reached is wanted as well; some seconds for a nation
  /** Aborted: every plan ends with the best found so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExploreProgress) => void;
}

/** Where an exploration stands. */
export interface ExploreProgress extends PlanProgress {
  readonly scenario: string; // its name
  readonly done: number; // plans of worlds that are whole
  readonly all: number;
}

/** Name of the workspace as it is, among its scenarios. */
export const BASE = { id: 'base', name: 'As it is', about: 'The workspace without any change.', told: [] } as const;

/**
 * Plans a workspace and scenarios of it, several at once, and compares them. Parties alone are planned again only where
 * a scenario changes what they alone would do. Certified: of every figure of cost and gain, the limits between which the
 * best plan's lies.
 */
export async function exploreScenarios(
  base: World,
  scenarios: readonly Scenario[],
  settings: ExploreSettings,
): Promise<Exploration> {
  const startMs = performance.now();
  const { asItIs, apart, planned } = await planAll(base, scenarios, settings);
  const baseOutcome: Outcome = outcomeOf(BASE, asItIs, apart, undefined);
  return {
    subject: subjectOf(base.workspace),
    gap: settings.gap,
    seconds: (performance.now() - startMs) / 1000,
    base: baseOutcome,
    scenarios: scenarios.map((scenario, index) => outcomeOf(scenario, planned[index], apart, baseOutcome)),
    notes: base.workspace.notes,
  };
}

/** Plans of a world as it is, and of scenarios of it. */
export interface AllPlanned {
  readonly asItIs: PlannedScenario;
  readonly apart: PlansApart; // as it is
  readonly planned: readonly PlannedScenario[]; // by scenario
}

/**
 * Plans the base and every scenario; of each agreement in `more` also what it is worth. Scenarios of the same parcels start
 * from the base's routes and prices, and what changes nothing is not planned again.
 */
export async function planAll(
  base: World,
  scenarios: readonly Scenario[],
  settings: ExploreSettings,
  more: readonly (Agreement | undefined)[] = [],
): Promise<AllPlanned> {
  const { coverage = false } = settings;
  const everyone = base.workspace.parties.map((_, party) => party);
  const requests: QueuedRequest[] = [
    { scenario: undefined, joint: true, alone: [], keepStart: true, fromBase: false },
    { scenario: undefined, joint: false, alone: everyone, fromBase: false, coverage },
  ];
  const names: string[] = [BASE.name, BASE.name];
  const touched = scenarios.map((scenario) => touchedBy(base, scenario));
  const amounts = groupByAmounts(
    touched.map(({ parcels, network }, index) => (parcels || network ? undefined : scenarios[index].agreement)),
  );
  const requestOf = scenarios.map((scenario, index) => {
    const { parcels, network, clauses, alone } = touched[index];
    if (!parcels && !network && !clauses && more[index] === undefined) return 0;
    names.push(scenario.name);
    // Parcels do not change how soon places are reached.
    const reach = coverage && (network || clauses);
    const asked = { scenario, alone, coverage: reach, more: more[index], amounts: amounts[index] };
    return requests.push({ ...asked, joint: true, fromBase: !parcels }) - 1;
  });
  let done = 0;
  const planned = await planScenarios(base, requests, {
    ...settings,
    onProgress: (index, progress) =>
      settings.onProgress({ ...progress, scenario: names[index], done, all: requests.length }),
    onDone: () => done++,
  });
  const { joint: together, coverage: reached } = planned[1];
  const alone = planned[1].alone.filter((one) => one !== undefined);
  assert(alone.length === everyone.length, 'each party was planned alone');
  return {
    asItIs: { ...planned[0], coverage: reached },
    apart: { alone, together },
    planned: requestOf.map((index) => withCoverage(planned[index], reached)),
  };
}

function withCoverage(planned: PlannedScenario, coverage: OfficesReached | undefined): PlannedScenario {
  return { ...planned, coverage: planned.coverage ?? coverage };
}
