import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { buildWorld } from '../../testing/build-world.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import { loadsOf } from '../loads.js';
import { heaviestFlows } from './flows.js';
import { placeLabels } from './labels.js';
import { projectionOf } from './projection.js';

test('projectionOf keeps all places inside, north up, east right', () => {
  const places = [
    [68, 8],
    [97, 8],
    [68, 37],
    [97, 37],
    [80, 22],
  ] as const;
  const { place, height } = projectionOf(places);
  for (const [lon, lat] of places) {
    const [x, y] = place(lon, lat);
    assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= height, `${lon} ${lat} at ${x} ${y}`);
  }
  const [centreX, centreY] = place(80, 22);
  assert.ok(place(85, 22)[0] > centreX);
  assert.ok(place(80, 27)[1] < centreY);
});

test('projectionOf gives equal areas equal room, near the equator and far from it', () => {
  const { place } = projectionOf([
    [0, 0],
    [40, 0],
    [0, 60],
    [40, 60],
  ]);
  // Cells of one degree of longitude whose heights make their areas on the sphere equal.
  const area = (lat: number) => {
    const step = 0.5 / Math.cos((lat * Math.PI) / 180);
    const [[x0, y0], [x1, y1], [x2, y2]] = [place(20, lat - step), place(20.5, lat - step), place(20, lat + step)];
    return Math.abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0));
  };
  assert.ok(Math.abs(area(55) / area(5) - 1) < 0.03, `${area(55) / area(5)}`);
});

test('projectionOf is not shrunk by a few misplaced facilities', () => {
  const prng = new Prng(1);
  const places = Array.from({ length: 5000 }, () => [prng.between(70, 90), prng.between(10, 30)] as const);
  const { place } = projectionOf([...places, [0.1, 0.1], [170, -60]]);
  assert.ok(place(89, 20)[0] - place(71, 20)[0] > 0.4);
});

test('placeLabels gives names sides on which they do not meet, or none', () => {
  const crowd = Array.from({ length: 12 }, (_, index) => ({ name: `Interchange ${index}`, at: [0.5, 0.5] as const }));
  const sides = placeLabels(crowd, 1);
  assert.ok(sides.filter((side) => side !== undefined).length <= 4);
  assert.deepEqual(placeLabels([{ name: 'Delhi', at: [0.5, 0.5] }], 1), ['right']);
  assert.deepEqual(placeLabels([{ name: 'Guwahati', at: [0.99, 0.5] }], 1), ['left']);
});

test('heaviestFlows adds both directions, keeps parties and modes apart and leaves own traffic and short ways out', () => {
  const world = buildWorld({
    facilities: [
      { id: 'A', party: 'ats', lonLat: [77, 28] },
      { id: 'B', party: 'ats', lonLat: [73, 19] },
      { id: 'C', party: 'ats', lonLat: [73.01, 19.01] },
    ],
    trips: [
      { id: 'AB', party: 'ats', calls: 'A 01:00, B 08:00', runsOn: [0] },
      { id: 'BA', party: 'ats', calls: 'B 01:00, A 08:00', runsOn: [0] },
      { id: 'BC', party: 'ats', calls: 'B 08:30, C 09:00', runsOn: [0] },
    ],
    ownTraffic: [{ trip: 'AB', kg: 50 }],
    deliveries: [
      { facility: 'A', code: '110001' },
      { facility: 'C', code: '400001', loadBy: '10:00' },
    ],
    shipments: [
      { party: 'ats', from: 'A', to: '400001', count: 3 },
      { party: 'ats', from: 'B', to: '110001', count: 2 },
    ],
  });
  const loads = loadsOf(world.workspace, world.shipments, greedyPlan(world.workspace, world.shipments));
  assert.deepEqual(heaviestFlows(world.workspace, loads, 50, 10), [{ party: 0, mode: 0, from: 0, to: 1, kg: 5 }]);
});
