import { fillClassRows, fillTableRows, tableCounts } from '../engine/promise/promise-table.js';
import type { TableColumns, TableCounts } from '../engine/promise/promise-table.js';

/** Classes or combinations a thread takes at a time. */
const CLASS_SHARE = 4;
const COMBINATION_SHARE = 8;

/** What threads share while they fill a table: the columns, and counters for who does what next. */
export interface TableWork {
  readonly columns: TableColumns;
  readonly state: Int32Array; // [case count + 2] next class of each case, next combination, classes done
}

/** Shared counters for a table's threads. */
export function tableWork(columns: TableColumns): TableWork {
  return { columns, state: new Int32Array(new SharedArrayBuffer((columns.cases.length + 2) * 4)) };
}

/**
 * One thread's part of a table. First all threads scan classes, whoever is free taking the next few; when the last is
 * done, they fill rows the same way. A thread that starts late finds less to do. The table and the sum of the counts do
 * not depend on who does what.
 */
export function fillTablePart({ columns, state }: TableWork): TableCounts {
  const { cases, firstOrigin } = columns;
  const done = cases.length + 1;
  cases.forEach((of, c) => {
    takeShares(state, c, { count: of.classNode.length, share: CLASS_SHARE }, (from, end) => {
      fillClassRows(of, from, end);
      Atomics.add(state, done, end - from);
      Atomics.notify(state, done);
    });
  });
  waitFor(
    state,
    done,
    cases.reduce((classes, of) => classes + of.classNode.length, 0),
  );
  const counts = tableCounts(columns);
  const share = { count: firstOrigin.length - 1, share: COMBINATION_SHARE };
  takeShares(state, cases.length, share, (from, end) => fillTableRows(columns, counts, from, end));
  return counts;
}

/** Adds the counts of all threads up. */
export function sumCounts(parts: readonly TableCounts[]): TableCounts {
  const [first, ...rest] = parts as [TableCounts, ...TableCounts[]];
  const sum = structuredClone(first);
  for (const part of rest) {
    for (const key of Object.keys(sum) as (keyof TableCounts)[]) {
      part[key].forEach((pairs, at) => (sum[key][at] = sum[key][at] + pairs));
    }
  }
  return sum;
}

function takeShares(
  state: Int32Array,
  counter: number,
  of: { count: number; share: number },
  work: (from: number, end: number) => void,
): void {
  for (;;) {
    const from = Atomics.add(state, counter, of.share);
    if (from >= of.count) return;
    work(from, Math.min(from + of.share, of.count));
  }
}

function waitFor(state: Int32Array, counter: number, goal: number): void {
  for (let value = Atomics.load(state, counter); value < goal; value = Atomics.load(state, counter)) {
    Atomics.wait(state, counter, value);
  }
}
