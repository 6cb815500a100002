import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePin } from './pin-code.js';

test('parsePin reads zone, sorting district and states, however it is typed', () => {
  for (const typed of ['560025', ' 560 025', '५६००२५', '560-025']) {
    assert.deepEqual(parsePin(typed), {
      status: 'valid',
      value: { pin: '560025', zone: 5, sortingDistrict: '560', states: ['KA'] },
    });
  }
  const north = parsePin('793101');
  assert.ok(north.status === 'valid' && north.value.states.includes('ML'));
  const army = parsePin('900056');
  assert.ok(army.status === 'valid' && army.value.zone === 9 && army.value.states.length === 0);
});

test('parsePin refuses what cannot be a PIN', () => {
  const messages = ['56002', '056002', '35a000', '290001', ''].map((text) => {
    const read = parsePin(text);
    return read.status === 'refused' ? read.refusal.message : '';
  });
  assert.deepEqual(messages, [
    'a PIN has 6 digits, not 5',
    'no PIN starts with 0',
    'a PIN has digits only',
    'no PIN starts with 29',
    'a PIN has 6 digits, not 0',
  ]);
});

test('parsePin gives back the digits of every PIN that it takes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), (text) => {
      const read = parsePin(text);
      if (read.status === 'valid') assert.match(read.value.pin, /^[1-9]\d{5}$/);
    }),
  );
});
