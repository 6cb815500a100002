import type { GrowthPromise, RaisedClause, Remedy } from '../../domain/growth.js';
import type { FlowResult } from '../../engine/flow/price-directed-flow.js';
import type { GrowingProblem, SearchLimits } from './growing-problem.js';
import { gapOf, keepsPromise, outcomeOf } from './growth-outcome.js';
import { addedRuns, raisedClause, usedClauses, type TightClause, type UsedClause } from './remedies.js';

/** Weights of lateness that are tried until the promise is kept. */
const LATE_TIMES = [1, 2, 4, 8, 16] as const;

/** What a remedy may do, and what it is to reach. */
export interface RemedyChoices {
  readonly clauses: readonly TightClause[];
  readonly resources: readonly (readonly number[])[]; // that each clause limits
  readonly offeredCount: number; // options that the workspace itself offers
  readonly promise: GrowthPromise;
}

/** A plan with what it uses. */
interface Found {
  readonly answer: FlowResult;
  readonly remedy: Remedy; // its clauses without trials
  readonly used: readonly UsedClause[];
}

/**
 * Looks for the cheapest runs and clauses that keep the promise. Volumes are given from the largest down; each begins with the
 * clauses that the larger one needed, one weight of lateness below its own, so that what is asked for grows with the volume.
 */
export class RemedySearch {
  private weight = 0;
  private from: FlowResult | undefined;
  private allowed: readonly number[]; // clauses that may be raised

  constructor(
    private readonly problem: GrowingProblem,
    private readonly choices: RemedyChoices,
    private readonly limits: SearchLimits,
  ) {
    this.allowed = choices.clauses.map((_, clause) => clause);
  }

  /** The remedy at a volume: with the first weight of lateness that keeps the promise, or else what comes nearest to it. */
  async at(times: number): Promise<Remedy> {
    this.problem.setTimes(times);
    let nearest: Found | undefined;
    for (this.weight = Math.max(0, this.weight - 1); this.weight < LATE_TIMES.length; this.weight++) {
      const found = await this.solve(times, this.allowed);
      const nearer = found.remedy.outcome.onTimeShare > (nearest?.remedy.outcome.onTimeShare ?? -1);
      if (found.remedy.keeps || nearer) nearest = found;
      if (found.remedy.keeps) return this.withoutNeedless(found, times);
      if (this.limits.signal.aborted) break;
    }
    if (nearest === undefined) throw new Error('a search always tries one weight');
    return nearest.remedy;
  }

  /**
   * Takes clauses out one by one, the least valuable first: for good where the promise is kept without, at a cost that cannot be
   * told from the one with it. What remains is needed, and says what a plan without it comes to.
   */
  private async withoutNeedless(found: Found, times: number): Promise<Remedy> {
    let best = found;
    const trials = new Map<number, RaisedClause['without']>();
    for (const { clause } of found.used.toReversed()) {
      const others = best.used.filter((one) => one.clause !== clause).map((one) => one.clause);
      if (others.length === best.used.length) continue; // the best plan has stopped using it
      if (this.limits.signal.aborted) break;
      const trial = await this.solve(times, others);
      const dearer = trial.remedy.outcome.cost - best.remedy.outcome.cost;
      // The cheapest plan without the clause may be cheaper than the one found, by its gap.
      const { cost, gap } = trial.remedy.outcome;
      if (trial.remedy.keeps && dearer <= cost - cost / (1 + gap)) best = trial;
      else trials.set(clause, { cost: dearer, keeps: trial.remedy.keeps });
    }
    this.allowed = best.used.map(({ clause }) => clause);
    return { ...best.remedy, clauses: this.clausesOf(best.used, trials) };
  }

  private async solve(times: number, allowed: readonly number[]): Promise<Found> {
    const { problem, choices, limits } = this;
    const lateTimes = LATE_TIMES[Math.min(this.weight, LATE_TIMES.length - 1)];
    problem.setCapacities(
      allowed.flatMap((clause) => choices.resources[clause]),
      times,
    );
    problem.setLateTimes(lateTimes, this.from);
    const answer = await problem.solve(limits, this.from);
    this.from = answer;
    const outcome = outcomeOf(problem.tally(answer), gapOf(answer), problem.world.workspace.minorPerMajor);
    const runs = addedRuns(problem, answer, choices.offeredCount);
    const used = usedClauses(problem, answer, choices.resources);
    const remedy = {
      keeps: keepsPromise(outcome, choices.promise),
      outcome,
      lateTimes,
      runs,
      runCost: runs.reduce((sum, { cost }) => sum + cost, 0),
      clauses: this.clausesOf(used, new Map()),
    };
    return { answer, remedy, used };
  }

  private clausesOf(used: readonly UsedClause[], trials: ReadonlyMap<number, RaisedClause['without']>): RaisedClause[] {
    return used.map(({ clause, times }) =>
      raisedClause(this.problem.world.workspace, this.choices.clauses[clause], times, trials.get(clause) ?? null),
    );
  }
}
