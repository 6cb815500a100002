import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { shareColumns } from '../../base/shared-columns.js';
import type { ExplorationProgress, ExplorationReport, ExplorationWork, WholeResult } from './exploration-work.js';

/** Explores in a thread of its own; an aborted one ends at once, and is rejected with the reason. */
export async function exploreInThread(
  work: ExplorationWork,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; readonly onProgress: (progress: ExplorationProgress) => void },
): Promise<WholeResult> {
  signal.throwIfAborted();
  const entry = new URL(`./exploration-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(entry, { workerData: shareColumns(work) });
  let stop = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      stop = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', stop);
      worker.on('message', (report: ExplorationReport) => {
        if (report.kind === 'progress') onProgress(report.progress);
        else resolve(report.result);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The exploring thread ended early (exit code ${code}).`)));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
