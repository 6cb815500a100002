import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDate } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { UNLIMITED } from '../domain/network.js';
import { CARRIAGES, STEP_KINDS, routeOf } from '../domain/plan.js';
import type { Workspace } from '../domain/workspace.js';
import { buildWorld } from '../testing/build-world.js';
import { greedyPlan } from '../testing/greedy-plan.js';
import { randomWorld } from '../testing/random-world.js';
import { HANDOVER } from '../testing/sketches.js';
import { timedGraph } from '../testing/timed-graph.js';
import { findLeg } from './departure-legs.js';
import { loadsOf } from './loads.js';

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed + 1);

/** Three parcels of ats (1 kg) change hands, one of post's own starts at HUB; post's mail runs on days 0 and 2. */
function handMade() {
  return buildWorld({
    ...HANDOVER,
    days: 3,
    products: [{ id: 'standard', days: 1 }],
    trips: [
      { id: 'T1', party: 'ats', kg: 10, calls: 'FC 01:00, SC 03:00' },
      { id: 'M1', party: 'post', kg: 20, litres: 90, calls: 'HUB 06:00, PO 09:00', runsOn: [0, 2] },
    ],
    ownTraffic: [{ trip: 'M1', kg: 2, litres: 3, days: 0b0000001 }],
    interchanges: [
      { id: 'IX', at: { ats: 'SC', post: 'HUB' }, windows: [{ open: '04:00', close: '05:00' }], perWindow: 9 },
    ],
    capacity: [
      { party: 'post', on: 'M*', kg: '0.29x', release: [{ hours: 8, keep: 0.5 }] },
      { party: 'post', on: 'delivery', parcels: 4 },
    ],
    deliveries: [{ facility: 'PO', code: '793101', loadBy: '10:00', perDay: 50 }],
    shipments: [
      { party: 'ats', from: 'FC', to: '793101', count: 3, g: 800 },
      { party: 'post', from: 'HUB', to: '793101', ready: '05:00', g: 4000 },
    ],
  });
}

test('loadsOf counts parcels at their band on every leg, own traffic and block space beside them', () => {
  const { workspace, shipments } = handMade();
  const plan = greedyPlan(workspace, shipments);
  const { legs, windows, officeDays } = loadsOf(workspace, shipments, plan);
  assert.equal(legs.count, 5); // T1 on three days, M1 on two
  const first = findLeg(legs, 0, 0, 0);
  assert.deepEqual([legs.usedG[first], legs.parcels[first], legs.partnerParcels[first]], [2000, 2, 0]);
  assert.equal(
    legs.parcels.subarray(0, 3).reduce((sum, parcels) => sum + parcels, 0),
    3,
  ); // T1 on all days
  const mail = findLeg(legs, 1, 0, 0);
  assert.equal(legs.capacityG[mail], 20_000);
  assert.equal(legs.ownG[mail], 2000);
  assert.deepEqual(
    [legs.parcels[mail], legs.usedG[mail], legs.usedMl[mail]],
    [3, 2000 + 2000 + 5000, 3000 + 10_000 + 25_000],
  );
  assert.deepEqual([legs.blockG[mail], legs.blockMl[mail]], [2900, UNLIMITED]); // 0.29 of 20 kg, half of it released
  assert.deepEqual([legs.partnerParcels[mail], legs.partnerG[mail]], [2, 2000]); // the block holds two of the three
  const wednesday = findLeg(legs, 1, 2, 0);
  assert.equal(legs.blockG[wednesday], 5800);
  assert.equal(findLeg(legs, 1, 1, 0), NONE);
  assert.deepEqual([...windows.granted], [9, 9, 9]);
  assert.equal(
    windows.used.reduce((sum, used) => sum + used, 0),
    3,
  );
  assert.deepEqual([...officeDays.day], [0, 2]);
  assert.deepEqual([...officeDays.used], [3, 1]);
  assert.deepEqual([...officeDays.partnerUsed], [2, 1]);
  assert.deepEqual([...officeDays.block], [4, 4]);
  assert.deepEqual([...officeDays.capacity], [50, 50]);
});

test('loadsOf leaves out departures after the horizon and adds optional runs to capacity, not to blocks', () => {
  const { workspace, shipments } = buildWorld({
    days: 1,
    facilities: [
      { id: 'A', party: 'ats' },
      { id: 'B', party: 'ats' },
      { id: 'C', party: 'ats' },
    ],
    trips: [{ id: 'T', party: 'ats', kg: 10, calls: 'A 20:00, B 24:00-25:00, C 26:00' }],
    options: [{ trip: 'T', cost: 500, runsMax: 2 }],
    capacity: [{ party: 'ats', on: 'T', kg: '0.5x' }],
  });
  const plan = { ...greedyPlan(workspace, shipments), openedRuns: [{ option: 0, day: 0, runs: 2 }] };
  const { legs } = loadsOf(workspace, shipments, plan);
  assert.deepEqual([...legs.capacityG], [30_000]);
  assert.deepEqual([...legs.blockG], [5000]);
});

test('loads are the sum of the routes of all parcels in random worlds', () => {
  for (const seed of SEEDS) {
    const { workspace, shipments } = randomWorld(seed);
    const plan = greedyPlan(workspace, shipments);
    const { legs, windows, officeDays } = loadsOf(workspace, shipments, plan);
    const expected: Record<string, number> = { ride: 0, transfer: 0, deliver: 0 };
    for (let shipment = 0; shipment < shipments.count; shipment++) {
      if (plan.carriage[shipment] !== CARRIAGES.indexOf('network')) continue;
      for (const { kind } of routeOf(plan, shipment)) {
        expected[kind] = expected[kind] + 1;
      }
    }
    const counted = { ride: sum(legs.parcels), transfer: sum(windows.used), deliver: sum(officeDays.used) };
    assert.deepEqual(counted, expected, `seed ${seed}, steps ${STEP_KINDS.join()}`);
  }
});

test('capacities and blocks are those of the model in random worlds, and a valid plan keeps to them', () => {
  for (const seed of SEEDS) {
    const { workspace, shipments } = randomWorld(seed);
    const { capacity } = timedGraph(workspace);
    const { legs, windows, officeDays } = loadsOf(workspace, shipments, greedyPlan(workspace, shipments));
    for (let leg = 0; leg < legs.count; leg++) {
      const name = legName(workspace, legs.trip[leg], legs.day[leg], legs.call[leg]);
      const note = `seed ${seed}, ${name}`;
      assert.equal(Math.max(0, legs.capacityG[leg] - legs.ownG[leg]), capacity.get(`kg:${name}`), note);
      assert.equal(legs.blockG[leg], capacity.get(`block-kg:${name}`) ?? 0, note);
      assert.equal(legs.blockMl[leg], capacity.get(`block-l:${name}`) ?? 0, note);
      assert.ok(legs.partnerG[leg] <= legs.blockG[leg], note);
      assert.ok(legs.partnerMl[leg] <= legs.blockMl[leg], note);
      if (legs.parcels[leg] !== 0) assert.ok(legs.usedG[leg] <= legs.capacityG[leg], note);
    }
    for (let row = 0; row < windows.count; row++) {
      assert.ok(windows.used[row] <= windows.granted[row], `seed ${seed}, window ${row}`);
    }
    for (let row = 0; row < officeDays.count; row++) {
      const name = officeName(workspace, officeDays.facility[row], officeDays.day[row]);
      assert.equal(officeDays.capacity[row], capacity.get(`day:${name}`), `seed ${seed}, ${name}`);
      assert.equal(officeDays.block[row], capacity.get(`block-day:${name}`) ?? 0, `seed ${seed}, ${name}`);
      assert.ok(officeDays.used[row] <= officeDays.capacity[row], `seed ${seed}, ${name}`);
    }
  }
});

function sum(column: Uint32Array): number {
  return column.reduce((total, amount) => total + amount, 0);
}

function legName({ network, parties, calendar }: Workspace, trip: number, day: number, call: number): string {
  const party = parties[network.trips.party[trip]]?.id;
  return `${party}:${network.trips.id[trip]}@${formatDate(calendar.firstDay + day)}#${call}`;
}

function officeName({ network, parties, calendar }: Workspace, facility: number, day: number): string {
  const party = parties[network.facilities.party[facility]]?.id;
  return `${party}:${network.facilities.id[facility]}@${formatDate(calendar.firstDay + day)}`;
}
