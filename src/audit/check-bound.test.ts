import { test } from 'node:test';
import assert from 'node:assert/strict';
import { solveArcLp } from '../testing/arc-lp.js';
import { buildWorld } from '../testing/build-world.js';
import { greedyPlan } from '../testing/greedy-plan.js';
import { randomWorld } from '../testing/random-world.js';
import { SCARCE_VAN } from '../testing/sketches.js';
import { checkBound } from './check-bound.js';
import type { Certificate } from '../domain/plan.js';
import type { Workspace } from '../domain/workspace.js';
import { planCost } from './plan-cost.js';

const A_TO_B = buildWorld({
  ...SCARCE_VAN,
  facilities: [
    { id: 'A', party: 'ats', perHour: 9 },
    { id: 'B', party: 'ats' },
  ],
  options: [{ trip: 'VAN', cost: 1000, runsMax: 3 }],
});
const KG_VAN = 'kg:ats:VAN@2026-11-23#0';

const FREE = { bound: 0, resources: [], prices: [] };

test('checkBound at the prices of the linear relaxation proves its optimum', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const relaxed = await solveArcLp(workspace, shipments);
    const { bound, findings } = checkBound(workspace, shipments, { ...relaxed, bound: relaxed.bound * (1 - 1e-6) });
    assert.deepEqual(findings, [], `seed ${seed}`);
    assert.ok(bound <= relaxed.bound * (1 + 1e-9), `seed ${seed}: ${bound} above the optimum ${relaxed.bound}`);
    assert.ok(bound >= relaxed.bound * (1 - 1e-6), `seed ${seed}: ${bound} far below the optimum ${relaxed.bound}`);
  }
});

test('checkBound without prices is below the relaxation, and below every plan', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const { bound } = checkBound(workspace, shipments, FREE);
    const relaxed = await solveArcLp(workspace, shipments);
    assert.ok(bound <= relaxed.bound * (1 + 1e-9), `seed ${seed}`);
    assert.ok(bound <= planCost(workspace, greedyPlan(workspace, shipments)), `seed ${seed}`);
  }
});

test('checkBound without prices is the cost of greedy plans where nothing is scarce', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const world = randomWorld(seed, 'medium');
    const workspace = withoutLimits(world.workspace);
    const cost = planCost(workspace, greedyPlan(workspace, world.shipments));
    const { bound } = checkBound(workspace, world.shipments, FREE);
    assert.ok(Math.abs(bound - cost) <= 1e-9 * cost, `seed ${seed}: bound ${bound}, cost ${cost}`);
  }
});

test('checkBound agrees with a hand calculation, runs above their cost taken off', () => {
  const check = (certificate: Certificate): number => checkBound(A_TO_B.workspace, A_TO_B.shipments, certificate).bound;
  // Five parcels of 1 kg at 100 + 20 each, two kilograms of room.
  assert.ok(Math.abs(check(FREE) - 600) < 1e-6);
  assert.ok(Math.abs(check({ bound: 0, resources: [KG_VAN], prices: [0.5] }) - (5 * 620 - 1000)) < 1e-6);
  // At 1 a gram a run earns 2000 and costs 1000; three could be opened.
  assert.ok(Math.abs(check({ bound: 0, resources: [KG_VAN], prices: [1] }) - (5 * 1120 - 2000 - 3000)) < 1e-6);
});

test('checkBound tells when a certificate claims more than its prices prove', () => {
  const { bound, findings } = checkBound(A_TO_B.workspace, A_TO_B.shipments, { ...FREE, bound: 600.01 });
  assert.ok(bound <= 600);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['bound_not_proven'],
  );
});

test('checkBound reports prices that mean nothing and proves what the others prove', () => {
  const resources = [
    'kg:ats:VAN@2026-11-24#0', // beyond the horizon
    'kg:ats:VAN@2026-11-23#1', // the last call
    'kg:post:T@2026-11-23#0',
    'l:ats:VAN@2026-11-23#0', // unlimited
    'block-kg:ats:VAN@2026-11-23#0', // closed to partners
    'hour:ats:B@5', // unlimited
    'window:IX@2026-11-23#0',
    'day:ats:B@2026-11-31',
    'cranes:ats:A',
    '',
  ];
  const prices = resources.map(() => 1);
  const { bound, findings } = checkBound(A_TO_B.workspace, A_TO_B.shipments, { bound: 0, resources, prices });
  assert.deepEqual(
    findings.map(({ code, place }) => [code, place]),
    resources.map((name) => ['unknown_resource', name]),
  );
  assert.ok(Math.abs(bound - 600) < 1e-6);
  for (const price of [-1, Number.NaN, Infinity]) {
    const bad = checkBound(A_TO_B.workspace, A_TO_B.shipments, { bound: 0, resources: [KG_VAN], prices: [price] });
    assert.deepEqual(
      bad.findings.map(({ code }) => code),
      ['bad_price'],
    );
    assert.ok(Math.abs(bad.bound - 600) < 1e-6);
  }
});

function withoutLimits(workspace: Workspace): Workspace {
  const { network, agreement } = workspace;
  const unlimited = (column: Float64Array): Float64Array => column.map(() => Infinity);
  const { vehicles, facilities, deliveries } = network;
  return {
    ...workspace,
    network: {
      ...network,
      vehicles: {
        ...vehicles,
        capacityKg: unlimited(vehicles.capacityKg),
        capacityLitres: unlimited(vehicles.capacityLitres),
      },
      facilities: { ...facilities, parcelsPerHour: unlimited(facilities.parcelsPerHour) },
      deliveries: { ...deliveries, parcelsPerDay: unlimited(deliveries.parcelsPerDay) },
    },
    agreement: agreement && {
      ...agreement,
      interchanges: agreement.interchanges.map((row) => ({ ...row, parcelsPerWindow: Infinity })),
      capacity: agreement.capacity.map((row) => ({ ...row, kg: undefined, litres: undefined, parcels: undefined })),
    },
  };
}
