import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATUSES, CARRIAGES } from '../../domain/plan.js';
import { readAnswer } from '../../planner/answer/read-answer.js';
import { randomWorld } from '../../testing/random-world.js';
import { changeDemand } from '../scenarios/change-demand.js';
import { GrowingProblem } from './growing-problem.js';

const LIMITS = { gap: 1e-4, seconds: 20, threads: 1, signal: new AbortController().signal };
const ALL = { party: undefined, product: undefined, from: [], to: [], days: undefined };

test('GrowingProblem tallies an answer as its plan says, parcel by parcel, at any weight of lateness', async () => {
  let late = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const world = randomWorld(seed);
    const problem = GrowingProblem.open(world, 2, 1);
    try {
      const grown = changeDemand(world.workspace, world.shipments, [{ ...ALL, times: 2 }]);
      for (const lateTimes of [1, 64]) {
        problem.setLateTimes(lateTimes);
        problem.setTimes(2);
        const answer = await problem.solve(LIMITS, undefined);
        const plan = readAnswer(world.workspace, problem.compiled, grown, answer);
        const tally = problem.tally(answer);
        const count = (status: (typeof STATUSES)[number]) => plan.status.filter((of) => STATUSES[of] === status).length;
        assert.equal(tally.onTime, count('on_time'), `seed ${seed}`);
        assert.equal(tally.late, count('late'), `seed ${seed}`);
        assert.equal(tally.unplanned, count('unplanned'), `seed ${seed}`);
        assert.equal(tally.spot, plan.carriage.filter((of) => CARRIAGES[of] === 'spot').length, `seed ${seed}`);
        assert.equal(tally.parcels, grown.count);
        const runs = plan.openedRuns.map(
          ({ option, runs: n }) => n * world.workspace.network.options.costPerRun[option],
        );
        const cost = [...plan.cost, ...runs].reduce((sum, of) => sum + of, 0);
        assert.ok(
          Math.abs(tally.cost - cost) <= 1e-3 * cost + 1,
          `seed ${seed} at ${lateTimes}: ${tally.cost} ${cost}`,
        );
        late += tally.late;
      }
    } finally {
      await problem.close();
    }
  }
  assert.ok(late > 20, `only ${late} late parcels: the worlds are too easy`);
});

test('GrowingProblem planned from the largest volume down proves no more than a plan made anew costs', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const world = randomWorld(seed);
    const warm = GrowingProblem.open(world, 3, 1);
    try {
      warm.setTimes(3);
      const most = await warm.solve(LIMITS, undefined);
      warm.setTimes(1);
      const least = await warm.solve(LIMITS, most);
      const cold = GrowingProblem.open(world, 1, 1);
      try {
        cold.setTimes(1);
        const fresh = await cold.solve(LIMITS, undefined);
        const [a, b] = [warm.tally(least), cold.tally(fresh)];
        assert.equal(a.parcels, world.shipments.count, `seed ${seed}`);
        assert.equal(a.parcels, b.parcels);
        assert.ok(
          least.bound <= fresh.best.cost * (1 + 1e-6) + 1,
          `seed ${seed}: bound ${least.bound} ${fresh.best.cost}`,
        );
        assert.ok(fresh.bound <= least.best.cost * (1 + 1e-6) + 1, `seed ${seed}: ${fresh.bound} ${least.best.cost}`);
      } finally {
        await cold.close();
      }
    } finally {
      await warm.close();
    }
  }
});

test('GrowingProblem routes as many parcels as the factor says, to one', async () => {
  const world = randomWorld(4, 'medium');
  const problem = GrowingProblem.open(world, 2.5, 1);
  try {
    for (const times of [1, 1.3, 2, 2.5]) {
      problem.setTimes(times);
      const { parcels } = problem.tally(await problem.solve({ ...LIMITS, gap: 0.01 }, undefined));
      assert.ok(Math.abs(parcels - times * world.shipments.count) <= 1, `${parcels} at ${times}`);
    }
  } finally {
    await problem.close();
  }
});

test('GrowingProblem raises what it is asked to and nothing else, and forgets it again', () => {
  const problem = GrowingProblem.open(randomWorld(2), 2, 1);
  const { capacity } = problem.compiled.problem.flow.resources;
  problem.setCapacities([1], 2);
  assert.equal(capacity[1], problem.capacityAsIs[1] * 2);
  assert.equal(capacity[0], problem.capacityAsIs[0]);
  problem.setCapacities([], 1);
  assert.deepEqual(capacity, problem.capacityAsIs);
});

test('GrowingProblem goes on at another weight of lateness, and back again, as if it had begun there', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const problem = GrowingProblem.open(randomWorld(seed), 2, 1);
    const anew = GrowingProblem.open(randomWorld(seed), 2, 1);
    try {
      for (const one of [problem, anew]) one.setTimes(2);
      const first = await problem.solve(LIMITS, undefined);
      const costs = first.pool.cost.slice(0, first.pool.count);
      problem.setLateTimes(4, first);
      problem.setLateTimes(1, first);
      assert.deepEqual(first.pool.cost.slice(0, costs.length), costs, `seed ${seed}`);
      problem.setLateTimes(4, first);
      anew.setLateTimes(4);
      const warm = await problem.solve(LIMITS, first);
      const cold = await anew.solve(LIMITS, undefined);
      assert.ok(warm.bound <= cold.best.cost * (1 + 1e-6) + 1, `seed ${seed}: ${warm.bound} ${cold.best.cost}`);
      assert.ok(cold.bound <= warm.best.cost * (1 + 1e-6) + 1, `seed ${seed}: ${cold.bound} ${warm.best.cost}`);
    } finally {
      await problem.close();
      await anew.close();
    }
  }
});
