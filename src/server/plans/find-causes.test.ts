import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATUSES } from '../../domain/plan.js';
import { TimedFinder } from '../../engine/timed/timed-finder.js';
import { solve } from '../../planner/answer/solve.js';
import { compile } from '../../planner/compile/compile.js';
import { accessOf } from '../../planner/network/access.js';
import { timetableOf } from '../../planner/network/timetable.js';
import { buildWorld, type World } from '../../testing/build-world.js';
import { randomSketch } from '../../testing/random-world.js';
import { scaledSketch } from '../../testing/scaled-sketch.js';
import type { Cause } from './cause.js';
import { CauseFinder, type FoundCauses } from './find-causes.js';

async function causesOf({ workspace, shipments }: World, party = 0): Promise<FoundCauses> {
  const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
  const options = { gap: 1e-3, roundsMax: 20, stop: () => false, onRound: () => undefined };
  const { plan, certificate } = await solve(workspace, compiled, shipments, new TimedFinder(compiled.problem), options);
  const found = new CauseFinder({ workspace, shipments, plan, certificate }).of(party);
  // Whatever is late or left out has a cause, and nothing else has.
  const late = [...plan.status.keys()].filter(
    (row) => shipments.party[row] === party && STATUSES[plan.status[row]] !== 'on_time',
  );
  const caused = [...found.causeOf.keys()].filter((row) => found.causeOf[row] >= 0);
  assert.deepEqual(caused, late);
  const counted = found.causes.reduce((sum, cause) => sum + cause.late + cause.unplanned, 0);
  assert.equal(counted, late.length);
  return found;
}

const HUBS = [
  { id: 'A', party: 'ats' },
  { id: 'PA', party: 'post' },
  { id: 'PB', party: 'post' },
] as const;

/** Parcels of a kilogram want a partner's daily train with a block of so many; spot carriage is a day too late. */
function trainWorld(parcels: number, kg: number): World {
  return buildWorld({
    days: 1,
    facilities: [...HUBS],
    interchanges: [{ id: 'IX', at: { ats: 'A', post: 'PA' }, windows: [{ open: '00:00', close: '04:00' }] }],
    trips: [{ id: 'TRAIN', party: 'post', calls: 'PA 08:00, PB 10:00', kg: 100 }],
    deliveries: [{ facility: 'PB', code: '2', loadBy: '12:00' }],
    capacity: [
      { party: 'post', on: 'TRAIN', kg, type: 'soft' },
      { party: 'post', on: 'delivery' },
    ],
    products: [
      {
        id: 'standard',
        days: 0,
        latePerDay: 1000,
        spot: { perParcel: 20_000, perKg: 0, days: 1 },
        unplannedCost: 90_000,
      },
    ],
    terms: [{ product: 'standard', refuses: ['liquids'] }],
    bands: [{ g: 1000, ml: 5000 }],
    shipments: [{ party: 'ats', from: 'A', to: '2', count: parcels }],
  });
}

test('parcels that a full block keeps back name the departure, how much more would hold them, and what they would save', async () => {
  const { causes } = await causesOf(trainWorld(10, 4));
  assert.equal(causes.length, 1);
  const [cause] = causes as readonly [Cause];
  assert.deepEqual(
    [cause.kind, cause.reason, cause.late, cause.unplanned, cause.alone],
    ['block', 'no_capacity', 6, 0, 6],
  );
  assert.match(cause.resource ?? '', /^block-kg:post:TRAIN@\d{4}-\d{2}-\d{2}#0$/);
  assert.deepEqual([cause.used, cause.capacity, cause.unit, cause.wanted], [4, 4, 'kg', 6]);
  assert.deepEqual([cause.party, cause.departure?.trip, cause.departure?.from], ['post', 'TRAIN', 'PA']);
  // By train: 2 for the tender, 4 for the linehaul, 28 for the delivery; by spot 200, and 10 for the day that it is late.
  assert.equal(cause.saving_minor, 6 * (20_000 + 1000 - 3400));
  assert.ok(Math.abs((cause.price_minor ?? 0) - 17_600) < 200, `a kilogram is worth ${cause.price_minor}`);
});

test('a parcel that is ready too late names the departure that it missed and by how much', async () => {
  const { causes } = await causesOf(
    buildWorld({
      days: 2,
      facilities: [
        { id: 'A', party: 'ats' },
        { id: 'B', party: 'ats' },
      ],
      trips: [{ id: 'VAN', party: 'ats', calls: 'A 08:00, B 10:00' }],
      deliveries: [{ facility: 'B', code: '2', loadBy: '12:00' }],
      products: [{ id: 'standard', days: 0, latePerDay: 100, unplannedCost: 90_000 }],
      shipments: [{ party: 'ats', from: 'A', to: '2', ready: '09:30' }],
    }),
  );
  assert.deepEqual(
    causes.map(({ kind, reason, departure, unit }) => [kind, reason, departure?.trip, unit]),
    [['cut_off', 'missed_cutoff', 'VAN', 'minutes']],
  );
});

test('on random crowded worlds every late parcel has one cause, and no party is told what room the other has', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const world = buildWorld(scaledSketch(randomSketch(seed, 'small'), { demand: 3, capacity: 1, runCost: 1 }));
    for (const [party, { id }] of world.workspace.parties.entries()) {
      const { causes } = await causesOf(world, party);
      for (const cause of causes) {
        const { kind, used, capacity, wanted, price_minor: price } = cause;
        const isPartners = cause.party !== null && cause.party !== id;
        if (isPartners && ['vehicle', 'office_day', 'sorting_hour'].includes(kind)) {
          assert.deepEqual([used, capacity, wanted, price], [null, null, null, null], `seed ${seed}`);
        }
        assert.ok(cause.saving_minor >= 0 && cause.alone <= cause.late + cause.unplanned, `seed ${seed}`);
      }
    }
  }
});
