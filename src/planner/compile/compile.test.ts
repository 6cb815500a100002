import { test } from 'node:test';
import assert from 'node:assert/strict';
import { checkBound } from '../../audit/check-bound.js';
import { checkPlan } from '../../audit/check-plan.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { solveArcLp } from '../../testing/arc-lp.js';
import type { World } from '../../testing/build-world.js';
import { randomWorld } from '../../testing/random-world.js';
import { accessOf } from '../network/access.js';
import type { Scope } from '../demand/classes.js';
import { compile } from './compile.js';
import { solve, type Solution } from '../answer/solve.js';
import { timetableOf } from '../network/timetable.js';

/** Worst distance of a bound from the optimum that costs in whole ticks explain. */
const ROUNDING = 1e-6;

async function planned({ workspace, shipments }: World, scopes: readonly Scope[]): Promise<Solution[]> {
  const access = accessOf(workspace, timetableOf(workspace));
  const solutions: Solution[] = [];
  for (const scope of scopes) {
    const compiled = compile(workspace, access, shipments, scope);
    const finder = new TimedFinder(compiled.problem);
    const options = { gap: 1e-3, roundsMax: 12, stop: () => false, onRound: () => undefined };
    solutions.push(await solve(workspace, compiled, shipments, finder, options));
  }
  return solutions;
}

test('plans of random worlds are valid, their bounds proven, the optimum of the relaxation between the two', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const world = randomWorld(seed, 'small');
    const { workspace, shipments } = world;
    const [joint] = (await planned(world, ['joint'])) as [Solution];
    assert.deepEqual(checkPlan(workspace, shipments, joint.plan), [], `seed ${seed}`);
    assert.deepEqual(checkBound(workspace, shipments, joint.certificate).findings, [], `seed ${seed}`);
    const optimum = (await solveArcLp(workspace, shipments)).bound;
    const { bound, cost } = joint;
    assert.ok(bound <= optimum * (1 + ROUNDING), `seed ${seed}: bound ${bound} above the optimum ${optimum}`);
    assert.ok(optimum <= cost * (1 + ROUNDING), `seed ${seed}: cost ${cost} below the optimum ${optimum}`);
  }
});

test('plans of medium worlds are valid and their bounds proven', async () => {
  for (let seed = 1; seed <= 2; seed++) {
    const world = randomWorld(seed, 'medium');
    const { workspace, shipments } = world;
    const [joint] = (await planned(world, ['joint'])) as [Solution];
    assert.deepEqual(checkPlan(workspace, shipments, joint.plan), [], `seed ${seed}`);
    assert.deepEqual(checkBound(workspace, shipments, joint.certificate).findings, [], `seed ${seed}`);
  }
});

test('a party alone plans its own parcels only, and alone they cost no less than the joint bound', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const world = randomWorld(seed, 'small');
    const { shipments } = world;
    const [joint, ...alone] = (await planned(world, ['joint', 0, 1])) as [Solution, Solution, Solution];
    alone.forEach(({ plan, cost, bound }, party) => {
      assert.ok(bound <= cost * (1 + ROUNDING), `seed ${seed}`);
      for (let i = 0; i < shipments.count; i++) {
        if (shipments.party[i] === party) continue;
        assert.equal(plan.lastMile[i], -1, `seed ${seed}: shipment ${i}`);
        assert.equal(plan.cost[i], 0, `seed ${seed}: shipment ${i}`);
      }
    });
    const apart = alone.reduce((sum, { cost }) => sum + cost, 0);
    assert.ok(joint.bound <= apart * (1 + ROUNDING), `seed ${seed}: joint bound ${joint.bound}, apart ${apart}`);
  }
});
