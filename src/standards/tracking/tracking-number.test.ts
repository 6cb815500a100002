import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayTrackingNumber, makeTrackingNumber, parseTrackingNumber } from './tracking-number.js';

const POST = { code: 'post', s10: { service: 'EE', country: 'IN' } };
const CARRIER = { code: 'ats-2', s10: undefined };

test('makeTrackingNumber gives a post item identifiers, and any other carrier its code with digits', () => {
  assert.equal(makeTrackingNumber(POST, '123456780000'), 'EE123456785IN');
  assert.equal(makeTrackingNumber(CARRIER, '471108152342'), 'ATS24711081523420');
});

test('parseTrackingNumber reads what is made, however it is typed, and refuses one wrong digit', () => {
  const digits = fc.stringMatching(/^\d{12}$/);
  fc.assert(
    fc.property(
      digits,
      fc.constantFrom(POST, CARRIER),
      fc.nat(11),
      fc.integer({ min: 1, max: 9 }),
      (random, issuer, at, by) => {
        const number = makeTrackingNumber(issuer, random);
        assert.deepEqual(parseTrackingNumber(number.toLowerCase().replace(/(....)/g, '$1 ')), {
          status: 'valid',
          value: number,
        });
        if (issuer === POST) return;
        const place = number.length - 2 - at;
        const wrong = (Number(number[place]) + by) % 10;
        const read = parseTrackingNumber(`${number.slice(0, place)}${wrong}${number.slice(place + 1)}`);
        assert.equal(read.status, 'refused');
      },
    ),
  );
});

test('parseTrackingNumber refuses what is neither', () => {
  for (const text of ['', '12', 'EE123456786IN', 'ATS12', "ATS'; drop table"]) {
    assert.equal(parseTrackingNumber(text).status, 'refused', text);
  }
});

test('displayTrackingNumber groups an S10 number by its parts and any other by fours', () => {
  const shown = (number: string): string => displayTrackingNumber(number).replaceAll('\u00A0', ' ');
  assert.equal(shown('AV308635348IN'), 'AV 308 635 348 IN');
  assert.equal(shown('ATS4711081523420'), 'ATS4 7110 8152 3420');
  assert.equal(parseTrackingNumber(displayTrackingNumber('EE123456785IN')).status, 'valid');
  assert.equal(displayTrackingNumber(''), '');
});
