/** Whole numbers at or above 0 by row. */
export type KeyColumn = Uint8Array | Int32Array;

/**
 * Rows in ascending order of several columns, of which the first counts most; equal ones keep their order. A stable
 * counting sort by each column, the last one first. O(columns x (rows + largest value)).
 */
export function sortedRows(rows: Uint32Array, columns: readonly KeyColumn[]): Uint32Array {
  let order = rows.slice();
  let sorted = new Uint32Array(rows.length);
  for (const column of columns.toReversed()) {
    sortBy(column, order, sorted);
    [order, sorted] = [sorted, order];
  }
  return order;
}

function sortBy(column: KeyColumn, from: Uint32Array, into: Uint32Array): void {
  let largest = 0;
  for (let at = 0; at < from.length; at++) largest = Math.max(largest, column[from[at]]);
  const next = new Uint32Array(largest + 2);
  for (let at = 0; at < from.length; at++) next[column[from[at]] + 1]++;
  for (let value = 0; value < largest; value++) next[value + 1] += next[value];
  for (let at = 0; at < from.length; at++) into[next[column[from[at]]]++] = from[at];
}
