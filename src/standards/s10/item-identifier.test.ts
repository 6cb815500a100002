import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { displayS10, makeS10, parseS10, s10CheckDigit } from './item-identifier.js';
import { s10Service } from './service-indicator.js';

test('s10CheckDigit equals published digits, also where the remainder is 10 or 11', () => {
  const digits: ReadonlyArray<readonly [string, number]> = [
    ['47312482', 9],
    ['12345678', 5],
    ['10000000', 3],
    ['99999999', 5],
    ['00300000', 0],
    ['00000000', 5],
    ['87654321', 6],
    ['50000001', 8],
  ];
  for (const [serial, digit] of digits) assert.equal(s10CheckDigit(serial), digit, serial);
});

test('makeS10 fills the serial, and displayS10 groups it as below a bar code', () => {
  assert.equal(makeS10({ service: 'EE', serial: 12_345_678, country: 'IN' }), 'EE123456785IN');
  assert.equal(makeS10({ service: 'RX', serial: 300_000, country: 'IN' }), 'RX003000000IN');
  assert.equal(displayS10('EE123456785IN'), 'EE 123 456 785 IN');
});

test('parseS10 reads what is made, however it is typed', () => {
  const letters = fc.stringMatching(/^[A-Z]{2}$/);
  fc.assert(
    fc.property(letters, fc.integer({ min: 0, max: 99_999_999 }), letters, (service, serial, country) => {
      const typed = displayS10(makeS10({ service, serial, country })).toLowerCase();
      const read = parseS10(typed);
      assert.deepEqual(read, { status: 'valid', value: { service, serial: String(serial).padStart(8, '0'), country } });
    }),
  );
});

test('parseS10 refuses every single wrong digit but one pair that the check digit cannot tell apart', () => {
  const right = 'EE123456785IN';
  for (let at = 2; at < 10; at++) {
    for (let digit = 0; digit < 10; digit++) {
      const wrong = `${right.slice(0, at)}${digit}${right.slice(at + 1)}`;
      if (wrong === right) continue;
      // Remainder 10 is written 0 and 11 is written 5, so a sum of 0 modulo 11 and one of 6 share the digit 5.
      const collides = s10CheckDigit(wrong.slice(2, 10)) === 5;
      assert.equal(parseS10(wrong).status, collides ? 'valid' : 'refused', wrong);
    }
  }
});

test('parseS10 says what is wrong and what would be right', () => {
  const faults = ['EE123456786IN', 'EE12345678IN', '12EE3456785IN', 'EE12345678512', 'EE12345678XIN'].map((text) => {
    const read = parseS10(text);
    return read.status === 'refused' ? read.refusal.message : '';
  });
  assert.deepEqual(faults, [
    'check digit 6 does not fit serial 12345678',
    'an item identifier has 13 characters, not 12',
    'an item identifier starts with two letters for the service',
    'an item identifier ends with two letters for the country',
    'an item identifier has nine digits between its letters',
  ]);
});

test('parseS10 has the right identifier among its corrections for every slip, and first for the likely ones', () => {
  const right = 'EE123456785IN';
  const correctionsOf = (text: string): readonly string[] => {
    const read = parseS10(text);
    return read.status === 'refused' ? (read.refusal.corrections ?? []) : [right];
  };
  for (let at = 2; at < 11; at++) {
    for (let digit = 0; digit < 10; digit++) {
      const wrong = `${right.slice(0, at)}${digit}${right.slice(at + 1)}`;
      assert.ok(correctionsOf(wrong).includes(right), wrong);
    }
  }
  for (const slip of ['EE12345678SIN', 'EEI23456785IN', 'EE132456785IN', 'EE1234S6785IN']) {
    assert.equal(correctionsOf(slip)[0], right, slip);
  }
});

test('s10Service tells kinds of mail apart, and what only some posts agreed on', () => {
  assert.deepEqual(s10Service('EE'), { kind: 'ems', name: 'express mail (EMS)', bilateral: false });
  assert.equal(s10Service('CP')?.kind, 'parcel');
  assert.equal(s10Service('CV')?.kind, 'insured');
  assert.equal(s10Service('CZ')?.bilateral, true);
  assert.equal(s10Service('RX')?.kind, 'registered');
  assert.equal(s10Service('AV')?.kind, 'domestic');
  assert.equal(s10Service('AA'), undefined);
  assert.equal(s10Service('QZ'), undefined);
});
