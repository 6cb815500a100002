import { compile, type Compiled } from '../../planner/compile/compile.js';
import { accessOf } from '../../planner/network/access.js';
import { timetableOf } from '../../planner/network/timetable.js';
import type { PlanProgress } from '../../workers/plan-scope.js';
import type { AmountsGroup } from './amounts.js';
import type { World } from './apply-scenario.js';
import { planScenario, type LaidOutWorld, type PlannedScenario, type ScenarioRequest } from './plan-scenario.js';

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
  | { readonly kind: 'progress'; readonly index: number; readonly progress: PlanProgress }
  | { readonly kind: 'done'; readonly index: number; readonly planned: PlannedScenario }
  | { readonly kind: 'failed'; readonly index: number; readonly error: unknown };

/** Plans one scenario after another. */
export class ScenarioWorkman {
  private readonly work: ScenarioWork;
  private readonly base: LaidOutWorld;
  private held: { readonly id: number; readonly compiled: Compiled } | undefined;

  constructor(work: ScenarioWork) {
    this.work = work;
    const { workspace } = work.base;
    const access = accessOf(workspace, timetableOf(workspace));
    this.base = { ...work.base, access, compiledFor: (group) => this.compiledFor(group) };
  }

  /** The problem of a group's least amounts; kept until another group's is asked for, because it is large. */
  private compiledFor({ id, least }: AmountsGroup): Compiled {
    if (this.held?.id !== id) {
      const workspace = { ...this.base.workspace, agreement: least };
      const access = accessOf(workspace, timetableOf(workspace));
      this.held = { id, compiled: compile(workspace, access, this.base.shipments, 'joint') };
    }
    return this.held.compiled;
  }

  async run(task: ScenarioTask, report: (report: ScenarioReport) => void): Promise<void> {
    const { gap, seconds, stopped } = this.work;
    const { index } = task;
    try {
      const planned = await planScenario(this.base, task, {
        gap,
        seconds,
        stop: () => Atomics.load(stopped, 0) === 1,
        onProgress: (progress) => report({ kind: 'progress', index, progress }),
      });
      report({ kind: 'done', index, planned });
    } catch (error) {
      report({ kind: 'failed', index, error });
    }
  }
}
