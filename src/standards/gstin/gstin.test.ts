import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseIec, isSameHolder } from '../iec/importer-exporter-code.js';
import { gstinCheckCharacter, makeGstin, parseGstin } from './gstin.js';
import { parsePan } from './pan.js';

const PUBLISHED = '27AAPFU0939F1ZV';

const refusalOf = (text: string) => {
  const read = parseGstin(text);
  assert.equal(read.status, 'refused', text);
  return read.refusal;
};

const pans = fc
  .tuple(
    fc.stringMatching(/^[A-Z]{3}$/),
    fc.constantFrom(...'ABCEFGHJLPT'.split('')),
    fc.stringMatching(/^[A-Z]\d{4}[A-Z]$/),
  )
  .map((parts) => parts.join(''));

const gstins = fc
  .record({
    stateCode: fc.integer({ min: 1, max: 38 }).map((code) => String(code).padStart(2, '0')),
    pan: pans,
    registration: fc.constantFrom(...'123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')),
  })
  .map((parts) => ({ ...parts, gstin: makeGstin(parts) }));

test('gstinCheckCharacter equals the published one', () => {
  assert.equal(gstinCheckCharacter(PUBLISHED.slice(0, 14)), 'V');
});

test('parseGstin takes the published number apart, however it is typed', () => {
  const value = { gstin: PUBLISHED, stateCode: '27', state: 'MH', pan: 'AAPFU0939F', registration: '1' };
  assert.deepEqual(parseGstin('27 aapfu-0939f 1zv'), { status: 'valid', value });
  assert.deepEqual(parsePan('aapfu0939f'), { status: 'valid', value: { pan: 'AAPFU0939F', holder: 'firm' } });
});

test('makeGstin and parseGstin are the way there and back', () => {
  fc.assert(
    fc.property(gstins, ({ gstin, stateCode, pan, registration }) => {
      const read = parseGstin(gstin);
      assert.equal(read.status, 'valid');
      assert.deepEqual([read.value.stateCode, read.value.pan, read.value.registration], [stateCode, pan, registration]);
    }),
  );
});

test('parseGstin refuses every single wrong character and has the right number among its corrections', () => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let missed = 0;
  for (let at = 0; at < PUBLISHED.length; at++) {
    for (const char of alphabet) {
      const wrong = `${PUBLISHED.slice(0, at)}${char}${PUBLISHED.slice(at + 1)}`;
      if (wrong === PUBLISHED) continue;
      const { corrections = [] } = refusalOf(wrong);
      const sameKind = /\d/.test(char) === /\d/.test(PUBLISHED.charAt(at));
      if (sameKind && !corrections.includes(PUBLISHED)) missed++;
    }
  }
  assert.equal(missed, 0);
});

test('parseGstin puts first what was likely meant', () => {
  // A letter for a digit, a digit for a letter, two neighbours swapped.
  for (const slip of ['27AAPFUO939F1ZV', '27AAPFU0939F12V', '27AAPFU0399F1ZV']) {
    assert.equal(refusalOf(slip).corrections?.[0], PUBLISHED, slip);
    assert.match(refusalOf(slip).suggestion ?? '', /27AAPFU0939F1ZV/);
  }
});

test('parseGstin says which part is wrong', () => {
  const faults = [
    '27AAPFU0939F1Z',
    'AAAAPFU0939F1ZV',
    '2712345678901ZV',
    '27AAPFU0939F0ZV',
    '27AAPFU0939F11V',
    '40AAPFU0939F1ZV',
    '27AAPXU0939F1ZV',
    '27AAPFU0939F1ZW',
  ].map((text) => refusalOf(text).message);
  assert.deepEqual(faults, [
    'a GSTIN has 15 characters, not 14',
    'a GSTIN starts with two digits for the state',
    'a GSTIN has a PAN of five letters, four digits and a letter in it',
    'a GSTIN has 1 to 9 or a letter as its thirteenth character',
    'a GSTIN has Z, or another letter, as its fourteenth character',
    'no state has code 40',
    'AAPXU0939F inside it is no PAN',
    'check character W does not fit 27AAPFU0939F1Z',
  ]);
});

test('parseIec reads old and new codes, and tells whether a GSTIN is of the same holder', () => {
  assert.deepEqual(parseIec('0388 012345'), {
    status: 'valid',
    value: { iec: '0388012345', form: 'digits', pan: undefined },
  });
  const code = parseIec('aapfu0939f');
  const gstin = parseGstin(PUBLISHED);
  assert.ok(code.status === 'valid' && gstin.status === 'valid');
  assert.equal(isSameHolder(code.value, gstin.value), true);
  assert.equal(isSameHolder({ iec: 'ABCPD1234E', form: 'pan', pan: 'ABCPD1234E' }, gstin.value), false);
  assert.equal(isSameHolder({ iec: '0388012345', form: 'digits', pan: undefined }, gstin.value), undefined);
});

test('parseIec corrects a letter among digits and a digit among letters', () => {
  const corrections = ['O388012345', 'AAPFU0939', '4APFU0939F', 'AAPXU0939F'].map((text) => {
    const read = parseIec(text);
    return read.status === 'refused' ? [read.refusal.message, read.refusal.corrections?.[0]] : [];
  });
  assert.deepEqual(corrections, [
    ['an old IEC has digits only, a new one is a PAN', '0388012345'],
    ['an IEC has 10 characters, not 9', undefined],
    ['an IEC is ten digits or a PAN', 'AAPFU0939F'],
    ['an IEC is ten digits or a PAN', undefined],
  ]);
});

test('no text makes the readers throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme', minLength: 8, maxLength: 16 })), (text) => {
      for (const read of [parseGstin(text), parseIec(text), parsePan(text)]) {
        if (read.status === 'refused') assert.notEqual(read.refusal.message, '');
      }
    }),
  );
});
