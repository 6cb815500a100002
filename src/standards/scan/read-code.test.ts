import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gs1Link } from '../gs1/digital-link.js';
import { makeSscc } from '../gs1/keys.js';
import { makeTrackingNumber } from '../tracking/tracking-number.js';
import { readCode } from './read-code.js';

const SSCC = '106141412345678908';
const NUMBER = makeTrackingNumber({ code: 'ats', s10: undefined }, '471108152342');
const POST = makeTrackingNumber({ code: 'post', s10: { service: 'EE', country: 'IN' } }, '123456780000');

test('readCode reads an SSCC however it is written', () => {
  const container = { of: 'container', name: SSCC, isSure: true };
  for (const text of [
    SSCC,
    `00${SSCC}`,
    `(00)${SSCC}`,
    `(00) 1 0614141 234567890 8`,
    `]C100${SSCC}`,
    `]C1\u001d00${SSCC}`,
    `00${SSCC}4027123456`,
    `(00)${SSCC}(402)71234567`,
    gs1Link('00', SSCC),
    `https://labels.example/bags/00/${SSCC}?x=1`,
  ]) {
    assert.deepEqual(readCode(text), container, text);
  }
});

test('readCode reads tracking numbers, payloads of labels and tracking pages', () => {
  for (const number of [NUMBER, POST]) {
    const piece = { of: 'piece', name: number, isSure: true };
    for (const text of [
      number,
      number.toLowerCase(),
      `]Q3${number}`,
      ` ${number}\r`,
      `IL1:${number}:560001:SPP:1250:0`,
      `https://track.example/track/${number}`,
      `https://track.example/in/track/${number}?lang=hi`,
    ]) {
      assert.deepEqual(readCode(text), piece, text);
    }
  }
});

test('readCode reads ids, also in the address of a page', () => {
  const id = `_0${'1'.repeat(25)}`;
  assert.deepEqual(readCode(`mnf${id}`), { of: 'manifest', name: `mnf${id}`, isSure: true });
  assert.deepEqual(readCode(`https://dock.example/dock/mnf${id}`)?.of, 'manifest');
  assert.equal(readCode(`cnt${id}`)?.of, 'container');
  assert.equal(readCode(`shp${id}`)?.of, 'piece');
});

test('readCode takes any other word for a number that is not sure, and nothing for what cannot be one', () => {
  assert.deepEqual(readCode('abc-123'), { of: 'piece', name: 'ABC123', isSure: false });
  assert.equal(readCode(SSCC.replace(/.$/, '9'))?.isSure, false);
  for (const text of ['', '   ', 'two;words', 'https://example.org/?q=1', 'x'.repeat(65)])
    assert.equal(readCode(text), undefined, text);
});

test('readCode never throws, and what it reads reads the same again', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.nat(999_999).map((serial) => makeSscc({ extension: 1, companyPrefix: '8901234', serial })),
    fc.webUrl(),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const read = readCode(text);
      if (read !== undefined) assert.deepEqual(readCode(read.name), read);
    }),
  );
});
