import assert from 'node:assert/strict';
import test from 'node:test';
import type { Agreement } from '../../domain/agreement.js';
import type { Sweep, SweepPoint } from '../../domain/scenario.js';
import { buildWorld } from '../../testing/build-world.js';
import { kneeOf } from './knee.js';
import { scenarioOf } from './scenario-for-test.js';
import { sweepAgreement } from './sweep-agreement.js';

// Thirty parcels of a kilogram from DEL to BOM; by own van at 900 each, or by the partner's train at 100 a kilogram.
const WORLD = buildWorld({
  facilities: [
    { id: 'DEL', party: 'ats' },
    { id: 'BOM', party: 'ats' },
    { id: 'HUB-DEL', party: 'post' },
    { id: 'HUB-BOM', party: 'post' },
  ],
  trips: [
    { id: 'VAN', party: 'ats', costPerKgKm: 9, calls: 'DEL 10:00, BOM 20:00' },
    { id: 'TRAIN', party: 'post', kg: 100, calls: 'HUB-DEL 10:00, HUB-BOM 20:00' },
  ],
  interchanges: [
    { id: 'IX-DEL', at: { ats: 'DEL', post: 'HUB-DEL' } },
    { id: 'IX-BOM', at: { ats: 'BOM', post: 'HUB-BOM' } },
  ],
  capacity: [{ party: 'post', on: 'TRAIN', kg: 10 }],
  tariff: { linehaulPerKg: [100, 100, 100, 100, 100], interchangePerParcel: 0 },
  deliveries: [{ facility: 'BOM', code: '400001' }],
  shipments: [{ party: 'ats', from: 'DEL', to: '400001', count: 30 }],
  days: 4,
});

function sweepOf(
  path: string,
  values: readonly number[],
  at: (agreement: Agreement, value: number) => Agreement,
): Sweep {
  const { agreement } = WORLD.workspace;
  assert.ok(agreement);
  const points = values.map((value): SweepPoint => ({
    value,
    text: String(value),
    scenario: scenarioOf({ id: String(value), agreement: at(agreement, value) }),
    more: { agreement: at(agreement, value + 1), by: 1 },
  }));
  return { path, unit: 'kg', base: undefined, points };
}

const SETTINGS = {
  gap: 0.0001,
  seconds: 20,
  threads: 2,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

test('a sweep of block space shows its value until there is enough, and the dual price says the same', async () => {
  const sweep = sweepOf('capacity[0].kg', [0, 3, 6, 9, 12], (agreement, kg) => ({
    ...agreement,
    capacity: agreement.capacity.map((clause) => ({ ...clause, kg: { kind: 'amount' as const, amount: kg } })),
  }));
  // The train runs on the days of the horizon, and all who wait for a later one are still in time.
  const { points } = await sweepAgreement(WORLD, sweep, SETTINGS);
  const costs = points.map(({ outcome }) => outcome.cost.amount);
  for (let i = 1; i < points.length; i++) assert.ok(costs[i] <= costs[i - 1] + 1e-6, String(costs));
  assert.equal(points[0].marginal, null, 'no capacity has no price of its own');
  for (let i = 1; i + 1 < points.length; i++) {
    const slope = (costs[i] - costs[i + 1]) / 3;
    const { marginal } = points[i];
    assert.ok(marginal !== null);
    // The curve is convex: what the next unit is worth is at least what the next three bring on average.
    assert.ok(marginal >= slope - 0.05, `${marginal} against ${slope}`);
  }
});

test('a dearer tariff costs what the parcels that use it pay more', async () => {
  const sweep = sweepOf('tariff.linehaul.per_kg', [100, 101], (agreement, rate) => ({
    ...agreement,
    tariff: { ...agreement.tariff, linehaulPerKg: agreement.tariff.linehaulPerKg.map(() => rate) },
  }));
  const { points } = await sweepAgreement(WORLD, sweep, SETTINGS);
  const [before, after] = points.map(({ outcome }) => outcome.cost.amount);
  assert.ok(points[0].marginal !== null && points[0].marginal < 0);
  assert.ok(Math.abs(points[0].marginal - (before - after)) < 1e-6, `${points[0].marginal} ${before - after}`);
});

test('kneeOf finds where a curve bends, whether that is sure, and nothing on a straight one', () => {
  const curve = (worths: readonly number[], sure = 0) =>
    worths.map((worth, index) => ({ value: index * 10, text: String(index * 10), worth, sure }));
  assert.deepEqual(kneeOf(curve([0, 10, 20, 30, 31, 32])), {
    value: 30,
    text: '30',
    sure: true,
    before: 1,
    after: 0.1,
  });
  assert.equal(kneeOf(curve([0, 10, 20, 30, 40])), null);
  assert.equal(kneeOf(curve([0, 10, 20, 30, 31, 32], 20))?.sure, false);
  assert.equal(kneeOf(curve([0, 30])), null);
  assert.equal(kneeOf(curve([5, 5, 5])), null);
  assert.equal(kneeOf(curve([30, 10, 5, 0]))?.value, 10);
});
