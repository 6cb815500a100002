import { fillClassRows, fillTableRows, tableCounts } from '../engine/promise-table.js';
import type { TableColumns, TableCounts } from '../engine/promise-table.js';

/** Classes or combinations a thread takes at a time. */
const CLASS_SHARE = 8;
const COMBINATION_SHARE = 16;

/** What threads share while they fill a table: the columns, and counters for who does what next. */
export interface TableWork {
  readonly columns: TableColumns;
  readonly threads: number;
  readonly state: Int32Array; // [case count + 2] next class of each case, next combination, threads done with classes
}

/** Shared counters for a table's threads. */
export function tableWork(columns: TableColumns, threads: number): TableWork {
  const state = new Int32Array(new SharedArrayBuffer((columns.cases.length + 2) * 4));
  return { columns, threads, state };
}

/**
 * One thread's part of a table. First all threads scan classes, whoever is free taking the next few; when the last is
 * done, they fill rows the same way. The table and the sum of the counts do not depend on who does what.
 */
export function fillTablePart({ columns, threads, state }: TableWork): TableCounts {
  const { cases, firstOrigin } = columns;
  cases.forEach((of, c) => {
    const count = of.classNode.length;
    takeShares(state, c, { count, share: CLASS_SHARE }, (from, end) => fillClassRows(of, from, end));
  });
  waitForAll(state, cases.length + 1, threads);
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
      part[key].forEach((pairs, at) => (sum[key][at] = (sum[key][at] as number) + pairs));
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

function waitForAll(state: Int32Array, counter: number, threads: number): void {
  let done = Atomics.add(state, counter, 1) + 1;
  Atomics.notify(state, counter);
  while (done < threads) {
    Atomics.wait(state, counter, done);
    done = Atomics.load(state, counter);
  }
}
