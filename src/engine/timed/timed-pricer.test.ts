import assert from 'node:assert/strict';
import test from 'node:test';
import { NONE } from '../../base/none.js';
import { Prng } from '../../base/prng.js';
import { assembleTimed } from './assemble.js';
import { routePrice } from '../flow/flow-problem.js';
import { linehaulWorld } from './linehaul-world.js';
import { BLOCKED } from './scan.js';
import type { ScanMeans } from './scanner.js';
import type { TimedProblem } from './timed-demand.js';
import { lastAtPlace, timedGraphOf } from './timed-graph.js';
import { noKnownRoutes, TimedPricer } from './timed-pricer.js';

/** What a pricing of all tasks told: bounds and routes, in order. */
interface Told {
  readonly cheapest: Float64Array;
  readonly routes: readonly { readonly k: number; readonly cost: number; readonly moves: Uint32Array }[];
}

/** A pricer of all tasks that remembers what it handed out. */
function pricingOf(problem: TimedProblem, means: ScanMeans): (prices: Float64Array) => Told {
  const pricer = new TimedPricer(problem, means);
  const known = noKnownRoutes(problem);
  return (prices) => {
    const cheapest = new Float64Array(problem.flow.commodities.count);
    const routes: { k: number; cost: number; moves: Uint32Array }[] = [];
    pricer.priceAt(prices);
    for (let task = 0; task < problem.timed.taskCount; task++) {
      pricer.priceTask(task, prices, cheapest, known, (k, cost, moves, length) => {
        routes.push({ k, cost, moves: moves.slice(0, length) });
      });
    }
    return { cheapest, routes };
  };
}

/** A linehaul world whose parcels come in bands and groups; some rides are forbidden to some of them. */
function bandedWorld(prng: Prng, lanes: number, groupCount: number): TimedProblem {
  const { flow, timed } = linehaulWorld({
    hubs: 18,
    legs: 500,
    origins: 6,
    parcels: 400,
    days: 2,
    seed: prng.below(1e6),
  });
  const taskGroup = Uint8Array.from({ length: timed.taskCount }, (_, task) => task % groupCount);
  const useClass = new Uint32Array(flow.commodities.count);
  taskGroup.forEach((group, task) => {
    const [first, end] = [timed.firstCommodity[task], timed.firstCommodity[task + 1]];
    for (let k = first; k < end; k++) useClass[k] = group * lanes + prng.below(lanes);
  });
  const base = timed.baseCost[0];
  const baseCost = Array.from({ length: groupCount }, () =>
    Int32Array.from({ length: base.length * lanes }, (_, cell) =>
      prng.chance(0.02) ? BLOCKED : base[Math.floor(cell / lanes)] * (1 + (cell % lanes)),
    ),
  );
  const rateCost = Int32Array.from({ length: groupCount * lanes }, () => prng.below(5000));
  return {
    flow: {
      ...flow,
      commodities: { ...flow.commodities, useClass },
      resources: { ...flow.resources, amount: new Float64Array(groupCount * lanes).fill(1) },
    },
    timed: {
      ...timed,
      lanes,
      groupCount,
      taskGroup,
      baseCost,
      rateCost,
      lane: Uint8Array.from(useClass, (c) => c % lanes),
    },
  };
}

/** Whole prices, so that what a route costs adds up exactly. */
function changePrices(prng: Prng, prices: Float64Array): void {
  for (let r = 0; r < prices.length; r++) if (prng.chance(0.1)) prices[r] = prng.chance(0.3) ? 0 : prng.below(20_000);
}

test('TimedPricer tells the same with vectors as with the plain loop', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const prng = new Prng(seed);
    const problem = bandedWorld(prng, [1, 4, 8][seed % 3], 1 + prng.below(3));
    const [vectors, plain] = [pricingOf(problem, 'vectors'), pricingOf(problem, 'plain')];
    const prices = new Float64Array(problem.flow.resources.count);
    for (let round = 0; round < 4; round++) {
      assert.deepEqual(vectors(prices), plain(prices), `seed ${seed}, round ${round}`);
      changePrices(prng, prices);
    }
  }
});

test('TimedPricer has always handed out a route that costs the bound', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const prng = new Prng(seed);
    const problem = bandedWorld(prng, [1, 4][seed % 2], 2);
    const { commodities, resources } = problem.flow;
    const price = pricingOf(problem, 'vectors');
    const prices = new Float64Array(resources.count);
    const handedOut: Told['routes'][number][] = [];
    for (let round = 0; round < 5; round++) {
      const { cheapest, routes } = price(prices);
      handedOut.push(...routes);
      const best = new Float64Array(commodities.count).fill(Infinity);
      for (const { k, cost, moves } of handedOut) {
        const whole = cost + routePrice(problem.flow, commodities.useClass[k], moves, moves.length, prices);
        best[k] = Math.min(best[k], whole);
      }
      cheapest.forEach((bound, k) => {
        const within = bound < commodities.outsideCost[k];
        assert.ok(within ? best[k] === bound : best[k] >= bound, `seed ${seed}, round ${round}, ${k}`);
      });
      changePrices(prng, prices);
    }
  }
});

test('TimedPricer hands out a route that costs what another did before its price rose', () => {
  // Two departures from place 0 to place 1 at the same cost; a parcel on either is delivered in the same round.
  const graph = timedGraphOf(
    {
      placeCount: 2,
      from: Uint32Array.of(0, 0),
      to: Uint32Array.of(1, 1),
      departSec: Int32Array.of(100, 200),
      readySec: Int32Array.of(150, 250),
      through: Int32Array.of(NONE, NONE),
    },
    { place: Uint32Array.of(0), sec: Int32Array.of(50) },
  );
  const firstUse = new Uint32Array(graph.itemCount + 2);
  const uses: number[] = [];
  graph.leg.forEach((leg, item) => {
    if (leg !== NONE) uses.push(leg);
    firstUse.fill(uses.length, item + 1);
  });
  const problem = assembleTimed({
    graph,
    lanes: 1,
    groupCount: 1,
    baseCost: [Int32Array.from(graph.leg, (leg) => (leg === NONE ? 0 : 10))],
    taskCount: 1,
    taskSource: graph.sourceItem,
    taskGroup: Uint8Array.of(0),
    firstCommodity: Uint32Array.of(0, 1),
    destination: Uint32Array.of(0),
    dueSec: Int32Array.of(1000),
    latePerDay: Int32Array.of(0),
    firstOption: Uint32Array.of(0, 1),
    optionItem: Uint32Array.of(lastAtPlace(graph, 1, 300)),
    optionSec: Int32Array.of(300),
    optionRate: Uint32Array.of(0),
    rateCost: Int32Array.of(0),
    resources: {
      count: 2,
      capacity: Float64Array.of(1, 1),
      kind: Uint8Array.of(0, 0),
      kindCount: 1,
      amount: Float64Array.of(1),
    },
    demand: Float64Array.of(1),
    useClass: Uint32Array.of(0),
    outsideCost: Float64Array.of(100),
    firstUse,
    uses: Uint32Array.from(uses),
  });
  const price = pricingOf(problem, 'vectors');
  const rides = (told: Told): number[] => told.routes.map((route) => graph.leg[route.moves[1]]);
  const free = price(Float64Array.of(0, 0));
  assert.deepEqual([free.cheapest[0], rides(free)], [10, [0]]);
  const dearer = price(Float64Array.of(5, 0));
  assert.deepEqual([dearer.cheapest[0], rides(dearer)], [10, [1]]);
  assert.deepEqual(rides(price(Float64Array.of(5, 0))), [], 'not every round');
});
