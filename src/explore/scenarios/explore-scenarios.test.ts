import assert from 'node:assert/strict';
import test from 'node:test';
import type { Outcome } from '../../domain/exploration.js';
import type { Scenario } from '../../domain/scenario.js';
import { randomWorld } from '../../testing/random-world.js';
import { planWorkspace } from '../../workers/plan-workspace.js';
import { exploreScenarios, type ExploreSettings } from './explore-scenarios.js';
import { scenarioOf } from './scenario-for-test.js';

const SETTINGS: ExploreSettings = {
  gap: 0.06, // within a few rounds, so that nothing depends on the clock
  seconds: 20,
  threads: 2,
  signal: new AbortController().signal,
  onProgress: () => undefined,
};
const EVERYTHING = { party: undefined, product: undefined, from: [], to: [], days: undefined };

function figures({ id: _id, name: _name, seconds: _seconds, difference: _difference, ...rest }: Outcome): unknown {
  return rest;
}

test('a scenario that changes nothing changes nothing, and its base is the plan of the workspace', async () => {
  const world = randomWorld(11, 'medium');
  const nothing = scenarioOf();
  const { base, scenarios } = await exploreScenarios(world, [nothing], SETTINGS);
  assert.deepEqual(figures(scenarios[0]), { ...(figures(base) as object), about: '', changes: [] });
  const { difference } = scenarios[0];
  assert.ok(difference);
  assert.equal(difference.cost.amount, 0);
  assert.ok(difference.cost.low <= 0 && difference.cost.high >= 0);
  const { joint, alone } = await planWorkspace(world.workspace, world.shipments, {
    ...SETTINGS,
    threads: 1,
    onProgress: () => undefined,
  });
  const cost = alone.reduce((sum, one) => sum + one.cost, 0) / 100;
  // Figures are rounded to minor units, party by party.
  assert.ok(Math.abs(base.cost.amount - joint.cost / 100) < 0.05);
  assert.ok(Math.abs(base.cost.low - joint.bound / 100) < 0.05);
  assert.ok(Math.abs(base.alone.amount - cost) < 0.05);
});

/** One scenario of each kind. */
function kinds(world: ReturnType<typeof randomWorld>): Scenario[] {
  const { network, calendar, agreement } = world.workspace;
  const days = new Uint8Array(calendar.dayCount).fill(1);
  assert.ok(agreement);
  const more = agreement.capacity.map((clause) => ({
    ...clause,
    kg: clause.kg?.kind === 'amount' ? { ...clause.kg, amount: clause.kg.amount * 2 } : clause.kg,
  }));
  return [
    scenarioOf({ id: 'clauses', agreement: { ...agreement, capacity: more } }),
    scenarioOf({ id: 'demand', demand: [{ ...EVERYTHING, times: 1.3 }] }),
    scenarioOf({ id: 'closed', network: [{ kind: 'close', facility: network.calls.facility[1], weekdays: 0b111 }] }),
    scenarioOf({ id: 'cancelled', network: [{ kind: 'cancel', trips: [0, 1], days }] }),
    scenarioOf({ id: 'slow', network: [{ kind: 'slow_roads', times: 1.5, codes: [], days: days.slice().fill(0, 1) }] }),
    scenarioOf({ id: 'runs', network: [{ kind: 'add_runs', trips: [2, 3], costPerRun: 100, runsMax: 2 }] }),
  ];
}

test('scenarios come out the same for one and two threads, in the order given', async () => {
  const world = randomWorld(12, 'medium');
  const scenarios = kinds(world).slice(0, 3);
  const one = await exploreScenarios(world, scenarios, { ...SETTINGS, threads: 1 });
  const two = await exploreScenarios(world, scenarios, { ...SETTINGS, threads: 2 });
  assert.deepEqual(two.scenarios.map(figures), one.scenarios.map(figures));
  assert.deepEqual(
    one.scenarios.map(({ id }) => id),
    scenarios.map(({ id }) => id),
  );
});

test('what can only help never certainly costs more, what can only harm never certainly less', async () => {
  const seed = 21;
  const world = randomWorld(seed, 'medium');
  const { scenarios } = await exploreScenarios(world, kinds(world), SETTINGS);
  const costs = new Map(scenarios.map(({ id, difference }) => [id, difference?.cost]));
  for (const [id, cost] of costs) {
    assert.ok(cost && cost.low <= cost.amount && cost.amount <= cost.high, `seed ${seed}: ${id}`);
  }
  for (const id of ['clauses', 'runs']) assert.ok((costs.get(id)?.low ?? 1) <= 1e-6, `seed ${seed}: ${id}`);
  for (const id of ['demand', 'cancelled']) assert.ok((costs.get(id)?.high ?? -1) >= -1e-6, `seed ${seed}: ${id}`);
});

test('an exploration that is told to stop still has every plan', async () => {
  const world = randomWorld(13, 'medium');
  const stopped = { ...SETTINGS, gap: 0, signal: AbortSignal.abort() };
  const { base, scenarios } = await exploreScenarios(world, [scenarioOf({ name: 'Nothing' })], stopped);
  assert.ok(base.cost.amount > 0 && scenarios[0].cost.low <= scenarios[0].cost.amount);
});

test('progress names the scenario', async () => {
  const seen = new Set<string>();
  await exploreScenarios(
    randomWorld(13, 'medium'),
    [scenarioOf({ name: 'More', demand: [{ ...EVERYTHING, times: 1.1 }] })],
    {
      ...SETTINGS,
      onProgress: ({ scenario }) => seen.add(scenario),
    },
  );
  assert.deepEqual([...seen].sort(), ['As it is', 'More']);
});
