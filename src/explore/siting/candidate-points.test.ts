import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWorld } from '../../testing/build-world.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import { candidatePoints } from './candidate-points.js';

/** A degree of longitude on the equator is 111 km. */
const SKETCH: WorldSketch = {
  facilities: [
    { id: 'SC-1', party: 'ats', kind: 'sort_centre', lonLat: [70, 0.1] },
    { id: 'SC-2', party: 'ats', kind: 'sort_centre', lonLat: [75, 0.1] },
    { id: 'FC', party: 'ats', kind: 'fulfilment_centre', lonLat: [79.9, 0.1] },
    { id: 'DS', party: 'ats', kind: 'delivery_station', lonLat: [80.2, 0.1] },
    { id: 'HUB-1', party: 'post', kind: 'hub', lonLat: [70.3, 0.1] },
    { id: 'HUB-2', party: 'post', kind: 'hub', lonLat: [75.1, 0.1] },
    { id: 'HUB 3', party: 'post', kind: 'hub', lonLat: [80, 0.1] },
    { id: 'PO', party: 'post', kind: 'post_office', lonLat: [75, 0.1] },
  ],
  interchanges: [{ id: 'IX', at: { ats: 'SC-1', post: 'HUB-1' }, minutes: 90, perWindow: 50 }],
};

function idsOf(sketch: WorldSketch, reachKm: number, most = 100): readonly string[] {
  return candidatePoints(buildWorld(sketch).workspace, reachKm, most).points.map(({ id }) => id);
}

test('candidatePoints joins each hub with the nearest facility of the other party that takes parcels in', () => {
  assert.deepEqual(idsOf(SKETCH, 50), ['SC-2_HUB-2', 'DS_HUB-3']);
  assert.deepEqual(idsOf(SKETCH, 15), ['SC-2_HUB-2']);
  assert.deepEqual(idsOf(SKETCH, 5), []);
  assert.deepEqual(idsOf({ ...SKETCH, interchanges: [] }, 50), ['SC-1_HUB-1', 'SC-2_HUB-2', 'DS_HUB-3']);
});

test('candidatePoints keeps the closest of too many, and counts the others', () => {
  const { points, leftOut } = candidatePoints(buildWorld({ ...SKETCH, interchanges: [] }).workspace, 50, 1);
  assert.deepEqual([points.map(({ id }) => id), leftOut], [['SC-2_HUB-2'], 2]);
});

test('candidatePoints gives new points the terms of one that there is, and both directions', () => {
  const [point] = candidatePoints(buildWorld(SKETCH).workspace, 50, 1).points;
  assert.deepEqual([point.transferSec, point.parcelsPerWindow], [90 * 60, 50]);
  assert.deepEqual(point.directions, [
    { from: 0, to: 1 },
    { from: 1, to: 0 },
  ]);
  const [first] = candidatePoints(buildWorld({ ...SKETCH, interchanges: [] }).workspace, 50, 1).points;
  assert.ok(first.windows.length > 0 && first.parcelsPerWindow === Infinity);
});
