import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gs1CheckDigit, hasGs1CheckDigit, withGs1CheckDigit } from './check-digit.js';
import { canonicalDigitalLink, gs1Link, parseDigitalLink } from './digital-link.js';
import { digitalLinkToUrn, urnToDigitalLink } from './epc-urn.js';
import { elementString, makeGln, makeGsin, makeSscc, parseGs1Key } from './keys.js';

const PREFIXES = ['0614141', '4012345', '415056789012', '987659999999', '999999999999', '1234567', '4000001'];

/** URNs and the canonical links they stand for; the last column says whether a link leads back to the URN. */
const PAIRS: ReadonlyArray<readonly [urn: string, link: string]> = [
  ['urn:epc:id:sgtin:0614141.107346.2017', '01/10614141073464/21/2017'],
  ['urn:epc:id:sgtin:415056789012.0.987654', '01/04150567890128/21/987654'],
  ['urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()', '01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29'],
  ['urn:epc:id:sscc:4012345.1112223334', '00/140123451122233341'],
  ['urn:epc:id:sscc:4012345.0111111111', '00/040123451111111110'],
  ['urn:epc:id:sgln:0614141.07346.1234', '414/0614141073467/254/1234'],
  ['urn:epc:id:sgln:4012345.00022.0', '414/4012345000221'],
  ['urn:epc:id:pgln:4012345.00000', '417/4012345000009'],
  ['urn:epc:id:pgln:999999999999.', '417/9999999999994'],
  ['urn:epc:id:grai:4012345.00022.334455', '8003/04012345000221334455'],
  ['urn:epc:id:giai:4012345.ABC345', '8004/4012345ABC345'],
  ['urn:epc:id:gsrn:4012345.0000006765', '8018/401234500000067657'],
  ['urn:epc:id:gsrnp:4012345.0000000007', '8017/401234500000000074'],
  ['urn:epc:id:gdti:4012345.00009.PO-4711', '253/4012345000092PO-4711'],
  ['urn:epc:id:gdti:987659999999..9', '253/98765999999929'],
  ['urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234', '8010/061414111111111111111-A%23%2F/8011/1234'],
  ['urn:epc:id:ginc:0614141.xyz47%2F11', '401/0614141xyz47%2F11'],
  ['urn:epc:id:gsin:4012345.222333444', '402/40123452223334442'],
  ['urn:epc:id:itip:4012345.011111.01.02.987', '8006/040123451111180102/21/987'],
  ["urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7'SDB", "01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7'SDB"],
  ['urn:epc:id:sgcn:4012345.99999.44', '255/401234599999044'],
  ['urn:epc:class:lgtin:4012345.012345.Lot987', '01/04012345123456/10/Lot987'],
  ['urn:epc:idpat:sgtin:4012345.066666.*', '01/04012345666663'],
  ['urn:epc:idpat:grai:4012345.66666.*', '8003/04012345666663'],
];

test('GS1 check digits of published keys', () => {
  for (const key of [
    '106141412345678908',
    '140123451122233341',
    '10614141073464',
    '06141411234567890',
    '4012345000221',
  ]) {
    assert.ok(hasGs1CheckDigit(key), key);
  }
  assert.equal(gs1CheckDigit('061414107346'), 7);
});

test('makeSscc, makeGln and makeGsin fill what the company prefix leaves', () => {
  assert.equal(makeSscc({ extension: 1, companyPrefix: '0614141', serial: 234_567_890 }), '106141412345678908');
  assert.equal(makeGln('4012345', 22), '4012345000221');
  assert.equal(makeGln('999999999999', ''), '9999999999994');
  assert.equal(makeGsin('0614141', 123_456_789), '06141411234567890');
});

test('parseGs1Key reads what is scanned and refuses what cannot be', () => {
  for (const text of ['(00) 106141412345678908', '00106141412345678908', '1 0614141 234567890 8']) {
    assert.deepEqual(parseGs1Key('sscc', text), { status: 'valid', value: '106141412345678908' });
  }
  assert.deepEqual(parseGs1Key('gtin', '614141073467'), { status: 'valid', value: '00614141073467' });
  const wrong = parseGs1Key('gln', '4012345000222');
  assert.equal(wrong.status === 'refused' && wrong.refusal.allowed, 'check digit 1');
  const long = parseGs1Key('gln', '40123450002211');
  assert.equal(long.status === 'refused' && long.refusal.message, 'a GLN has 13 digits, not 14');
});

test('one changed digit never keeps an SSCC valid', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.nat(16),
      fc.integer({ min: 1, max: 9 }),
      (serial, at, add) => {
        const sscc = makeSscc({ extension: 3, companyPrefix: '8901234', serial });
        const digit = (Number(sscc[at]) + add) % 10;
        assert.equal(parseGs1Key('sscc', `${sscc.slice(0, at)}${digit}${sscc.slice(at + 1)}`).status, 'refused');
      },
    ),
  );
});

test('urnToDigitalLink and digitalLinkToUrn agree on published pairs, both ways', () => {
  for (const [urn, link] of PAIRS) {
    assert.equal(urnToDigitalLink(urn), `https://id.gs1.org/${link}`);
    assert.equal(digitalLinkToUrn(`https://id.gs1.org/${link}`, PREFIXES), urn);
  }
});

test('any URN comes back from its link, for prefixes of every length', () => {
  const serial = fc.stringMatching(/^[A-Za-z0-9!'()*+,\-.:;=_]{1,16}$/);
  const schemes = fc.constantFrom('sgtin', 'sgln', 'grai', 'gdti', 'sscc', 'giai', 'ginc', 'upui');
  fc.assert(
    fc.property(
      schemes,
      fc.stringMatching(/^\d{12}$/),
      fc.integer({ min: 6, max: 12 }),
      fc.stringMatching(/^\d{17}$/),
      serial,
      (name, digits, length, more, tail) => {
        const prefix = digits.slice(0, length);
        const filled = { sgtin: 13, upui: 13, sscc: 17, sgln: 12, grai: 12, gdti: 12, giai: 0, ginc: 0 }[name];
        const reference = filled === 0 ? tail : more.slice(0, filled - length);
        const rest = ['sscc', 'giai', 'ginc'].includes(name) ? reference : `${reference}.${tail}`;
        const urn = `urn:epc:id:${name}:${prefix}.${rest}`;
        const link = urnToDigitalLink(urn);
        assert.ok(link !== undefined, urn);
        assert.equal(digitalLinkToUrn(link, [prefix]), urn);
        assert.equal(canonicalDigitalLink(link), link);
      },
    ),
  );
});

test('digitalLinkToUrn needs the company prefix as data', () => {
  const link = 'https://id.gs1.org/00/140123451122233341';
  assert.equal(digitalLinkToUrn(link, []), undefined);
  assert.equal(digitalLinkToUrn(link, ['401234']), 'urn:epc:id:sscc:401234.15112223334');
  assert.equal(digitalLinkToUrn(link, ['401234', '4012345']), 'urn:epc:id:sscc:4012345.1112223334');
});

test('urnToDigitalLink leaves alone what is no EPC URN of the right shape', () => {
  for (const text of [
    'urn:epcglobal:cbv:bt:4012345000009:ASN1099',
    'urn:epc:id:sscc:4012345.111222333',
    'urn:epc:id:sgtin:4012345.011111',
    'urn:epc:id:sgtin:4012345.011111.*x y',
    'urn:epc:idpat:sgtin:4012345.011111.5',
    'urn:epc:id:unknown:4012345.1',
    '',
  ]) {
    assert.equal(urnToDigitalLink(text), undefined, text);
  }
});

test('canonicalDigitalLink takes any domain, words and short GTINs, and keeps only the finest qualifier', () => {
  const links: ReadonlyArray<readonly [string, string | undefined]> = [
    ['https://id.gs1.de/00/040123451111111110', '00/040123451111111110'],
    ['https://example.com/some/path/gtin/9780345418913/ser/765tz?abc=211121', '01/09780345418913/21/765tz'],
    ['http://example.org/01/04012345999990/22/2A/10/LOT1/21/XYZ', '01/04012345999990/21/XYZ'],
    ['https://example.org/giai/401234599999/', '8004/401234599999'],
    ['https://example.com/414/4012345000054/254/a%2Fb', '414/4012345000054/254/a%2Fb'],
    ['https://example.com/8018/401234500000067657/8019/7', '8018/401234500000067657'],
    ['http://transaction.acme.com/po/12345678', undefined],
    ['https://example.com/01/123', undefined],
    ['https://example.com/01/04012345999990/99/1', undefined],
    ['geo:47.506694,11.104301', undefined],
  ];
  for (const [link, canonical] of links) {
    assert.equal(
      canonicalDigitalLink(link),
      canonical === undefined ? undefined : `https://id.gs1.org/${canonical}`,
      link,
    );
  }
});

test('canonical links are their own canonical form and are read back', () => {
  const serial = fc.stringMatching(/^[A-Za-z0-9!"%&'()*+,\-./:;<=>?_]{1,20}$/);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), serial, (reference, value) => {
      const link = gs1Link('01', withGs1CheckDigit(`04012345${String(reference).padStart(5, '0')}`.slice(0, 13)), {
        ai: '21',
        value,
      });
      assert.equal(canonicalDigitalLink(link), link);
      assert.equal(decodeURIComponent(parseDigitalLink(link)?.qualifier?.value ?? ''), value);
    }),
  );
});

test('elementString writes application identifiers in brackets', () => {
  assert.equal(
    elementString([
      ['00', '106141412345678908'],
      ['410', '4012345000221'],
    ]),
    '(00)106141412345678908(410)4012345000221',
  );
});
