import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { shareColumns } from '../../base/shared-columns.js';
import type { PlanningProgress, PlanningReport, PlanningResult, PlanningStage, PlanningWork } from './planning-work.js';

export interface PlanningOptions {
  /** Aborted: the thread ends as soon as it can, and the plan is rejected with the reason. */
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
  let mayEnd = mayEndIn('laying_out', work);
  let stop = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      stop = (): void => {
        if (signal.aborted && mayEnd) reject(signal.reason as Error);
      };
      signal.addEventListener('abort', stop);
      worker.on('message', (report: PlanningReport) => {
        mayEnd = report.kind === 'made' || mayEndIn(report.progress.stage, work);
        stop();
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

/**
 * Whether a thread can be ended in a stage. Where it reads and writes the files of a plan it cannot: a thread that ends within a call of
 * the library that does it takes the whole process with it.
 */
function mayEndIn(stage: PlanningStage, { earlier }: Pick<PlanningWork, 'earlier'>): boolean {
  if (stage === 'laying_out') return earlier === undefined;
  return stage !== 'checking' && stage !== 'writing';
}
