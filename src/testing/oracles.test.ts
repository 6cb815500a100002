import { test } from 'node:test';
import assert from 'node:assert/strict';
import { solveArcLp } from './arc-lp.js';
import { bruteForce } from './brute-force.js';
import { buildWorld } from './build-world.js';
import { greedyPlan } from './greedy-plan.js';
import { totalOf } from './plan-of.js';
import { randomWorld } from './random-world.js';
import { shipmentsAt } from '../domain/shipments.js';

// A --T, 2 kg, 100 km--> B, which delivers 110001.
const { workspace, shipments } = buildWorld({
  parties: ['ats'],
  facilities: [
    { id: 'A', party: 'ats' },
    { id: 'B', party: 'ats', handling: 7 },
  ],
  trips: [{ id: 'T', party: 'ats', calls: 'A 02:00, B 05:00', kg: 2, runsOn: [0] }],
  options: [{ trip: 'T', cost: 1000 }],
  deliveries: [{ facility: 'B', code: '110001', cost: 20 }],
  shipments: [{ party: 'ats', from: 'A', to: '110001', count: 5 }],
});

test('greedyPlan fills the truck and leaves the rest out', () => {
  const plan = greedyPlan(workspace, shipments);
  assert.deepEqual([...plan.cost], [127, 127, 100_000, 100_000, 100_000]);
  assert.deepEqual(
    [...plan.lastMile].map((part) => part >= 0),
    [true, true, false, false, false],
  );
});

test('bruteForce opens a run where it pays', () => {
  const best = bruteForce(workspace, shipments);
  assert.equal(best.cost, 4 * 127 + 100_000 + 1000);
  assert.deepEqual(best.plan.openedRuns, [{ option: 0, day: 0, runs: 1 }]);
});

test('solveArcLp agrees with a hand calculation', async () => {
  assert.equal(Math.round((await solveArcLp(workspace, shipments)).bound), 4 * 127 + 100_000 + 1000);
});

test('relaxation <= optimum <= greedy on random toys', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const world = randomWorld(seed, 'tiny');
    const { options } = world.workspace.network;
    const lp = (await solveArcLp(world.workspace, world.shipments)).bound;
    const best = bruteForce(world.workspace, world.shipments);
    const greedy = totalOf(greedyPlan(world.workspace, world.shipments), options.costPerRun);
    assert.ok(lp <= best.cost * (1 + 1e-9) + 1e-6, `seed ${seed}: relaxation ${lp} above optimum ${best.cost}`);
    assert.ok(best.cost <= greedy + 1e-6, `seed ${seed}: optimum ${best.cost} above greedy ${greedy}`);
    assert.ok(Math.abs(totalOf(best.plan, options.costPerRun) - best.cost) < 1e-6, `seed ${seed}`);
  }
});

test('oracles find that carrying nothing costs nothing, also where runs could be bought', async () => {
  const nothing = shipmentsAt(shipments, new Uint32Array(0));
  assert.equal(bruteForce(workspace, nothing).cost, 0);
  assert.equal((await solveArcLp(workspace, nothing)).bound, 0);
  const empty = buildWorld({ parties: ['ats'], facilities: [{ id: 'A', party: 'ats' }] });
  assert.equal((await solveArcLp(empty.workspace, empty.shipments)).bound, 0);
});
