import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { shareColumns } from '../../base/shared-columns.js';
import type { PlanningProgress, PlanningReport, PlanningResult, PlanningWork } from './planning-work.js';

export interface PlanningOptions {
  /** Aborted: the thread ends, and the plan is rejected with the reason. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PlanningProgress) => void;
}

/** Makes a plan in a thread of its own. */
export async function planInThread(
  work: PlanningWork,
  { signal, onProgress }: PlanningOptions,
): Promise<PlanningResult> {
  signal.throwIfAborted();
  const entry = new URL(`./planning-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(entry, { workerData: shareColumns(work) });
  let stop = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      stop = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', stop);
      worker.on('message', (report: PlanningReport) => {
        if (report.kind === 'progress') onProgress(report.progress);
        else resolve(report.result);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The planning thread ended early (exit code ${code}).`)));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
