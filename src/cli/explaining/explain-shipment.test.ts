import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWorld } from '../../testing/build-world.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import type { ShipmentSketch, WorldSketch } from '../../testing/world-sketch.js';
import { explainShipment } from './explain-shipment.js';

/** One carrier, one van a day from FC to the delivering office, two parcels big. */
function oneVanADay(shipments: readonly ShipmentSketch[], more: Partial<WorldSketch> = {}): WorldSketch {
  return {
    days: 4,
    facilities: [
      { id: 'FC', party: 'ats' },
      { id: 'PO', party: 'ats' },
    ],
    trips: [{ id: 'VAN', party: 'ats', kg: 2, calls: 'FC 20:00, PO 30:00' }],
    deliveries: [{ facility: 'PO', code: '793101' }],
    products: [{ id: 'standard', days: 1, latePerDay: 100, spot: undefined, unplannedCost: 100_000 }],
    shipments,
    ...more,
  };
}

function explained(sketch: WorldSketch, row: number) {
  const { workspace, shipments } = buildWorld(sketch);
  return explainShipment(workspace, shipments, greedyPlan(workspace, shipments), row);
}

test('explainShipment tells the itinerary of a parcel that is on time, and nothing else', () => {
  const { status, itinerary, why } = explained(
    oneVanADay([{ party: 'ats', from: 'FC', to: '793101', ready: '18:00' }]),
    0,
  );
  assert.equal(status, 'on_time');
  assert.deepEqual(
    itinerary.map(({ what }) => what),
    ['leave', 'arrive', 'load_by', 'deliver'],
  );
  assert.equal(why, undefined);
});

test('explainShipment names the full departure that makes a parcel late, and what is left', () => {
  const parcels = { party: 'ats', from: 'FC', to: '793101', ready: '18:00', count: 3 };
  const { status, why } = explained(oneVanADay([parcels]), 2);
  assert.equal(status, 'late');
  assert.deepEqual(why?.full, [
    {
      resource: 'kg:ats:VAN@2026-11-23#0',
      used: 2000,
      capacity: 2000,
      unit: 'g',
      clauseLine: undefined,
      detail: 'vehicle, FC to PO',
    },
  ]);
  assert.equal(why.fastest?.onTime, true);
  assert.equal(why.alternative?.onTime, false);
  assert.equal(why.alternative.deliveredSec, why.fastest.deliveredSec + 86400);
  assert.deepEqual([why.fastest.cost, why.alternative.cost], [100, 200]); // the delivery, and a day of lateness
});

test('explainShipment names a full delivery round', () => {
  const parcels = { party: 'ats', from: 'FC', to: '793101', ready: '18:00', count: 2 };
  const sketch = oneVanADay([parcels], { deliveries: [{ facility: 'PO', code: '793101', perDay: 1 }] });
  const { why } = explained(sketch, 1);
  assert.deepEqual(
    why?.full.map(({ resource, used, capacity }) => [resource, used, capacity]),
    [['day:ats:PO@2026-11-24', 1, 1]],
  );
  assert.equal(why.alternative?.deliveredSec, (why.fastest?.deliveredSec ?? 0) + 86400);
});

test('explainShipment keeps the same weekday of the next week open when a round is full', () => {
  const parcels = { party: 'ats', from: 'FC', to: '793101', ready: '18:00', count: 2 };
  const tuesdays = { facility: 'PO', code: '793101', perDay: 1, days: 0b10 };
  const { why } = explained(oneVanADay([parcels], { days: 9, deliveries: [tuesdays] }), 1);
  assert.equal(why?.alternative?.deliveredSec, (why?.fastest?.deliveredSec ?? 0) + 7 * 86400);
});

test('explainShipment says that no way leads to a code nobody delivers', () => {
  const { status, why } = explained(oneVanADay([{ party: 'ats', from: 'FC', to: '110001' }]), 0);
  assert.equal(status, 'unplanned');
  assert.equal(why?.fastest, undefined);
  assert.equal(why?.refusals[0].reason, 'no_service');
});

test('explainShipment shows that the due moment cannot be met by any departure', () => {
  const parcel = { party: 'ats', from: 'FC', to: '793101', ready: '21:00', promised: '40:00' };
  const { status, why } = explained(oneVanADay([parcel]), 0);
  assert.equal(status, 'late');
  assert.equal(why?.fastest?.onTime, false);
  assert.deepEqual(why.full, []);
  assert.deepEqual(
    why.refusals.map(({ reason }) => reason),
    ['missed_cutoff'],
  );
});
