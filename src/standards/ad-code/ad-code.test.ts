import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAdCode } from './ad-code.js';

test('parseAdCode reads fourteen digits, however they are grouped', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{13}$/), (code) => {
      assert.deepEqual(parseAdCode(`${code.slice(0, 7)} ${code.slice(7)}`), { status: 'valid', value: code });
    }),
  );
});

test('parseAdCode says what is wrong, and what was likely meant', () => {
  const refusals = ['051000800000', '05100O8-0000009', '0510008000000A', '00000000000000', ''].map((text) => {
    const read = parseAdCode(text);
    return read.status === 'refused' ? [read.refusal.message, read.refusal.corrections?.[0]] : [];
  });
  assert.deepEqual(refusals, [
    ['an AD code has 14 digits, not 12', undefined],
    ['an AD code has digits only', '05100080000009'],
    ['an AD code has digits only', undefined],
    ['an AD code is not all zeros', undefined],
    ['an AD code has 14 digits, not 0', undefined],
  ]);
});
