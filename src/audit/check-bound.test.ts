import { test } from 'node:test';
import assert from 'node:assert/strict';
import { solveArcLp } from '../testing/arc-lp.js';
import { greedyPlan } from '../testing/greedy-plan.js';
import { randomWorld } from '../testing/random-world.js';
import { checkBound } from './check-bound.js';
import { planCost } from './plan-cost.js';

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
