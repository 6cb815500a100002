import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActiveResources, Contest } from './contest.js';
import { NO_EXTENSIONS, type FlowProblem } from './flow-problem.js';
import { retireRoutes } from './retire-routes.js';
import { RoutePool } from './route-pool.js';
import type { PriceState } from './price-state.js';

const COSTS = [100, 102, 200];

/** Four units and three resources with room for one each; route `m` makes move `m`, which uses resource `m`. */
const PROBLEM: FlowProblem = {
  commodities: {
    count: 1,
    demand: Float64Array.of(4),
    useClass: new Uint32Array(1),
    outsideCost: Float64Array.of(1000),
  },
  resources: {
    count: 3,
    capacity: new Float64Array(3).fill(1),
    kind: new Uint8Array(3),
    kindCount: 1,
    amount: Float64Array.of(1),
  },
  firstUse: Uint32Array.of(0, 1, 2, 3),
  uses: Uint32Array.of(0, 1, 2),
  extensions: NO_EXTENSIONS,
  whole: true,
};

/** All flow on the first route, and how many ways take part after each of some sharings that change nothing. */
class Sharings {
  readonly pool = new RoutePool(PROBLEM);
  readonly forgotten: number[] = [];
  private readonly contest = new Contest(PROBLEM, this.pool);
  private readonly active = new ActiveResources(3);
  private readonly state: PriceState;

  constructor(raw: readonly [number, number, number]) {
    COSTS.forEach((cost, move) => this.pool.add(0, cost, Uint32Array.of(move), 1));
    this.pool.setFlow(0, 0, 4);
    for (let r = 0; r < 3; r++) this.active.join(r);
    this.state = {
      raw: Float64Array.from(raw),
      penalty: new Float64Array(3),
      kind: new Uint8Array(3),
      amount: PROBLEM.resources.amount,
    };
  }

  ways(): number {
    this.contest.layOut(this.active, 0, 1, true);
    return this.contest.firstWay[1];
  }

  share(): number {
    const ways = this.ways();
    retireRoutes(this.contest, this.pool, this.state, (k) => this.forgotten.push(k));
    return ways;
  }
}

test('retireRoutes lets a dear route go that two sharings left without flow, and keeps one that costs about the same', () => {
  const sharings = new Sharings([0, 0, 0]);
  assert.deepEqual([sharings.share(), sharings.share()], [4, 4], 'three routes and to stay outside');
  assert.deepEqual([sharings.share(), sharings.forgotten], [3, [0]], 'the finder may hand the third out again');
});

test('a route is dear by its price, not by its cost', () => {
  const sharings = new Sharings([100, 98, 0]);
  for (let i = 0; i < 3; i++) sharings.share();
  assert.deepEqual([sharings.ways(), sharings.forgotten], [4, []]);
});

test('a retired route that is found again takes part again', () => {
  const sharings = new Sharings([0, 0, 0]);
  for (let i = 0; i < 3; i++) sharings.share();
  assert.equal(sharings.pool.add(0, COSTS[2], Uint32Array.of(2), 1), 2, 'the same route');
  assert.equal(sharings.ways(), 4);
});
