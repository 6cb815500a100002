import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { routePrice, type TakeRoute } from '../flow/flow-problem.js';
import { allRoutes, randomTinyWorld, tinyProblem, twiceAsDear, type TinyWorld } from './tiny-world-for-test.js';
import { TimedFinder } from './timed-finder.js';

/** Cheapest ways of all commodities at resource prices, and the routes that were handed out. */
async function priced(
  world: TinyWorld,
  prices: Float64Array,
): Promise<{ cheapest: Float64Array; found: { k: number; cost: number; legs: number[]; price: number }[] }> {
  const problem = tinyProblem(world);
  const finder = new TimedFinder(problem);
  const cheapest = new Float64Array(world.commodities.length);
  const found: { k: number; cost: number; legs: number[]; price: number }[] = [];
  await finder.price({
    prices,
    cheapest,
    firstPart: 0,
    endPart: finder.parts.length - 1,
    sink: (k, cost, moves, length) => {
      const price = routePrice(problem.flow, problem.flow.commodities.useClass[k], moves, length, prices);
      found.push({ k, cost, legs: legsOf(problem.timed.graph.leg, moves, length), price });
    },
    stop: () => false,
  });
  return { cheapest, found };
}

/** Legs in travel order: moves are from the delivery back to the start. */
function legsOf(legOfItem: Int32Array, moves: Uint32Array, length: number): number[] {
  return Array.from(moves.subarray(1, length), (item) => legOfItem[item]).toReversed();
}

/** Whole prices, so that sums are exact. */
function randomPrices(world: TinyWorld, seed: number): Float64Array {
  const prng = new Prng(seed);
  return Float64Array.from(world.legs, () => (prng.chance(0.5) ? 0 : prng.below(400)));
}

test('TimedFinder finds the cheapest ways that trying every route finds, at random prices', async () => {
  let routed = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const world = randomTinyWorld(seed);
    const prices = randomPrices(world, seed);
    const { cheapest, found } = await priced(world, prices);
    for (const [k, commodity] of world.commodities.entries()) {
      const routes = allRoutes(world, commodity);
      const values = routes.map(({ legs, cost }) =>
        legs.reduce((sum, leg) => sum + prices[leg] * (commodity.lane + 1), cost),
      );
      const best = Math.min(...values);
      // A way that is no cheaper than staying outside need not be found exactly.
      if (best >= commodity.outsideCost) assert.ok(cheapest[k] >= commodity.outsideCost, `seed ${seed}: ${k}`);
      else assert.equal(cheapest[k], best, `seed ${seed}: commodity ${k}`);
      const own = found.filter((route) => route.k === k);
      if (best < commodity.outsideCost)
        assert.ok(
          own.some(({ cost, price }) => cost + price === best),
          `seed ${seed}`,
        );
      for (const { cost, legs } of own) {
        const same = routes.filter((route) => route.legs.join() === legs.join());
        assert.ok(
          same.some((route) => route.cost === cost),
          `seed ${seed}: legs ${legs.join()} cost ${cost}`,
        );
      }
      routed += own.length;
    }
  }
  assert.ok(routed > 150, `only ${routed} routes: the worlds are too poor`);
});

test('TimedFinder finds ways twice as dear when costs and prices double', async () => {
  for (let seed = 1; seed <= 50; seed++) {
    const world = randomTinyWorld(seed);
    const prices = randomPrices(world, seed);
    const one = await priced(world, prices);
    const two = await priced(
      twiceAsDear(world),
      prices.map((price) => 2 * price),
    );
    assert.deepEqual(
      [...two.cheapest],
      Array.from(one.cheapest, (way) => way * 2),
      `seed ${seed}`,
    );
  }
});

test('TimedFinder inserts over room that is left, cheapest first, until nothing fits or pays', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const world = randomTinyWorld(seed);
    const problem = tinyProblem(world);
    const left = Float64Array.from(world.legs, (leg) => leg.capacity);
    const remaining = Float64Array.from(world.commodities, ({ units }) => units);
    const room = { left, tight: [] as number[] };
    const take: TakeRoute = (k, cost, moves, length) => {
      const { lane } = world.commodities[k];
      const legs = legsOf(problem.timed.graph.leg, moves, length);
      const roomy = allRoutes(world, world.commodities[k]).filter((route) =>
        route.legs.every((leg) => left[leg] > lane),
      );
      // Room may have gone to another commodity of the same start since the scan; then nothing is taken.
      if (legs.some((leg) => left[leg] <= lane)) return remaining[k];
      assert.equal(cost, roomy[0].cost, `seed ${seed}: commodity ${k} over ${legs.join()}`);
      for (const leg of legs) {
        left[leg] -= lane + 1;
        room.tight.push(leg);
      }
      return --remaining[k];
    };
    new TimedFinder(problem).insert(room, Uint32Array.from(remaining.keys()), take, () => false);
    for (const [k, commodity] of world.commodities.entries()) {
      if (remaining[k] === 0) continue;
      const roomy = allRoutes(world, commodity).filter((route) =>
        route.legs.every((leg) => left[leg] > commodity.lane),
      );
      const best = roomy[0]?.cost ?? Infinity;
      assert.ok(best >= commodity.outsideCost, `seed ${seed}: commodity ${k} could still go for ${best}`);
    }
  }
});
