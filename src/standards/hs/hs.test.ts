import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shipped } from '../tables/shipped.js';
import { displayHs, parseHs, parseTariffItem } from './hs-code.js';
import { listBelow, pathOf, readHsList } from './hs-list.js';

const list = shipped.hs();

test('the shipped list has every chapter, heading and subheading of HS 2022', () => {
  const count = (length: number): number => list.entries.filter(({ code }) => code.length === length).length;
  assert.deepEqual([count(2), count(4), count(6)], [96, 1228, 5612]);
  assert.deepEqual(
    pathOf(list, '830629').map(({ code }) => code),
    ['83', '8306', '830629'],
  );
  assert.equal(listBelow(list, '8306').length, 4);
});

test('parseHs reads a subheading however its digits are grouped', () => {
  const codes = list.entries.flatMap(({ code }) => (code.length === 6 ? [code] : []));
  fc.assert(
    fc.property(fc.constantFrom(...codes), (code) => {
      for (const text of [
        code,
        displayHs(code),
        `${code.slice(0, 4)} ${code.slice(4)}`,
        ` ${code.slice(0, 2)}-${code.slice(2)}`,
      ]) {
        const read = parseHs(list, text);
        assert.equal(read.status === 'valid' ? read.value.code : read.refusal.message, code);
      }
      const item = parseTariffItem(list, displayHs(`${code}90`));
      assert.ok(item.status === 'valid');
      assert.deepEqual([item.value.item, item.value.subheading.code], [`${code}90`, code]);
    }),
  );
});

test('parseHs says what is wrong and what exists instead', () => {
  const refusals = ['8306', '830692', '83062', '99.99.99', '8306.2A', '8306290', '10129'].map((text) => {
    const read = parseHs(list, text);
    return read.status === 'refused' ? [read.refusal.message, read.refusal.allowed, read.refusal.corrections?.[0]] : [];
  });
  assert.deepEqual(refusals, [
    ['8306 is a heading; a subheading is asked for', '8306.10, 8306.21, 8306.29, 8306.30', undefined],
    ['HS 2022 has no 8306.92; heading 8306 has other subheadings', '8306.10, 8306.21, 8306.29, 8306.30', '830629'],
    ['an HS code has 6 digits, not 5', 'six digits, such as 8306.29', undefined],
    ['HS 2022 has no heading 9999', undefined, undefined],
    ['an HS code has digits only', 'six digits, such as 8306.29', undefined],
    ['an HS code has 6 digits, not 7', 'six digits, such as 8306.29', undefined],
    ['an HS code has 6 digits, not 5', 'six digits, such as 8306.29', '010129'],
  ]);
  const strange = parseHs(list, '999999');
  assert.equal(strange.status === 'refused' && strange.refusal.suggestion, 'Look for the goods by everyday words.');
});

test('parseTariffItem corrects the six digits and keeps the last two', () => {
  const read = parseTariffItem(list, '8306.92.90');
  assert.ok(read.status === 'refused');
  assert.equal(read.refusal.corrections?.[0], '83062990');
  assert.match(read.refusal.suggestion ?? '', /8306\.29\.90/);
  const short = parseTariffItem(list, '830629');
  assert.equal(
    short.status === 'refused' && short.refusal.message,
    'a tariff item has 8 digits; the last two are missing',
  );
});

test('readHsList refuses a list that is none, with the line', () => {
  const faults = ['', 'code,description\n01,Animals\n0101', '01,A\n01,B', '0101,Horses', '01,"A "" B"\n0101,', 'x'].map(
    (csv) => {
      const read = readHsList(csv);
      return read.status === 'refused' ? read.refusal.message : read.value.entries.length;
    },
  );
  assert.deepEqual(faults, [
    'the list is empty',
    'line 3 is no code and description',
    'line 2 has 01 a second time',
    'line 1 has 0101 before 01',
    'line 2 is no code and description',
    'line 1 is no code and description',
  ]);
});

test('no text makes the readers throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 .A-Z-]{0,12}$/)), (text) => {
      for (const read of [parseHs(list, text), parseTariffItem(list, text)]) assert.ok(read.status);
      assert.ok(readHsList(text).status);
    }),
  );
});
