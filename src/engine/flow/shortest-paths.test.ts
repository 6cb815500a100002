import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { graphOf, ShortestPaths } from './shortest-paths.js';

test('ShortestPaths finds the cheapest of two ways, and leaves Infinity where no arc leads', () => {
  // 0 --1--> 1 --1--> 2, 0 --3--> 2, and 3 apart
  const paths = new ShortestPaths(graphOf(4, Uint32Array.of(0, 1, 0), Uint32Array.of(1, 2, 2)));
  paths.search(0, Uint32Array.of(2, 3), Float64Array.of(1, 1, 3));
  assert.deepEqual([...paths.distance], [0, 1, 2, Infinity]);
  assert.deepEqual([...paths.arcInto], [NONE, 0, 1, NONE]);
});

test('ShortestPaths does not use closed arcs', () => {
  const paths = new ShortestPaths(graphOf(3, Uint32Array.of(0, 1, 0), Uint32Array.of(1, 2, 2)));
  paths.search(0, Uint32Array.of(2), Float64Array.of(1, Infinity, 3));
  assert.equal(paths.distance[2], 3);
});

test('ShortestPaths equals relaxing every arc until nothing changes, on random graphs', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Prng(seed);
    const nodeCount = 2 + random.below(12);
    const arcCount = random.below(40);
    const column = (below: number) => Uint32Array.from({ length: arcCount }, () => random.below(below));
    const [from, to] = [column(nodeCount), column(nodeCount)];
    const length = Float64Array.from(column(20));
    const expected = new Float64Array(nodeCount).fill(Infinity);
    expected[0] = 0;
    for (let pass = 0; pass < nodeCount; pass++) {
      from.forEach((node, arc) => (expected[to[arc]] = Math.min(expected[to[arc]], expected[node] + length[arc])));
    }
    const paths = new ShortestPaths(graphOf(nodeCount, from, to));
    paths.search(
      0,
      Uint32Array.from({ length: nodeCount }, (_, node) => node),
      length,
    );
    assert.deepEqual([...paths.distance], [...expected], `seed ${seed}`);
  }
});
