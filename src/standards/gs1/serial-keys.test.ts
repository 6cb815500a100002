import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasGs1CheckDigit } from './check-digit.js';
import { gs1Link } from './digital-link.js';
import { urnToDigitalLink } from './epc-urn.js';
import { parseGs1Key } from './keys.js';
import { makeGinc, makeGtin, makeSgtin, parseGinc, parseSgtin, sgtinLink } from './serial-keys.js';

const characters = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);

test('a serialised item equals the published one in all forms', () => {
  const gtin = makeGtin({ indicator: 1, companyPrefix: '0614141', item: '07346' });
  assert.equal(gtin, '10614141073464');
  const item = { gtin, serial: '2017' };
  assert.equal(sgtinLink(item), urnToDigitalLink('urn:epc:id:sgtin:0614141.107346.2017'));
  for (const text of [makeSgtin(item), sgtinLink(item), '(01) 1061414 1073464(21)2017']) {
    assert.deepEqual(parseSgtin(text), { status: 'valid', value: item });
  }
});

test('serialised items and consignments come back from what is written', () => {
  const prefix = fc.stringMatching(/^\d{6,12}$/);
  fc.assert(
    fc.property(prefix, fc.nat(9), characters, (companyPrefix, indicator, serial) => {
      const gtin = makeGtin({ indicator, companyPrefix, item: 0 });
      assert.ok(hasGs1CheckDigit(gtin));
      const value = { gtin, serial };
      assert.deepEqual(parseSgtin(makeSgtin(value)), { status: 'valid', value });
      assert.deepEqual(parseSgtin(sgtinLink(value)), { status: 'valid', value });
      const ginc = makeGinc(companyPrefix, serial.slice(0, 18));
      assert.deepEqual(parseGinc(`(401)${ginc}`), { status: 'valid', value: ginc });
      assert.deepEqual(parseGinc(gs1Link('401', ginc)), { status: 'valid', value: ginc });
    }),
  );
});

test('what is no serialised item or consignment is refused with the reason', () => {
  const faults = [
    parseSgtin('10614141073464'),
    parseSgtin('(01)10614141073465(21)1'),
    parseSgtin('(01)10614141073464(21)'),
    parseSgtin(`(01)10614141073464(21)${'1'.repeat(21)}`),
    parseGinc('ABC'),
    parseGinc('061414'),
    parseGinc(`061414${'x'.repeat(25)}`),
    parseGinc('0614141 x'),
  ].map((read) => (read.status === 'refused' ? read.refusal.message : 'valid'));
  assert.deepEqual(faults, [
    'this is no serialised item',
    'check digit 5 does not fit 1061414107346',
    'a serial has at least one character',
    'a serial has at most 20 characters, not 21',
    'a GINC starts with a company prefix of digits',
    'a GINC has a reference behind its company prefix',
    'a GINC has at most 30 characters, not 31',
    'a GINC has a character that GS1 does not allow',
  ]);
});

test('a key with one wrong digit has the right one among its corrections', () => {
  const keys = [
    ['gln', '4012345000221'],
    ['gsin', '06141411234567890'],
    ['sscc', '106141412345678908'],
  ] as const;
  for (const [kind, right] of keys) {
    for (let at = 0; at < right.length; at++) {
      const wrong = `${right.slice(0, at)}${(Number(right[at]) + 3) % 10}${right.slice(at + 1)}`;
      const read = parseGs1Key(kind, wrong);
      assert.ok(read.status === 'refused' && read.refusal.corrections?.includes(right), `${wrong} ${right}`);
    }
  }
  const letter = parseGs1Key('gln', '4O12345000221');
  assert.equal(letter.status === 'refused' && letter.refusal.corrections?.[0], '4012345000221');
});

test('no text makes the readers throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        characters.map((text) => `https://a/01/10614141073464/21/%${text}`),
      ),
      (text) => {
        for (const read of [parseSgtin(text), parseGinc(text)]) assert.ok(read.status);
      },
    ),
  );
});
