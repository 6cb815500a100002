import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import type { FlowProblem } from './flow-problem.js';
import { RoutePool } from './route-pool.js';
import { allRoutes, randomTinyWorld, tinyProblem, type TinyWorld } from '../timed/tiny-world-for-test.js';
import type { TimedProblem } from '../timed/timed-demand.js';
import { TimedFinder } from '../timed/timed-finder.js';
import { wholeParcels, type RoundingGuide, type WholeFlows } from './whole-parcels.js';

/** Rounds without prices, with a share of the only run that may be bought, and improves nothing. */
function guideOf({ flow }: TimedProblem, ...fractionalRuns: readonly number[]): RoundingGuide {
  return {
    fractionalRuns: Float64Array.from(fractionalRuns),
    prices: new Float64Array(flow.resources.count),
    pays: () => false,
  };
}

/** Two legs side by side of the given capacities, and units that stay outside for 1000 each. */
function sideBySide(units: number, capacities: readonly [number, number]): TinyWorld {
  const leg = { from: 0, to: 1, departSec: 3600, readySec: 7200, unloadCost: 0, through: NONE };
  return {
    placeCount: 2,
    legs: [
      { ...leg, cost: 100, capacity: capacities[0] },
      { ...leg, cost: 250, capacity: capacities[1] },
    ],
    commodities: [{ place: 0, sec: 0, to: 1, lane: 0, units, outsideCost: 1000 }],
    roundSecs: [36_000],
    latePerDay: 0,
  };
}

/** Moves of a way over one leg: the delivery, then the leg's unloading. */
function movesOver({ timed }: TimedProblem, leg: number, option: number): Uint32Array {
  const item = timed.graph.leg.findIndex((own, index) => own === leg && timed.graph.unloads[index] === 1);
  return Uint32Array.of(timed.graph.itemCount + option, item);
}

/** Rounds off flows of the only commodity over the two legs; units on each leg. */
function rounded(world: TinyWorld, flows: readonly [number, number]): { whole: WholeFlows; onLeg: number[] } {
  const problem = tinyProblem(world);
  const pool = new RoutePool(problem.flow);
  const routes = [0, 1].map((leg) => pool.add(0, world.legs[leg].cost, movesOver(problem, leg, 1), 2));
  routes.forEach((route, leg) => pool.setFlow(0, route, flows[leg]));
  pool.outside[0] = world.commodities[0].units - flows[0] - flows[1];
  const whole = wholeParcels(problem.flow, pool, new TimedFinder(problem), guideOf(problem));
  return { whole, onLeg: routes.map((route) => whole.units[route]) };
}

test('wholeParcels keeps whole flows that fit as they are', () => {
  const { whole, onLeg } = rounded(sideBySide(5, [3, 2]), [3, 2]);
  assert.deepEqual([onLeg, [...whole.outside], whole.cost], [[3, 2], [0], 3 * 100 + 2 * 250]);
});

test('wholeParcels rounds halves to whole units within the room', () => {
  const { whole, onLeg } = rounded(sideBySide(3, [2, 2]), [1.5, 1.5]);
  assert.equal(onLeg[0] + onLeg[1], 3);
  assert.ok(onLeg.every((units) => units === 1 || units === 2));
  assert.deepEqual([...whole.outside], [0]);
});

test('wholeParcels moves what does not fit to routes with room, and leaves the rest outside', () => {
  const { whole, onLeg } = rounded(sideBySide(5, [2, 1]), [5, 0]);
  assert.deepEqual([onLeg, [...whole.outside], whole.cost], [[2, 1], [2], 2 * 100 + 250 + 2 * 1000]);
});

test('wholeParcels buys a run from a share of three tenths', () => {
  const world = sideBySide(4, [2, 0]);
  const { flow, timed } = tinyProblem(world);
  const problem: FlowProblem = {
    ...flow,
    extensions: {
      count: 1,
      cost: Float64Array.of(500),
      runsMax: Float64Array.of(3),
      first: Uint32Array.of(0, 1),
      resource: Uint32Array.of(0),
      added: Float64Array.of(2),
    },
  };
  const bought = (share: number): [number, number] => {
    const finder = new TimedFinder({ flow: problem, timed });
    const { runs, cost } = wholeParcels(
      problem,
      new RoutePool(problem),
      finder,
      guideOf({ flow: problem, timed }, share),
    );
    return [runs[0], cost];
  };
  assert.deepEqual(bought(0.2), [0, 2 * 100 + 2 * 1000]);
  assert.deepEqual(bought(0.4), [1, 500 + 4 * 100]);
  assert.deepEqual(bought(2.9)[0], 3);
  assert.deepEqual(bought(3)[0], 3, 'never more than may be had');
});

test('wholeParcels places each unit once and within every capacity, whatever the flows, on random tiny worlds', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const world = randomTinyWorld(seed);
    const problem = tinyProblem(world);
    const prng = new Prng(seed);
    const pool = new RoutePool(problem.flow);
    world.commodities.forEach((commodity, k) => {
      // Any split of the demand over one-leg ways, feasible or not.
      const ways = allRoutes(world, commodity).filter((route) => route.legs.length === 1);
      let left = commodity.units;
      for (const leg of new Set(ways.map((way) => way.legs[0]))) {
        const cost = ways.find((way) => way.legs[0] === leg)?.cost ?? 0;
        const round = world.legs[leg].readySec <= world.roundSecs[0] ? 0 : 1;
        const moves = movesOver(problem, leg, commodity.to * world.roundSecs.length + round);
        const flow = prng.chance(0.5) ? left : left * prng.next();
        pool.setFlow(k, pool.add(k, cost, moves, 2), flow);
        left -= flow;
      }
      pool.outside[k] = left;
    });
    const whole = wholeParcels(problem.flow, pool, new TimedFinder(problem), guideOf(problem));
    const load = new Float64Array(world.legs.length);
    let cost = 0;
    for (const [k, { lane, units, outsideCost }] of world.commodities.entries()) {
      let placed = whole.outside[k];
      cost += placed * outsideCost;
      for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
        const own = whole.units[route] ?? 0;
        assert.ok(Number.isInteger(own), `seed ${seed}`);
        placed += own;
        cost += own * pool.cost[route];
        const moves = pool.moves.subarray(pool.firstMove[route] + 1, pool.firstMove[route] + pool.moveCount[route]);
        for (const item of moves) load[problem.timed.graph.leg[item]] += own * (lane + 1);
      }
      assert.equal(placed, units, `seed ${seed}: commodity ${k}`);
    }
    assert.ok(Math.abs(cost - whole.cost) < 1e-6, `seed ${seed}: cost ${whole.cost}, added up ${cost}`);
    world.legs.forEach(({ capacity }, leg) => assert.ok(load[leg] <= capacity, `seed ${seed}: leg ${leg}`));
  }
});
