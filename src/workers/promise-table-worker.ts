import { parentPort, workerData } from 'node:worker_threads';
import { fillTablePart } from './promise-table-work.js';
import type { TableWork } from './promise-table-work.js';

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(fillTablePart(workerData as TableWork));
