import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costListsOf, costOfOpening, restrictLists } from './cost-lists.js';

const COSTS = [
  [4, 2, 9, 2],
  [1, Infinity, 3, 8],
];
const LISTS = costListsOf({
  customerCount: 2,
  siteCount: 4,
  servedCost: Float64Array.of(9, 5),
  fillCosts: (customer, into) => into.set(COSTS[customer]),
});

test('costListsOf sorts what is cheaper than now, equal costs by site', () => {
  assert.deepEqual([...LISTS.first], [0, 3, 5]);
  assert.deepEqual([...LISTS.site], [1, 3, 0, 0, 2]);
  assert.deepEqual([...LISTS.cost], [2, 2, 4, 1, 3]);
});

test('costOfOpening adds up what customers pay at the cheapest of existing and opened sites', () => {
  assert.equal(costOfOpening(LISTS, []), 14);
  assert.equal(costOfOpening(LISTS, [0]), 5);
  assert.equal(costOfOpening(LISTS, [2, 3]), 5);
});

test('restrictLists serves from opened sites, and forgets what is dearer or not alive', () => {
  const restricted = restrictLists(LISTS, Uint8Array.of(0, 1, 1, 0), [0]);
  assert.deepEqual([...restricted.servedCost], [4, 1]);
  assert.deepEqual([...restricted.first], [0, 1, 1]);
  assert.deepEqual([...restricted.site], [1]);
  assert.deepEqual([...restricted.cost], [2]);
});

test('costListsOf refuses costs that sums could not hold exactly', () => {
  const table = { customerCount: 1, siteCount: 4, servedCost: Float64Array.of(2 ** 53) };
  const fillCosts = (_: number, into: Float64Array) => into.fill(2 ** 52);
  assert.throws(() => costListsOf({ ...table, fillCosts }), /too large to be exact/);
});
