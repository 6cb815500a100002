import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { routePrice } from '../flow/flow-problem.js';
import { TaskSpread } from './task-spread.js';
import { noKnownRoutes, TimedPricer } from './timed-pricer.js';
import { randomTinyWorld, tinyProblem, type TinyWorld } from './tiny-world-for-test.js';

/** Ten units of one place to another, over three departures side by side with room for four each. */
function sideBySide(): TinyWorld {
  const leg = { from: 0, to: 1, departSec: 3600, readySec: 7200, unloadCost: 0, capacity: 4, through: NONE };
  return {
    placeCount: 2,
    legs: [100, 110, 120].map((cost) => ({ ...leg, cost })),
    commodities: [{ place: 0, sec: 0, to: 1, lane: 0, units: 10, outsideCost: 1000 }],
    roundSecs: [36_000],
    latePerDay: 0,
  };
}

/** Costs of the routes that a task's pricing and then its spread hand out, at no prices. */
function handedOut(world: TinyWorld, penaltyOf: (resource: number) => number): { first: number[]; more: number[] } {
  const problem = tinyProblem(world);
  const { resources, commodities } = problem.flow;
  const pricer = new TimedPricer(problem);
  const taskSpread = new TaskSpread(problem, pricer);
  const prices = new Float64Array(resources.count);
  const known = noKnownRoutes(problem);
  const told: { first: number[]; more: number[] } = { first: [], more: [] };
  const penalty = Float64Array.from(prices, (_, r) => penaltyOf(r));
  pricer.priceAt(prices);
  for (let task = 0; task < problem.timed.taskCount; task++) {
    const before = pricer.cost.map((column) => column.slice());
    pricer.priceTask(task, prices, new Float64Array(commodities.count), known, (_k, cost) => told.first.push(cost));
    taskSpread.run(task, prices, penalty, known, (k, cost, moves, length) => {
      assert.equal(routePrice(problem.flow, commodities.useClass[k], moves, length, prices), 0);
      told.more.push(cost);
    });
    assert.deepEqual(
      pricer.cost.map((column) => column.slice()),
      before,
      'costs are as they were',
    );
  }
  return told;
}

test('TaskSpread hands out the departures beside one that a source alone overfills', () => {
  const { first, more } = handedOut(sideBySide(), () => 5);
  assert.deepEqual(first, [100]);
  // Six units too many make the first departure 15 dearer; with a third of them gone it is 7 dearer and best again.
  assert.deepEqual(more, [110, 100]);
});

test('TaskSpread hands out nothing where there is room', () => {
  const [world] = [sideBySide()];
  const roomy = { ...world, legs: world.legs.map((leg) => ({ ...leg, capacity: 10 })) };
  assert.deepEqual(
    handedOut(roomy, () => 5),
    { first: [100], more: [] },
  );
});

test('TaskSpread leaves costs as they were and hands out routes cheaper than outside on random tiny worlds', () => {
  let more = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const world = randomTinyWorld(seed);
    const told = handedOut(world, (r) => 1 + (r % 3));
    const dearest = Math.max(...world.commodities.map(({ outsideCost }) => outsideCost));
    assert.ok(
      told.more.every((cost) => cost < dearest),
      `seed ${seed}`,
    );
    more += told.more.length;
  }
  assert.ok(more > 20, `${more} routes in all`);
});
