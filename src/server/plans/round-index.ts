import type { NewPlanRound } from '../../store/plans/plan-progress.js';
import type { PlanningProgress, ToldProgress } from './planning-work.js';

/** Rounds that are closer together are not kept, as a share of the time so far; the first and the best known stay. */
const SPACING = 0.005;
const SPACING_SEC_MIN = 0.05;

/**
 * Turns cost and bound of a search, which are sums over all parties, into shares of the first whole plan's cost: those keep how the
 * two come together, and how close they are, and tell nobody's money. Rounds before the first whole plan wait for it.
 */
export class RoundIndex {
  private base: number | undefined;
  private waiting: PlanningProgress[] = [];
  private kept: NewPlanRound[] = [];
  private lastKeptSec = Number.NEGATIVE_INFINITY;
  private lastRound = 0;
  private skipped: PlanningProgress | undefined;
  private lastJoint: PlanningProgress | undefined;

  /** What all parties may be told of a moment; rounds of the joint search are kept too. */
  tell(progress: PlanningProgress): ToldProgress {
    const { stage, seconds, cost } = progress;
    if (stage === 'joint') {
      if (this.base === undefined && cost !== null && Number.isFinite(cost) && cost > 0) {
        this.base = cost;
        for (const one of this.waiting) this.keep(one);
        this.waiting = [];
      }
      if (this.base === undefined) this.waiting.push(progress);
      else this.keep(progress);
    } else if (this.skipped !== undefined) this.push(this.skipped);
    // What comes after the joint search is told beside what that came to.
    const { round, gap } = stage === 'joint' ? progress : (this.lastJoint ?? progress);
    return { stage, round, gap, seconds, ...this.indexOf(stage === 'joint' ? progress : this.lastJoint) };
  }

  /** Rounds that were kept since this was asked before. */
  take(): readonly NewPlanRound[] {
    const { kept } = this;
    this.kept = [];
    return kept;
  }

  private keep(progress: PlanningProgress): void {
    this.lastJoint = progress;
    const { seconds } = progress;
    if (seconds - this.lastKeptSec < Math.max(SPACING_SEC_MIN, SPACING * seconds)) this.skipped = progress;
    else this.push(progress);
  }

  private push(progress: PlanningProgress): void {
    this.skipped = undefined;
    this.lastKeptSec = progress.seconds;
    // A search that is gone on with may count its rounds anew.
    this.lastRound = Math.max(this.lastRound + 1, progress.round);
    this.kept.push({ round: this.lastRound, seconds: progress.seconds, ...this.indexOf(progress) });
  }

  private indexOf(progress: PlanningProgress | undefined): Pick<ToldProgress, 'best_index' | 'bound_index'> {
    const { base } = this;
    const share = (money: number | null | undefined): number | null =>
      base === undefined || money === null || money === undefined || !Number.isFinite(money) ? null : money / base;
    return { best_index: share(progress?.cost), bound_index: share(progress?.bound) };
  }
}
