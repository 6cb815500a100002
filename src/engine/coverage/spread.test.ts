import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { spreadOf } from './spread.js';

test('spreadOf: all alike are even, one who has all of four is not', () => {
  assert.deepEqual(spreadOf([3, 3, 3]), { mean: 3, gini: 0, worstTenth: 3 });
  assert.equal(spreadOf([0, 0, 0, 8]).gini, 0.75);
  assert.equal(spreadOf([0, 0, 0, 8]).worstTenth, 8);
  assert.deepEqual(spreadOf([]), { mean: 0, gini: 0, worstTenth: 0 });
  assert.deepEqual(spreadOf([0, 0]), { mean: 0, gini: 0, worstTenth: 0 });
  assert.deepEqual(spreadOf([5, 7], [0, 0]), { mean: 0, gini: 0, worstTenth: 0 });
});

test('spreadOf takes the tenth of the weight that has most, a value across its edge in part', () => {
  // Of 20 people 1 waits 9 days and 3 wait 5: the slowest two are that one and one of the three.
  assert.equal(spreadOf([1, 9, 5], [16, 1, 3]).worstTenth, 7);
});

test('spreadOf is half the mean difference of pairs over the mean, and a weight is so many equal values', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const prng = new Prng(seed);
    const values = Array.from({ length: 1 + prng.below(12) }, () => prng.below(9));
    const weights = values.map(() => prng.below(4));
    const each = values.flatMap((value, index) => Array.from({ length: weights[index] }, () => value));
    const mean = each.reduce((sum, value) => sum + value, 0) / Math.max(1, each.length);
    const differences = each.flatMap((a) => each.map((b) => Math.abs(a - b)));
    const pairs = differences.reduce((sum, value) => sum + value, 0) / Math.max(1, differences.length);
    const { gini, worstTenth } = spreadOf(values, weights);
    assert.ok(Math.abs(gini - (mean === 0 ? 0 : pairs / (2 * mean))) < 1e-12, `seed ${seed}: ${gini}`);
    assert.ok(Math.abs(worstTenth - spreadOf(each).worstTenth) < 1e-9, `seed ${seed}`);
    assert.ok(worstTenth >= mean - 1e-9 || each.length === 0, `seed ${seed}`);
  }
});
