import { parentPort, workerData } from 'node:worker_threads';
import { ScenarioWorkman, type ScenarioTask, type ScenarioWork } from './scenario-work.js';

/** Entry point of a thread that plans scenarios: answers each task with progress and, last, what it came to. */
const workman = new ScenarioWorkman(workerData as ScenarioWork);

parentPort?.on('message', (task: ScenarioTask) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  void workman.run(task, (report) => parentPort?.postMessage(report));
});
