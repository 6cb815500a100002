import assert from 'node:assert/strict';
import test from 'node:test';
import { Prng } from '../base/prng.js';
import { sortedRows } from './sorted-rows.js';

test('rows come in the order of the first column, then of the next, and equal ones as they were', () => {
  const band = Uint8Array.of(1, 0, 1, 0, 1);
  const source = Int32Array.of(7, 7, 2, 2, 7);
  assert.deepEqual([...sortedRows(Uint32Array.of(4, 3, 2, 1, 0), [source, band])], [3, 2, 1, 4, 0]);
  assert.deepEqual([...sortedRows(Uint32Array.of(4, 0), [source])], [4, 0]);
  assert.deepEqual([...sortedRows(new Uint32Array(0), [source])], []);
});

test('rows of random columns are sorted as by comparison', () => {
  const seed = 7;
  const prng = new Prng(seed);
  const column = (): Int32Array => Int32Array.from({ length: 500 }, () => prng.below(9));
  const [a, b] = [column(), column()];
  const rows = Uint32Array.from({ length: 500 }, (_, row) => row).filter(() => prng.below(2) === 1);
  const expected = [...rows].sort((x, y) => a[x] - a[y] || b[x] - b[y] || x - y);
  assert.deepEqual([...sortedRows(rows, [a, b])], expected, `seed ${seed}`);
});
