import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { BLOCKED } from './scan.js';
import { openScanner } from './scanner.js';
import { allRoutes, randomTinyWorld, TINY_LANES, tinyProblem, type TinyWorld } from './tiny-world-for-test.js';
import { lastAtPlace, timedGraphOf } from './timed-graph.js';

test('timedGraphOf draws a departure with a stop as unloading there or staying aboard', () => {
  // Place 0 --leg 0, 100 to 200--> place 1 --leg 1, the same vehicle, 150 to 300--> place 2. Ready at place 0 at 100.
  const graph = timedGraphOf(
    {
      placeCount: 3,
      from: Uint32Array.of(0, 1),
      to: Uint32Array.of(1, 2),
      departSec: Int32Array.of(100, 150),
      readySec: Int32Array.of(200, 300),
      through: Int32Array.of(NONE, 0),
    },
    { place: Uint32Array.of(0), sec: Int32Array.of(100) },
  );
  // Items in time order: 1 the start, 2 aboard at 150, 3 unloaded at place 1, 4 unloaded at place 2.
  assert.deepEqual([...graph.sourceItem], [1]);
  assert.deepEqual([...graph.sec], [0, 100, 150, 200, 300]);
  assert.deepEqual([...graph.leg], [NONE, NONE, 0, 0, 1]);
  assert.deepEqual([...graph.ride], [0, 0, 1, 1, 2]);
  assert.deepEqual([...graph.unloads], [0, 0, 0, 1, 1]);
  assert.deepEqual([...graph.wait], [0, 0, 0, 0, 0], 'nobody is at place 1 by 150 to board');
  assert.deepEqual([lastAtPlace(graph, 0, 99), lastAtPlace(graph, 0, 100), lastAtPlace(graph, 1, 250)], [0, 1, 3]);
});

/** Least cost of being ready at a place by a second, from labels of a scan; Infinity when it cannot be. */
function labelsOf(world: TinyWorld, start: number): (place: number, sec: number, lane: number) => number {
  const { timed } = tinyProblem(world);
  const scanner = openScanner(timed.graph, TINY_LANES, 1);
  scanner.cost[0].set(timed.baseCost[0]);
  const source = timed.taskSource[start];
  scanner.run(0, source, timed.graph.itemCount);
  return (place, sec, lane) => {
    const item = lastAtPlace(timed.graph, place, sec);
    const label = item < source ? BLOCKED : scanner.labels[item * TINY_LANES + lane];
    return label < BLOCKED ? label : Infinity;
  };
}

/** The same by trying every route, delivered by then at no cost for lateness. */
function cheapestByTrying(world: TinyWorld, place: number, sec: number, lane: number): number {
  const { place: from, sec: readySec } = world.commodities[0];
  const commodity = { place: from, sec: readySec, to: place, lane, units: 1, outsideCost: 0 };
  return allRoutes({ ...world, roundSecs: [sec], latePerDay: 0 }, commodity)[0]?.cost ?? Infinity;
}

test('scans of a timed graph equal trying every route, at every place and time, on random timetables', () => {
  let reached = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const world = randomTinyWorld(seed);
    const label = labelsOf(world, 0);
    for (let place = 0; place < world.placeCount; place++) {
      for (const sec of [3600, 6 * 3600, 12 * 3600, 24 * 3600, 48 * 3600]) {
        // A moment before the start is nobody's.
        if (place === world.commodities[0].place && sec < world.commodities[0].sec) continue;
        for (const lane of [0, 3]) {
          const expected = cheapestByTrying(world, place, sec, lane);
          assert.equal(label(place, sec, lane), expected, `seed ${seed}: place ${place} by ${sec}, lane ${lane}`);
          if (expected < Infinity && expected > 0) reached++;
        }
      }
    }
  }
  assert.ok(reached > 500, `only ${reached} places reached: the timetables are too poor`);
});

test('timedGraphOf does not mind the order of the legs', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const world = randomTinyWorld(seed);
    const prng = new Prng(seed);
    const order = world.legs.map((_, leg) => ({ leg, key: prng.next() })).toSorted((a, b) => a.key - b.key);
    const legs = order.map(({ leg }) => {
      const { through } = world.legs[leg];
      return {
        ...world.legs[leg],
        through: through === NONE ? NONE : order.findIndex((other) => other.leg === through),
      };
    });
    const [one, other] = [labelsOf(world, 0), labelsOf({ ...world, legs }, 0)];
    for (let place = 0; place < world.placeCount; place++) {
      assert.equal(other(place, 48 * 3600, 1), one(place, 48 * 3600, 1), `seed ${seed}: place ${place}`);
    }
  }
});
