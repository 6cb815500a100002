import assert from 'node:assert/strict';
import test from 'node:test';
import { checkBound } from '../audit/check-bound.js';
import { checkPlan } from '../audit/check-plan.js';
import { planCost } from '../audit/plan-cost.js';
import type { Plan } from '../domain/plan.js';
import { shipmentsAt, type Shipments } from '../domain/shipments.js';
import type { Workspace } from '../domain/workspace.js';
import { accessOf } from '../planner/network/access.js';
import type { Scope } from '../planner/demand/classes.js';
import { compile } from '../planner/compile/compile.js';
import { solve } from '../planner/answer/solve.js';
import type { Solution } from '../planner/answer/solve.js';
import { timetableOf } from '../planner/network/timetable.js';
import { solveArcLp } from '../testing/arc-lp.js';
import { bruteForce } from '../testing/brute-force.js';
import { buildWorld } from '../testing/build-world.js';
import type { World } from '../testing/build-world.js';
import { randomSketch, randomWorld } from '../testing/random-world.js';
import { SCARCE_VAN } from '../testing/sketches.js';
import { scaledSketch } from '../testing/scaled-sketch.js';
import { planAt, rowsOfParty } from '../testing/subset.js';
import { ThreadedFinder } from './threaded-finder.js';
import { planWorkspace } from './plan-workspace.js';
import type { PlannedScope } from './plan-scope.js';
import type { PlanResult } from './plan-workspace.js';

/** Costs in whole ticks explain a bound or a cost this far off, as a share. */
const ROUNDING = 1e-6;

/** Plans that end after so many rounds of each scope, whatever the clock says. */
async function plannedFor(
  { workspace, shipments }: World,
  { threads = 1, rounds = 12, gap = 1e-3 }: { threads?: number; rounds?: number; gap?: number } = {},
): Promise<PlanResult> {
  return planWorkspace(workspace, shipments, {
    gap,
    seconds: 3600,
    threads,
    roundsMax: rounds,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

/** A party's shipments, the part of its plan that speaks of them, and a workspace without partners. */
function aloneOf({ workspace, shipments }: World, party: number, plan: Plan): World & { readonly plan: Plan } {
  const rows = rowsOfParty(shipments, party);
  return {
    workspace: { ...workspace, agreement: undefined },
    shipments: shipmentsAt(shipments, rows),
    plan: planAt(plan, rows),
  };
}

type Proven = Pick<PlannedScope, 'plan' | 'bound' | 'certificate'>;

function assertProven(workspace: Workspace, shipments: Shipments, planned: Proven, place: string): void {
  const { findings } = checkBound(workspace, shipments, planned.certificate);
  assert.deepEqual(findings, [], place);
  assert.equal(planned.certificate.bound, planned.bound, place);
  const cost = planCost(workspace, planned.plan);
  assert.ok(planned.bound <= cost * (1 + ROUNDING), `${place}: bound ${planned.bound} above the cost ${cost}`);
}

test('planWorkspace gives the same plans for 1, 2 and 3 threads', async () => {
  for (const [size, seeds] of [
    ['small', [1, 2, 3, 4, 5, 6]],
    ['medium', [1]],
  ] as const) {
    for (const seed of seeds) {
      const world = randomWorld(seed, size);
      const options = { rounds: 9, gap: 0 };
      const one = await plannedFor(world, options);
      for (const threads of [2, 3]) {
        const more = await plannedFor(world, { ...options, threads });
        const place = `${size} seed ${seed}, ${threads} threads`;
        assert.deepEqual(timeless(more.joint), timeless(one.joint), place);
        assert.deepEqual(more.alone.map(timeless), one.alone.map(timeless), place);
      }
    }
  }
});

/** A planned scope without what the clock says. */
function timeless({ plan, bound, certificate, rounds }: PlannedScope): object {
  return { plan, bound, certificate, rounds: rounds.map((round) => ({ cost: round.cost, bound: round.bound })) };
}

test('plans of both networks and of each alone are valid, their bounds proven, the relaxed optimum between', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = randomWorld(seed, 'small');
    const [joint, ...alone] = await solvedScopes(world);
    const scopes = [
      { ...world, ...joint },
      ...alone.map((solution, party) => ({ ...solution, ...aloneOf(world, party, solution.plan) })),
    ];
    for (const [index, { workspace, shipments, plan, bound, cost, certificate }] of scopes.entries()) {
      const place = `seed ${seed}, scope ${index}`;
      assert.deepEqual(checkPlan(workspace, shipments, plan), [], place);
      assertProven(workspace, shipments, { plan, bound, certificate }, place);
      const optimum = (await solveArcLp(workspace, shipments)).bound;
      assert.ok(bound <= optimum * (1 + ROUNDING), `${place}: bound ${bound} above the optimum ${optimum}`);
      assert.ok(optimum <= cost * (1 + ROUNDING), `${place}: cost ${cost} below the optimum ${optimum}`);
    }
    const apart = alone.reduce((sum, { cost }) => sum + cost, 0);
    assert.ok(joint.bound <= apart * (1 + ROUNDING), `seed ${seed}: joint ${joint.bound} above both alone ${apart}`);
  }
});

/** The joint plan, then each party's alone, after twelve rounds of search each. */
async function solvedScopes({ workspace, shipments }: World): Promise<[Solution, ...Solution[]]> {
  const access = accessOf(workspace, timetableOf(workspace));
  const solutionOf = async (scope: Scope): Promise<Solution> => {
    const compiled = compile(workspace, access, shipments, scope);
    const finder = ThreadedFinder.open(compiled.problem, 1);
    const options = { gap: 1e-3, roundsMax: 12, stop: () => false, onRound: () => undefined };
    try {
      return await solve(workspace, compiled, shipments, finder, options);
    } finally {
      await finder.close();
    }
  };
  const alone: Solution[] = [];
  for (const party of workspace.parties.keys()) alone.push(await solutionOf(party));
  return [await solutionOf('joint'), ...alone];
}

test('planWorkspace finds the optimum of toys', async () => {
  const seeds = Array.from({ length: 27 }, (_, index) => index + 14);
  for (const seed of seeds) {
    const world = randomWorld(seed, 'tiny');
    const { joint } = await plannedFor(world);
    const cost = planCost(world.workspace, joint.plan);
    const optimum = bruteForce(world.workspace, world.shipments).cost;
    assert.ok(Math.abs(cost - optimum) <= optimum * ROUNDING, `seed ${seed}: cost ${cost}, optimum ${optimum}`);
    assert.ok(joint.bound <= optimum * (1 + ROUNDING), `seed ${seed}: bound ${joint.bound} above ${optimum}`);
  }
});

test('more capacity never costs more', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const sketch = randomSketch(seed, 'small');
    const narrow = buildWorld(scaledSketch(sketch, { demand: 1, capacity: 1, runCost: 1 }));
    const wide = buildWorld(scaledSketch(sketch, { demand: 1, capacity: 2, runCost: 1 }));
    const [less, more] = [await plannedFor(narrow), await plannedFor(wide)];
    const cost = planCost(narrow.workspace, less.joint.plan);
    assert.ok(more.joint.bound <= cost * (1 + ROUNDING), `seed ${seed}: ${more.joint.bound} above ${cost}`);
    // What is within the narrow capacities is within the wide ones, at the same cost.
    assert.deepEqual(checkPlan(wide.workspace, wide.shipments, less.joint.plan), [], `seed ${seed}`);
  }
});

test('doubling demand and capacity doubles the bound', async () => {
  const long = { rounds: 60 };
  for (let seed = 1; seed <= 12; seed++) {
    const sketch = randomSketch(seed, 'small');
    const single = buildWorld(scaledSketch(sketch, { demand: 1, capacity: 1, runCost: 1 }));
    const double = buildWorld(scaledSketch(sketch, { demand: 2, capacity: 2, runCost: 2 }));
    const [one, two] = [(await plannedFor(single, long)).joint, (await plannedFor(double, long)).joint];
    const [half, whole] = [
      await solveArcLp(single.workspace, single.shipments),
      await solveArcLp(double.workspace, double.shipments),
    ];
    assert.ok(
      Math.abs(whole.bound - 2 * half.bound) <= ROUNDING * whole.bound,
      `seed ${seed}: the worlds are not alike`,
    );
    // Prices that prove a bound in one world prove its double in the other.
    const doubled = { ...one.certificate, bound: 2 * one.bound };
    assert.deepEqual(checkBound(double.workspace, double.shipments, doubled).findings, [], `seed ${seed}`);
    assert.ok(
      Math.abs(two.bound - 2 * one.bound) <= 2e-3 * two.bound,
      `seed ${seed}: bound ${two.bound}, twice the single one ${2 * one.bound}`,
    );
  }
});

test('planWorkspace that is stopped at once still gives valid plans with proven bounds', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const world = randomWorld(seed, 'small');
    const { workspace, shipments } = world;
    const settings = { gap: 0, seconds: 3600, threads: 2, signal: AbortSignal.abort(), onProgress: () => undefined };
    const { joint, alone } = await planWorkspace(workspace, shipments, settings);
    assert.deepEqual(checkPlan(workspace, shipments, joint.plan), [], `seed ${seed}`);
    assertProven(workspace, shipments, joint, `seed ${seed}`);
    for (const [party, planned] of alone.entries()) {
      const own = aloneOf(world, party, planned.plan);
      assert.deepEqual(checkPlan(own.workspace, own.shipments, own.plan), [], `seed ${seed}, party ${party}`);
      assertProven(own.workspace, own.shipments, { ...planned, plan: own.plan }, `seed ${seed}, party ${party}`);
    }
  }
});

/** A van of 2 kg a day for parcels of 1 kg; a second van costs 1000, a parcel left out as much as told. */
function vanWorld(parcels: number, unplannedCost: number): World {
  return buildWorld({
    ...SCARCE_VAN,
    products: [{ id: 'standard', unplannedCost }],
    shipments: [{ party: 'ats', from: 'A', to: '1', count: parcels }],
  });
}

test('planWorkspace buys a run that pays', async () => {
  // Each parcel costs 100 to carry and 20 to deliver; the second van saves two parcels of 5000.
  const { workspace, shipments } = vanWorld(5, 5000);
  const { joint } = await plannedFor({ workspace, shipments });
  assert.deepEqual(joint.plan.openedRuns, [{ option: 0, day: 0, runs: 1 }]);
  assert.equal(planCost(workspace, joint.plan), 4 * 120 + 1000 + 5000);
  assert.deepEqual(checkPlan(workspace, shipments, joint.plan), []);
});

test('planWorkspace does not buy a run that costs more than it saves', async () => {
  // Two more parcels would save 2 x (500 - 120) = 760 of the 1000 that the second van costs.
  const { workspace, shipments } = vanWorld(4, 500);
  const { joint } = await plannedFor({ workspace, shipments });
  assert.deepEqual(joint.plan.openedRuns, []);
  assert.equal(planCost(workspace, joint.plan), 2 * 120 + 2 * 500);
  assertProven(workspace, shipments, joint, 'van');
});

test('planWorkspace does not buy a whole run for the fraction that the relaxation would', async () => {
  // The relaxation buys half a van for one parcel: 500 is less than the 880 it saves, but a whole van is more.
  const { workspace, shipments } = vanWorld(3, 1000);
  const { joint } = await plannedFor({ workspace, shipments });
  assert.deepEqual(joint.plan.openedRuns, []);
  assert.equal(planCost(workspace, joint.plan), 2 * 120 + 1000);
  const relaxed = await solveArcLp(workspace, shipments);
  assert.ok(Math.abs(relaxed.bound - (3 * 120 + 500)) < 1e-6 && joint.bound <= relaxed.bound * (1 + ROUNDING));
});

test('a vehicle whose kilograms and litres fill together, or that has none of either, is not overfilled', async () => {
  // Parcels also start at the other hubs, so that the leg is one where parcels choose their way.
  for (const [kg, litres, carried] of [
    [2, 10, 2],
    [0, 0, 0],
  ] as const) {
    const { workspace, shipments } = buildWorld({
      days: 1,
      parties: ['ats'],
      facilities: ['A', 'B', 'C'].map((id) => ({ id, party: 'ats' })),
      trips: [
        { id: 'T', party: 'ats', calls: 'A 02:00, B 05:00', kg, litres },
        { id: 'U', party: 'ats', calls: 'B 20:00, C 21:00, A 23:00' },
      ],
      bands: [{ g: 1000, ml: 5000 }],
      deliveries: [{ facility: 'B', code: '1', cost: 20 }],
      shipments: [
        { party: 'ats', from: 'A', to: '1', count: 5 },
        { party: 'ats', from: 'B', to: '1' },
        { party: 'ats', from: 'C', to: '1' },
      ],
    });
    const { joint } = await plannedFor({ workspace, shipments });
    assert.deepEqual(checkPlan(workspace, shipments, joint.plan), [], `${kg} kg, ${litres} l`);
    assert.equal(joint.plan.lastMile.filter((part) => part >= 0).length, carried + 1);
  }
});
