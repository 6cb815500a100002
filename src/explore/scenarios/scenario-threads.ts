import { Worker } from 'node:worker_threads';
import { shareColumns } from '../../base/shared-columns.js';
import type { PlanProgress } from '../../workers/plan-scope.js';
import { workerFile } from '../../workers/worker-file.js';
import type { World } from './apply-scenario.js';
import type { PlannedScenario, ScenarioRequest } from './plan-scenario.js';
import type { StartPlan } from './start-from-plan.js';
import type { ScenarioReport, ScenarioTask, ScenarioWork } from './scenario-work.js';

export interface ThreadSettings {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // for each scenario
  readonly threads: number;
  /** Aborted: every search ends with the best plan so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (index: number, progress: PlanProgress) => void;
  readonly onDone: (index: number) => void;
}

/**
 * Plans several scenarios of a world at once, each by a thread of its own; the caller's thread stays free. A request that
 * starts from the base waits for the base's joint plan, which is the request with `keepStart`. Results are in the order of
 * the requests, and do not depend on the number of threads.
 */
export async function planScenarios(
  base: World,
  requests: readonly QueuedRequest[],
  settings: ThreadSettings,
): Promise<PlannedScenario[]> {
  const { gap, seconds, signal } = settings;
  const work: ScenarioWork = shareColumns({ base, gap, seconds, stopped: new Int32Array(1) });
  const stop = (): void => void Atomics.store(work.stopped, 0, 1);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const workers = Array.from({ length: Math.min(settings.threads, requests.length) }, () => openWorker(work));
  const queue = new RequestQueue(base, requests);
  const planned: PlannedScenario[] = [];
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let task = await queue.take(); task !== undefined; task = await queue.take()) {
          const done = await runTask(worker, task, settings.onProgress);
          if (task.keepStart === true) queue.setStart(done.start);
          planned[task.index] = { ...done, start: undefined };
          settings.onDone(task.index);
        }
      }),
    );
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return planned;
}

/** A request, and whether it starts from the base's joint plan. */
export interface QueuedRequest extends ScenarioRequest {
  readonly fromBase: boolean;
}

/** Requests that wait for a thread. */
class RequestQueue {
  private readonly waiting: (QueuedRequest & { readonly index: number })[];
  private start: StartPlan | undefined;
  private tellStarted: () => void = () => undefined;
  private readonly started: Promise<void>;
  private hasStarted = false;

  constructor(base: World, requests: readonly QueuedRequest[]) {
    // The base first, since others wait for it; then the longest, so that no thread is left with one at the end.
    const order = (request: QueuedRequest): number => (request.keepStart === true ? Infinity : workOf(base, request));
    this.waiting = requests
      .map((request, index) => ({ ...request, index }))
      .sort((a, b) => (order(a) === order(b) ? a.index - b.index : order(b) - order(a)));
    this.started = new Promise((resolve) => (this.tellStarted = resolve));
  }

  /** The base's joint plan is there, for those who start from it. */
  setStart(start: StartPlan | undefined): void {
    this.start = start;
    this.hasStarted = true;
    this.tellStarted();
  }

  /** The next request that need not wait; undefined when none is left. */
  async take(): Promise<ScenarioTask | undefined> {
    for (;;) {
      const at = this.waiting.findIndex(({ fromBase }) => !fromBase || this.hasStarted);
      if (at >= 0) {
        const [{ fromBase, ...request }] = this.waiting.splice(at, 1);
        return fromBase ? { ...request, start: this.start } : request;
      }
      if (this.waiting.length === 0) return undefined;
      await this.started;
    }
  }
}

function openWorker(work: ScenarioWork): Worker {
  return new Worker(workerFile('scenario', import.meta.url), { workerData: work });
}

/** Roughly how long a request takes, in parcels to be planned. */
function workOf(base: World, { scenario, joint, alone }: ScenarioRequest): number {
  const parcels = (scenario?.shipments ?? base.shipments).count;
  const times = (scenario?.demand ?? []).reduce((product, change) => {
    const part = change.party === undefined && change.product === undefined && change.to.length === 0;
    return part ? product * change.times : product;
  }, 1);
  return parcels * times * ((joint ? 1 : 0) + 0.3 * alone.length);
}

function runTask(
  worker: Worker,
  task: ScenarioTask,
  onProgress: ThreadSettings['onProgress'],
): Promise<PlannedScenario> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      forget();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const ended = (code: number): void =>
      fail(new Error(`A thread of the exploration ended early (exit code ${code}).`));
    const hear = (report: ScenarioReport): void => {
      if (report.index !== task.index) return;
      if (report.kind === 'progress') {
        onProgress(task.index, report.progress);
        return;
      }
      if (report.kind === 'failed') {
        fail(report.error);
        return;
      }
      forget();
      resolve(report.planned);
    };
    const forget = (): void => {
      worker.off('message', hear);
      worker.off('error', fail);
      worker.off('exit', ended);
    };
    worker.on('message', hear);
    worker.once('error', fail);
    worker.once('exit', ended);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(task);
  });
}
