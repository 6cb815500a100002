import { Worker } from 'node:worker_threads';
import type { TableColumns, TableCounts } from '../engine/promise/promise-table.js';
import type { PromiseDesk } from '../planner/promise/promise-desk.js';
import { tableOf } from '../planner/promise/promise-lookup.js';
import type { PromiseTable } from '../planner/promise/promise-lookup.js';
import { summaryOf } from '../planner/promise/promise-summary.js';
import type { TableSummary } from '../planner/promise/promise-summary.js';
import { tableProblem } from '../planner/promise/promise-table.js';
import type { TableRequest } from '../planner/promise/promise-table.js';
import { fillTablePart, sumCounts, tableWork } from './promise-table-work.js';
import type { TableWork } from './promise-table-work.js';
import { workerFile } from './worker-file.js';

/**
 * Days to delivery from every postal code to every other, and what they add up to.
 * `into` takes the memory of an earlier table, which saves touching new memory.
 */
export async function promiseTable(
  desk: PromiseDesk,
  request: TableRequest,
  { threads = 2, into }: { readonly threads?: number; readonly into?: PromiseTable | undefined } = {},
): Promise<{ table: PromiseTable; summary: TableSummary }> {
  const problem = tableProblem(desk, request, into?.days);
  const counts = await fillTable(problem.columns, threads);
  const { workspace } = desk.access;
  return { table: tableOf(workspace, problem), summary: summaryOf(workspace, problem, counts) };
}

/** Fills `columns.days` on so many threads: the caller's, which is busy for as long, and workers beside it. */
export async function fillTable(columns: TableColumns, threads: number): Promise<TableCounts> {
  const work = tableWork(columns);
  const others = Array.from({ length: threads - 1 }, () => inWorker(work));
  const own = fillTablePart(work);
  return sumCounts([own, ...(await Promise.all(others))]);
}

function inWorker(work: TableWork): Promise<TableCounts> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile('promise-table'), { workerData: work });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A thread of the promise table ended early (exit code ${code}).`)));
  });
}
