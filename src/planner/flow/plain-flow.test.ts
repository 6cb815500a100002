import assert from 'node:assert/strict';
import { test } from 'node:test';
import { solvePlainFlow, type FlowInstance } from './plain-flow.js';

/** An instance from rows `[from, to, cost, capacity]` and `[from, to, demand]`. */
function instanceOf(
  nodeCount: number,
  arcs: readonly (readonly [number, number, number, number])[],
  commodities: readonly (readonly [number, number, number])[],
): FlowInstance {
  return {
    nodeCount,
    arcCount: arcs.length,
    arcFrom: Uint32Array.from(arcs, ([from]) => from),
    arcTo: Uint32Array.from(arcs, ([, to]) => to),
    arcCost: Float64Array.from(arcs, ([, , cost]) => cost),
    arcCapacity: Float64Array.from(arcs, ([, , , capacity]) => capacity),
    commodityCount: commodities.length,
    commodityFrom: Uint32Array.from(commodities, ([from]) => from),
    commodityTo: Uint32Array.from(commodities, ([, to]) => to),
    commodityDemand: Float64Array.from(commodities, ([, , demand]) => demand),
  };
}

const options = { gap: 1e-4, roundsMax: 500, stop: () => false, onRound: () => undefined };

test('solvePlainFlow takes the cheapest way where there is room', async () => {
  const { cost, bound } = await solvePlainFlow(instanceOf(2, [[0, 1, 3, 10], [0, 1, 5, 10]], [[0, 1, 4]]), options); // prettier-ignore
  assert.equal(cost, 12);
  assert.ok(bound <= 12 && bound > 11.99);
});

test('solvePlainFlow sends two commodities around an arc that holds one', async () => {
  // Both want 0 -> 1 -> 3 (cost 2); the detour over 2 costs 4, so the optimum is 1 * 2 + 1 * 4.
  const arcs = [[0, 1, 1, 2], [1, 3, 1, 1], [0, 2, 2, 2], [2, 3, 2, 2]] as const; // prettier-ignore
  const { cost, bound, gap } = await solvePlainFlow(instanceOf(4, arcs, [[0, 3, 1], [0, 3, 1]]), options); // prettier-ignore
  assert.ok(Math.abs(cost - 6) < 1e-3, `cost ${cost}`);
  assert.ok(bound <= 6 + 1e-9 && gap <= 1e-4, `bound ${bound}`);
});

test('solvePlainFlow has no cost when the demand does not fit', async () => {
  const { cost } = await solvePlainFlow(instanceOf(2, [[0, 1, 3, 1]], [[0, 1, 4]]), { ...options, roundsMax: 20 });
  assert.equal(cost, Infinity);
});

test('solvePlainFlow costs nothing when there is nothing to carry', async () => {
  const { cost, gap } = await solvePlainFlow(instanceOf(2, [[0, 1, 3, 1]], [[0, 0, 4]]), options);
  assert.deepEqual([cost, gap], [0, 0]);
});
