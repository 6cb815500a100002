import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWorld } from '../../testing/build-world.js';
import { randomWorld } from '../../testing/random-world.js';
import type { World } from '../scenarios/apply-scenario.js';
import { grow, timesAt, type GrowSettings } from './grow.js';

const SETTINGS: GrowSettings = {
  to: 3,
  months: 6,
  every: 3,
  target: undefined,
  anyRuns: true,
  gap: 1e-4,
  seconds: 20,
  threads: 1,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

/** A van of 10 kg a day from the hub to the only office, and 6 kg of parcels for the first evening. */
function vanWorld(anyCost: number): World {
  return buildWorld({
    parties: ['post'],
    days: 4,
    facilities: [
      { id: 'HUB', party: 'post', kind: 'hub' },
      { id: 'PO', party: 'post', kind: 'post_office' },
    ],
    trips: [
      { id: 'VAN', party: 'post', kg: 10, costPerRun: anyCost, calls: 'HUB 05:00, PO 07:00', runsOn: [0, 1, 2, 3] },
    ],
    products: [{ id: 'standard', days: 1, latePerDay: 1000, unplannedCost: 50_000 }],
    deliveries: [{ facility: 'PO', code: '100001', loadBy: '09:00', deliverBy: '18:00' }],
    shipments: [{ party: 'post', from: 'HUB', to: '100001', count: 6, g: 1000, ready: '18:00' }],
  });
}

test('grow: a van that is full at twice the volume breaks the promise, and a run of it keeps it', async () => {
  const growth = await grow(vanWorld(2000), SETTINGS);
  const [start, middle, end] = growth.steps;
  assert.deepEqual(
    growth.steps.map(({ month, parcels }) => [month, parcels]),
    [
      [0, 6],
      [3, middle.parcels],
      [6, 18],
    ],
  );
  assert.equal(start.asIs.onTimeShare, 1);
  assert.equal(start.kept, true);
  assert.equal(end.kept, false);
  assert.equal(end.asIs.lateShare, 8 / 18);
  const [first] = growth.bottlenecks;
  assert.deepEqual([first.kind, first.id], ['departure', 'VAN']);
  assert.ok(first.firstMonth <= 6);
  assert.equal(end.remedy?.keeps, true);
  assert.equal(end.remedy?.outcome.onTimeShare, 1);
  assert.equal(end.remedy?.lateTimes, 1, 'a run costs less than eight late parcels');
  assert.deepEqual(
    end.remedy?.runs.map(({ trip, runs, cost, offered }) => [trip, runs, cost, offered]),
    [['VAN', 1, 20, false]],
  );
});

test('grow: a run dearer than lateness is added only where the promise asks for it', async () => {
  const { steps } = await grow(vanWorld(12_000), SETTINGS);
  const { remedy } = steps[2];
  assert.equal(remedy?.keeps, true);
  assert.ok(remedy.lateTimes > 1);
  assert.ok(remedy.outcome.cost > steps[2].asIs.cost, 'keeping the promise is not free');
});

test('grow: with only offered runs and none of them, the promise is not kept and says so', async () => {
  const { steps } = await grow(vanWorld(2000), { ...SETTINGS, anyRuns: false });
  assert.equal(steps[2].remedy?.keeps, false);
  assert.deepEqual(steps[2].remedy?.runs, []);
});

test('grow: in random worlds parcels grow, and a remedy that weighs nothing is no dearer than without', async () => {
  let broken = 0;
  for (let seed = 1; seed <= 6; seed++) {
    const world = randomWorld(seed);
    const { steps, bottlenecks, promise } = await grow(world, SETTINGS);
    assert.equal(steps[0].parcels, world.shipments.count);
    assert.equal(steps[2].parcels, 3 * world.shipments.count);
    assert.equal(steps[0].kept, true, `seed ${seed}: the start keeps what it is itself`);
    for (const { asIs, kept, remedy } of steps) {
      const sum = asIs.onTimeShare + asIs.lateShare + asIs.unplannedShare;
      assert.ok(Math.abs(sum - 1) < 1e-9, `seed ${seed}`);
      assert.equal(remedy === null, kept);
      if (remedy === null) continue;
      broken++;
      const { outcome } = remedy;
      assert.equal(
        remedy.keeps,
        outcome.onTimeShare >= promise.onTimeShare - 5e-5 && outcome.unplannedShare <= promise.unplannedShare + 5e-5,
      );
      // Runs and raised clauses only widen what a plan may do.
      if (remedy.lateTimes === 1) {
        assert.ok(outcome.cost / (1 + outcome.gap) <= asIs.cost * (1 + 1e-6), `seed ${seed}: ${outcome.cost}`);
      }
    }
    for (const { binding, worth, firstMonth } of bottlenecks) {
      const first = steps.findIndex(({ month }) => month === firstMonth);
      assert.ok(binding[first] > 0 && worth[first] > 0 && worth.slice(0, first).every((of) => of === 0));
    }
  }
  assert.ok(broken > 3, `the promise breaks in ${broken} steps only: the worlds are too roomy`);
});

test('timesAt compounds monthly and ends exactly at the factor', () => {
  const year = { to: 3, months: 12 };
  assert.equal(timesAt(year, 0), 1);
  assert.equal(timesAt(year, 12), 3);
  assert.ok(Math.abs(timesAt(year, 6) - Math.sqrt(3)) < 1e-12);
});
