import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { GridIndex } from './grid-index.js';

test('GridIndex finds the point that comparing all of them finds', (t) => {
  const seed = 5;
  t.diagnostic(`seed ${seed}`);
  const random = new Prng(seed);
  const count = 3000;
  const x = Float32Array.from({ length: count }, () => 0.6 + random.next() * 0.2);
  const y = Float32Array.from({ length: count }, () => 0.3 + random.next() * 0.1);
  x[7] = Number.NaN;
  const index = new GridIndex(x, y);
  for (let round = 0; round < 500; round++) {
    const [px, py, radius] = [0.58 + random.next() * 0.24, 0.28 + random.next() * 0.14, random.next() * 0.02];
    const weightOf = (point: number): number => (point % 3 === 0 ? 0 : 1 + (point % 2));
    let best: number | undefined;
    let bestDistance = radius * radius;
    for (let point = 0; point < count; point++) {
      const apart = (x[point] - px) ** 2 + (y[point] - py) ** 2;
      if (!(apart <= radius * radius) || weightOf(point) === 0) continue;
      if (apart / weightOf(point) <= bestDistance) [best, bestDistance] = [point, apart / weightOf(point)];
    }
    assert.equal(index.nearest(px, py, radius, weightOf), best);
  }
});

test('GridIndex of no points finds none', () => {
  assert.equal(new GridIndex(new Float32Array(), new Float32Array()).nearest(0.5, 0.5, 1), undefined);
});
