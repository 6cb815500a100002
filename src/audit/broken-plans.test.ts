import { test } from 'node:test';
import assert from 'node:assert/strict';
import { NONE } from '../base/none.js';
import type { Plan, Step } from '../domain/plan.js';
import { buildWorld } from '../testing/build-world.js';
import { planOf, withRoutes } from '../testing/plan-of.js';
import type { Choice } from '../testing/plan-of.js';
import { parcelOf } from '../testing/rules.js';
import { callsOf } from '../testing/world-sketch.js';
import type {
  ClauseSketch,
  DeliverySketch,
  InterchangeSketch,
  ShipmentSketch,
  TripSketch,
  WorldSketch,
} from '../testing/world-sketch.js';
import { checkPlan } from './check-plan.js';
import type { FindingCode } from './finding.js';

// Everything fits to the second, the gram and the parcel:
//   A --T--> C --T--> B (ats)     A ==IX==> P --R--> H --R--> Q (post)     A --U, one run added--> B on the second day
const TRIPS: readonly TripSketch[] = [
  { id: 'T', party: 'ats', calls: 'A 02:00, C 03:00-03:10, B 05:00', kg: 2, litres: 10 },
  { id: 'R', party: 'post', calls: 'P 07:00, H 07:30, Q 08:00', kg: 1, litres: 5 },
  { id: 'U', party: 'ats', calls: 'A 03:00, B 04:00', kg: 1 },
];
const CLAUSES: readonly ClauseSketch[] = [
  { party: 'post', on: 'R', kg: 1, litres: 5 },
  { party: 'post', on: 'delivery', parcels: '1x' },
];
const DELIVERIES: readonly DeliverySketch[] = [
  { facility: 'B', code: '1', loadBy: '05:30', perDay: 2, cost: 20 },
  { facility: 'Q', code: '2', loadBy: '08:15', perDay: 1 },
  { facility: 'B', code: '3', loadBy: '05:30', perDay: 2, cost: 20 },
];
const SHIPMENTS: readonly ShipmentSketch[] = [
  { party: 'ats', from: 'A', to: '1', ready: '02:00', cod: 10, goods: ['lithium'], sideCm: 10 },
  { party: 'ats', from: 'A', to: '2', ready: '05:30', cod: 10, goods: ['lithium'], sideCm: 10 },
  { party: 'ats', from: 'A', to: '1', product: 'express' },
  { party: 'ats', from: 'A', to: '1', g: 6000 },
  { party: 'ats', from: 'A', to: '1', promised: '17:59' },
  { party: 'ats', from: 'A', to: '1', ready: '24:00' },
  { party: 'ats', from: '9', to: '1', ready: '24:00' },
];
const SKETCH = {
  days: 2,
  facilities: [
    { id: 'A', party: 'ats' },
    { id: 'B', party: 'ats', sortMinutes: 30, handling: 10, perHour: 2 },
    { id: 'C', party: 'ats', handling: 1000 },
    { id: 'P', party: 'post' },
    { id: 'Q', party: 'post', sortMinutes: 15, kind: 'branch_office', opens: '08:00', closes: '20:00' },
    { id: 'H', party: 'post', kind: 'hub' },
  ],
  trips: TRIPS,
  options: [{ trip: 'U', cost: 500 }],
  deliveries: DELIVERIES,
  pickups: [{ facility: 'A', code: '9', acceptBy: '02:30' }],
  interchanges: [
    {
      id: 'IX',
      at: { ats: 'A', post: 'P' },
      windows: [{ open: '06:00', close: '10:00' }],
      manifestMinutes: 30,
      perWindow: 1,
    },
  ],
  capacity: CLAUSES,
  products: [
    { id: 'standard', days: 1 },
    { id: 'express', days: 1, spot: { perParcel: 900, perKg: 100, days: 1 } },
  ],
  shipments: SHIPMENTS,
} satisfies WorldSketch;

const DAY = 86_400;
const ON_T: readonly Step[] = [
  { kind: 'ride', trip: 0, day: 0, call: 0 },
  { kind: 'ride', trip: 0, day: 0, call: 1 },
  { kind: 'deliver', delivery: 0, day: 0 },
];
const BY_POST: readonly Step[] = [
  { kind: 'transfer', interchange: 0, direction: 0, sec: 6 * 3600 },
  { kind: 'ride', trip: 1, day: 0, call: 0 },
  { kind: 'ride', trip: 1, day: 0, call: 1 },
  { kind: 'deliver', delivery: 1, day: 0 },
];
const ON_U: readonly Step[] = [
  { kind: 'ride', trip: 2, day: 1, call: 0 },
  { kind: 'deliver', delivery: 0, day: 1 },
];
const CHOICES: readonly Choice[] = [
  { carriage: 'network', steps: ON_T, cost: 230, sec: 18 * 3600 },
  { carriage: 'network', steps: BY_POST, cost: 200 + 400 + 0 + 3300, sec: 18 * 3600 },
  { carriage: 'spot', cost: 1000, sec: 2 * DAY - 1 },
  { carriage: 'none' },
  { carriage: 'network', steps: ON_T, cost: 5230, sec: 18 * 3600 },
  { carriage: 'network', steps: ON_U, cost: 130, sec: DAY + 18 * 3600 },
  { carriage: 'network', steps: ON_U, cost: 130, sec: DAY + 18 * 3600 },
];

const VALID = validPlan();

function validPlan(): Plan {
  const { workspace, shipments } = buildWorld(SKETCH);
  const parcels = CHOICES.map((_, index) => parcelOf(workspace, shipments, index));
  return planOf(parcels, CHOICES, [{ option: 0, day: 1, runs: 1 }]);
}

function codesOf(sketch: WorldSketch, plan: Plan): Set<FindingCode> {
  const { workspace, shipments } = buildWorld(sketch);
  return new Set(checkPlan(workspace, shipments, plan).map((finding) => finding.code));
}

test('checkPlan accepts the plan in which everything just fits', () => {
  const { workspace, shipments } = buildWorld(SKETCH);
  assert.deepEqual(checkPlan(workspace, shipments, VALID), []);
});

const trips = (index: number, change: Partial<TripSketch>): Partial<WorldSketch> => ({
  trips: TRIPS.map((trip, at) => (at === index ? { ...trip, ...change } : trip)),
});
const calls = (index: number, call: number, at: readonly [string, string, string]): Partial<WorldSketch> =>
  trips(index, { calls: callsOf(TRIPS[index]).with(call, at) });
const facility = (index: number, change: Partial<WorldSketch['facilities'][number]>): Partial<WorldSketch> => ({
  facilities: (SKETCH.facilities as WorldSketch['facilities']).map((row, at) =>
    at === index ? { ...row, ...change } : row,
  ),
});
const clause = (index: number, change: Partial<ClauseSketch>): Partial<WorldSketch> => ({
  capacity: CLAUSES.map((row, at) => (at === index ? { ...row, ...change } : row)),
});
const delivery = (index: number, change: Partial<DeliverySketch>): Partial<WorldSketch> => ({
  deliveries: DELIVERIES.map((row, at) => (at === index ? { ...row, ...change } : row)),
});
const shipment = (index: number, change: Partial<ShipmentSketch>): Partial<WorldSketch> => ({
  shipments: SHIPMENTS.map((row, at) => (at === index ? { ...row, ...change } : row)),
});
const dock = (change: Partial<InterchangeSketch>): Partial<WorldSketch> => ({
  interchanges: SKETCH.interchanges.map((row) => ({ ...row, ...change })),
});
const terms = (change: object): Partial<WorldSketch> => ({
  terms: [{ product: 'standard', ...change }, { product: 'express' }],
});
const TUESDAY = 2;

const BROKEN_WORLDS: readonly (readonly [what: string, change: Partial<WorldSketch>, code: FindingCode])[] = [
  ['a gram too much on a departure', trips(0, { kg: 1.999 }), 'over_capacity'],
  ['a millilitre too much on a departure', trips(0, { litres: 9.999 }), 'over_capacity'],
  ['a gram of own traffic', { ownTraffic: [{ trip: 'T', call: 1, kg: 0.001 }] }, 'over_capacity'],
  ['a gram too much on a partner vehicle', trips(1, { kg: 0.999 }), 'over_capacity'],
  ['a gram too much of a block', clause(0, { kg: 0.999 }), 'over_capacity'],
  ['a millilitre too much of a block', clause(0, { litres: 4.999 }), 'over_capacity'],
  ['a share of the vehicle just too small', clause(0, { kg: '0.99x' }), 'over_capacity'],
  ['a released block', clause(0, { release: [{ hours: 7, keep: 0.5 }] }), 'over_capacity'],
  ['a parcel too many in an hour', facility(1, { perHour: 1 }), 'over_capacity'],
  ['a parcel too many in a window', dock({ perWindow: 0 }), 'over_capacity'],
  ['a parcel too many in a round', { deliveries: DELIVERIES.map((row) => ({ ...row, perDay: 1 })) }, 'over_capacity'],
  ['a parcel too many of a block of rounds', clause(1, { parcels: 0 }), 'over_capacity'],
  ['a released block of rounds', clause(1, { release: [{ hours: 0, keep: 0.9 }] }), 'over_capacity'],
  ['a later clause that wins', { capacity: [...CLAUSES, { party: 'post', on: '*', kg: 0 }] }, 'over_capacity'],
  ['no option to add a run', { options: [] }, 'bad_run'],
  ['no clause for the trip', { capacity: CLAUSES.slice(1) }, 'closed_to_partner'],
  ['no clause for deliveries', { capacity: CLAUSES.slice(0, 1) }, 'closed_to_partner'],
  ['a clause of other weekdays', clause(0, { days: TUESDAY }), 'closed_to_partner'],
  ['a clause of other legs', clause(0, { legs: [['Q', 'P']] }), 'closed_to_partner'],
  ['a clause of another party', clause(0, { party: 'ats' }), 'closed_to_partner'],
  ['a pattern that does not match', clause(0, { on: 'R?' }), 'closed_to_partner'],
  ['a delivery clause of other weekdays', clause(1, { days: TUESDAY }), 'closed_to_partner'],
  ['refused goods', trips(0, { refuses: ['lithium'] }), 'goods_refused'],
  ['goods refused by a partner', trips(1, { refuses: ['lithium'] }), 'goods_refused'],
  ['a product without terms', { terms: [] }, 'not_interlined'],
  ['too heavy for the terms', terms({ kgMax: 0.999 }), 'not_interlined'],
  ['too long for the terms', terms({ sideCmMax: 9 }), 'not_interlined'],
  ['goods that the terms refuse', terms({ refuses: ['lithium'] }), 'not_interlined'],
  ['terms without cash on delivery', terms({ cod: false }), 'not_interlined'],
  ['more cash than the terms allow', terms({ codMax: 9 }), 'not_interlined'],
  ['too heavy for the round', delivery(0, { kgMax: 0.999 }), 'too_heavy'],
  ['a round without cash on delivery', delivery(0, { cod: false }), 'cod_not_offered'],
  ['a departure a second earlier', calls(0, 0, ['A', '01:59:59', '01:59:59']), 'not_ready'],
  ['an arrival a second later', calls(0, 2, ['B', '05:00:01', '05:00:01']), 'too_early'],
  ['a partner departure a second earlier', calls(1, 0, ['P', '06:59:59', '06:59:59']), 'too_early'],
  ['loading a second earlier', delivery(0, { loadBy: '05:29:59' }), 'too_early'],
  ['longer sorting', facility(1, { sortMinutes: 31 }), 'too_early'],
  ['later opening', facility(4, { opens: '08:01' }), 'too_early'],
  ['a closed weekday', facility(4, { days: TUESDAY }), 'too_early'],
  ['closing at arrival', facility(4, { opens: '00:00', closes: '08:00' }), 'too_early'],
  ['a longer transfer', dock({ minutes: 61 }), 'too_early'],
  ['an earlier manifest', dock({ manifestMinutes: 31 }), 'not_ready'],
  ['a later window', dock({ windows: [{ open: '06:01', close: '10:00' }] }), 'unknown_leg'],
  ['a window that closes at the tender', dock({ windows: [{ open: '05:00', close: '06:00' }] }), 'unknown_leg'],
  ['a window of other weekdays', dock({ windows: [{ days: TUESDAY, open: '06:00', close: '10:00' }] }), 'unknown_leg'],
  ['another direction', dock({ directions: ['post>ats'] }), 'broken_route'],
  ['a trip that does not run', trips(1, { runsOn: [1] }), 'unknown_leg'],
  ['a shorter trip', trips(0, { calls: 'A 02:00, C 03:00-03:10' }), 'unknown_leg'],
  ['a trip by another way', calls(1, 0, ['Q', '07:00', '07:00']), 'broken_route'],
  ['a round on other weekdays', delivery(1, { days: TUESDAY }), 'unknown_leg'],
  ['a round of another office', delivery(1, { facility: 'P' }), 'broken_route'],
  ['a round of another code', delivery(1, { code: '3' }), 'wrong_destination'],
  ['another origin', shipment(0, { from: 'C' }), 'wrong_origin'],
  ['a parcel nobody collects', { pickups: [] }, 'wrong_origin'],
  ['a later collection', { pickups: [{ facility: 'A', code: '9', acceptBy: '03:00:01' }] }, 'not_ready'],
  [
    'a collection on other days',
    { pickups: [{ facility: 'A', code: '9', acceptBy: '02:30', days: 1 }] },
    'wrong_origin',
  ],
  ['a parcel ready a second later', shipment(0, { ready: '02:00:01' }), 'not_ready'],
  ['another promise', shipment(4, { promised: '17:58' }), 'wrong_due'],
  ['a product of more days', { products: SKETCH.products.map((row) => ({ ...row, days: 2 })) }, 'wrong_due'],
  ['later delivery', delivery(0, { deliverBy: '18:01' }), 'wrong_arrival'],
  ['delivery days later', delivery(0, { extraDays: 1 }), 'wrong_arrival'],
  ['a parcel too large after all', shipment(0, { ml: 25_001 }), 'bad_carriage'],
  [
    'no spot price',
    {
      products: [
        { id: 'standard', days: 1 },
        { id: 'express', days: 1 },
      ],
    },
    'bad_carriage',
  ],
  ['handling', facility(1, { handling: 11 }), 'wrong_cost'],
  ['longer legs', trips(0, { legKm: 101 }), 'wrong_cost'],
  ['dearer legs', trips(0, { costPerKgKm: 1.01 }), 'wrong_cost'],
  ['dearer delivery', delivery(0, { cost: 21 }), 'wrong_cost'],
  ['dearer linehaul', { tariff: { linehaulPerKg: [401, 700, 1100] } }, 'wrong_cost'],
  ['zones', { tariff: { zoneKm: [99, 500] } }, 'wrong_cost'],
  ['the volumetric divisor', { tariff: { volumetricCm3PerKg: 4000 } }, 'wrong_cost'],
  ['the delivery base', { tariff: { deliveryBase: [2201, 0, 0] } }, 'wrong_cost'],
  ['the delivery step', { tariff: { deliveryStep: [601, 0, 0] } }, 'wrong_cost'],
  ['the branch office surcharge', { tariff: { branchOffice: 501 } }, 'wrong_cost'],
  ['a delivery that is no branch office', facility(4, { kind: 'post_office' }), 'wrong_cost'],
  ['the interchange', { tariff: { interchangePerParcel: 201 } }, 'wrong_cost'],
  ['a hub that delivers', facility(5, { kind: 'delivery_station' }), 'wrong_cost'],
  ['a hard block', clause(0, { type: 'hard' }), 'wrong_cost'],
  [
    'size bands',
    {
      bands: [
        { g: 999, ml: 5000 },
        { g: 5000, ml: 25_000 },
      ],
    },
    'wrong_cost',
  ],
];

for (const [what, change, code] of BROKEN_WORLDS) {
  test(`checkPlan sees ${what}`, () => {
    const codes = codesOf({ ...SKETCH, ...change }, VALID);
    assert.ok(codes.has(code), `found ${[...codes].join(', ') || 'nothing'}`);
  });
}

test('checkPlan accepts a release step that applies a second later', () => {
  assert.deepEqual([...codesOf({ ...SKETCH, ...clause(0, { release: [{ hours: 6.999, keep: 0 }] }) }, VALID)], []);
});

test('checkPlan charges a partner’s leg to a hub, and none to an office that delivers', () => {
  for (const kind of ['hub', 'sort_centre', 'interchange'] as const) {
    assert.deepEqual([...codesOf({ ...SKETCH, ...facility(5, { kind }) }, VALID)], [], kind);
  }
  const without = column('cost', 1, 3500);
  for (const kind of ['delivery_station', 'post_office', 'branch_office'] as const) {
    assert.deepEqual([...codesOf({ ...SKETCH, ...facility(5, { kind }) }, without)], [], kind);
  }
});

const column = (
  name: 'dueSec' | 'arriveSec' | 'cost' | 'status' | 'reason' | 'carriage',
  index: number,
  value: number,
): Plan => ({ ...VALID, [name]: VALID[name].with(index, value) });
const ROUTES = CHOICES.map((choice) => (choice.carriage === 'network' ? choice.steps : undefined));
const DISTINCT_ROUTES = [ON_T, BY_POST, ON_U];
/** Other steps for all parcels of a route. */
const route = (index: number, steps: readonly Step[]): Plan =>
  withRoutes(
    VALID,
    ROUTES.map((taken) => (taken === DISTINCT_ROUTES[index] ? steps : taken)),
  );
/** A parcel with a route of others, or none. */
const takes = (parcel: number, index: number): Plan => withRoutes(VALID, ROUTES.with(parcel, DISTINCT_ROUTES[index]));
const [ride, rideOn, deliver] = ON_T as [Step & { kind: 'ride' }, Step & { kind: 'ride' }, Step & { kind: 'deliver' }];
const [tender, rideR, rideToQ, deliverQ] = BY_POST as [
  Step & { kind: 'transfer' },
  Step,
  Step,
  Step & { kind: 'deliver' },
];

const BROKEN_PLANS: readonly (readonly [what: string, plan: Plan, code: FindingCode])[] = [
  ['a due time off by a second', column('dueSec', 0, (VALID.dueSec[0] ?? 0) + 1), 'wrong_due'],
  ['a delivery time off by a second', column('arriveSec', 0, (VALID.arriveSec[0] ?? 0) - 1), 'wrong_arrival'],
  ['a delivery time of an unplanned parcel', column('arriveSec', 3, 0), 'wrong_arrival'],
  ['a cost off by a hundredth', column('cost', 1, 3899.99), 'wrong_cost'],
  ['a cost that is no number', column('cost', 0, Number.NaN), 'wrong_cost'],
  ['a cost of spot', column('cost', 2, 999), 'wrong_cost'],
  ['a cost of leaving out', column('cost', 3, 0), 'wrong_cost'],
  ['late called on time', column('status', 4, 0), 'wrong_status'],
  ['on time called unplanned', column('status', 0, 2), 'wrong_status'],
  ['a status that does not exist', column('status', 0, 9), 'wrong_status'],
  ['late without a reason', column('reason', 4, 0), 'wrong_reason'],
  ['unplanned without a reason', column('reason', 3, 0), 'wrong_reason'],
  ['too large for another reason', column('reason', 3, 1), 'wrong_reason'],
  ['a reason without need', column('reason', 0, 1), 'wrong_reason'],
  ['a route called spot', column('carriage', 0, 1), 'bad_carriage'],
  ['spot called a route', column('carriage', 2, 0), 'bad_carriage'],
  ['spot for what is too large', column('carriage', 3, 1), 'bad_carriage'],
  ['a route for what is too large', { ...takes(3, 0), carriage: VALID.carriage.with(3, 0) }, 'bad_carriage'],
  ['a carriage that does not exist', column('carriage', 0, 7), 'bad_shape'],
  ['another parcel’s route', takes(0, 1), 'wrong_destination'],
  ['a last mile that does not exist', { ...VALID, lastMile: VALID.lastMile.with(0, 99) }, 'bad_shape'],
  ['a linehaul that does not exist', { ...VALID, linehaul: VALID.linehaul.with(0, -2) }, 'bad_shape'],
  ['a linehaul without a last mile', { ...VALID, lastMile: VALID.lastMile.with(0, NONE) }, 'bad_shape'],
  ['no route for what the networks carry', takes(0, 9), 'bad_carriage'],
  ['a column cut short', { ...VALID, cost: VALID.cost.slice(1) }, 'bad_shape'],
  ['a table of parts cut short', { ...VALID, parts: { ...VALID.parts, count: 99 } }, 'bad_shape'],
  ['one more parcel on a full departure', takes(5, 0), 'over_capacity'],
  ['a run that is not opened', { ...VALID, openedRuns: [] }, 'over_capacity'],
  ['a run opened on another day', { ...VALID, openedRuns: [{ option: 0, day: 0, runs: 1 }] }, 'over_capacity'],
  ['more runs than there are', { ...VALID, openedRuns: [{ option: 0, day: 1, runs: 2 }] }, 'bad_run'],
  ['half a run', { ...VALID, openedRuns: [{ option: 0, day: 1, runs: 0.5 }] }, 'bad_run'],
  ['a run beyond the horizon', { ...VALID, openedRuns: [{ option: 0, day: 2, runs: 1 }] }, 'bad_run'],
  ['an option that does not exist', { ...VALID, openedRuns: [{ option: 1, day: 1, runs: 1 }] }, 'bad_run'],
  ['a trip that does not exist', route(0, [{ ...ride, trip: 99 }, rideOn, deliver]), 'unknown_leg'],
  ['the wrong day', route(0, [{ ...ride, day: 1 }, { ...rideOn, day: 1 }, deliver]), 'too_early'],
  ['a day beyond the horizon', route(0, [{ ...ride, day: 2 }]), 'unknown_leg'],
  ['a day before the horizon', route(0, [{ ...ride, day: -1 }]), 'unknown_leg'],
  ['a call that is the last', route(0, [ride, rideOn, { ...rideOn, call: 2 }, deliver]), 'unknown_leg'],
  ['a leg left out', route(0, [ride, deliver]), 'broken_route'],
  ['legs in the wrong order', route(0, [rideOn, ride, deliver]), 'broken_route'],
  ['a first leg left out', route(0, [rideOn, deliver]), 'wrong_origin'],
  ['no delivery', route(0, [ride, rideOn]), 'broken_route'],
  ['no steps at all', route(0, []), 'broken_route'],
  ['a step after delivery', route(0, [...ON_T, ride]), 'broken_route'],
  ['a round that does not exist', route(0, [ride, rideOn, { ...deliver, delivery: 99 }]), 'unknown_leg'],
  ['a round of another day', route(0, [ride, rideOn, { ...deliver, day: 1 }]), 'wrong_arrival'],
  ['a round beyond the horizon', route(0, [ride, rideOn, { ...deliver, day: 2 }]), 'unknown_leg'],
  ['a round of another code', route(0, [ride, rideOn, { ...deliver, delivery: 2 }]), 'wrong_destination'],
  ['a tender between slots', route(1, [{ ...tender, sec: tender.sec + 1 }, rideR, rideToQ, deliverQ]), 'unknown_leg'],
  ['a later tender', route(1, [{ ...tender, sec: tender.sec + 3600 }, rideR, rideToQ, deliverQ]), 'too_early'],
  ['an earlier tender', route(1, [{ ...tender, sec: tender.sec - 3600 }, rideR, rideToQ, deliverQ]), 'unknown_leg'],
  ['the other direction', route(1, [{ ...tender, direction: 1 }, rideR, rideToQ, deliverQ]), 'broken_route'],
  ['a direction that does not exist', route(1, [{ ...tender, direction: 2 }, rideR, rideToQ, deliverQ]), 'unknown_leg'],
  [
    'an interchange that does not exist',
    route(1, [{ ...tender, interchange: 1 }, rideR, rideToQ, deliverQ]),
    'unknown_leg',
  ],
  ['a partner’s delivery a day later', route(1, [tender, rideR, rideToQ, { ...deliverQ, day: 1 }]), 'wrong_arrival'],
];

for (const [what, plan, code] of BROKEN_PLANS) {
  test(`checkPlan sees ${what} in the plan`, () => {
    const codes = codesOf(SKETCH, plan);
    assert.ok(codes.has(code), `found ${[...codes].join(', ') || 'nothing'}`);
  });
}
