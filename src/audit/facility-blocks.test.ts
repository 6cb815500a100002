import { test } from 'node:test';
import assert from 'node:assert/strict';
import { buildWorld } from '../testing/build-world.js';
import type { TripSketch } from '../testing/world-sketch.js';
import { checkBound } from './check-bound.js';
import { facilityBlocks } from './facility-blocks.js';

const FREE = { bound: 0, resources: [], prices: [] };

function trip(id: string, places: string, firstMinute = 60, stepMinutes = 30): TripSketch {
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const calls = places.split('').map((place, position) => {
    const at = clock(firstMinute + position * stepMinutes);
    return [place, at, at] as const;
  });
  return { id, party: 'ats', calls, costPerKgKm: 1 };
}

function facilitiesOf(places: string): { id: string; party: string; handling: number }[] {
  return places.split('').map((id) => ({ id, party: 'ats', handling: 10 }));
}

test('facilityBlocks hangs villages from their hub and keeps every trip whole', () => {
  // A - B - C in a triangle of trips; D and E on a round from C; F behind E.
  const { workspace } = buildWorld({
    parties: ['ats'],
    facilities: facilitiesOf('ABCDEF'),
    trips: [trip('1', 'AB'), trip('2', 'BC'), trip('3', 'CA'), trip('4', 'CDE'), trip('5', 'ECD'), trip('6', 'EF')],
  });
  const { count, blockOfTrip, top, above } = facilityBlocks(workspace);
  const [first, second, third, round, back, last] = [...blockOfTrip] as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  assert.equal(count, 3);
  assert.deepEqual([second, third, back], [first, first, round]);
  assert.notEqual(first, round);
  assert.deepEqual([top[round], top[last]], [2, 4]);
  assert.deepEqual([above[3], above[4], above[5]], [round, round, last]);
});

test('facilityBlocks keeps a trip whole that comes through its hub half way', () => {
  const { workspace } = buildWorld({
    parties: ['ats'],
    facilities: facilitiesOf('ABC'),
    trips: [trip('1', 'BAC')],
  });
  assert.equal(facilityBlocks(workspace).count, 1);
});

test('checkBound follows a parcel from one village through the hubs to another', () => {
  // D and F hang from A and B; nothing else is between.
  const { workspace, shipments } = buildWorld({
    parties: ['ats'],
    facilities: facilitiesOf('ABDF'),
    trips: [trip('out', 'BF', 400), trip('line', 'AB', 200), trip('in', 'DA', 60)],
    deliveries: [
      { facility: 'F', code: '1', cost: 20 },
      { facility: 'D', code: '2', cost: 20 },
    ],
    shipments: [
      { party: 'ats', from: 'D', to: '1' },
      { party: 'ats', from: 'D', to: '2' },
      { party: 'ats', from: 'F', to: '2' },
    ],
  });
  const { bound } = checkBound(workspace, shipments, FREE);
  // Three legs of 100 km, three unloadings and the delivery; delivered where it is; no way back.
  assert.ok(Math.abs(bound - (300 + 30 + 20 + 20 + 100_000)) < 1e-3, `bound ${bound}`);
});

test('checkBound lets a parcel change between legs of the same second, in whatever order they are listed', () => {
  const { workspace, shipments } = buildWorld({
    parties: ['ats'],
    facilities: facilitiesOf('ABCD'),
    trips: [trip('3', 'CD', 60, 0), trip('2', 'BC', 60, 0), trip('1', 'AB', 60, 0)],
    deliveries: [{ facility: 'D', code: '1', cost: 20, loadBy: '01:00' }],
    shipments: [{ party: 'ats', from: 'A', to: '1' }],
  });
  const { bound } = checkBound(workspace, shipments, FREE);
  assert.ok(Math.abs(bound - (300 + 30 + 20)) < 1e-6, `bound ${bound}`);
});
