import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { airWaybillCheckDigit, displayAirWaybill, makeAirWaybill, parseAirWaybill } from './air-waybill.js';
import { makeContainerNumber, parseContainerNumber } from './container-number.js';

test('check digits equal published ones', () => {
  assert.equal(makeContainerNumber({ owner: 'CSQ', category: 'U', serial: '305438' }), 'CSQU3054383');
  assert.equal(airWaybillCheckDigit('1234567'), 5);
  assert.equal(displayAirWaybill('09812345675'), '098-12345675');
});

test('numbers of containers and waybills come back however they are typed', () => {
  const container = fc.record(
    {
      owner: fc.stringMatching(/^[A-Z]{3}$/),
      category: fc.constantFrom('U', 'J', 'Z'),
      serial: fc.stringMatching(/^\d{6}$/),
    },
    { noNullPrototype: true },
  );
  const waybill = fc.record(
    { airline: fc.stringMatching(/^\d{3}$/), serial: fc.stringMatching(/^\d{7}$/) },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(container, waybill, (one, other) => {
      const typed = makeContainerNumber(one)
        .toLowerCase()
        .replace(/^(.{4})(.{6})/, '$1 $2-');
      assert.deepEqual(parseContainerNumber(typed), { status: 'valid', value: one });
      assert.deepEqual(parseAirWaybill(displayAirWaybill(makeAirWaybill(other))), { status: 'valid', value: other });
    }),
  );
});

test('a slip is refused, with the right number among the corrections where it is one', () => {
  const refusals = [
    parseContainerNumber('CSQU3054384'),
    parseContainerNumber('CSQU3O54383'),
    parseContainerNumber('CSQX3054383'),
    parseContainerNumber('CSQU305438'),
    parseAirWaybill('098-12345676'),
    parseAirWaybill('098-1234S675'),
    parseAirWaybill('098-1234567'),
  ].map((read) =>
    read.status === 'refused'
      ? [read.refusal.message, read.refusal.corrections?.includes('CSQU3054383') ?? read.refusal.corrections]
      : [],
  );
  assert.deepEqual(
    refusals.map(([message]) => message),
    [
      'check digit 4 does not fit CSQU305438',
      'a container number is three letters, U, J or Z, and seven digits',
      'a container number is three letters, U, J or Z, and seven digits',
      'a container number has 11 characters, not 10',
      'check digit 6 does not fit 1234567',
      'an air waybill has digits only',
      'an air waybill has 11 digits, not 10',
    ],
  );
  assert.deepEqual(
    refusals.slice(0, 3).map(([, hasRight]) => hasRight),
    [true, true, true],
  );
  const slip = parseAirWaybill('098-1234S675');
  assert.equal(slip.status === 'refused' && slip.refusal.suggestion, 'Did you mean 098-12345675?');
});

test('no text makes the readers throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z0-9 -]{9,13}$/)), (text) => {
      for (const read of [parseContainerNumber(text), parseAirWaybill(text)]) assert.ok(read.status);
    }),
  );
});
