import assert from 'node:assert/strict';
import test from 'node:test';
import { checkBound } from '../../audit/check-bound.js';
import { checkPlan } from '../../audit/check-plan.js';
import { NONE } from '../../base/none.js';
import type { Scenario } from '../../domain/scenario.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { accessOf } from '../../planner/network/access.js';
import { compile, type Compiled } from '../../planner/compile/compile.js';
import { solve, type Solution } from '../../planner/answer/solve.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { randomWorld } from '../../testing/random-world.js';
import { applyScenario, type World } from './apply-scenario.js';
import { scenarioOf } from './scenario-for-test.js';
import { startFromPlan, type StartPlan } from './start-from-plan.js';

function compiled({ workspace, shipments }: World): Compiled {
  return compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
}

function solved({ workspace, shipments }: World, problem: Compiled, start?: StartPlan): Promise<Solution> {
  return solve(workspace, problem, shipments, new TimedFinder(problem.problem), {
    gap: 0.05,
    roundsMax: 12,
    stop: () => false,
    onRound: () => undefined,
    from: start && startFromPlan(problem, start),
    priceFirst: true,
  });
}

for (const seed of [31, 32, 33]) {
  test(`startFromPlan takes over every route of the same world (seed ${seed})`, async () => {
    const world = randomWorld(seed, 'medium');
    const problem = compiled(world);
    const { plan, certificate, cost } = await solved(world, problem);
    const start = startFromPlan(problem, { plan, certificate });
    assert.ok(start);
    const { pool, prices } = start;
    const routed = plan.lastMile.reduce((sum, part) => sum + (part === NONE ? 0 : 1), 0);
    assert.ok(routed > 100);
    assert.equal(
      pool.flow.reduce((sum, flow) => sum + flow, 0),
      routed,
    );
    assert.equal(
      prices.reduce((sum, price) => sum + (price > 0 ? 1 : 0), 0),
      certificate.prices.length,
    );
    const again = await solved(world, problem, { plan, certificate });
    assert.deepEqual(checkPlan(world.workspace, world.shipments, again.plan), []);
    assert.ok(again.cost <= cost * 1.05 && again.bound <= cost + 1e-6);
  });

  test(`a search that starts, where it can, from the plan of another world gives valid plans and bounds (seed ${seed})`, async () => {
    const world = randomWorld(seed, 'medium');
    const start = await solved(world, compiled(world));
    const { network, calendar, agreement } = world.workspace;
    assert.ok(agreement);
    const days = new Uint8Array(calendar.dayCount).fill(1);
    const capacity = agreement.capacity.map((clause) => ({ ...clause, kg: { kind: 'amount' as const, amount: 3 } }));
    const scenarios: Scenario[] = [
      scenarioOf({ agreement: { ...agreement, capacity } }),
      scenarioOf({ agreement: { ...agreement, interchanges: [], products: [] } }),
      scenarioOf({ network: [{ kind: 'close', facility: network.calls.facility[1], weekdays: 0b11 }] }),
      scenarioOf({ network: [{ kind: 'cancel', trips: [0, 3], days }] }),
      scenarioOf({ network: [{ kind: 'slow_roads', times: 1.6, codes: [], days }] }),
    ];
    for (const scenario of scenarios) {
      const changed = applyScenario(world, scenario);
      const { plan, certificate, cost, bound } = await solved(changed, compiled(changed), start);
      assert.deepEqual(checkPlan(changed.workspace, changed.shipments, plan), []);
      assert.ok(bound <= cost + 1e-6);
      // A trip that goes on as two shares a name, which a certificate on disk could not tell apart.
      const { id } = changed.workspace.network.trips;
      if (new Set(id).size < id.length) continue;
      assert.deepEqual(checkBound(changed.workspace, changed.shipments, certificate).findings, []);
    }
  });
}
