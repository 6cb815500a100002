import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NONE } from '../base/none.js';
import type { FacilityKind } from '../domain/network.js';
import { CARRIAGES } from '../domain/plan.js';
import type { Workspace } from '../domain/workspace.js';
import { buildWorld, type World } from '../testing/build-world.js';
import { greedyPlan } from '../testing/greedy-plan.js';
import { randomWorld } from '../testing/random-world.js';
import type { Figures } from './figures.js';
import type { WorldSketch } from '../testing/world-sketch.js';
import { gapOf } from './gap.js';
import { summarise, type SolvedPlan, type Summary } from './summary.js';
import { renderSummaryText } from './summary-text.js';

const SEEDS = Array.from({ length: 30 }, (_, seed) => seed + 1);

function solved({ workspace, shipments }: World): SolvedPlan {
  const plan = greedyPlan(workspace, shipments);
  const cost = plan.cost.reduce((sum, one) => sum + one, 0);
  return { plan, bound: cost / 2, seconds: 1.5, rounds: [{ seconds: 1, cost, bound: cost / 2 }] };
}

/** The same workspace with everything closed to partners. */
function closed(workspace: Workspace): Workspace {
  const { agreement } = workspace;
  return agreement ? { ...workspace, agreement: { ...agreement, capacity: [], interchanges: [] } } : workspace;
}

function summaryOf(world: World): Summary {
  const alone = solved({ ...world, workspace: closed(world.workspace) });
  return summarise({ ...world, joint: solved(world), alone: world.workspace.parties.map(() => alone) }).summary;
}

test('the parts of the cost add up to the cost, for every party and plan, in random worlds', () => {
  for (const seed of SEEDS) {
    const summary = summaryOf(randomWorld(seed));
    for (const plan of [summary.joint, summary.alone ?? summary.joint]) {
      for (const figures of [plan.total, ...plan.parties]) {
        const parts = Object.values<number>({ ...figures.costOf }).reduce((sum, part) => sum + part, 0);
        assert.ok(Math.abs(parts - figures.cost) < 0.1, `seed ${seed}: parts ${parts}, cost ${figures.cost}`);
      }
    }
  }
});

test('counts are conserved: parties add up, statuses, carriages and transit days too, and charges paid are received', () => {
  for (const seed of SEEDS) {
    const world = randomWorld(seed);
    const summary = summaryOf(world);
    assert.equal(summary.parcels, world.shipments.count);
    assert.equal(summary.onTime + summary.late + summary.unplanned, summary.parcels, `seed ${seed}`);
    for (const plan of [summary.joint, summary.alone ?? summary.joint]) {
      assertConserved(plan.total, plan.parties, `seed ${seed}`);
    }
    assert.equal(summary.alone?.total.chargesPaid, 0);
    assert.equal(summary.alone?.total.interlined, 0);
  }
});

function assertConserved(total: Figures, parties: readonly Figures[], note: string): void {
  const sum = (pick: (figures: Figures) => number) => parties.reduce((all, figures) => all + pick(figures), 0);
  assert.equal(
    sum(({ parcels }) => parcels),
    total.parcels,
    note,
  );
  assert.equal(
    sum(({ interlined }) => interlined),
    total.interlined,
    note,
  );
  assert.ok(Math.abs(sum(({ cost }) => cost) - total.cost) < 0.05, note);
  const { network, spot, none } = total.carriedBy;
  assert.equal(network + spot + none, total.parcels, note);
  assert.equal(
    total.transitDays.reduce((all, parcels) => all + parcels, 0),
    total.parcels - none,
    note,
  );
  assert.ok(Math.abs(total.chargesPaid - total.chargesReceived) < 0.05, note);
  const reasons = total.reasons.reduce((all, { late, unplanned }) => all + late + unplanned, 0);
  assert.equal(reasons, total.late + total.unplanned, note);
}

/** One parcel of 1 kg rides 100 km of ats, changes hands, rides 100 km of post and is delivered by a branch office. */
function oneInterlinedParcel(secondHub: FacilityKind = 'hub', capacity?: WorldSketch['capacity']): World {
  return buildWorld({
    facilities: [
      { id: 'FC', party: 'ats', lonLat: [77, 28] },
      { id: 'SC', party: 'ats', handling: 300, lonLat: [78, 28] },
      { id: 'HUB', party: 'post', handling: 900, lonLat: [78, 28] },
      { id: 'HUB2', party: 'post', kind: secondHub, handling: 900, lonLat: [78.5, 28] },
      { id: 'PO', party: 'post', kind: 'branch_office', handling: 900, lonLat: [79, 28] },
    ],
    trips: [
      { id: 'T1', party: 'ats', kg: 10, costPerKgKm: 2, costPerRun: 1000, calls: 'FC 01:00, SC 03:00', runsOn: [0] },
      {
        id: 'M1',
        party: 'post',
        kg: 20,
        mode: 'rail',
        costPerKgKm: 1,
        calls: 'HUB 06:00, HUB2 07:00, PO 09:00',
        runsOn: [0],
      },
    ],
    interchanges: [{ id: 'IX', at: { ats: 'SC', post: 'HUB' }, windows: [{ open: '04:00', close: '05:00' }] }],
    deliveries: [{ facility: 'PO', code: '793101', loadBy: '10:00', cost: 700 }],
    shipments: [{ party: 'ats', from: 'FC', to: '793101' }],
    ...(capacity && { capacity }),
  });
}

test('summarise follows the money of an interlined parcel', () => {
  const world = oneInterlinedParcel();
  const { summary } = summarise({ ...world, joint: solved(world), alone: [] });
  const [ats, post] = summary.joint.parties as [Figures, Figures];
  assert.equal(summary.saving, null);
  assert.equal(summary.alone, null);
  assert.equal(summary.gap, 1);
  assert.equal(ats.interlined, 1);
  assert.deepEqual(ats.costOf, {
    ownLinehaul: 2, // 100 km x 1 kg x 2 paise
    ownHandling: 3,
    ownDelivery: 0,
    partnerCharges: 4 + 2 + 28 + 5, // linehaul 1 kg to the second hub and nothing on to the office, tender, delivery base and one step, branch office
    spot: 0,
    lateness: 0,
    unplanned: 0,
    optionalRuns: 0,
  });
  assert.equal(ats.cost, 44);
  assert.equal(post.cost, 0);
  assert.equal(post.chargesReceived, 39);
  assert.equal(post.carryingCost, 1 + 1 + 7 + 9 + 9); // two legs, delivery, handling where it is received and at the office
  assert.equal(post.netCost, -12);
  assert.deepEqual([ats.tonneKm.road, post.tonneKm.rail], [0.1, 0.2]);
  assert.equal(ats.utilisation.road, 0.1);
  assert.equal(post.utilisation.road, null);
  assert.equal(ats.timetable.cost, 10);
  assert.equal(ats.timetable.vehicleKm, 100);
  assert.deepEqual(ats.transitDays, [1]);
  assert.equal(summary.interchanges[0]?.used, 1);
  assert.deepEqual(
    summary.interchanges[0]?.directions.map(({ parcels }) => parcels),
    [1, 0],
  );
});

test('summarise tells how much of each clause is used: legs and days of offices granted, used and full', () => {
  const world = oneInterlinedParcel('hub', [
    { party: 'post', on: 'M1', kg: 1 },
    { party: 'post', on: 'delivery', parcels: 4 },
    { party: 'ats', on: '*' },
  ]);
  const { summary } = summarise({ ...world, joint: solved(world), alone: [] });
  assert.deepEqual(
    summary.capacity.map(({ clause, on, unit, grants, used, full, share }) => ({
      of: `${clause} ${on} ${unit}`,
      counts: [grants, used, full],
      share,
    })),
    [
      { of: '0 post:M1 kg', counts: [2, 2, 2], share: 1 },
      { of: '1 post:delivery parcels', counts: [1, 1, 0], share: 0.25 },
    ],
  );
  assert.equal(summary.capacity[0]?.departures, 1);
});

test('a partner charges no linehaul on a leg to an office that delivers', () => {
  const chargesOf = (kind: FacilityKind): number => {
    const world = oneInterlinedParcel(kind);
    return summarise({ ...world, joint: solved(world), alone: [] }).summary.joint.total.chargesPaid;
  };
  for (const kind of ['hub', 'sort_centre', 'interchange'] as const) assert.equal(chargesOf(kind), 39, kind);
  for (const kind of ['delivery_station', 'post_office', 'branch_office'] as const) {
    assert.equal(chargesOf(kind), 35, kind);
  }
});

test('gapOf is a share of the bound, nothing when the bound is reached and null when nothing is proven', () => {
  assert.deepEqual([gapOf(110, 100), gapOf(100, 100), gapOf(99.9, 100), gapOf(0, 0)], [0.1, 0, 0, 0]);
  assert.deepEqual([gapOf(10, 0), gapOf(10, -5)], [null, null]);
});

test('spot is counted with its cost, great-circle tonne-kilometres and emissions', () => {
  const world = buildWorld({
    facilities: [
      { id: 'A', party: 'ats', lonLat: [77, 0] },
      { id: 'B', party: 'ats', lonLat: [78, 0], code: '110001' },
    ],
    products: [{ id: 'standard', days: 1, latePerDay: 100, spot: { perParcel: 5000, perKg: 1000, days: 2 } }],
    shipments: [{ party: 'ats', from: 'A', to: '110001' }],
  });
  const joint = solved(world);
  assert.equal(joint.plan.carriage[0], CARRIAGES.indexOf('spot'));
  assert.equal(joint.plan.lastMile[0], NONE);
  const { total } = summarise({ ...world, joint, alone: [] }).summary.joint;
  assert.deepEqual([total.costOf.spot, total.costOf.lateness, total.cost], [60, 1, 61]);
  assert.deepEqual([total.late, total.transitDays], [1, [0, 0, 1]]);
  assert.ok(Math.abs(total.co2Kg.spot - 0) <= 0.1); // 1 kg x 111 km x 250 g a tonne-kilometre
});

test('summary of a workspace without shipments is all zeros and finite', () => {
  const world = buildWorld({ facilities: [{ id: 'A', party: 'ats' }] });
  const summary = summaryOf(world);
  assert.equal(summary.parcels, 0);
  assert.equal(summary.gap, 0);
  assert.equal(summary.joint.total.transitDaysMean, null);
  assert.doesNotMatch(JSON.stringify(summary), /NaN|Infinity/);
});

test('renderSummaryText keeps to the width and drops the change where it does not fit', () => {
  const summary = summaryOf(randomWorld(3));
  const wide = renderSummaryText(summary, 100);
  assert.match(wide, /All parcels +alone +joint +change/);
  assert.match(wide, /synthetic data/);
  assert.ok(wide.split('\n').every((line) => line.length <= 100));
  const narrow = renderSummaryText(summary, 50);
  assert.ok(
    narrow.split('\n').every((line) => line.length <= 50),
    narrow,
  );
});
