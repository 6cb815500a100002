import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointUse } from './point-use.js';

test('pointUse counts parcels at their cheapest point, and what they would pay at the next', () => {
  const costs = [Float64Array.of(5, 9, Infinity), Float64Array.of(7, 2, 8)];
  const use = pointUse(costs, Float64Array.of(10, 6, 3), Float64Array.of(1, 20, 300));
  assert.deepEqual(use, [
    { parcels: 1, worth: 2 },
    { parcels: 20, worth: 4 },
  ]);
});

test('pointUse does not know points that nobody uses', () => {
  assert.deepEqual(pointUse([Float64Array.of(5)], Float64Array.of(5), Float64Array.of(1)), [{ parcels: 0, worth: 0 }]);
});
