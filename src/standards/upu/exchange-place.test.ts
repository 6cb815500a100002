import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shipped } from '../tables/shipped.js';
import { readExchangePlaces } from './exchange-place.js';

test('the shipped offices of exchange are in the code list, with cut-offs and ranges', () => {
  const { rows } = shipped.exchangePlaces();
  const codes = new Set(shipped.upu().exchangeOffices.map(({ code }) => code));
  assert.ok(rows.length > 4);
  for (const { code, clearanceHours, cutOffSec, days, isUncertain } of rows) {
    assert.ok(codes.has(code), code);
    assert.ok(isUncertain && clearanceHours.least <= clearanceHours.most);
    assert.deepEqual([cutOffSec, days], [16 * 3600, 0b0111111]);
  }
});

test('readExchangePlaces refuses a time, a day and a range that are none', () => {
  const row = {
    code: 'INBOMA',
    name: 'Mumbai',
    lat: 19,
    lon: 72.8,
    cutOff: '16:00',
    days: ['Mon'],
    clearanceHours: [1, 2],
  };
  const read = (change: object): string => {
    const parsed = readExchangePlaces(JSON.stringify({ title: 'T', source: 'S', rows: [{ ...row, ...change }] }));
    return parsed.status === 'refused' ? parsed.refusal.message.replace(/:.*/, '') : 'valid';
  };
  assert.deepEqual(
    [{}, { cutOff: '24:00' }, { days: ['Someday'] }, { clearanceHours: [2, 1] }, { lat: 91 }].map(read),
    ['valid', 'row 1 cutOff', 'row 1 days.0', 'row 1 clearanceHours', 'row 1 lat'],
  );
});
