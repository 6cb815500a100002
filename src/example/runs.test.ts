import assert from 'node:assert/strict';
import test from 'node:test';
import { Prng } from '../base/prng.js';
import { groupStops, nearest, walkOrder } from './runs.js';

test('groupStops puts every stop into exactly one group of at most the size', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const prng = new Prng(seed);
    const stops = Array.from({ length: prng.below(60) }, (_, id) => ({ id, lon: prng.next(), lat: prng.next() }));
    const size = 1 + prng.below(9);
    const groups = groupStops(stops, size);
    assert.ok(
      groups.every((group) => group.length > 0 && group.length <= size),
      `seed ${seed}`,
    );
    const ids = groups.flatMap((group) => group.map(({ id }) => id)).sort((a, b) => a - b);
    assert.deepEqual(
      ids,
      stops.map(({ id }) => id),
      `seed ${seed}`,
    );
    assert.equal(groups.length, Math.ceil(stops.length / size), `seed ${seed}`);
  }
});

test('walkOrder goes to the nearest stop left', () => {
  const at = (lon: number) => ({ lon, lat: 20 });
  assert.deepEqual(
    walkOrder(at(0), [at(5), at(1), at(3)]).map(({ lon }) => lon),
    [1, 3, 5],
  );
  assert.equal(nearest(at(2.9), [at(5), at(1), at(3)]), 2);
});
