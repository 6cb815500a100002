import assert from 'node:assert/strict';
import { NONE } from '../../base/none.js';
import type { FlowResult } from './price-directed-flow.js';
import type { TimedProblem } from '../timed/timed-demand.js';

const ROUNDING = 1e-9;

/** Fails when an answer breaks a capacity, splits or loses a unit, or misstates its cost. */
export function assertSound({ flow }: TimedProblem, { best, pool, bound }: FlowResult, place: string): void {
  const { commodities, resources, extensions } = flow;
  const load = new Float64Array(resources.count);
  let cost = 0;
  for (let k = 0; k < commodities.count; k++) {
    let units = best.outside[k];
    cost += units * (units > 0 ? commodities.outsideCost[k] : 0);
    for (let route = pool.head[k]; route !== NONE; route = pool.next[route]) {
      const own = best.units[route] ?? 0;
      assert.ok(Number.isInteger(own) && own >= 0, `${place}: ${own} units on route ${route}`);
      units += own;
      cost += own * pool.cost[route];
      for (let m = pool.firstMove[route]; m < pool.firstMove[route] + pool.moveCount[route]; m++) {
        for (let u = flow.firstUse[pool.moves[m]]; u < flow.firstUse[pool.moves[m] + 1]; u++) {
          const r = flow.uses[u];
          load[r] += own * resources.amount[commodities.useClass[k] * resources.kindCount + resources.kind[r]];
        }
      }
    }
    assert.equal(units, commodities.demand[k], `${place}: units of commodity ${k}`);
  }
  const room = Float64Array.from(resources.capacity);
  for (let e = 0; e < extensions.count; e++) {
    cost += best.runs[e] * extensions.cost[e];
    for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
      room[extensions.resource[i]] += best.runs[e] * extensions.added[i];
    }
  }
  for (let r = 0; r < load.length; r++) assert.ok(load[r] <= room[r], `${place}: ${load[r]} of ${room[r]} on ${r}`);
  assert.ok(Math.abs(cost - best.cost) <= ROUNDING * cost, `${place}: cost ${best.cost}, added up ${cost}`);
  assert.ok(bound <= cost * (1 + ROUNDING), `${place}: bound ${bound} above cost ${cost}`);
}
