import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { assertSound } from './assert-sound-for-test.js';
import { linehaulWorld } from '../timed/linehaul-world.js';
import { priceDirectedFlow, type FlowResult } from './price-directed-flow.js';
import {
  bruteForceCost,
  randomTinyWorld,
  tinyProblem,
  twiceAsDear,
  type TinyWorld,
} from '../timed/tiny-world-for-test.js';
import type { TimedProblem } from '../timed/timed-demand.js';
import { TimedFinder } from '../timed/timed-finder.js';

const ROUNDING = 1e-9;

function flowOf(problem: TimedProblem, roundsMax = 12, gap = 1e-3): Promise<FlowResult> {
  const options = { gap, roundsMax, stop: () => false, onRound: () => undefined };
  return priceDirectedFlow(problem.flow, new TimedFinder(problem), options);
}

/** Three units want to go from place 0 to place 1: two fit on the cheap leg, two on the dear one; in fine ticks, as prices are whole. */
const TWO_LEGS: TinyWorld = {
  placeCount: 2,
  legs: [
    { from: 0, to: 1, departSec: 3600, readySec: 7200, cost: 100_000, unloadCost: 0, capacity: 2, through: NONE },
    { from: 0, to: 1, departSec: 3600, readySec: 7200, cost: 250_000, unloadCost: 0, capacity: 2, through: NONE },
  ],
  commodities: [{ place: 0, sec: 0, to: 1, lane: 0, units: 3, outsideCost: 1_000_000 }],
  roundSecs: [36_000],
  latePerDay: 0,
};

test('priceDirectedFlow fills the cheap leg and sends the rest over the dear one', async () => {
  const problem = tinyProblem(TWO_LEGS);
  const result = await flowOf(problem, 200, 1e-4);
  assertSound(problem, result, 'two legs');
  assert.equal(result.best.cost, 2 * 100_000 + 250_000);
  assert.ok(result.bound > 450_000 * (1 - 1e-3), `bound ${result.bound}`);
  // A unit more of room on the cheap leg would save the difference.
  assert.ok(Math.abs(result.prices[0] - 150_000) < 500 && result.prices[1] === 0, `prices ${result.prices.join()}`);
});

test('priceDirectedFlow leaves outside what neither fits nor pays', async () => {
  const [{ commodities, ...rest }] = [TWO_LEGS];
  const problem = tinyProblem({ ...rest, commodities: commodities.map((own) => ({ ...own, outsideCost: 200_000 })) });
  const { best } = await flowOf(problem, 200, 1e-4);
  assert.deepEqual([best.cost, [...best.outside]], [2 * 100_000 + 200_000, [1]]);
});

test('priceDirectedFlow finds the optimum of random tiny worlds, with a bound below it', async () => {
  for (let seed = 1; seed <= 80; seed++) {
    const world = randomTinyWorld(seed);
    const problem = tinyProblem(world);
    const result = await flowOf(problem);
    assertSound(problem, result, `seed ${seed}`);
    const optimum = bruteForceCost(world);
    assert.ok(result.bound <= optimum * (1 + ROUNDING), `seed ${seed}: bound ${result.bound} above ${optimum}`);
    assert.equal(result.best.cost, optimum, `seed ${seed}`);
  }
});

test('priceDirectedFlow comes within a thousandth on a crowded network, and the same twice', async () => {
  const problem = linehaulWorld({ hubs: 30, legs: 1500, origins: 12, parcels: 30_000, days: 2, seed: 1 });
  const result = await flowOf(problem, 60);
  assertSound(problem, result, 'linehaul');
  const { cost, bound, gap } = result.rounds.at(-1) ?? { cost: 0, bound: 0, gap: 1 };
  assert.deepEqual([cost, bound], [result.best.cost, result.bound]);
  assert.ok(gap <= 1e-3, `gap ${gap} after ${result.rounds.length} rounds`);
  const again = await flowOf(problem, 60);
  assert.deepEqual([again.best, again.prices, again.rounds], [result.best, result.prices, result.rounds]);
});

test('twice the money doubles the bound', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = randomTinyWorld(seed);
    const [one, two] = [await flowOf(tinyProblem(world), 30), await flowOf(tinyProblem(twiceAsDear(world)), 30)];
    const twice = 2 * one.bound;
    assert.ok(Math.abs(two.bound - twice) <= 5e-3 * twice, `seed ${seed}: ${two.bound}, twice the single ${twice}`);
  }
});

test('a leg without room might as well not run', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const world = randomTinyWorld(seed);
    const closed = { ...world, legs: world.legs.map((leg, index) => (index === 0 ? { ...leg, capacity: 0 } : leg)) };
    // In the other world it leaves before anybody is ready.
    const gone = world.legs.map((leg, index) => (index === 0 ? { ...leg, departSec: -7200, readySec: -3600 } : leg));
    const without = { ...world, legs: gone.map((leg) => (leg.through === 0 ? { ...leg, through: NONE } : leg)) };
    const optimum = bruteForceCost(without);
    assert.equal(bruteForceCost(closed), optimum, `seed ${seed}`);
    const { best, bound } = await flowOf(tinyProblem(closed));
    assert.ok(
      bound <= optimum * (1 + ROUNDING) && optimum <= best.cost,
      `seed ${seed}: ${bound} ${optimum} ${best.cost}`,
    );
  }
});
