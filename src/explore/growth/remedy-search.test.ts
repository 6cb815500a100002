import assert from 'node:assert/strict';
import test from 'node:test';
import { Prng } from '../../base/prng.js';
import type { RaisedClause } from '../../domain/growth.js';
import { buildWorld } from '../../testing/build-world.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import type { World } from '../scenarios/apply-scenario.js';
import { gapOf, keepsPromise, outcomeOf } from './growth-outcome.js';
import { GrowingProblem } from './growing-problem.js';
import { resourcesOfClauses, tightClauses } from './remedies.js';
import { RemedySearch, type RemedyChoices } from './remedy-search.js';

const LIMITS = { gap: 1e-4, seconds: 20, threads: 1, signal: new AbortController().signal };
const PROMISE = { onTimeShare: 1, unplannedShare: 0, from: 'given' as const };

/** Six parcels a day for an office that three trains of the partner reach, each with 4 kg granted. */
const THREE_TRAINS_SKETCH: WorldSketch = {
  facilities: [
    { id: 'FC', party: 'ats' },
    { id: 'HUB', party: 'post' },
    { id: 'PO', party: 'post' },
  ],
  trips: ['M1', 'M2', 'M3'].map((id, n) => ({ id, party: 'post', calls: `HUB 0${6 + n}:00, PO 1${n}:00`, kg: 50 })),
  interchanges: [{ id: 'IX', at: { ats: 'FC', post: 'HUB' }, windows: [{ open: '02:00', close: '05:00' }] }],
  capacity: [
    ...['M1', 'M2', 'M3'].map((on) => ({ party: 'post', on, kg: 4, type: 'hard' as const })),
    { party: 'post', on: 'delivery' },
  ],
  products: [{ id: 'standard', days: 1, unplannedCost: 50_000, latePerDay: 1000 }],
  deliveries: [{ facility: 'PO', code: '793101', loadBy: '14:00', deliverBy: '18:00' }],
  shipments: [{ party: 'ats', from: 'FC', to: '793101', count: 6, ready: '00:00' }],
  days: 1,
};

test('RemedySearch asks for one clause where one of three that are alike is enough', async () => {
  const { remedy } = await searched(buildWorld(THREE_TRAINS_SKETCH), 3, PROMISE);
  assert.equal(remedy.keeps, true);
  assert.equal(remedy.clauses.length, 1);
  assert.equal(remedy.clauses[0].without?.keeps, false, 'without it, parcels stay behind');
  assert.ok(remedy.clauses[0].times > 2 && remedy.clauses[0].times <= 3);
});

test('RemedySearch keeps a set of which none can be taken, by plans of all smaller sets made anew', async () => {
  let [kept, leftOut] = [0, 0];
  for (let seed = 1; seed <= 10; seed++) {
    const world = trainsWorld(new Prng(seed));
    const { remedy, choices, lateTimes } = await searched(world, 2, PROMISE);
    if (!remedy.keeps) continue;
    const chosen = remedy.clauses.map((one) => indexOf(choices, one));
    const anew = await reached(world, { raised: chosen, choices, lateTimes });
    assert.ok(keepsPromise(anew, PROMISE), `seed ${seed}: the set keeps the promise in a plan made anew`);
    const slack = (anew.gap + remedy.outcome.gap) * anew.cost + 1e-6;
    assert.ok(Math.abs(anew.cost - remedy.outcome.cost) <= slack, `seed ${seed}: ${anew.cost} ${remedy.outcome.cost}`);
    for (const clause of chosen) {
      const less = await reached(world, { raised: chosen.filter((one) => one !== clause), choices, lateTimes });
      const worse = !keepsPromise(less, PROMISE) || less.cost > anew.cost - slack;
      assert.ok(worse, `seed ${seed}: without clause ${clause} it costs ${less.cost}, with it ${anew.cost}`);
    }
    kept += chosen.length;
    leftOut += choices.clauses.length - chosen.length;
  }
  assert.ok(kept >= 5 && leftOut >= 5, `${kept} kept and ${leftOut} left out: the worlds say nothing`);
});

/** Trains of the partner to one office with blocks of 4 to 12 kg, of unlike cost, and parcels that just fill them. */
function trainsWorld(random: Prng): World {
  const trains = Array.from({ length: 3 + random.below(3) }, (_, n) => ({ id: `M${n}`, kg: 4 + random.below(9) }));
  return buildWorld({
    ...THREE_TRAINS_SKETCH,
    trips: trains.map(({ id }, n) => ({
      id,
      party: 'post',
      calls: `HUB 0${6 + n}:00, PO 1${n}:00`,
      kg: 100,
      costPerKgKm: random.below(4),
    })),
    capacity: [
      ...trains.map(({ id, kg }) => ({ party: 'post', on: id, kg, type: 'hard' as const })),
      { party: 'post', on: 'delivery' },
    ],
    shipments: [{ party: 'ats', from: 'FC', to: '793101', count: trains.reduce((sum, { kg }) => sum + kg, 0) - 3 }],
  });
}

/** The remedy over the networks as they are, with the clauses that bind at that volume. */
async function searched(world: World, times: number, promise: RemedyChoices['promise']) {
  const problem = GrowingProblem.open(world, times, 1);
  try {
    problem.setTimes(times);
    const { prices } = await problem.solve(LIMITS, undefined);
    const minor = prices.map((price) => price / problem.compiled.ticksPerMinor);
    const clauses = tightClauses(world.workspace, problem, minor);
    const resources = resourcesOfClauses(world.workspace, problem.names, clauses);
    const choices = { clauses, resources, offeredCount: world.workspace.network.options.count, promise };
    const remedy = await new RemedySearch(problem, choices, LIMITS).at(times);
    return { choices, remedy, lateTimes: remedy.lateTimes };
  } finally {
    await problem.close();
  }
}

/** What a plan made anew at twice the volume, with some clauses raised, comes to. */
async function reached(
  world: World,
  of: { readonly raised: readonly number[]; readonly choices: RemedyChoices; readonly lateTimes: number },
) {
  const problem = GrowingProblem.open(world, 2, 1);
  try {
    problem.setTimes(2);
    problem.setLateTimes(of.lateTimes);
    problem.setCapacities(
      of.raised.flatMap((clause) => of.choices.resources[clause]),
      2,
    );
    const answer = await problem.solve(LIMITS, undefined);
    return outcomeOf(problem.tally(answer), gapOf(answer), world.workspace.minorPerMajor);
  } finally {
    await problem.close();
  }
}

/** Where a raised clause stands among those that may be raised. */
function indexOf({ clauses }: RemedyChoices, { clause }: RaisedClause): number {
  const [kind, at, unit] = clause.split(/\[|\]\.?/);
  return clauses.findIndex((one) => one.clause.kind === kind && one.clause.index === Number(at) && one.unit === unit);
}
