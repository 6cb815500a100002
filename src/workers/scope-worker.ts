import { parentPort, workerData } from 'node:worker_threads';
import { planScope, type ScopeReport, type ScopeWork } from './scope-work.js';

/** Entry point of a thread that plans one scope; the plan's columns are handed over, not copied. */
await planScope(workerData as ScopeWork, (report) => {
  parentPort?.postMessage(report, columnsOf(report));
});

function columnsOf(report: ScopeReport): ArrayBuffer[] {
  if (report.kind === 'progress') return [];
  const { plan } = report.planned;
  const values: unknown[] = [Object.values(plan), Object.values(plan.parts)].flat();
  const buffers = values.filter((value) => ArrayBuffer.isView(value)).map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
