import type { Agreement } from '../../domain/agreement.js';
import type { Exploration, Outcome } from '../../domain/exploration.js';
import type { Scenario } from '../../domain/scenario.js';
import { subjectOf } from '../../domain/subject.js';
import { changesAlone, type World } from './apply-scenario.js';
import { outcomeOf } from './outcome-of.js';
import type { PlannedScenario, ScenarioProgress } from './plan-scenario.js';
import { planScenarios } from './scenario-threads.js';

export interface ExploreSettings {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // to search, for each scenario
  readonly threads: number; // scenarios planned at once
  /** Aborted: every plan ends with the best found so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ExploreProgress) => void;
}

/** Where an exploration stands. */
export interface ExploreProgress extends ScenarioProgress {
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
  const planned = await planAll(base, scenarios, settings);
  const [asItIs, ...others] = planned;
  const alone = asItIs.alone ?? asItIs.joint;
  const baseOutcome: Outcome = outcomeOf(BASE, { ...asItIs, alone }, undefined);
  return {
    subject: subjectOf(base.workspace),
    gap: settings.gap,
    seconds: (performance.now() - startMs) / 1000,
    base: baseOutcome,
    scenarios: scenarios.map((scenario, index) => {
      const one = others[index];
      return outcomeOf(scenario, { ...one, alone: one.alone ?? alone }, baseOutcome);
    }),
    notes: base.workspace.notes,
  };
}

/** The plans of the base and of every scenario, in that order; of each agreement in `more` also what it is worth. */
export async function planAll(
  base: World,
  scenarios: readonly Scenario[],
  settings: ExploreSettings,
  more: readonly (Agreement | undefined)[] = [],
): Promise<PlannedScenario[]> {
  const tasks = [
    { scenario: undefined, withAlone: true },
    ...scenarios.map((scenario, index) => ({ scenario, withAlone: changesAlone(scenario), more: more[index] })),
  ];
  let done = 0;
  const names = [BASE.name, ...scenarios.map(({ name }) => name)];
  return planScenarios(base, tasks, {
    ...settings,
    onProgress: (index, progress) =>
      settings.onProgress({ ...progress, scenario: names[index], done, all: tasks.length }),
    onDone: () => done++,
  });
}
