import { test } from 'node:test';
import assert from 'node:assert/strict';
import { bruteForce } from '../testing/brute-force.js';
import { greedyPlan } from '../testing/greedy-plan.js';
import { totalOf } from '../testing/plan-of.js';
import { randomWorld } from '../testing/random-world.js';
import { checkPlan } from './check-plan.js';
import { planCost } from './plan-cost.js';

test('checkPlan finds nothing wrong with valid plans of random worlds', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const plan = greedyPlan(workspace, shipments);
    assert.deepEqual(checkPlan(workspace, shipments, plan), [], `seed ${seed}`);
    assert.ok(Math.abs(planCost(workspace, plan) - totalOf(plan, workspace.network.options.costPerRun)) < 1e-3);
  }
});

test('checkPlan finds nothing wrong with optimal plans that open optional runs', () => {
  let opened = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'tiny');
    const { plan } = bruteForce(workspace, shipments);
    opened += plan.openedRuns.length;
    assert.deepEqual(checkPlan(workspace, shipments, plan), [], `seed ${seed}`);
  }
  assert.ok(opened > 0, 'no seed opened a run');
});

test('checkPlan agrees with the other reading of the rules on routes taken over from another world', () => {
  // Plans of a world are given to the same world with another timetable, where most no longer hold.
  for (let seed = 1; seed <= 30; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const plan = greedyPlan(workspace, shipments);
    const departSec = workspace.network.calls.departSec.map((sec) => sec - 3600);
    const earlier = {
      ...workspace,
      network: { ...workspace.network, calls: { ...workspace.network.calls, departSec } },
    };
    const again = greedyPlan(earlier, shipments);
    assert.deepEqual(checkPlan(earlier, shipments, again), [], `seed ${seed}`);
    assert.doesNotThrow(() => checkPlan(earlier, shipments, plan));
  }
});
