import assert from 'node:assert/strict';
import test from 'node:test';
import { numbersOf } from '../page/numbers.js';
import { certaintyOf, signed, verdictOf } from './scenario-words.js';
import { alignedTable } from './scenarios-text.js';

const ROWS = [
  ['', 'cost', 'days', 'gap'],
  ['As it is', '12', '4.8', '0.1%'],
  ['Three times the volume', '1,234', '5.1', '0.2%'],
];

test('alignedTable sets columns under each other', () => {
  assert.deepEqual(alignedTable(ROWS, 80), [
    '                         cost  days   gap',
    'As it is                   12   4.8  0.1%',
    'Three times the volume  1,234   5.1  0.2%',
  ]);
});

test('alignedTable leaves columns out, then cuts names, where a terminal is narrow', () => {
  const lines = alignedTable(ROWS, 34, [2]);
  assert.deepEqual(lines[2], 'Three times the volu…  1,234  0.2%');
  assert.ok(lines.every((line) => line.length <= 34));
});

test('a difference is certain when all of its interval has one sign', () => {
  const numbers = numbersOf('EUR');
  const interval = (low: number, high: number) => ({ amount: (low + high) / 2, low, high });
  assert.equal(verdictOf(interval(-3, -1)), 'less');
  assert.equal(certaintyOf(interval(-3, -1), numbers), 'certainly €1 to €3 less');
  assert.equal(certaintyOf(interval(2, 2), numbers), 'certainly €2 more');
  assert.equal(certaintyOf(interval(-1, 2), numbers), 'between €1 less and €2 more');
  assert.equal(signed(5, numbers.money), '+€5.00');
  assert.equal(signed(-5, numbers.money), '−€5.00');
});
