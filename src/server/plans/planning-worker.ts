import { parentPort, workerData } from 'node:worker_threads';
import { makePlan } from './make-plan.js';
import type { PlanningReport, PlanningWork } from './planning-work.js';

/** Entry point of the thread that makes a plan, so that the server's own thread goes on answering. */
const report = (message: PlanningReport): void => parentPort?.postMessage(message, []);
const result = await makePlan(workerData as PlanningWork, (progress) => report({ kind: 'progress', progress }));
report({ kind: 'made', result });
