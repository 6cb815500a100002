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
    const next = firstPlaces(column, rows);
    if (next.length === 1) continue; // all alike
    for (let at = 0; at < order.length; at++) {
      const row = order[at];
      sorted[next[column[row]]++] = row;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}

/**
 * Where the rows of each value begin. Counted in the order in which the rows were given, which is mostly the order of
 * the column in memory, because counts do not depend on it and reading in any other order is slow.
 */
function firstPlaces(column: KeyColumn, rows: Uint32Array): Uint32Array {
  let largest = 0;
  for (let at = 0; at < rows.length; at++) {
    const value = column[rows[at]];
    if (value > largest) largest = value;
  }
  const next = new Uint32Array(largest + 1);
  if (largest === 0) return next;
  for (let at = 0; at < rows.length; at++) next[column[rows[at]]]++;
  let before = 0;
  for (let value = 0; value <= largest; value++) {
    const count = next[value];
    next[value] = before;
    before += count;
  }
  return next;
}
