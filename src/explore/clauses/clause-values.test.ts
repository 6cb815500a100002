import assert from 'node:assert/strict';
import test from 'node:test';
import type { Agreement, CapacityClause } from '../../domain/agreement.js';
import type { Certificate } from '../../domain/plan.js';
import type { Workspace } from '../../domain/workspace.js';
import { accessOf } from '../../planner/network/access.js';
import { compile } from '../../planner/compile/compile.js';
import { solve } from '../../planner/answer/solve.js';
import type { Solution } from '../../planner/answer/solve.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { solveArcLp } from '../../testing/arc-lp.js';
import { buildWorld } from '../../testing/build-world.js';
import type { World } from '../../testing/build-world.js';
import { randomSketch } from '../../testing/random-world.js';
import { scaledSketch } from '../../testing/scaled-sketch.js';
import { ThreadedFinder } from '../../workers/threaded-finder.js';
import { clauseAmounts } from '../../report/clause-uses.js';
import type { ClauseAmount } from '../../report/clause-uses.js';
import { clauseValues } from './clause-values.js';
import { daysText } from './grant-lines.js';
import { isOf, pricedGrants } from './priced-grants.js';

const ROUNDING = 1e-6;

/** A small world with twice the parcels, so that clauses bind. */
function crowdedWorld(seed: number): World {
  return buildWorld(scaledSketch(randomSketch(seed, 'small'), { demand: 2, capacity: 1, runCost: 1 }));
}

async function planned({ workspace, shipments }: World): Promise<Solution> {
  const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
  const finder = ThreadedFinder.open(compiled.problem, 1);
  try {
    const options = { gap: 1e-3, roundsMax: 30, stop: () => false, onRound: () => undefined };
    return await solve(workspace, compiled, shipments, finder, options);
  } finally {
    await finder.close();
  }
}

/** The workspace with one more (or less) unit of a clause, and what its prices say that is worth, in minor money. */
function changed(
  workspace: Workspace,
  certificate: Certificate,
  { clause, unit }: ClauseAmount,
  by: number,
): { workspace: Workspace; worth: number } {
  const { agreement } = workspace;
  assert.ok(agreement);
  const worth = pricedGrants(workspace, certificate)
    .filter((grant) => isOf(grant, clause) && grant.unit === unit)
    .reduce((sum, grant) => sum + grant.price * grant.keep * by, 0);
  return { workspace: { ...workspace, agreement: withMore(agreement, { clause, unit }, by) }, worth };
}

function withMore(agreement: Agreement, { clause, unit }: ClauseAmount, by: number): Agreement {
  if (clause.kind === 'interchange') {
    const interchanges = agreement.interchanges.map((interchange, index) =>
      index === clause.index ? { ...interchange, parcelsPerWindow: interchange.parcelsPerWindow + by } : interchange,
    );
    return { ...agreement, interchanges };
  }
  const more = (terms: CapacityClause): CapacityClause => {
    const quantity = terms[unit];
    assert.ok(quantity?.kind === 'amount');
    return { ...terms, [unit]: { kind: 'amount', amount: quantity.amount + by } };
  };
  const capacity = agreement.capacity.map((terms, index) => (index === clause.index ? more(terms) : terms));
  return { ...agreement, capacity };
}

/** Amounts that can be changed by whole units; blocks whose release leaves fractions of them are left out. */
function wholeAmounts(workspace: Workspace): ClauseAmount[] {
  return clauseAmounts(workspace).filter(({ clause, unit }) => {
    if (clause.kind === 'interchange') return true;
    const terms = workspace.agreement?.capacity[clause.index];
    return terms?.[unit]?.kind === 'amount' && (unit !== 'parcels' || terms.release.length === 0);
  });
}

test('one more unit of a clause saves no more than its price, one less costs no less, when solved again by HiGHS', async () => {
  let binding = 0;
  for (let seed = 1; seed <= 14; seed++) {
    const { workspace, shipments } = crowdedWorld(seed);
    const certificate = await solveArcLp(workspace, shipments);
    for (const amount of wholeAmounts(workspace)) {
      const more = changed(workspace, certificate, amount, 1);
      if (more.worth < 1) continue;
      binding++;
      const place = `seed ${seed}, ${amount.clause.kind} ${amount.clause.index} ${amount.unit}`;
      const slack = ROUNDING * certificate.bound;
      const saved = certificate.bound - (await solveArcLp(more.workspace, shipments)).bound;
      assert.ok(saved <= more.worth + slack && saved >= -slack, `${place}: saved ${saved}, price ${more.worth}`);
      const less = changed(workspace, certificate, amount, -1);
      const lost = (await solveArcLp(less.workspace, shipments)).bound - certificate.bound;
      assert.ok(lost >= more.worth - slack, `${place}: lost ${lost}, price ${more.worth}`);
    }
  }
  assert.ok(binding >= 5, `only ${binding} clauses bind`);
});

test("prices of the planner's own certificate say the same within its gap", async () => {
  let binding = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const world = crowdedWorld(seed);
    const { workspace, shipments } = world;
    const { certificate } = await planned(world);
    const optimum = (await solveArcLp(workspace, shipments)).bound;
    const gap = optimum - certificate.bound + ROUNDING * optimum;
    for (const amount of wholeAmounts(workspace)) {
      const more = changed(workspace, certificate, amount, 1);
      if (more.worth < 1) continue;
      binding++;
      const saved = optimum - (await solveArcLp(more.workspace, shipments)).bound;
      assert.ok(saved <= more.worth + gap, `seed ${seed}: saved ${saved}, price ${more.worth}, gap ${gap}`);
    }
  }
  assert.ok(binding >= 4, `only ${binding} clauses bind`);
});

/** Ten parcels of 1 kg want a partner's daily train with a block of 4 kg; what is left goes by spot. */
function trainWorld(): World {
  return buildWorld({
    days: 1,
    facilities: [
      { id: 'A', party: 'ats' },
      { id: 'PA', party: 'post' },
      { id: 'PB', party: 'post' },
    ],
    interchanges: [{ id: 'IX', at: { ats: 'A', post: 'PA' }, windows: [{ open: '00:00', close: '04:00' }] }],
    trips: [{ id: 'TRAIN', party: 'post', calls: 'PA 08:00, PB 10:00', kg: 100 }],
    deliveries: [{ facility: 'PB', code: '2', loadBy: '12:00' }],
    capacity: [
      { party: 'post', on: 'TRAIN', kg: 4, type: 'soft' },
      { party: 'post', on: 'delivery' },
    ],
    products: [{ id: 'standard', spot: { perParcel: 20_000, perKg: 0, days: 1 }, unplannedCost: 50_000 }],
    terms: [{ product: 'standard', refuses: ['liquids'] }],
    bands: [{ g: 1000, ml: 5000 }],
    shipments: [
      { party: 'ats', from: 'A', to: '2', count: 10 },
      { party: 'ats', from: 'A', to: '2', count: 3, goods: ['liquids'] },
    ],
  });
}

test('clauseValues of a full train: what a kilogram is worth, how many more are wanted, and what a term costs', async () => {
  const world = trainWorld();
  const { workspace, shipments } = world;
  const { plan, certificate } = await planned(world);
  const values = await clauseValues(workspace, shipments, { plan, certificate }, 1);
  const block = values.clauses.find(({ clause }) => clause === 'capacity[0].kg');
  assert.ok(block);
  assert.deepEqual(
    { grants: block.grants, used: block.used, full: block.full, binding: block.binding },
    { grants: 1, used: 1, full: 1, binding: 1 },
  );
  // A parcel by train costs 2 for the tender, 4 for 100 km and 28 for the delivery of a kilogram; by spot 200.
  assert.ok(Math.abs(block.worth - (200 - 34)) < 1, `a kilogram is worth ${block.worth}`);
  assert.equal(block.where[0].what, 'post:TRAIN');
  const train = values.relaxations.find(({ clause }) => clause === 'capacity[0].kg');
  assert.ok(train);
  assert.deepEqual([train.amount, Math.round(train.queue)], [5, 6]); // six are left; 5 is the round number below
  assert.match(train.words, /^5 kg more on TRAIN \(TRAIN, leaves PA 08:00\), Mon$/);
  assert.ok(Math.abs(train.worth - 5 * block.worth) < 1e-6);
  // At the train's price the three liquids are no better off by train than by spot.
  assert.deepEqual(
    values.terms.map(({ clause, says, parcels }) => [clause, says, parcels]),
    [['products[0].goods_refused', 'no liquids', 3]],
  );
  assert.ok(values.terms[0].worth < 3);
});

test('clauseValues without an agreement has no clauses and proposes nothing', async () => {
  const { workspace, shipments } = trainWorld();
  const world = { workspace: { ...workspace, agreement: undefined }, shipments };
  const { plan, certificate } = await planned(world);
  const { clauses, terms, relaxations } = await clauseValues(world.workspace, shipments, { plan, certificate }, 1);
  assert.deepEqual({ clauses, terms, relaxations }, { clauses: [], terms: [], relaxations: [] });
});

test('daysText names runs of weekdays', () => {
  assert.equal(daysText(0b1111111), 'daily');
  assert.equal(daysText(0b0111111), 'Mon to Sat');
  assert.equal(daysText(0b0010101), 'Mon, Wed and Fri');
  assert.equal(daysText(0b0000011), 'Mon and Tue');
  assert.equal(daysText(0b1000000), 'Sun');
});
