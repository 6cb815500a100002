import { parentPort, workerData } from 'node:worker_threads';
import { FlowWorkman, type FlowRequest, type FlowWork } from './flow-work.js';

/** Entry point of a pricing thread: answers each request with the routes it found. */
const workman = new FlowWorkman(workerData as FlowWork);

parentPort?.on('message', (request: FlowRequest) => {
  const found = workman.priceUntil(request);
  parentPort?.postMessage(found, [found.buffer]);
});
