import assert from 'node:assert/strict';
import test from 'node:test';
import { checkBound } from '../../audit/check-bound.js';
import { checkPlan } from '../../audit/check-plan.js';
import { planCost } from '../../audit/plan-cost.js';
import type { GainShares } from '../../domain/gain-shares.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { accessOf } from '../../planner/network/access.js';
import { compile } from '../../planner/compile/compile.js';
import { solve } from '../../planner/answer/solve.js';
import type { Solution } from '../../planner/answer/solve.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { summarise } from '../../report/summary.js';
import { solveArcLp } from '../../testing/arc-lp.js';
import type { World } from '../../testing/build-world.js';
import { randomWorld } from '../../testing/random-world.js';
import { ThreadedFinder } from '../../workers/threaded-finder.js';
import { PricedNetwork } from '../../workers/priced-network.js';
import { coalitionWorld } from './coalition-world.js';
import { dualShares } from './dual-shares.js';
import { planJoint } from '../../workers/plan-joint.js';
import { shareGain } from './share-gain.js';

const THREE = ['ats', 'post', 'rail'];

/** Costs in whole ticks explain a bound or a cost this far off, as a share. */
const ROUNDING = 1e-6;

const SEARCH = { gap: 1e-3, roundsMax: 12, stop: () => false, onRound: () => undefined };

async function jointPlan({ workspace, shipments }: World): Promise<Solution> {
  const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
  const finder = ThreadedFinder.open(compiled.problem, 1);
  try {
    return await solve(workspace, compiled, shipments, finder, SEARCH);
  } finally {
    await finder.close();
  }
}

/** Coalitions' plans end with the first that is found: what adds up does so for any plan. */
async function shared({ workspace, shipments }: World, joint: Solution): Promise<GainShares> {
  const settings = { gap: 0, seconds: 3600, threads: 1, orderPairs: 4, onProgress: () => undefined };
  return shareGain(workspace, shipments, joint, { ...settings, signal: AbortSignal.abort() });
}

function near(a: number, b: number, scale: number): boolean {
  return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(scale));
}

test('coalitionWorld opens to a coalition exactly what its members grant each other', async () => {
  for (const seed of [1, 2]) {
    const world = randomWorld(seed, 'small', THREE);
    for (let coalition = 1; coalition < 7; coalition++) {
      const within = coalitionWorld(world.workspace, world.shipments, coalition);
      const place = `seed ${seed}, coalition ${coalition}`;
      assert.ok(
        within.shipments.party.every((party) => (coalition >> party) & 1),
        place,
      );
      const { plan, cost, bound } = await planJoint(within.workspace, within.shipments, {
        gap: 0,
        threads: 1,
        stop: stopAfter(60),
      });
      assert.deepEqual(checkPlan(within.workspace, within.shipments, plan), [], place);
      assert.ok(near(planCost(within.workspace, plan), cost, cost), place);
      const { bound: optimum } = await solveArcLp(within.workspace, within.shipments);
      assert.ok(bound <= optimum * (1 + ROUNDING) && optimum <= cost * (1 + ROUNDING), `${place}: ${optimum}`);
      const carriers = new Set(carriersOf(within.workspace, plan));
      assert.ok(
        [...carriers].every((party) => (coalition >> party) & 1),
        place,
      );
    }
  }
});

/** Stops after so many questions; searches ask some times a round. */
function stopAfter(questions: number): () => boolean {
  let asked = 0;
  return () => ++asked > questions;
}

function carriersOf({ network }: Workspace, { parts }: Solution['plan']): number[] {
  return Array.from(parts.stepKind, (kind, step) => {
    const what = parts.stepWhat[step];
    if (kind === 0) return network.trips.party[what];
    return kind === 2 ? network.facilities.party[network.deliveries.facility[what]] : -1;
  }).filter((party) => party >= 0);
}

test('dualShares sum to the bound, and no coalition could be cheaper, by a linear program of HiGHS', async () => {
  for (let seed = 1; seed <= 5; seed++) {
    const parties = seed % 2 === 0 ? THREE : THREE.slice(0, 2);
    const world = randomWorld(seed, 'small', parties);
    const { workspace, shipments } = world;
    const { certificate } = await jointPlan(world);
    assert.deepEqual(checkBound(workspace, shipments, certificate).findings, [], `seed ${seed}`);
    const network = PricedNetwork.open(workspace, shipments, 1);
    const shares = await dualShares(network, workspace, shipments, certificate);
    await network.close();
    const sum = shares.reduce((all, { share }) => all + share, 0);
    assert.ok(near(sum, certificate.bound, sum), `seed ${seed}: ${sum}, not ${certificate.bound}`);
    for (let coalition = 1; coalition < 2 ** parties.length; coalition++) {
      const within = coalitionWorld(workspace, shipments, coalition);
      const { bound: least } = await solveArcLp(within.workspace, within.shipments);
      const pays = shares.reduce((all, { share }, party) => all + ((coalition >> party) & 1) * share, 0);
      const place = `seed ${seed}, coalition ${coalition}`;
      assert.ok(pays <= least + ROUNDING * Math.max(1, least), `${place} pays ${pays}, could pay ${least}`);
    }
  }
});

test('shareGain: every rule shares what the joint plan costs, and accounts add up in every direction', async () => {
  for (let seed = 1; seed <= 8; seed++) {
    const parties = seed % 2 === 0 ? THREE : THREE.slice(0, 2);
    const world = randomWorld(seed, 'small', parties);
    const joint = await jointPlan(world);
    const gains = await shared(world, joint);
    assertAddsUp(gains, `seed ${seed}`);
    const { minorPerMajor } = world.workspace;
    const charged = gains.positions.reduce((sum, { cost }) => sum + cost, 0);
    assert.ok(near(charged, planCost(world.workspace, joint.plan) / minorPerMajor, charged), `seed ${seed}`);
    // The report adds up the same money in code of its own.
    const { parties: figures } = summarise({ ...world, joint: { ...joint, seconds: 0, rounds: [] }, alone: [] }).summary
      .joint;
    for (const [party, { net, paid, received, carrying }] of gains.positions.entries()) {
      const { netCost, chargesPaid, chargesReceived, carryingCost } = figures[party];
      const pairs = [net, paid, received, carrying].map((amount, at) => [
        amount,
        [netCost, chargesPaid, chargesReceived, carryingCost][at],
      ]);
      for (const [ours, theirs] of pairs)
        assert.ok(Math.abs(ours - theirs) < 0.02, `seed ${seed}: ${ours}, not ${theirs}`);
    }
    assert.equal(gains.coalitions.length, 2 ** parties.length - 1);
    assert.deepEqual(
      gains.rules.map(({ rule }) => rule),
      ['shapley', 'nucleolus', 'equal_profit', 'proportional', 'volume', 'dual_prices'],
    );
    assert.equal(parcelsOf(world.shipments, gains), world.shipments.count);
  }
});

function parcelsOf(shipments: Shipments, { lanes, interchanges }: GainShares): number {
  const sum = (groups: GainShares['lanes']): number => groups.reduce((all, { parcels }) => all + parcels, 0);
  assert.equal(sum(interchanges), shipments.count);
  return sum(lanes);
}

function assertAddsUp(gains: GainShares, place: string): void {
  const { together, apart, gain, positions, rules, coalitions } = gains;
  const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);
  const same = (a: number, b: number, what: string): void =>
    assert.ok(near(a, b, apart), `${place}, ${what}: ${a}, not ${b}`);
  same(apart - together, gain, 'gain');
  same(sum(positions.map(({ alone }) => alone)), apart, 'apart');
  same(sum(positions.map(({ net }) => net)), together, 'together');
  same(sum(positions.map(({ paid, received }) => paid - received)), 0, 'charges');
  for (const { rule, parties, surplus, leastSaving, coreSlack } of rules) {
    same(sum(parties.map(({ share }) => share)), together, rule);
    same(surplus, 0, rule);
    same(sum(parties.map(({ transfer }) => transfer)), 0, `transfers by ${rule}`);
    for (const [party, { share, least, most, gain: own, transfer }] of parties.entries()) {
      assert.ok(least <= share + 1e-6 && share <= most + 1e-6, `${place}, ${rule}: ${least}, ${share}, ${most}`);
      same(positions[party].alone - share, own, `gain by ${rule}`);
      same(positions[party].gain + transfer, own, `transfer by ${rule}`);
      assert.ok(own >= leastSaving - 1e-6, `${place}, ${rule}`);
    }
    if (positions.length === 2) same(coreSlack, leastSaving, `${rule}: with two parties the core is not to lose`);
  }
  for (const { cost, costLeast, charged, chargedBound } of coalitions) {
    assert.ok(costLeast <= cost + 1e-6 && chargedBound <= charged + 1e-6, place);
  }
  for (const groups of [gains.lanes, gains.interchanges]) {
    same(
      sum(groups.map((group) => group.gain)) + sum([-gains.optionalRuns]) + aloneRuns(gains, groups),
      gain,
      'groups',
    );
    for (const group of groups) {
      same(sum(group.landed), group.gain, 'landed');
      same(sum(group.shared), group.gain, 'shared');
    }
  }
}

test('shareGain of a single carrier shares nothing', async () => {
  const { workspace, shipments } = randomWorld(2, 'tiny', ['ats']);
  const world = { workspace: { ...workspace, agreement: undefined }, shipments };
  const gains = await shared(world, await jointPlan(world));
  assert.equal(gains.gain, 0);
  assert.ok(gains.rules.every(({ parties, surplus }) => surplus === 0 && Math.abs(parties[0].gain) < 1e-6));
});

test('shareGain of six parties samples orders, and leaves out the rules that need every coalition', async () => {
  const parties = ['ats', 'post', 'rail', 'road', 'river', 'sky'];
  const world = randomWorld(3, 'tiny', parties);
  const gains = await shared(world, await jointPlan(world));
  assert.deepEqual(
    gains.rules.map(({ rule, range }) => [rule, range]),
    [
      ['shapley', 'confidence'],
      ['proportional', 'exact'],
      ['volume', 'exact'],
      ['dual_prices', 'exact'],
    ],
  );
  assert.ok(gains.coalitions.length < 2 ** 6 - 1 && gains.coalitions.length >= 7);
  assertAddsUp(gains, 'six parties');
});

/** Optional runs that parties alone would open are no parcel's either. */
function aloneRuns({ apart }: GainShares, groups: GainShares['lanes']): number {
  return apart - groups.reduce((all, group) => all + group.apart, 0);
}
