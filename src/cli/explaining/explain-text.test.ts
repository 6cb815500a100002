import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildWorld } from '../../testing/build-world.js';
import { greedyPlan } from '../../testing/greedy-plan.js';
import { randomWorld } from '../../testing/random-world.js';
import { explainShipment } from './explain-shipment.js';
import { explanationText } from './explain-text.js';

test('explanationText names what is full, the first way with room and what it costs', () => {
  const { workspace, shipments } = buildWorld({
    facilities: [
      { id: 'FC', party: 'ats' },
      { id: 'PO', party: 'ats' },
    ],
    trips: [{ id: 'VAN', party: 'ats', kg: 1, calls: 'FC 20:00, PO 30:00', runsOn: [0] }],
    deliveries: [{ facility: 'PO', code: '793101' }],
    products: [{ id: 'standard', days: 1, latePerDay: 100, unplannedCost: 100_000 }],
    shipments: [{ party: 'ats', from: 'FC', to: '793101', ready: '18:00', count: 2 }],
  });
  const plan = greedyPlan(workspace, shipments);
  const row = plan.status.indexOf(2);
  const explanation = explainShipment(workspace, shipments, plan, row);
  const text = explanationText({ workspace, shipments, plan, row, explanation }, 80);
  assert.match(text, /\nUnplanned, no_capacity: every way in time is full/);
  assert.match(text, /The fastest way in empty networks delivers at 2026-11-24 18:00, in time:/);
  assert.match(text, /It has no room for its size band, 1,000 g and [\d,]+ ml:\n {2}kg:ats:VAN@2026-11-23#0\n/);
  assert.match(text, /\n {4}1,000 of 1,000 g: vehicle, FC to PO\n/);
  assert.match(text, /No other way has room within the horizon\./);
});

test('explanationText fits 80 columns for every parcel of random worlds', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const plan = greedyPlan(workspace, shipments);
    for (let row = 0; row < shipments.count; row++) {
      const explanation = explainShipment(workspace, shipments, plan, row);
      const text = explanationText({ workspace, shipments, plan, row, explanation }, 80);
      for (const line of text.split('\n')) assert.ok(line.length <= 80, `seed ${seed}, row ${row}: ${line}`);
    }
  }
});

test('the first way with room is never before the fastest way of empty networks', () => {
  let compared = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const { workspace, shipments } = randomWorld(seed, 'small');
    const plan = greedyPlan(workspace, shipments);
    for (let row = 0; row < shipments.count; row++) {
      const { why } = explainShipment(workspace, shipments, plan, row);
      if (why?.fastest === undefined) continue;
      const { fastest, full, alternative } = why;
      compared++;
      const note = `seed ${seed}, row ${row}`;
      if (alternative) assert.ok(alternative.deliveredSec >= fastest.deliveredSec, note);
      if (full.length === 0) assert.equal(alternative?.deliveredSec, fastest.deliveredSec, note);
    }
  }
  assert.ok(compared > 0, 'no parcel has a way');
});
