import assert from 'node:assert/strict';
import test from 'node:test';
import { NONE } from '../../base/none.js';
import type { Legs } from './earliest-arrival.js';
import { BINS, fillClassRows, fillTableRows, NOT_SERVED, tableCounts } from './promise-table.js';
import type { TableCase, TableColumns } from './promise-table.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

function legsOf(rows: readonly (readonly [from: number, to: number, departHour: number, readyHour: number])[]): Legs {
  return {
    legCount: rows.length,
    from: Uint32Array.from(rows, (row) => row[0]),
    to: Uint32Array.from(rows, (row) => row[1]),
    departSec: Int32Array.from(rows, (row) => row[2] * HOUR),
    readySec: Int32Array.from(rows, (row) => row[3] * HOUR),
    through: new Int32Array(rows.length).fill(NONE),
  };
}

/** Node 0 serves code 0, node 1 serves codes 1 and 2; each delivers the next day to what is there by 08:00. */
function caseOf(legs: Legs, alone: boolean): TableCase {
  return {
    legs,
    nodeCount: 2,
    classNode: Uint32Array.of(0, 1),
    classSec: Int32Array.of(18 * HOUR, 18 * HOUR),
    firstRound: Uint32Array.of(0, 2, 4),
    roundNode: Uint32Array.of(0, 0, 1, 1),
    roundBySec: Int32Array.of(DAY + 8 * HOUR, 2 * DAY + 8 * HOUR, DAY + 8 * HOUR, 2 * DAY + 8 * HOUR),
    roundDays: Uint8Array.of(1, 2, 1, 2),
    classOf: Int32Array.of(0, 1, NONE),
    listOf: Uint32Array.of(0, 1),
    alone,
    rows: new Uint8Array(4),
  };
}

test('a table takes the best case, mends what stays in a pocket, and counts its cells', () => {
  // alone: 0 -> 1 a day later by truck; together: overnight. Nothing leads from 1 to 0. Code 2 is not collected.
  const alone = caseOf(legsOf([[0, 1, 20, 40]]), true);
  const joint = caseOf(
    legsOf([
      [0, 1, 19, 30],
      [0, 1, 20, 40],
    ]),
    false,
  );
  const columns: TableColumns = {
    codeCount: 3,
    cases: [alone, joint],
    groupOf: Uint32Array.of(0, 1, 1),
    groupCount: 2,
    firstOrigin: Uint32Array.of(0, 1, 2, 3),
    origin: Uint32Array.of(0, 1, 2),
    circleCount: 2,
    circleOf: Uint16Array.of(0, 1, 1),
    memberGroup: Uint32Array.of(0, 1),
    memberCircle: Uint16Array.of(0, 1),
    memberCount: Uint32Array.of(1, 2),
    firstLocal: Uint32Array.of(0, 0, 0, 1),
    localCode: Uint32Array.of(2),
    localDays: Uint8Array.of(0, 0),
    days: new Uint8Array(9),
    jointly: true,
  };
  for (const of of columns.cases) fillClassRows(of, 0, 2);
  const counts = tableCounts(columns);
  fillTableRows(columns, counts, 0, 3);
  const no = NOT_SERVED;
  assert.deepEqual([...columns.days], [1, 1, 1, no, 1, 1, no, no, 0]);
  const histogram = (bins: Float64Array, index: number): number[] =>
    [0, 1, 2, no].map((days) => bins[index * BINS + days]);
  assert.deepEqual(histogram(counts.joint, 0), [1, 5, 0, 3]);
  assert.deepEqual(histogram(counts.alone, 0), [1, 3, 2, 3]);
  assert.deepEqual(histogram(counts.byCase, 0), [1, 3, 2, 3]);
  assert.deepEqual(histogram(counts.byOriginCircle, 1), [1, 2, 0, 3]);
  assert.deepEqual(histogram(counts.byDestinationCircle, 0), [0, 1, 0, 2]);
  assert.deepEqual([counts.faster[1], counts.faster[no]], [2, 0]);
});
