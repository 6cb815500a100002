import { Worker } from 'node:worker_threads';
import { shareColumns } from '../../base/shared-columns.js';
import { workerFile } from '../../workers/worker-file.js';
import type { World } from './apply-scenario.js';
import type { PlannedScenario, ScenarioProgress, ScenarioRequest } from './plan-scenario.js';
import type { ScenarioReport, ScenarioTask, ScenarioWork } from './scenario-work.js';

export interface ThreadSettings {
  readonly gap: number; // stop when cost and bound are this close
  readonly seconds: number; // to search, for each scenario
  readonly threads: number;
  /** Aborted: every search ends with the best plan so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (index: number, progress: ScenarioProgress) => void;
  readonly onDone: (index: number, planned: PlannedScenario) => void;
}

/**
 * Plans several scenarios of a world at once, each by a thread of its own; the caller's thread stays free. Results are in
 * the order of the tasks, and do not depend on the number of threads.
 */
export async function planScenarios(
  base: World,
  tasks: readonly ScenarioRequest[],
  settings: ThreadSettings,
): Promise<PlannedScenario[]> {
  const { gap, seconds, signal } = settings;
  const work: ScenarioWork = shareColumns({ base, gap, seconds, stopped: new Int32Array(1) });
  const stop = (): void => void Atomics.store(work.stopped, 0, 1);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const count = Math.min(settings.threads, tasks.length);
  const workers = Array.from({ length: count }, () => openWorker(work));
  const planned: PlannedScenario[] = [];
  // The longest first, so that no thread is left with one at the end.
  const waiting = tasks.map((task, index) => ({ ...task, index })).sort((a, b) => workOf(base, b) - workOf(base, a));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
          const done = await runTask(worker, task, settings.onProgress);
          planned[task.index] = done;
          settings.onDone(task.index, done);
        }
      }),
    );
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return planned;
}

function openWorker(work: ScenarioWork): Worker {
  return new Worker(workerFile('scenario', import.meta.url), { workerData: work });
}

/** Roughly how long a task takes, in parcels to be planned. */
function workOf(base: World, { scenario, withAlone }: ScenarioRequest): number {
  const parcels = (scenario?.shipments ?? base.shipments).count;
  const times = (scenario?.demand ?? []).reduce((product, change) => {
    const part = change.party === undefined && change.product === undefined && change.to.length === 0;
    return part ? product * change.times : product;
  }, 1);
  return parcels * times * (withAlone ? 1.6 : 1);
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
