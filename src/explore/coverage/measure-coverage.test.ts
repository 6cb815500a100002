import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_DAYS } from '../../domain/coverage.js';
import type { PostalAreas, Reached } from '../../domain/coverage.js';
import { Prng } from '../../base/prng.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { standardTable } from '../../planner/promise/promise-table.js';
import { buildWorld } from '../../testing/build-world.js';
import { randomWorld } from '../../testing/random-world.js';
import type { World } from '../../testing/build-world.js';
import { measureCoverage } from './measure-coverage.js';
import type { MeasuredCoverage } from './measure-coverage.js';

const UNKNOWN: PostalAreas = { people: undefined, circle: undefined };
const WITHIN = [1, 2, 3, 5];

function measured({ workspace, shipments }: World, areas = UNKNOWN, share = 0.5): MeasuredCoverage {
  const request = { parcel: standardTable(workspace), origins: 'shipments', share, withinDays: WITHIN } as const;
  return measureCoverage(promiseDesk(workspace), request, { shipments, areas });
}

/** A carrier without stations of its own beyond its city, and a post that delivers in a village. */
function villageWorld(interlined: boolean): World {
  return buildWorld({
    days: 5,
    facilities: [
      { id: 'FC', party: 'ats', kind: 'fulfilment_centre' },
      { id: 'HUB', party: 'post', kind: 'hub' },
      { id: 'TOWN', party: 'post', kind: 'post_office', code: '100001' },
      { id: 'VILLAGE', party: 'post', kind: 'branch_office', code: '100001' },
    ],
    trips: [{ id: 'B1', party: 'post', calls: 'HUB 05:00, TOWN 07:00-07:10, VILLAGE 11:00' }],
    ...(interlined && {
      interchanges: [
        { id: 'IX', at: { ats: 'FC', post: 'HUB' }, windows: [{ open: '00:00', close: '23:59' }], minutes: 0 },
      ],
      terms: [{ product: 'standard' }],
      capacity: [
        { party: 'post', on: 'B1', kg: 100 },
        { party: 'post', on: 'delivery', parcels: 10 },
      ],
    }),
    deliveries: [
      { facility: 'TOWN', code: '100001', loadBy: '08:00', deliverBy: '17:00' },
      { facility: 'VILLAGE', code: '100001', loadBy: '10:00', deliverBy: '17:00' },
    ],
    shipments: [{ party: 'ats', from: 'FC', to: '100001', count: 3 }],
  });
}

test('measureCoverage: a carrier reaches a village through its partner, a day later than the town', () => {
  const alone = measured(villageWorld(false));
  assert.deepEqual(alone.coverage.senders[0].together, alone.coverage.senders[0].alone);
  assert.equal(alone.coverage.all.byOffices[3].served, 0);

  const { coverage, offices, codes } = measured(villageWorld(true));
  assert.deepEqual([...offices.days[3]], [0, 1]);
  assert.deepEqual([...codes.days[3]], [0]);
  assert.deepEqual([...offices.days[2]], [NO_DAYS, NO_DAYS]);
  const [town, village] = coverage.kinds;
  assert.deepEqual([town.name, village.name], ['post_office', 'branch_office']);
  assert.deepEqual([town.byOffices[3].meanDays, village.byOffices[3].meanDays], [0, 1]);
  assert.equal(coverage.senders[0].together.served, 1);
  assert.deepEqual(coverage.gained[0], { days: 1, overEach: [2, 2], overBetter: 2 });
});

test('measureCoverage: jointly nothing is later than by the better carrier alone, and that no later than by each', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { coverage, offices, codes } = measured(randomWorld(seed, 'small'), UNKNOWN, 0.7);
    for (const { days, meanDays, count } of [offices, codes]) {
      const [better, joint] = [days.length - 2, days.length - 1];
      for (let place = 0; place < count; place++) {
        assert.ok(days[joint][place] <= days[better][place], `seed ${seed}`);
        assert.ok(meanDays[joint][place] <= meanDays[better][place], `seed ${seed}`);
        for (let party = 0; party < better; party++) {
          assert.ok(days[better][place] <= days[party][place], `seed ${seed}`);
          assert.ok(meanDays[better][place] <= meanDays[party][place], `seed ${seed}`);
        }
      }
    }
    for (const { alone, together } of coverage.senders) {
      assert.ok(together.meanDays <= alone.meanDays && together.served >= alone.served, `seed ${seed}`);
      together.within.forEach((share, at) => assert.ok(share >= alone.within[at], `seed ${seed}`));
    }
  }
});

test('measureCoverage: circles and kinds add up to the whole, and shares are those of a count', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const world = randomWorld(seed, 'medium');
    const prng = new Prng(seed);
    const codes = world.workspace.network.postalCodes;
    const people = Float64Array.from(codes, () => prng.below(1000));
    const circle = codes.map(() => prng.pick(['North', 'South', '']));
    const { coverage, offices } = measured(world, { people, circle });
    const { all, kinds, circles, byDays, beyondDays } = coverage;
    assert.equal(
      all.people,
      people.reduce((sum, of) => sum + of, 0),
    );
    for (const groups of [kinds, circles]) {
      assert.equal(sum(groups.map((group) => group.offices)), all.offices, `seed ${seed}`);
      all.byOffices.forEach((whole, way) => {
        const parts = sum(groups.map(({ offices: count, byOffices }) => count * byOffices[way].served));
        assert.ok(Math.abs(parts - all.offices * whole.served) < 1e-6, `seed ${seed}`);
      });
    }
    assert.equal(sum(circles.map((group) => group.people ?? 0)), all.people);
    all.byOffices.forEach((reached: Reached, way) => {
      assert.equal(sum(byDays[way]), all.offices);
      WITHIN.forEach((within, at) => {
        const count = offices.days[way].filter((days) => days <= within).length;
        assert.ok(Math.abs(reached.within[at] * all.offices - count) < 1e-6, `seed ${seed}`);
      });
      assert.ok(reached.meanDays <= beyondDays && reached.worstTenthDays >= reached.meanDays - 1e-9, `seed ${seed}`);
    });
  }
});

test('measureCoverage of a workspace without shipments takes every postal code as an origin', () => {
  const { workspace } = randomWorld(3);
  const request = { parcel: standardTable(workspace), origins: 'shipments', share: 0.5, withinDays: WITHIN } as const;
  const { coverage } = measureCoverage(promiseDesk(workspace), request, { shipments: undefined, areas: UNKNOWN });
  assert.equal(coverage.origins.kind, 'everywhere');
  assert.equal(coverage.origins.places, workspace.network.postalCodes.length);
});

test('measureCoverage of a parcel that no size band holds reaches nothing', () => {
  const { workspace, shipments } = randomWorld(3);
  const parcel = { ...standardTable(workspace), g: 1e9 };
  const request = { parcel, origins: 'shipments', share: 0.5, withinDays: WITHIN } as const;
  const { coverage } = measureCoverage(promiseDesk(workspace), request, { shipments, areas: UNKNOWN });
  assert.ok(coverage.all.byOffices.every(({ served }) => served === 0));
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
