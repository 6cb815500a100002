import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeOf } from '../../domain/plan.js';
import { checkPlan } from '../../audit/check-plan.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import { randomWorld } from '../../testing/random-world.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { accessOf } from '../network/access.js';
import { compile } from '../compile/compile.js';
import { solve } from './solve.js';
import { timetableOf } from '../network/timetable.js';
import { unionPlan } from './union-plan.js';

for (const seed of [1, 2, 3, 4, 5, 6]) {
  test(`the plans of all parties alone are a joint plan together (seed ${seed})`, async () => {
    const { workspace, shipments } = randomWorld(seed);
    const access = accessOf(workspace, timetableOf(workspace));
    const options = { gap: 1e-3, roundsMax: 10, stop: () => false, onRound: () => undefined };
    const alone = [];
    for (let party = 0; party < workspace.parties.length; party++) {
      const compiled = compile(workspace, access, shipments, party);
      alone.push(await solve(workspace, compiled, shipments, new TimedFinder(compiled.problem), options));
    }
    const union = unionPlan(
      shipments,
      alone.map(({ plan }) => plan),
    );
    assert.deepEqual(checkPlan(workspace, shipments, union), []);
    const total = union.cost.reduce((sum, cost) => sum + cost, 0);
    const runs = union.openedRuns.reduce(
      (sum, { option, runs: bought }) => sum + bought * workspace.network.options.costPerRun[option],
      0,
    );
    const expected = alone.reduce((sum, { cost }) => sum + cost, 0);
    assert.ok(Math.abs(total + runs - expected) <= 1e-6 * expected);
  });
}

test('unionPlan of one plan is that plan', () => {
  const { workspace, shipments } = randomWorld(7);
  const plan = greedyPlan(workspace, shipments);
  const union = unionPlan(
    shipments,
    workspace.parties.map(() => plan),
  );
  for (let i = 0; i < shipments.count; i++) {
    assert.equal(union.cost[i], plan.cost[i]);
    assert.deepEqual(routeOf(union, i), routeOf(plan, i));
  }
});
