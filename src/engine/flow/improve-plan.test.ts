import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { bruteForceCost, randomTinyWorld, tinyProblem, type TinyWorld } from '../timed/tiny-world-for-test.js';
import { TimedFinder } from '../timed/timed-finder.js';
import type { TimedProblem } from '../timed/timed-demand.js';
import { assertSound } from './assert-sound-for-test.js';
import { improvePlan } from './improve-plan.js';
import { Placement } from './placement.js';
import { priceDirectedFlow, type FlowResult } from './price-directed-flow.js';
import { RoutePool } from './route-pool.js';
import { wholeParcels, type WholeFlows } from './whole-parcels.js';

const never = (): boolean => false;

/** Three legs side by side, and two units: one that may take all, one for which the others are dearer than outside. */
function twoUnits(): TinyWorld {
  const leg = { from: 0, to: 1, departSec: 3600, readySec: 7200, unloadCost: 0, through: NONE };
  const unit = { place: 0, sec: 0, to: 1, lane: 0, units: 1, outsideCost: 1000 };
  return {
    placeCount: 2,
    legs: [
      { ...leg, cost: 100, capacity: 1 },
      { ...leg, cost: 250, capacity: 1 },
      { ...leg, cost: 400, capacity: 1 },
    ],
    commodities: [unit, unit],
    roundSecs: [36_000],
    latePerDay: 0,
  };
}

/** Places the first unit on the first leg with other ways to go, and leaves the second, which knows that leg only, outside. */
function oneInTheWay(): { placement: Placement; others: readonly number[]; wanted: number } {
  const { flow, timed } = tinyProblem(twoUnits());
  const pool = new RoutePool(flow);
  const option = timed.graph.itemCount + 1;
  const movesOver = (leg: number): Uint32Array => Uint32Array.of(option, timed.graph.leg.indexOf(leg));
  const own = pool.add(0, 100, movesOver(0), 2);
  const others = [pool.add(0, 400, movesOver(2), 2), pool.add(0, 250, movesOver(1), 2)];
  const wanted = pool.add(1, 100, movesOver(0), 2);
  const placement = new Placement(flow, pool, new Float64Array(0));
  assert.equal(placement.take(0, own, 1), 1);
  assert.equal(placement.take(1, wanted, 1), 0, 'the first leg is full');
  return { placement, others, wanted };
}

test('improvePlan lets a unit in when the one in its place has another way that costs less than is saved', () => {
  const { placement, others, wanted } = oneInTheWay();
  const plan = { placement, cost: 1100, prices: Float64Array.of(500, 0, 0), priceOf: () => 600, losers: [1, NONE] };
  assert.equal(improvePlan(plan, never), 1000 - 100 - (250 - 100));
  assert.deepEqual(
    [placement.units[wanted], ...others.map((route) => placement.units[route]), ...placement.remaining],
    [1, 0, 1, 0, 0],
  );
  assert.deepEqual([...placement.room.left], [0, 0, 1]);
});

test('improvePlan leaves a plan as it is when stopped, and where giving way costs more than is saved', () => {
  const { placement } = oneInTheWay();
  const plan = { placement, cost: 1100, prices: Float64Array.of(500, 0, 0), priceOf: () => 600, losers: [1, NONE] };
  assert.equal(
    improvePlan(plan, () => true),
    0,
  );
  const { outsideCost } = placement.problem.commodities;
  outsideCost[1] = 200;
  assert.equal(improvePlan({ ...plan, priceOf: () => 0 }, never), 0);
  assert.deepEqual(
    [[...placement.room.left], [...placement.remaining]],
    [
      [0, 1, 1],
      [0, 1],
    ],
  );
});

/** Rounds off the flows of a search, with and without improving what comes out. */
async function roundedTwice(
  problem: TimedProblem,
  roundsMax: number,
): Promise<{ result: FlowResult; plain: WholeFlows; improved: WholeFlows }> {
  const finder = new TimedFinder(problem);
  const options = { gap: 0, roundsMax, stop: never, onRound: () => undefined };
  const result = await priceDirectedFlow(problem.flow, finder, options);
  const { pool, prices, fractionalRuns } = result;
  const rounded = (improves: boolean): WholeFlows =>
    wholeParcels(problem.flow, pool, finder, { fractionalRuns, prices, pays: () => improves });
  return { result, plain: rounded(false), improved: rounded(true) };
}

test('improved plans are whole, within every capacity, and between the plain ones and the best, on random tiny worlds', async () => {
  let better = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const world = randomTinyWorld(seed);
    const problem = tinyProblem(world);
    const { result, plain, improved } = await roundedTwice(problem, 6);
    const best = bruteForceCost(world);
    assertSound(problem, { ...result, best: improved }, `seed ${seed}`);
    assert.ok(improved.cost <= plain.cost && improved.cost >= best, `seed ${seed}: ${improved.cost}, best ${best}`);
    if (improved.cost < plain.cost) better++;
  }
  assert.ok(better > 0, 'some plans came out better');
});

/** A random tiny world with some forty units of four sizes in place of a handful, and room for most. */
function crowdedWorld(seed: number): TinyWorld {
  const { legs, placeCount, ...rest } = randomTinyWorld(seed);
  const prng = new Prng(seed);
  const commodities = Array.from({ length: 20 }, () => {
    const place = prng.below(placeCount);
    const to = (place + 1 + prng.below(placeCount - 1)) % placeCount;
    const outsideCost = 2000 + prng.below(6000);
    return { place, sec: prng.below(4) * 7200, to, lane: prng.below(4), units: 1 + prng.below(3), outsideCost };
  });
  return {
    ...rest,
    placeCount,
    legs: legs.map((leg) => ({ ...leg, capacity: 3 + 4 * leg.capacity })),
    commodities: commodities.toSorted((a, b) => a.place - b.place || a.sec - b.sec),
  };
}

test('improving brings crowded worlds nearer to their bounds, the same way every time', async () => {
  let plainLoss = 0;
  let improvedLoss = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const problem = tinyProblem(crowdedWorld(seed));
    const { result, plain, improved } = await roundedTwice(problem, 8);
    assertSound(problem, { ...result, best: improved }, `seed ${seed}`);
    plainLoss += (plain.cost - result.bound) / result.bound;
    improvedLoss += (improved.cost - result.bound) / result.bound;
    const again = await roundedTwice(problem, 8);
    assert.deepEqual(again.improved, improved, `seed ${seed}: again`);
  }
  assert.ok(improvedLoss < plainLoss * 0.92, `${improvedLoss} instead of ${plainLoss}`);
});
