import assert from 'node:assert/strict';
import test from 'node:test';
import { checkPlan } from '../../audit/check-plan.js';
import { Prng } from '../../base/prng.js';
import { CARRIAGES, routeOf, type Plan } from '../../domain/plan.js';
import { shipmentsAt, type Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { randomWorld } from '../../testing/random-world.js';
import { accessOf } from '../network/access.js';
import { compile } from '../compile/compile.js';
import { joinParts } from '../answer/join-parts.js';
import { replan, StandingPlan, type Replanned } from './replan.js';
import { solve } from '../answer/solve.js';
import { timetableOf } from '../network/timetable.js';

const OPTIONS = { gap: 0.001, roundsMax: 30, stop: () => false, onRound: () => {} };
const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);

async function planOf(workspace: Workspace, shipments: Shipments): Promise<Plan> {
  const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
  return (await solve(workspace, compiled, shipments, new TimedFinder(compiled.problem), OPTIONS)).plan;
}

function replanned(workspace: Workspace, shipments: Shipments, plan: Plan, known?: Uint8Array): Promise<Replanned> {
  const access = accessOf(workspace, timetableOf(workspace));
  return replan(access, shipments, { plan, known: known ?? new Uint8Array(shipments.count).fill(1) }, OPTIONS);
}

/** Rows that no longer take the route they took. */
function moved(before: Plan, after: Plan): number[] {
  return [...before.lastMile.keys()].filter(
    (row) => JSON.stringify(routeOf(before, row)) !== JSON.stringify(routeOf(after, row)),
  );
}

test('replan leaves everything as it is when nothing changed', async () => {
  for (const seed of SEEDS) {
    const { workspace, shipments } = randomWorld(seed, seed % 5 === 0 ? 'medium' : 'small');
    const plan = await planOf(workspace, shipments);
    const again = await replanned(workspace, shipments, plan);
    assert.equal(again.planned.length, 0, `seed ${seed}`);
    assert.deepEqual(again.plan, { ...plan, parts: joinParts([plan.parts]) }, `seed ${seed}`);
  }
});

test('replan moves the parcels of cancelled departures, and only those', async () => {
  for (const seed of SEEDS) {
    const { workspace, shipments } = randomWorld(seed, seed % 5 === 0 ? 'medium' : 'small');
    const plan = await planOf(workspace, shipments);
    const rows = [...plan.lastMile.keys()].filter((row) => routeOf(plan, row).some(({ kind }) => kind === 'ride'));
    if (rows.length === 0) continue;
    const ride = routeOf(plan, rows[new Prng(seed).below(rows.length)]).find((step) => step.kind === 'ride');
    assert.ok(ride?.kind === 'ride');
    const changed = cancelled(workspace, ride.trip, ride.day);
    const aboard = rows.filter((row) =>
      routeOf(plan, row).some((step) => step.kind === 'ride' && step.trip === ride.trip && step.day === ride.day),
    );
    const again = await replanned(changed, shipments, plan);
    assert.deepEqual(checkPlan(changed, shipments, again.plan), [], `seed ${seed}`);
    assert.deepEqual([...again.planned], aboard, `seed ${seed}`);
    assert.deepEqual(moved(plan, again.plan), aboard, `seed ${seed}`);
  }
});

test('a departure cancelled on a standing plan gives a plan of the timetable without it', async () => {
  for (const seed of SEEDS) {
    const { workspace, shipments } = randomWorld(seed, seed % 5 === 0 ? 'medium' : 'small');
    const plan = await planOf(workspace, shipments);
    const { trips } = workspace.network;
    const standing = new StandingPlan(accessOf(workspace, timetableOf(workspace)), shipments, {
      plan,
      known: new Uint8Array(shipments.count).fill(1),
    });
    const [trip, day] = [new Prng(seed).below(trips.count), seed % workspace.calendar.dayCount];
    standing.cancel(trip, day);
    const again = await standing.replan(OPTIONS);
    assert.deepEqual(checkPlan(cancelled(workspace, trip, day), shipments, again.plan), [], `seed ${seed}`);
    assert.deepEqual(moved(plan, again.plan), [...again.planned], `seed ${seed}`);
  }
});

test('replan finds room for parcels that came later, beside those that stay', async () => {
  for (const seed of SEEDS) {
    const { workspace, shipments } = randomWorld(seed, seed % 5 === 0 ? 'medium' : 'small');
    const known = Uint8Array.from(shipments.party.keys(), (row) => (row % 4 === 3 ? 0 : 1));
    const rows = Uint32Array.from(known.keys()).filter((row) => known[row] === 1);
    const plan = spread(await planOf(workspace, shipmentsAt(shipments, rows)), rows, shipments.count);
    const again = await replanned(workspace, shipments, plan, known);
    assert.deepEqual(checkPlan(workspace, shipments, again.plan), [], `seed ${seed}`);
    assert.deepEqual(
      [...again.planned],
      [...known.keys()].filter((row) => known[row] === 0),
      `seed ${seed}`,
    );
    assert.ok(
      moved(plan, again.plan).every((row) => known[row] === 0),
      `seed ${seed}`,
    );
  }
});

test('replan keeps a plan valid when vehicles shrink, clauses close and prices change', async () => {
  for (const seed of SEEDS) {
    const { workspace, shipments } = randomWorld(seed, seed % 5 === 0 ? 'medium' : 'small');
    const plan = await planOf(workspace, shipments);
    const { network, agreement } = workspace;
    const { vehicles } = network;
    const changed: Workspace = {
      ...workspace,
      products: workspace.products.map((product) => ({ ...product, latePerDay: product.latePerDay + 7 })),
      network: {
        ...network,
        vehicles: { ...vehicles, capacityKg: vehicles.capacityKg.map((kg, v) => (v % 2 === 0 ? kg * 0.6 : kg)) },
        options: { ...network.options, runsMax: network.options.runsMax.map((runs) => Math.max(0, runs - 1)) },
      },
      agreement: agreement && { ...agreement, capacity: agreement.capacity.slice(1) },
    };
    const again = await replanned(changed, shipments, plan);
    assert.deepEqual(checkPlan(changed, shipments, again.plan), [], `seed ${seed}`);
  }
});

function cancelled(workspace: Workspace, trip: number, day: number): Workspace {
  const runs = workspace.network.trips.runs.with(trip * workspace.calendar.dayCount + day, 0);
  return { ...workspace, network: { ...workspace.network, trips: { ...workspace.network.trips, runs } } };
}

/** A plan of some rows as one of all, in which the others are carried by nobody. */
function spread(plan: Plan, rows: Uint32Array, count: number): Plan {
  const over = <Column extends Int32Array | Uint8Array | Float64Array>(column: Column, into: Column): Column => {
    rows.forEach((row, at) => (into[row] = column[at]));
    return into;
  };
  return {
    ...plan,
    linehaul: over(plan.linehaul, new Int32Array(count).fill(-1)),
    lastMile: over(plan.lastMile, new Int32Array(count).fill(-1)),
    carriage: over(plan.carriage, new Uint8Array(count).fill(CARRIAGES.indexOf('none'))),
    status: over(plan.status, new Uint8Array(count)),
    reason: over(plan.reason, new Uint8Array(count)),
    dueSec: over(plan.dueSec, new Int32Array(count)),
    arriveSec: over(plan.arriveSec, new Int32Array(count)),
    cost: over(plan.cost, new Float64Array(count)),
  };
}
