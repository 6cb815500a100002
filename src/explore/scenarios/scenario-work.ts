import type { World } from './apply-scenario.js';
import { planScenario, type PlannedScenario, type ScenarioProgress, type ScenarioRequest } from './plan-scenario.js';

/** What a thread that plans scenarios is given once; columns are shared. */
export interface ScenarioWork {
  readonly base: World;
  readonly gap: number;
  readonly seconds: number;
  readonly stopped: Int32Array; // [1] 1 when the search is to end
}

/** One of the scenarios to plan. */
export interface ScenarioTask extends ScenarioRequest {
  readonly index: number;
}

/** What a thread says about a task. */
export type ScenarioReport =
  | { readonly kind: 'progress'; readonly index: number; readonly progress: ScenarioProgress }
  | { readonly kind: 'done'; readonly index: number; readonly planned: PlannedScenario }
  | { readonly kind: 'failed'; readonly index: number; readonly error: unknown };

/** Plans one scenario after another. */
export class ScenarioWorkman {
  private readonly work: ScenarioWork;

  constructor(work: ScenarioWork) {
    this.work = work;
  }

  async run(task: ScenarioTask, report: (report: ScenarioReport) => void): Promise<void> {
    const { base, gap, seconds, stopped } = this.work;
    const { index } = task;
    try {
      const planned = await planScenario(base, task, {
        gap,
        seconds,
        stop: () => Atomics.load(stopped, 0) === 1,
        onRound: (progress) => report({ kind: 'progress', index, progress }),
      });
      report({ kind: 'done', index, planned });
    } catch (error) {
      report({ kind: 'failed', index, error });
    }
  }
}
