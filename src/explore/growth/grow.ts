import type { Growth, GrowthOutcome, GrowthStep, GrowthPromise as Kept, Remedy } from '../../domain/growth.js';
import { subjectOf } from '../../domain/subject.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import type { World } from '../scenarios/apply-scenario.js';
import { bindingAt, bottlenecksOf, type StepPrices } from './bottlenecks.js';
import { GrowingProblem, type SearchLimits, type Tally } from './growing-problem.js';
import {
  addedRuns,
  raisedClauses,
  resourcesOfClauses,
  tightClauses,
  withRunsOffered,
  type TightClause,
} from './remedies.js';

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

/** Weights of lateness that are tried until the promise is kept. */
const LATE_TIMES = [1, 2, 4, 8, 16] as const;

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
    const broken = months.flatMap((_, step) => (keeps(outcomes[step], promise) ? [] : [step]));
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

function gapOf({ best, bound }: FlowResult): number {
  return best.cost === bound ? 0 : (best.cost - bound) / Math.abs(bound);
}

function outcomeOf(tally: Tally, gap: number, minorPerMajor: number): GrowthOutcome {
  const { parcels, onTime, late, unplanned, spot, cost } = tally;
  const share = (part: number) => (parcels === 0 ? 0 : part / parcels);
  return {
    cost: cost / minorPerMajor,
    gap,
    costPerParcel: share(cost / minorPerMajor),
    onTimeShare: share(onTime),
    lateShare: share(late),
    unplannedShare: share(unplanned),
    spotShare: share(spot),
  };
}

function promiseOf(start: GrowthOutcome, { target }: GrowSettings): Kept {
  const { onTimeShare, unplannedShare } = start;
  if (target === undefined) return { onTimeShare, unplannedShare, from: 'start' };
  return { onTimeShare: target.onTimeShare, unplannedShare, from: target.from };
}

/** Half a parcel in ten thousand is no breach: samples of the same demand differ by as much. */
const SLACK = 5e-5;

function keeps({ onTimeShare, unplannedShare }: GrowthOutcome, promise: Kept): boolean {
  return onTimeShare >= promise.onTimeShare - SLACK && unplannedShare <= promise.unplannedShare + SLACK;
}

/**
 * A remedy for each broken step: at the first weight of lateness that keeps the promise, or else at the last one. At less
 * volume the weights begin one below that of the step before.
 */
async function remediesFor(
  world: World,
  asIs: GrowingProblem,
  of: {
    readonly months: readonly number[];
    readonly broken: readonly number[];
    readonly plans: readonly AsIs[];
    readonly promise: Kept;
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
    let from: FlowResult | undefined;
    let weight = 0;
    for (const step of broken.toReversed()) {
      const times = timesAt(settings, months[step]);
      problem.setTimes(times);
      problem.setCapacities(resources.flat(), times);
      for (weight = Math.max(0, weight - 1); weight < LATE_TIMES.length; weight++) {
        settings.onProgress({
          stage: 'keeping the promise',
          month: months[step],
          done: remedies.size,
          all: broken.length,
        });
        const lateTimes = LATE_TIMES[weight];
        problem.setLateTimes(lateTimes, from);
        from = await problem.solve(settings, from);
        const remedy = remedyOf(problem, from, { clauses, resources, offeredCount, lateTimes, promise });
        const nearest = remedies.get(step)?.outcome.onTimeShare ?? -1;
        if (remedy.keeps || remedy.outcome.onTimeShare > nearest) remedies.set(step, remedy);
        if (remedy.keeps || settings.signal.aborted) break;
      }
    }
  } finally {
    await problem.close();
  }
  return remedies;
}

function remedyOf(
  problem: GrowingProblem,
  answer: FlowResult,
  of: {
    readonly clauses: readonly TightClause[];
    readonly resources: readonly (readonly number[])[];
    readonly offeredCount: number;
    readonly lateTimes: number;
    readonly promise: Kept;
  },
): Remedy {
  const outcome = outcomeOf(problem.tally(answer), gapOf(answer), problem.world.workspace.minorPerMajor);
  const runs = addedRuns(problem, answer, of.offeredCount);
  return {
    keeps: keeps(outcome, of.promise),
    outcome,
    lateTimes: of.lateTimes,
    runs,
    runCost: runs.reduce((sum, { cost }) => sum + cost, 0),
    clauses: raisedClauses(problem, answer, of.clauses, of.resources),
  };
}
