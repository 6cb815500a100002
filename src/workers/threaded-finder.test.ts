import assert from 'node:assert/strict';
import test from 'node:test';
import { Prng } from '../base/prng.js';
import type { RouteFinder } from '../engine/flow/flow-problem.js';
import { linehaulWorld } from '../engine/timed/linehaul-world.js';
import { TimedFinder } from '../engine/timed/timed-finder.js';
import { ThreadedFinder } from './threaded-finder.js';

/** Bounds, and routes sorted by commodity, of a few pricings of parts and of all. */
async function told(finder: RouteFinder, resourceCount: number, commodityCount: number): Promise<unknown[]> {
  const prng = new Prng(3);
  const prices = new Float64Array(resourceCount);
  const rounds: unknown[] = [];
  const spread = new Float64Array(resourceCount).fill(50);
  for (const [firstPart, endPart, spreads] of [
    [0, finder.parts.length - 1, false],
    [2, 5, true],
    [0, finder.parts.length - 1, true],
  ] as const) {
    const cheapest = new Float64Array(commodityCount);
    const routes: [number, number, ...number[]][] = [];
    await finder.price({
      prices,
      cheapest,
      firstPart,
      endPart,
      sink: (k, cost, moves, length) => routes.push([k, cost, ...moves.subarray(0, length)]),
      spread: spreads ? spread : undefined,
      stop: () => false,
    });
    rounds.push({ cheapest, routes: routes.sort(([a], [b]) => a - b) });
    for (let r = 0; r < prices.length; r++) if (prng.chance(0.2)) prices[r] = prng.between(0, 9000);
  }
  return rounds;
}

test('ThreadedFinder tells the same with any number of threads', async () => {
  const problem = linehaulWorld({ hubs: 20, legs: 600, origins: 15, parcels: 800, days: 2, seed: 5 });
  const counts = [problem.flow.resources.count, problem.flow.commodities.count] as const;
  const expected = await told(new TimedFinder(problem), ...counts);
  for (const threads of [1, 3]) {
    const finder = ThreadedFinder.open(problem, threads);
    assert.deepEqual(await told(finder, ...counts), expected, `${threads} threads`);
    await finder.close();
  }
});
