import { Worker } from 'node:worker_threads';
import type { TableColumns, TableCounts } from '../engine/promise-table.js';
import type { PromiseDesk } from '../planner/promise-desk.js';
import { tableOf } from '../planner/promise-lookup.js';
import type { PromiseTable } from '../planner/promise-lookup.js';
import { summaryOf } from '../planner/promise-summary.js';
import type { TableSummary } from '../planner/promise-summary.js';
import { tableProblem } from '../planner/promise-table.js';
import type { TableRequest } from '../planner/promise-table.js';
import { fillTablePart, sumCounts, tableWork } from './promise-table-work.js';
import type { TableWork } from './promise-table-work.js';
import { workerFile } from './worker-file.js';

/** Days to delivery from every postal code to every other, and what they add up to. One thread works in the caller's. */
export async function promiseTable(
  desk: PromiseDesk,
  request: TableRequest,
  threads = 2,
): Promise<{ table: PromiseTable; summary: TableSummary }> {
  const problem = tableProblem(desk, request);
  const counts = await fillTable(problem.columns, threads);
  const { workspace } = desk.access;
  return { table: tableOf(workspace, problem), summary: summaryOf(workspace, problem, counts) };
}

/** Fills `columns.days` on so many threads. */
export async function fillTable(columns: TableColumns, threads: number): Promise<TableCounts> {
  const work = tableWork(columns, threads);
  if (threads === 1) return fillTablePart(work);
  return sumCounts(await Promise.all(Array.from({ length: threads }, () => inWorker(work))));
}

function inWorker(work: TableWork): Promise<TableCounts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile('promise-table'), { workerData: work });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
