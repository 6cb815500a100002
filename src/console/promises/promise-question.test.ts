import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, askedOf, instantOf, requestOf } from './promise-question.js';

const WITHIN = { timeZone: 'Asia/Kolkata', firstDay: '2026-11-23', days: 8, products: ['standard', 'express'] };

test('an address holds all that is asked, and asks it again', () => {
  const query = { from: '110037', to: '793101', at: '2026-11-23T18:00', product: 'express', weight: '900' };
  const asked = askedOf(query, WITHIN, new Date('2020-01-01T00:00:00Z'));
  assert.deepEqual(Object.fromEntries(new URLSearchParams(addressOf(asked))), query);
  assert.deepEqual(requestOf(asked, WITHIN), {
    origin: '110037',
    destination_pin: '793101',
    product: 'express',
    weight_g: 900,
    ready_at: '2026-11-23T12:30:00.000Z',
  });
});

test('now is asked about while the timetable runs, and its first morning otherwise', () => {
  assert.equal(askedOf({}, WITHIN, new Date('2026-11-25T10:00:00Z')).at, '');
  assert.equal(askedOf({}, WITHIN, new Date('2027-02-01T10:00:00Z')).at, '2026-11-23T10:00');
});

test('nothing is asked with a weight that is none, a time that is none, or without a place', () => {
  const asked = askedOf({ from: '110037' }, WITHIN, new Date('2026-11-25T10:00:00Z'));
  assert.ok(requestOf(asked, WITHIN));
  for (const wrong of [{ grams: '0' }, { grams: 'x' }, { at: 'soon' }, { from: '' }]) {
    assert.equal(requestOf({ ...asked, ...wrong }, WITHIN), undefined);
  }
});

test('local times of a zone are instants, also where clocks change', () => {
  assert.equal(instantOf('2026-11-23T18:00', 'Asia/Kolkata'), '2026-11-23T12:30:00.000Z');
  assert.equal(instantOf('2026-07-01T12:00', 'Europe/Lisbon'), '2026-07-01T11:00:00.000Z');
  assert.equal(instantOf('never', 'Asia/Kolkata'), undefined);
});
