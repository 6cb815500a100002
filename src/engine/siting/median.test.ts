import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { costListsOf, type CostTable } from './cost-lists.js';
import { solveMedian, type MedianAnswer } from './median.js';

interface Table {
  readonly served: readonly number[]; // [customer]
  readonly costs: readonly (readonly number[])[]; // [customer][site]
}

test('solveMedian opens the site between two customers when only one may open', () => {
  // customers at 0, 4 and 10 on a line; sites at 0, 5 and 10
  const costs = [0, 4, 10].map((at) => [0, 5, 10].map((site) => Math.abs(at - site)));
  const answer = solved({ served: [99, 99, 99], costs }, 1);
  assert.deepEqual(answer.sets, [{ sites: [1], cost: 11 }]);
  assert.equal(answer.bound, 11);
  assert.ok(answer.proved);
});

test('solveMedian opens nothing next to an existing site', () => {
  // the existing site stands at 0; a new one at 1 saves 1, at 9 it saves 8
  const costs = [1, 9].map((at) => [1, 9].map((site) => Math.abs(at - site)));
  assert.deepEqual(solved({ served: [1, 9], costs }, 1).sets, [{ sites: [1], cost: 1 }]);
});

test('solveMedian serves from existing sites what new ones cannot', () => {
  const costs = [
    [3, Infinity],
    [Infinity, Infinity],
  ];
  assert.deepEqual(solved({ served: [5, 7], costs }, 1).sets, [{ sites: [0], cost: 10 }]);
});

test('solveMedian knows what stays as it is when no site is to open', () => {
  const answer = solved({ served: [5, 7], costs: [[1], [1]] }, 0);
  assert.deepEqual(answer, {
    sets: [{ sites: [], cost: 12 }],
    bound: 12,
    proved: true,
    allProved: true,
    branches: 0,
  });
});

test('solveMedian opens all sites when that is what is asked', () => {
  const table = randomTable(new Prng(7), 6, 4, true);
  assert.deepEqual(solved(table, 4, 3).sets, bruteForce(table, 4).slice(0, 3));
});

test('solveMedian finds the cheapest sets in order, as trying all does', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = new Prng(seed);
    const sites = 2 + random.below(8);
    const table = randomTable(random, 1 + random.below(14), sites, random.chance(0.5));
    const size = 1 + random.below(Math.min(4, sites));
    const wanted = 1 + random.below(5);
    const all = bruteForce(table, size);
    const answer = solved(table, size, wanted);
    assert.deepEqual(
      answer.sets.map(({ cost }) => cost),
      all.slice(0, wanted).map(({ cost }) => cost),
      `costs, seed ${seed}`,
    );
    for (const set of answer.sets) assert.equal(costOf(table, set.sites), set.cost, `seed ${seed}`);
    assert.equal(new Set(answer.sets.map(({ sites: one }) => one.join())).size, answer.sets.length, `seed ${seed}`);
    assert.equal(answer.bound, all[0].cost, `seed ${seed}`);
    assert.ok(answer.proved && answer.allProved, `seed ${seed}`);
  }
});

test('solveMedian has a true bound and a set of its cost wherever it is stopped', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Prng(seed);
    const table = randomTable(random, 30, 12, random.chance(0.5));
    const optimum = bruteForce(table, 3)[0].cost;
    let rounds = random.below(80);
    const answer = solveMedian({ lists: listsOf(table), size: 3 }, { stop: () => rounds-- <= 0 });
    const [{ sites, cost }] = answer.sets;
    assert.equal(costOf(table, sites), cost, `seed ${seed}`);
    assert.ok(answer.bound <= optimum && optimum <= cost, `${answer.bound} ${optimum} ${cost}, seed ${seed}`);
    assert.equal(answer.proved, answer.bound === cost, `seed ${seed}`);
  }
});

test('solveMedian obeys the laws of its problem', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const random = new Prng(seed);
    const table = randomTable(random, 60, 25, true);
    const { bound, sets } = solved(table, 4);
    const [{ sites, cost }] = sets;
    const doubled = map(table, (one) => 2 * one);
    assert.equal(solved(doubled, 4).bound, 2 * bound, `doubled costs double the optimum, seed ${seed}`);
    assert.ok(solved(table, 5).bound <= bound, `one more site costs no more, seed ${seed}`);
    const twice = { served: [...table.served, ...table.served], costs: [...table.costs, ...table.costs] };
    assert.equal(solved(twice, 4).bound, 2 * bound, `every customer twice doubles the optimum, seed ${seed}`);
    const existing = table.served.map((paid, customer) => Math.min(paid, table.costs[customer][sites[0]]));
    assert.equal(solved({ ...table, served: existing }, 3).bound, cost, `a best site that exists, seed ${seed}`);
  }
});

test('solveMedian gives the same answer every time', () => {
  const table = randomTable(new Prng(3), 200, 60, true);
  assert.deepEqual(solved(table, 6, 4), solved(table, 6, 4));
});

function solved(table: Table, size: number, sets = 1): MedianAnswer {
  return solveMedian({ lists: listsOf(table), size }, { sets, stop: () => false });
}

function listsOf({ served, costs }: Table) {
  const table: CostTable = {
    customerCount: served.length,
    siteCount: costs[0].length,
    servedCost: Float64Array.from(served),
    fillCosts: (customer, into) => into.set(costs[customer]),
  };
  return costListsOf(table);
}

/** Customers and sites on a small grid, so that many costs are equal; a few sites cannot serve. */
function randomTable(random: Prng, customers: number, sites: number, existing: boolean): Table {
  const at = () => ({ x: random.below(12), y: random.below(12) });
  const places = Array.from({ length: sites }, at);
  const hub = at();
  const costs: number[][] = [];
  const served: number[] = [];
  for (let customer = 0; customer < customers; customer++) {
    const { x, y } = at();
    const weight = 1 + random.below(4);
    const away = (place: { x: number; y: number }) => weight * (Math.abs(x - place.x) + Math.abs(y - place.y));
    costs.push(places.map((place) => (existing && random.chance(0.1) ? Infinity : away(place))));
    served.push(existing ? away(hub) : 24 * weight);
  }
  return { served, costs };
}

function map({ served, costs }: Table, change: (cost: number) => number): Table {
  return { served: served.map(change), costs: costs.map((row) => row.map(change)) };
}

function costOf({ served, costs }: Table, sites: readonly number[]): number {
  return served.reduce((sum, paid, customer) => sum + Math.min(paid, ...sites.map((site) => costs[customer][site])), 0);
}

/** Every set of a size with its cost, cheapest first. */
function bruteForce(table: Table, size: number): { sites: number[]; cost: number }[] {
  const sets: { sites: number[]; cost: number }[] = [];
  const siteCount = table.costs[0].length;
  const extend = (sites: number[], from: number): void => {
    if (sites.length === size) sets.push({ sites, cost: costOf(table, sites) });
    else for (let site = from; site < siteCount; site++) extend([...sites, site], site + 1);
  };
  extend([], 0);
  return sets.sort((a, b) => a.cost - b.cost);
}
