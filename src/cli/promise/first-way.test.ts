import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { buildWorld } from '../../testing/build-world.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import { plainParcel } from '../../testing/plain-parcel.js';
import { firstWayWithRoom } from './first-way.js';
import { PlanRoom } from '../../report/plan-room.js';

// One van a day, FC --> HUB --> PO. The hub sorts one parcel an hour, and the plan has it sort one for itself.
const { workspace, shipments } = buildWorld({
  facilities: [
    { id: 'FC', party: 'ats' },
    { id: 'HUB', party: 'ats', perHour: 1 },
    { id: 'PO', party: 'ats' },
  ],
  trips: [{ id: 'VAN', party: 'ats', calls: 'FC 01:00, HUB 02:00-02:10, PO 04:00' }],
  deliveries: [
    { facility: 'HUB', code: '110001' },
    { facility: 'PO', code: '793101' },
  ],
  products: [{ id: 'standard', days: 0 }], // so that the first day's van is taken
  shipments: [{ party: 'ats', from: 'FC', to: '110001' }],
});
const room = new PlanRoom(workspace, shipments, greedyPlan(workspace, shipments));

function firstWayTo(code: string) {
  return firstWayWithRoom(promiseDesk(workspace), room, {
    request: plainParcel(workspace, 'FC', code),
    use: { party: 0, g: 1000, ml: 1000 },
    band: 0,
    interlined: true,
  });
}

test('firstWayWithRoom rides through a hub whose hour is full', () => {
  assert.deepEqual(firstWayTo('793101'), {
    deliveredSec: 18 * 3600,
    steps: [
      { kind: 'ride', trip: 0, day: 0, call: 0 },
      { kind: 'ride', trip: 0, day: 0, call: 1 },
      { kind: 'deliver', delivery: 1, day: 0 },
    ],
  });
});

test('firstWayWithRoom unloads at a hub only in an hour with room', () => {
  assert.deepEqual(firstWayTo('110001')?.steps, [
    { kind: 'ride', trip: 0, day: 1, call: 0 },
    { kind: 'deliver', delivery: 0, day: 1 },
  ]);
});
