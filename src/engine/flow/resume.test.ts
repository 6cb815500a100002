import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linehaulWorld } from '../timed/linehaul-world.js';
import { priceDirectedFlow, type FlowOptions, type FlowResult } from './price-directed-flow.js';
import { BLOCKED } from '../timed/scan.js';
import type { TimedProblem } from '../timed/timed-demand.js';
import { TimedFinder } from '../timed/timed-finder.js';

const OPTIONS: FlowOptions = { gap: 2e-3, roundsMax: 200, stop: () => false, onRound: () => undefined };

function smallWorld(seed: number): TimedProblem {
  return linehaulWorld({ hubs: 24, legs: 900, origins: 8, parcels: 4000, days: 3, seed });
}

function cancel(problem: TimedProblem, leg: number): void {
  problem.flow.resources.capacity[leg] = 0;
  problem.timed.graph.leg.forEach((of, item) => {
    if (of === leg) problem.timed.baseCost[0][item] = BLOCKED;
  });
}

function fullestLeg({ pool }: FlowResult): number {
  return pool.load.reduce((best, load, leg) => (load > pool.load[best] ? leg : best), 0);
}

for (const seed of [1, 2, 3, 4, 5]) {
  test(`a search that goes on after a cancelled departure proves what a new one proves (seed ${seed})`, async () => {
    const problem = smallWorld(seed);
    const finder = new TimedFinder(problem);
    const first = await priceDirectedFlow(problem.flow, finder, OPTIONS);
    const leg = fullestLeg(first);
    cancel(problem, leg);
    const resumed = await priceDirectedFlow(problem.flow, finder, { ...OPTIONS, from: first });
    const again = smallWorld(seed);
    cancel(again, leg);
    const fresh = await priceDirectedFlow(again.flow, new TimedFinder(again), OPTIONS);
    assert.ok(resumed.bound <= fresh.best.cost * (1 + 1e-9), 'the bound holds against the new plan');
    assert.ok(fresh.bound <= resumed.best.cost * (1 + 1e-9), 'the new bound holds against the plan');
    for (let route = 0; route < resumed.pool.count; route++) {
      if (!(resumed.best.units[route] > 0)) continue;
      const first = resumed.pool.firstMove[route];
      const moves = resumed.pool.moves.subarray(first, first + resumed.pool.moveCount[route]);
      assert.ok(
        moves.every((move) => problem.timed.graph.leg[move] !== leg),
        'nothing rides the cancelled leg',
      );
    }
  });

  test(`a search that goes on after demand grew routes every parcel (seed ${seed})`, async () => {
    const problem = smallWorld(seed);
    const finder = new TimedFinder(problem);
    const first = await priceDirectedFlow(problem.flow, finder, OPTIONS);
    const { demand, count } = problem.flow.commodities;
    for (let k = 0; k < count; k += 3) demand[k] += 2;
    const resumed = await priceDirectedFlow(problem.flow, finder, { ...OPTIONS, from: first });
    const placed = resumed.best.units.reduce((sum, units) => sum + units, 0);
    const outside = resumed.best.outside.reduce((sum, units) => sum + units, 0);
    assert.equal(
      placed + outside,
      demand.reduce((sum, units) => sum + units, 0),
    );
    assert.ok(resumed.bound <= resumed.best.cost * (1 + 1e-9));
  });
}

test('a search that goes on after demand grew many times sees what has become scarce', async () => {
  const problem = smallWorld(7);
  const { demand } = problem.flow.commodities;
  const few = demand.map((units) => Math.ceil(units / 20));
  const many = demand.slice();
  demand.set(few);
  const finder = new TimedFinder(problem);
  const first = await priceDirectedFlow(problem.flow, finder, OPTIONS);
  demand.set(many);
  const resumed = await priceDirectedFlow(problem.flow, finder, { ...OPTIONS, from: first });
  const gap = (resumed.best.cost - resumed.bound) / resumed.bound;
  assert.ok(gap <= OPTIONS.gap, `gap ${gap} after ${resumed.rounds.length} rounds`);
});

test('a search that goes on where nothing can be full any more forgets the prices of what was', async () => {
  const problem = smallWorld(7);
  const finder = new TimedFinder(problem);
  const first = await priceDirectedFlow(problem.flow, finder, OPTIONS);
  assert.ok(first.prices.some((price) => price > 0));
  const { capacity } = problem.flow.resources;
  for (let r = 0; r < capacity.length; r++) capacity[r] *= 1000;
  const resumed = await priceDirectedFlow(problem.flow, finder, { ...OPTIONS, from: first });
  const gap = (resumed.best.cost - resumed.bound) / resumed.bound;
  assert.ok(gap <= OPTIONS.gap, `gap ${gap} after ${resumed.rounds.length} rounds`);
});
