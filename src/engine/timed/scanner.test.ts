import assert from 'node:assert/strict';
import test from 'node:test';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { BLOCKED, scan } from './scan.js';
import { openKernel, scanModule } from './scan-wasm.js';
import { openScanner } from './scanner.js';
import type { TimedGraph } from './timed-graph.js';

/** A graph of the given ways to reach each item; its other columns do not matter to a scan. */
function graphOf(ride: readonly number[], wait: readonly number[]): TimedGraph {
  const itemCount = ride.length;
  const none = new Int32Array(itemCount).fill(NONE);
  return {
    itemCount,
    ride: Uint32Array.from(ride),
    wait: Uint32Array.from(wait),
    leg: none,
    unloads: new Uint8Array(itemCount),
    sec: new Int32Array(itemCount),
    chainAt: none,
    firstInChain: new Uint32Array(1),
    chain: new Uint32Array(0),
    placeOf: none,
    sourceItem: new Uint32Array(0),
  };
}

test('a scanner with vectors labels a graph drawn by hand', () => {
  // 1 --5--> 2 --7--> 4, 1 waits to 3, 3 --20--> 4, 5 is reached by a ride that is forbidden
  const graph = graphOf([0, 0, 1, 0, 2, 4], [0, 0, 0, 1, 3, 0]);
  const scanner = openScanner(graph, 4, 1);
  scanner.cost[0].set([0, 0, 5, BLOCKED, 7, BLOCKED].flatMap((c) => [c, c, c, c]));
  scanner.run(0, 1, 6);
  const firstLane = Array.from(scanner.labels).filter((_, cell) => cell % 4 === 0);
  assert.deepEqual(firstLane, [BLOCKED, 0, 5, 0, 0, BLOCKED]);
});

test('openKernel takes any number of lanes, and gives way where a memory cannot be so large', () => {
  for (const lanes of [1, 4, 8, 12, 64]) assert.ok(openKernel(lanes, 1000), `${lanes} lanes`);
  assert.equal(openKernel(4, 2 ** 31), undefined);
  assert.ok(scanModule(4).length < 200);
});

test('a scanner labels as the plain loop does, over forbidden rides and items out of reach', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const prng = new Prng(seed);
    const lanes = [1, 4, 8, 12][prng.below(4)];
    const groupCount = 1 + prng.below(3);
    const itemCount = 2 + prng.below(200);
    const before = (item: number): number => (item === 0 || prng.chance(0.2) ? 0 : prng.below(item));
    const ride = Array.from({ length: itemCount }, (_, item) => before(item));
    const wait = Array.from({ length: itemCount }, (_, item) => before(item));
    const graph = graphOf(ride, wait);
    const scanners = [openScanner(graph, lanes, groupCount), openScanner(graph, lanes, groupCount, 'plain')];
    const cost = Array.from({ length: groupCount }, () =>
      Int32Array.from({ length: itemCount * lanes }, () => (prng.chance(0.3) ? BLOCKED : prng.below(1e6))),
    );
    for (const scanner of scanners) scanner.cost.forEach((column, g) => column.set(cost[g]));
    for (let run = 0; run < 4; run++) {
      const group = prng.below(groupCount);
      const source = 1 + prng.below(itemCount - 1);
      const end = source + 1 + prng.below(itemCount - source);
      const expected = new Int32Array(itemCount * lanes).fill(BLOCKED);
      scan(graph.ride, graph.wait, cost[group], expected, lanes, source, end);
      for (const scanner of scanners) {
        scanner.run(group, source, end);
        const labels = scanner.labels.subarray(0, end * lanes);
        assert.deepEqual(labels, expected.subarray(0, end * lanes), `seed ${seed}, run ${run}`);
      }
    }
  }
});
