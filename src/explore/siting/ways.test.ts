import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { buildWorld } from '../../testing/build-world.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import { feedersOf } from './feeders.js';
import { wayNetwork } from './way-network.js';
import { WayFinder } from './ways.js';

const HOUR = 3600;

/** A truck from A over B to C, a dear aircraft straight to C, and rounds behind C of which one starts at an office. */
const SKETCH: WorldSketch = {
  days: 2,
  facilities: [
    { id: 'A', party: 'ats', kind: 'hub', handling: 3 },
    { id: 'B', party: 'ats', kind: 'hub', handling: 5, sortMinutes: 30 },
    { id: 'C', party: 'ats', kind: 'hub', handling: 7, sortMinutes: 60 },
    { id: 'DS', party: 'ats', kind: 'delivery_station' },
    { id: 'LAST', party: 'ats', kind: 'delivery_station' },
    { id: 'APART', party: 'ats', kind: 'delivery_station' },
    { id: 'P', party: 'post', kind: 'hub' },
  ],
  trips: [
    { id: 'TRUCK', party: 'ats', calls: 'A 01:00, B 03:00-04:00, C 08:00', costPerKgKm: 0.01, mode: 'road' },
    { id: 'AIR', party: 'ats', calls: 'A 05:00, C 06:00', costPerKgKm: 1, mode: 'air' },
    { id: 'ROUND', party: 'ats', calls: 'C 09:00, DS 10:00', costPerKgKm: 0.02 },
    { id: 'FURTHER', party: 'ats', calls: 'DS 11:00, LAST 12:00', costPerKgKm: 0.03 },
  ],
  capacity: [{ party: 'ats', on: 'TRUCK', legs: [['A', 'B']] }],
  tariff: { zoneKm: [], linehaulPerKg: [40] },
};

test('WayFinder finds the cheap way and the fast one, aboard from call to call without sorting', () => {
  const { workspace } = buildWorld(SKETCH);
  const network = wayNetwork(workspace, Uint8Array.of(1, 1, 1, 0, 0, 0, 0));
  const { cheap, fast } = new WayFinder(network, 1).from(0, 'own');
  const half = 12 * HOUR; // half the time between departures
  assert.deepEqual([...cheap.perKg], [0, 1, 2]);
  assert.deepEqual([...cheap.perParcel], [0, 5, 7], 'nothing is unloaded at B on the way to C');
  assert.deepEqual([...cheap.sec], [0, half + 2.5 * HOUR, half + 8 * HOUR]);
  assert.deepEqual([fast.perKg[2], fast.sec[2]], [100, half + 2 * HOUR]);
});

test('WayFinder leads to a facility as well as from it', () => {
  const { workspace } = buildWorld(SKETCH);
  const network = wayNetwork(workspace, Uint8Array.of(1, 1, 1, 0, 0, 0, 0));
  const finder = new WayFinder(network, 1);
  const to = finder.to(2, 'own').cheap;
  assert.deepEqual([...to.perKg], [2, 1, 0]);
  assert.equal(to.sec[0], finder.from(0, 'own').cheap.sec[2]);
  assert.equal(finder.to(0, 'own').cheap.sec[2], Infinity, 'nothing runs back');
});

test('WayFinder keeps partners off legs that no clause opens', () => {
  const { workspace } = buildWorld(SKETCH);
  const network = wayNetwork(workspace, Uint8Array.of(1, 1, 1, 0, 0, 0, 0));
  const { cheap, fast } = new WayFinder(network, 1).from(0, 'partner');
  assert.deepEqual([...cheap.sec].map(Number.isFinite), [true, true, false]);
  assert.deepEqual([...fast.sec].map(Number.isFinite), [true, true, false]);
  assert.deepEqual([cheap.perKg[1], cheap.perParcel[1]], [40, 0]);
});

test('feedersOf follows rounds from hub to office to office', () => {
  const { workspace } = buildWorld(SKETCH);
  const { hub, perKg } = feedersOf(workspace, Uint8Array.of(1, 1, 1, 0, 0, 0, 1));
  assert.deepEqual([...hub], [0, 1, 2, 2, 2, NONE, 6]);
  assert.deepEqual([perKg[3], perKg[4]], [2, 5]);
});
