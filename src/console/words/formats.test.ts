import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeFormats } from './formats.js';

const EN = makeFormats({ tag: 'en-IN', timeZone: 'Asia/Kolkata', currency: 'INR', minorPerMajor: 100 });
const HI = makeFormats({ tag: 'hi-IN', timeZone: 'Asia/Kolkata', currency: 'INR', minorPerMajor: 100 });

test('numbers and money are grouped as in India, in every language', () => {
  for (const formats of [EN, HI]) {
    assert.equal(formats.number(16_562_700), '1,65,62,700');
    assert.equal(formats.money(205_292_350), '₹20,52,923.50');
    assert.equal(formats.roundMoney(205_292_350), '₹20,52,924');
  }
  assert.match(EN.shortMoney(205_292_350), /^₹20\.5\s?L$/);
  assert.equal(EN.percent(0.9431), '94.3%');
  assert.equal(EN.signedPercent(-0.591), '-59.1%');
  assert.equal(EN.weight(1250), '1.25 kg');
});

test('times are those of the networks, wherever the browser is', () => {
  assert.equal(EN.time('2026-11-23T12:35:00Z'), '18:05');
  assert.match(EN.day('2026-11-23T20:00:00Z'), /Tue.*24 Nov/);
});

test('durations have two parts at most, and what is past or to come is told in the largest unit', () => {
  assert.equal(EN.duration(0), '0 mins');
  assert.equal(EN.duration(155), '2 hrs 35 mins');
  assert.equal(EN.duration(2 * 1440 + 61), '2 days 1 hr');
  const now = new Date('2026-11-23T12:00:00Z');
  assert.equal(EN.ago('2026-11-23T11:55:00Z', now), '5 minutes ago');
  assert.equal(EN.ago('2026-11-25T12:00:00Z', now), 'in 2 days');
});
