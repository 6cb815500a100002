import assert from 'node:assert/strict';
import test from 'node:test';
import { freeFlow, type FreeFlowInput, type Moves } from './free-flow.js';

const HOUR = 3600;

type Row = readonly [from: number, to: number, depart: number, ready: number, previous: number];

function movesOf(rows: readonly Row[]): Moves {
  const column = (at: 0 | 1 | 4) => Int32Array.from(rows, (row) => row[at]);
  const hours = (at: 2 | 3) => Int32Array.from(rows, (row) => row[at] * HOUR);
  return {
    count: rows.length,
    from: column(0),
    to: column(1),
    departSec: hours(2),
    readySec: hours(3),
    previous: column(4),
    handling: new Float64Array(rows.length).fill(1),
  };
}

/** 0 --(1-3 h)--> 1 --(4-6 h)--> 2, a dear direct move 0 --(1-7 h)--> 2, and a through run that needs no unloading. */
function inputOf(rows: readonly Row[], cost: readonly number[]): FreeFlowInput {
  return {
    nodeCount: 3,
    moves: movesOf(rows),
    cost: [Float64Array.from(cost)],
    sources: [{ node: 0, readySec: HOUR, party: 0, parcels: 10 }],
    clusters: [{ share: 1, ends: [{ node: 2, cutoffSec: [8 * HOUR], cost: [5] }] }],
    classes: [{ share: 1, days: 1, latePerDay: 100 }],
    costMax: 50,
  };
}

test('freeFlow sends parcels the cheapest way in time', () => {
  const rows: Row[] = [
    [0, 1, 1, 3, -1],
    [1, 2, 4, 6, -1],
    [0, 2, 1, 7, -1],
  ];
  assert.deepEqual([...freeFlow(inputOf(rows, [3, 3, 20]))], [10, 10, 0]);
  assert.deepEqual([...freeFlow(inputOf(rows, [3, 30, 20]))], [0, 0, 10]);
  assert.deepEqual([...freeFlow(inputOf(rows, [60, 60, 60]))], [0, 0, 0]);
});

test('freeFlow misses a connection that leaves before sorting ends, unless parcels stay aboard', () => {
  const missed: Row[] = [
    [0, 1, 1, 5, -1],
    [1, 2, 4, 6, -1],
  ];
  assert.deepEqual([...freeFlow(inputOf(missed, [3, 3]))], [0, 0]);
  const aboard: Row[] = [
    [0, 1, 1, 5, -1],
    [1, 2, 4, 6, 0],
  ];
  assert.deepEqual([...freeFlow(inputOf(aboard, [3, 3]))], [10, 10]);
});
