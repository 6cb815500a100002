import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { addAllRoutes, isSmall } from './all-routes.js';
import { assertSound } from './assert-sound-for-test.js';
import { cheapestCombination } from './cheapest-combination.js';
import { linehaulWorld } from '../timed/linehaul-world.js';
import { priceDirectedFlow } from './price-directed-flow.js';
import { RoutePool } from './route-pool.js';
import { bruteForceCost, randomTinyWorld, tinyProblem } from '../timed/tiny-world-for-test.js';
import { TimedFinder } from '../timed/timed-finder.js';

const never = (): boolean => false;

/** Routes of a commodity in the pool. */
function routesOf(pool: RoutePool, commodity: number): number[] {
  const routes: number[] = [];
  for (let route = pool.head[commodity]; route !== NONE; route = pool.next[route]) routes.push(route);
  return routes;
}

test('all routes of a small problem, combined, are as good as trying everything', () => {
  let small = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const world = randomTinyWorld(seed);
    const { flow, timed } = tinyProblem(world);
    if (!isSmall(flow)) continue;
    small++;
    const pool = new RoutePool(flow);
    assert.ok(addAllRoutes(flow, pool, new TimedFinder({ flow, timed }), never), `seed ${seed}: routes`);
    const { whole, proved } = cheapestCombination(flow, pool, new Float64Array(flow.resources.count), Infinity, never);
    assert.ok(proved && whole, `seed ${seed}`);
    assert.equal(whole.cost, bruteForceCost(world), `seed ${seed}`);
  }
  assert.ok(small > 100, `${small} small worlds`);
});

test('prices make combining quicker, never worse', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const problem = tinyProblem(randomTinyWorld(seed));
    if (!isSmall(problem.flow)) continue;
    const options = { gap: 0, roundsMax: 8, stop: never, onRound: () => undefined };
    const { pool, prices, best } = await priceDirectedFlow(problem.flow, new TimedFinder(problem), options);
    const priced = cheapestCombination(problem.flow, pool, prices, Infinity, never);
    assert.equal(priced.whole?.cost, best.cost, `seed ${seed}`);
    const nothing = cheapestCombination(problem.flow, pool, prices, best.cost, never);
    assert.deepEqual(nothing, { whole: undefined, proved: true }, `seed ${seed}: nothing is cheaper`);
  }
});

test('combining that is stopped proves nothing, and a small search that is stopped is sound', async () => {
  const problem = tinyProblem(randomTinyWorld(2));
  assert.ok(isSmall(problem.flow));
  const pool = new RoutePool(problem.flow);
  assert.equal(
    addAllRoutes(problem.flow, pool, new TimedFinder(problem), () => true),
    false,
  );
  const noPrices = new Float64Array(problem.flow.resources.count);
  assert.equal(cheapestCombination(problem.flow, pool, noPrices, Infinity, () => true).proved, false);
  for (let patience = 0; patience < 400; patience++) {
    let asked = 0;
    const options = { gap: 0, roundsMax: 7, stop: () => asked++ >= patience, onRound: () => undefined };
    const result = await priceDirectedFlow(problem.flow, new TimedFinder(problem), options);
    assertSound(problem, result, `stopped after ${patience}`);
    assert.ok(asked < patience + 14, `${asked - patience} questions after stopping`);
  }
});

test('isSmall counts units and commodities', () => {
  const { flow } = linehaulWorld({ hubs: 20, legs: 600, origins: 10, parcels: 6000, days: 2, seed: 4 });
  assert.equal(isSmall(flow), false);
  const few = { ...flow.commodities, count: 2, demand: Float64Array.of(1, 23) };
  assert.equal(isSmall({ ...flow, commodities: few }), true);
  assert.equal(isSmall({ ...flow, commodities: { ...few, demand: Float64Array.of(2, 23) } }), false);
  assert.equal(isSmall({ ...flow, commodities: few, whole: false }), false, 'parts of units may be routed');
});

test('addAllRoutes finds the ways around every leg of a tiny world', () => {
  const problem = tinyProblem(randomTinyWorld(2));
  const pool = new RoutePool(problem.flow);
  addAllRoutes(problem.flow, pool, new TimedFinder(problem), never);
  for (let k = 0; k < problem.flow.commodities.count; k++) {
    const [first] = routesOf(pool, k);
    if (first === undefined) continue;
    const outside = problem.flow.commodities.outsideCost[k];
    for (const route of routesOf(pool, k)) assert.ok(pool.cost[route] < outside, 'no route is dearer than outside');
  }
});
