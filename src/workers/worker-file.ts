/** Entry points of worker threads in this folder: `NAME` is the file `NAME-worker`. */
export type WorkerName = 'promise-table' | 'plan';

/**
 * Where a worker's entry point is: beside this file, in TypeScript when this file is run from source, else built. The
 * one place that names worker files.
 */
export function workerFile(name: WorkerName, here: string = import.meta.url): URL {
  const extension = here.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./${name}-worker.${extension}`, here);
}
