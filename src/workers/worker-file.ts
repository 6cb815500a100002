/** Entry points of worker threads: `NAME` is the file `NAME-worker`; that of scenarios is with those who explore. */
export type WorkerName = 'promise-table' | 'plan' | 'scope' | 'scenario';

/**
 * Where a worker's entry point is: beside this file, or the one given, in TypeScript when that is run from source, else
 * built. The one place that names worker files.
 */
export function workerFile(name: WorkerName, here: string = import.meta.url): URL {
  const extension = here.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}-worker.${extension}`, here);
}
