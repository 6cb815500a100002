import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Siting } from '../../domain/siting.js';
import { buildWorld, type World } from '../../testing/build-world.js';
import { randomWorld } from '../../testing/random-world.js';
import type { WorldSketch } from '../../testing/world-sketch.js';
import { siteInterchanges } from './site-interchanges.js';
import { costNow, sitingTable, solveSiting, useOf } from './site-points.js';

/**
 * Both carriers run from A over B to C, side by side; 4 parcels of 1 kg go from A to an office that only the post
 * delivers, behind C. Their own carrier takes them for 10 a leg, the post for 500.
 */
const ALONG_A_LINE: WorldSketch = {
  facilities: [
    { id: 'SC-A', party: 'ats', kind: 'sort_centre', lonLat: [70, 20] },
    { id: 'SC-B', party: 'ats', kind: 'sort_centre', lonLat: [75, 20] },
    { id: 'SC-C', party: 'ats', kind: 'sort_centre', lonLat: [80, 20] },
    { id: 'HUB-A', party: 'post', kind: 'hub', lonLat: [70.1, 20] },
    { id: 'HUB-B', party: 'post', kind: 'hub', lonLat: [75.1, 20] },
    { id: 'HUB-C', party: 'post', kind: 'hub', lonLat: [80.1, 20] },
    { id: 'PO', party: 'post', kind: 'post_office', lonLat: [80.3, 20] },
  ],
  trips: [
    { id: 'TRUCK', party: 'ats', calls: 'SC-A 01:00, SC-B 02:00-02:10, SC-C 04:00', costPerKgKm: 0.1 },
    { id: 'ROAD', party: 'post', calls: 'HUB-A 08:00, HUB-B 09:00-09:10, HUB-C 11:00' },
    { id: 'FEED', party: 'post', calls: 'HUB-C 12:00, PO 13:00' },
  ],
  deliveries: [{ facility: 'PO', code: '793101', loadBy: '14:00', deliverBy: '18:00' }],
  interchanges: [{ id: 'IX-A', at: { ats: 'SC-A', post: 'HUB-A' } }],
  tariff: { zoneKm: [], linehaulPerKg: [500], deliveryBase: [100], deliveryStep: [0], interchangePerParcel: 7 },
  products: [{ id: 'standard', days: 9 }],
  shipments: [{ party: 'ats', from: 'SC-A', to: '793101', count: 4, g: 1000 }],
};

function sited({ workspace, shipments }: World, added: number, sets = 3, seconds = 20): Promise<Siting> {
  return siteInterchanges(workspace, shipments, {
    added,
    sets,
    reachKm: 30,
    gap: 0,
    seconds,
    threads: 1,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

test('siteInterchanges adds the point at the end of the cheaper carrier, and the plan saves as much', async () => {
  const siting = await sited(buildWorld(ALONG_A_LINE), 1);
  assert.deepEqual([siting.flows, siting.parcels], [1, 4]);
  assert.deepEqual(
    siting.candidates.map(({ id }) => id),
    ['SC-B_HUB-B', 'SC-C_HUB-C'],
  );
  // over A: two legs by the tariff, the dock and the delivery; over C: two own legs instead
  assert.equal(siting.costNow, (4 * (2 * 500 + 7 + 100)) / 100);
  const [best, other] = siting.sets;
  assert.deepEqual([best.points, best.cost], [[1], (4 * (2 * 10 + 7 + 100)) / 100]);
  assert.deepEqual([other.points, other.cost], [[0], (4 * (10 + 500 + 7 + 100)) / 100]);
  assert.ok(siting.proved && siting.allProved && siting.bound === best.cost);
  assert.ok(Math.abs(best.planSaving.amount - (4 * 980) / 100) < 0.01, `${best.planSaving.amount}`);
  assert.deepEqual([siting.planNow.tendered, best.plan.tendered], [[4], [0, 4]]);
});

test('siteInterchanges says what each point is worth, alone and with the others', async () => {
  const siting = await sited(buildWorld(ALONG_A_LINE), 1);
  const [best] = siting.sets;
  const without = 4 * 1000; // left out, at the default price of that
  assert.deepEqual(siting.existing[0].use, { parcels: 4, worth: without - siting.costNow });
  assert.deepEqual(best.existingUse, [{ parcels: 0, worth: 0 }]);
  assert.deepEqual(best.use, [{ parcels: 4, worth: (4 * 980) / 100 }]);
});

test('siteInterchanges proposes entries that an agreement takes', async () => {
  const { proposal } = await sited(buildWorld(ALONG_A_LINE), 1);
  assert.match(proposal, /^ {2}- id: SC-C_HUB-C\n {4}facilities: { ats: SC-C, post: HUB-C }\n/);
  assert.match(proposal, /windows: \[{ days: daily, open: "06:00", close: "22:00" }\]\n {4}minutes: 60\n/);
});

test('siteInterchanges opens every candidate when more are asked for, and none where none is in reach', async () => {
  const all = await sited(buildWorld(ALONG_A_LINE), 9);
  assert.deepEqual(
    all.sets.map(({ points }) => points),
    [[0, 1]],
  );
  const apart = ALONG_A_LINE.facilities.map((one) =>
    one.party === 'post' ? { ...one, lonLat: [77, 28] as const } : one,
  );
  const none = await sited(buildWorld({ ...ALONG_A_LINE, facilities: apart }), 2);
  assert.deepEqual([none.candidates, none.sets, none.proposal], [[], [], '']);
  assert.equal(none.planNow.parcels, 4);
});

test('siteInterchanges never plans dearer with more points, however short the time', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    const { sets, planNow, existing } = await sited(randomWorld(seed, 'small'), 2, 3, 1e-9);
    for (const { plan, points, planSaving } of sets) {
      assert.ok(plan.cost <= planNow.cost && planSaving.amount >= 0, `seed ${seed}`);
      assert.equal(plan.tendered.length, existing.length + points.length, `seed ${seed}`);
    }
  }
});

test('siteInterchanges adds nothing when no parcel may change hands', async () => {
  const none = await sited(buildWorld({ ...ALONG_A_LINE, terms: [] }), 1);
  assert.deepEqual([none.flows, none.sets, none.costNow], [0, [], 0]);
  assert.equal(none.candidates.length, 2);
});

test('sitingTable lets a parcel stay with its own carrier where that is cheaper', () => {
  const own = { facility: 'SC-A', code: '793101', cost: 3 };
  const world = buildWorld({ ...ALONG_A_LINE, deliveries: [...(ALONG_A_LINE.deliveries ?? []), own] });
  const table = sitingTable(world.workspace, world.shipments, 30);
  assert.deepEqual([...table.without], [4 * 3]);
  assert.equal(costNow(table), 4 * 3);
});

test('solveSiting finds what trying all pairs of candidates finds, on random worlds', () => {
  let solvedWorlds = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const table = sitingTable(workspace, shipments, 20_000);
    const first = table.existingCount;
    const count = table.points.length - first;
    if (count < 2 || table.flows.length === 0) continue;
    solvedWorlds++;
    const costOf = (points: readonly number[]): number => {
      const columns = [...table.costs.slice(0, first), ...points.map((point) => table.costs[point])];
      return table.without.reduce(
        (sum, alone, flow) => sum + Math.min(alone, ...columns.map((column) => column[flow])),
        0,
      );
    };
    let least = Infinity;
    for (let a = first; a < table.points.length; a++) {
      for (let b = a + 1; b < table.points.length; b++) least = Math.min(least, costOf([a, b]));
    }
    const { sets, bound } = solveSiting(table, 2, { stop: () => false });
    assert.deepEqual([sets[0].cost, bound], [least, least], `seed ${seed}`);
    const points = sets[0].sites.map((site) => site + first);
    useOf(table, points).forEach(({ worth }, index) => {
      const others = points.filter((_, at) => at !== index - first);
      if (index >= first) assert.equal(worth, costOf(others) - least, `worth of ${index}, seed ${seed}`);
    });
  }
  assert.ok(solvedWorlds > 0, 'no random world has two candidates');
});
