import type { Growth, GrowthOutcome, GrowthStep, GrowthPromise, Remedy } from '../../domain/growth.js';
import { subjectOf } from '../../domain/subject.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import type { World } from '../scenarios/apply-scenario.js';
import { bindingAt, bottlenecksOf, type StepPrices } from './bottlenecks.js';
import { GrowingProblem, type SearchLimits, type Tally } from './growing-problem.js';
import { gapOf, keepsPromise, outcomeOf } from './growth-outcome.js';
import { resourcesOfClauses, tightClauses, withRunsOffered } from './remedies.js';
import { RemedySearch } from './remedy-search.js';

export interface GrowSettings extends SearchLimits {
  readonly to: number; // times the volume of the start
  readonly months: number;
  readonly every: number; // months from step to step
  /** Share on time to keep; undefined: as at the start. */
  readonly target: { readonly onTimeShare: number; readonly from: 'agreement' | 'given' } | undefined;
  /** Whether runs that options.txt does not offer may be added, at what a run of the vehicle costs. */
  readonly anyRuns: boolean;
  readonly onProgress: (progress: GrowProgress) => void;
}

export interface GrowProgress {
  readonly stage: 'as it is' | 'keeping the promise';
  readonly month: number;
  readonly done: number;
  readonly all: number;
}

/** A step as it is planned over the networks as they are. */
interface AsIs extends StepPrices {
  readonly tally: Tally;
  readonly gap: number;
}

/**
 * Raises volume step by step to `to` times, compounded monthly, and plans every step jointly; then looks for the cheapest
 * runs and clauses that keep the promise in the steps that break it. Steps are planned from the largest volume down, each
 * from the answer of the one before: routes that help at most volume are found once.
 */
export async function grow(world: World, settings: GrowSettings): Promise<Growth> {
  const startMs = performance.now();
  const { workspace } = world;
  const months = monthsOf(settings);
  const problem = GrowingProblem.open(world, settings.to, settings.threads);
  try {
    const plans = await planSteps(problem, months, settings);
    const { ticksPerMinor } = problem.compiled;
    const ticksPerMajor = ticksPerMinor * workspace.minorPerMajor;
    const bottlenecks = bottlenecksOf(workspace, problem.names, problem.capacityAsIs, plans, { months, ticksPerMajor });
    const outcomes = plans.map(({ tally, gap }) => outcomeOf(tally, gap, workspace.minorPerMajor));
    const promise = promiseOf(outcomes[0], settings);
    const broken = months.flatMap((_, step) => (keepsPromise(outcomes[step], promise) ? [] : [step]));
    const remedies = await remediesFor(world, problem, { months, broken, plans, promise }, settings);
    const steps = months.map((month, step): GrowthStep => ({
      month,
      times: timesAt(settings, month),
      parcels: plans[step].tally.parcels,
      asIs: outcomes[step],
      kept: !broken.includes(step),
      binding: bindingAt(bottlenecks, step),
      remedy: remedies.get(step) ?? null,
    }));
    return {
      ...subjectOf(workspace),
      to: settings.to,
      months: settings.months,
      gap: settings.gap,
      seconds: (performance.now() - startMs) / 1000,
      promise,
      steps,
      bottlenecks,
      notes: workspace.notes,
    };
  } finally {
    await problem.close();
  }
}

/** Times the volume of the start after so many months. */
export function timesAt({ to, months }: Pick<GrowSettings, 'to' | 'months'>, month: number): number {
  return month === months ? to : to ** (month / months);
}

function monthsOf({ months, every }: GrowSettings): number[] {
  const steps = Array.from({ length: Math.ceil(months / every) }, (_, step) => step * every);
  return [...steps, months];
}

async function planSteps(problem: GrowingProblem, months: readonly number[], settings: GrowSettings): Promise<AsIs[]> {
  const plans: AsIs[] = [];
  let from: FlowResult | undefined;
  for (let step = months.length - 1; step >= 0; step--) {
    settings.onProgress({ stage: 'as it is', month: months[step], done: months.length - 1 - step, all: months.length });
    problem.setTimes(timesAt(settings, months[step]));
    from = await problem.solve(settings, from);
    plans[step] = {
      tally: problem.tally(from),
      gap: gapOf(from),
      prices: from.prices.slice(),
      bound: from.bound,
    };
  }
  return plans;
}

function promiseOf(start: GrowthOutcome, { target }: GrowSettings): GrowthPromise {
  const { onTimeShare, unplannedShare } = start;
  if (target === undefined) return { onTimeShare, unplannedShare, from: 'start' };
  return { onTimeShare: target.onTimeShare, unplannedShare, from: target.from };
}

/** A remedy for each broken step, from the largest volume down. */
async function remediesFor(
  world: World,
  asIs: GrowingProblem,
  of: {
    readonly months: readonly number[];
    readonly broken: readonly number[];
    readonly plans: readonly AsIs[];
    readonly promise: GrowthPromise;
  },
  settings: GrowSettings,
): Promise<Map<number, Remedy>> {
  const remedies = new Map<number, Remedy>();
  const { months, broken, promise } = of;
  const last = broken.at(-1);
  if (last === undefined) return remedies;
  const prices = of.plans[last].prices.map((price) => price / asIs.compiled.ticksPerMinor);
  const clauses = tightClauses(world.workspace, asIs, prices);
  const offered = settings.anyRuns ? withRunsOffered(world, asIs.names, prices) : world;
  const problem = GrowingProblem.open(offered, settings.to, settings.threads);
  try {
    const resources = resourcesOfClauses(offered.workspace, problem.names, clauses);
    const offeredCount = world.workspace.network.options.count;
    const search = new RemedySearch(problem, { clauses, resources, offeredCount, promise }, settings);
    for (const step of broken.toReversed()) {
      const [done, all] = [remedies.size, broken.length];
      settings.onProgress({ stage: 'keeping the promise', month: months[step], done, all });
      remedies.set(step, await search.at(timesAt(settings, months[step])));
    }
  } finally {
    await problem.close();
  }
  return remedies;
}
