import { parentPort, workerData } from 'node:worker_threads';
import { FlowWorkman, type FlowWork } from './flow-work.js';

/** Entry point of a pricing thread: answers each number of a last task with the routes it found. */
const workman = new FlowWorkman(workerData as FlowWork);

parentPort?.on('message', (endTask: number) => {
  const found = workman.priceUntil(endTask);
  parentPort?.postMessage(found, [found.buffer]);
});
