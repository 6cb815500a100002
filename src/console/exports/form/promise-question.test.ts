import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionOf } from './promise-question.js';

const WITHIN = { timeZone: 'Asia/Kolkata', firstDay: '2026-11-23', days: 7, products: ['standard', 'express'] };
const NOW = new Date('2026-11-24T06:00:00Z');
const PARCEL = {
  exporter: { pin: '793101' },
  addressee: { country: 'NP' },
  gross_weight_g: 450,
};

test('questionOf asks from the office of booking, as soon as country, PIN and weight are known', () => {
  const asked = { product: 'standard', origin: '793101', country: 'NP', weight_g: 450 };
  assert.deepEqual(questionOf(PARCEL, WITHIN, NOW), asked);
  assert.equal(questionOf({ ...PARCEL, booking_pin: '110 001' }, WITHIN, NOW)?.origin, '110001');
  assert.equal(questionOf({ ...PARCEL, length_mm: 301, width_mm: 20 }, WITHIN, NOW)?.longest_side_cm, 31);
  for (const lacking of [{ exporter: {} }, { addressee: {} }, { gross_weight_g: 0 }, { exporter: { pin: '7931' } }]) {
    assert.equal(questionOf({ ...PARCEL, ...lacking }, WITHIN, NOW), undefined, JSON.stringify(lacking));
  }
});

test('questionOf asks about the first morning of a timetable that does not run now', () => {
  const later = new Date('2027-03-01T06:00:00Z');
  assert.equal(questionOf(PARCEL, WITHIN, later)?.ready_at, '2026-11-23T04:30:00.000Z');
});
