import { parentPort, workerData } from 'node:worker_threads';
import type { ExplorationReport, ExplorationWork } from './exploration-work.js';
import { makeExploration } from './make-exploration.js';

/** Entry point of the thread that explores, so that the server's own thread goes on answering. */
const report = (message: ExplorationReport): void => parentPort?.postMessage(message, []);
const result = await makeExploration(workerData as ExplorationWork, (progress) =>
  report({ kind: 'progress', progress }),
);
report({ kind: 'made', result });
