import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertSound } from './assert-sound-for-test.js';
import type { RouteFinder } from './flow-problem.js';
import { linehaulWorld } from '../timed/linehaul-world.js';
import { priceDirectedFlow, type FlowOptions, type FlowResult } from './price-directed-flow.js';
import type { TimedProblem } from '../timed/timed-demand.js';
import { TimedFinder } from '../timed/timed-finder.js';

/** Questions that may still be asked once the answer was to stop: every loop that is left asks once more. */
const LATE_QUESTIONS_MAX = 12;

function crowded(): TimedProblem {
  return linehaulWorld({ hubs: 20, legs: 600, origins: 10, parcels: 6000, days: 2, seed: 4 });
}

interface Told {
  readonly finder: RouteFinder;
  readonly routes: () => number;
}

/** A finder that counts the routes it hands out. */
function counting(inner: RouteFinder): Told {
  let routes = 0;
  const finder: RouteFinder = {
    parts: inner.parts,
    forget: (k) => inner.forget(k),
    isBlocked: (k, moves) => inner.isBlocked(k, moves),
    price: (request) => {
      const sink: typeof request.sink = (k, cost, moves, length) => {
        routes++;
        request.sink(k, cost, moves, length);
      };
      return inner.price({ ...request, sink });
    },
    insert: (room, commodities, take, stop) => {
      const counted: typeof take = (k, cost, moves, length) => {
        routes++;
        return take(k, cost, moves, length);
      };
      inner.insert(room, commodities, counted, stop);
    },
  };
  return { finder, routes: () => routes };
}

/** Searches until `stop` was asked `patience` times; what happened after. */
async function searchUntil(patience: number): Promise<{ result: FlowResult; asked: number; lateRoutes: number }> {
  const problem = crowded();
  const { finder, routes } = counting(new TimedFinder(problem));
  let asked = 0;
  let routesAtStop = 0;
  const stop = (): boolean => {
    if (asked++ === patience) routesAtStop = routes();
    return asked > patience;
  };
  const options: FlowOptions = { gap: 0, roundsMax: 12, stop, onRound: () => undefined };
  const result = await priceDirectedFlow(problem.flow, finder, options);
  assertSound(problem, result, `stopped after ${patience} questions`);
  return { result, asked, lateRoutes: asked > patience ? routes() - routesAtStop : 0 };
}

test('whenever it is stopped, priceDirectedFlow has a whole plan, searches no further and soon returns', async () => {
  const { asked: all } = await searchUntil(Infinity);
  assert.ok(all > 300, `${all} questions in a whole search`);
  for (let patience = 0; patience < all; patience += patience < 60 ? 1 : 17) {
    const { asked, lateRoutes } = await searchUntil(patience);
    const late = asked - patience - 1;
    assert.ok(late <= LATE_QUESTIONS_MAX, `${late} questions after stopping at ${patience}`);
    assert.equal(lateRoutes, 0, `routes searched for after stopping at ${patience}`);
  }
});

test('stopped before it begins, priceDirectedFlow leaves everything outside and proves nothing', async () => {
  const { result } = await searchUntil(0);
  const { demand } = crowded().flow.commodities;
  assert.deepEqual([[...result.best.outside], result.bound], [[...demand], 0]);
});

test('more time never makes the plan dearer or the bound lower', async () => {
  let before = { cost: Infinity, bound: 0 };
  for (const patience of [0, 5, 40, 150, 400, Infinity]) {
    const { best, bound } = (await searchUntil(patience)).result;
    assert.ok(best.cost <= before.cost && bound >= before.bound, `after ${patience} questions`);
    before = { cost: best.cost, bound };
  }
});

test('a search that knows how much time is left ends by rounding off within it', async () => {
  // A clock that ticks a second whenever it is read, and ten for every rounding.
  const problem = crowded();
  const inner = new TimedFinder(problem);
  let sec = 0;
  let roundings = 0;
  const events: string[] = [];
  const finder: RouteFinder = {
    parts: inner.parts,
    forget: (k) => inner.forget(k),
    isBlocked: (k, moves) => inner.isBlocked(k, moves),
    price: (request) => {
      events.push('price');
      return inner.price(request);
    },
    insert: (room, commodities, take) => {
      events.push('insert');
      sec += 10;
      roundings++;
      inner.insert(room, commodities, take, () => false);
    },
  };
  const limitSec = 400;
  const secondsLeft = (): number => limitSec - sec++;
  const stop = (): boolean => sec > limitSec;
  const options: FlowOptions = { gap: 0, roundsMax: 1000, stop, secondsLeft, onRound: () => undefined };
  const result = await priceDirectedFlow(problem.flow, finder, options);
  assertSound(problem, result, 'limited');
  assert.ok(sec <= limitSec, `${sec} s of ${limitSec}`);
  assert.ok(sec > limitSec - 40, `only ${sec} s of ${limitSec} used`);
  assert.equal(events.at(-1), 'insert');
  assert.ok(roundings >= 2);
});
