import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Declaration, GoodsLine } from '../declare/declaration.js';
import { DEAR_PRESENT, KNOWN, LAMPS, OPERATOR_GSTIN, PRESENT, TEXTILES } from '../exports-for-test.js';
import { checkDeclaration } from './check-declaration.js';
import type { Known } from './checking.js';

const faultsOf = (declaration: Declaration, known: Known = KNOWN): string[] =>
  checkDeclaration(declaration, known).faults.map(({ pointer, code }) => `${pointer} ${code}`);

test('the worked shipments have no fault', () => {
  for (const declaration of [LAMPS, TEXTILES, PRESENT, DEAR_PRESENT]) {
    assert.deepEqual(checkDeclaration(declaration, KNOWN).faults, []);
    assert.deepEqual(
      faultsOf({ ...declaration, ...(declaration.sender === 'business' ? { channel: 'paper' } : {}) }),
      [],
    );
  }
});

const exporter = (changes: object): Declaration => ({ ...LAMPS, exporter: { ...LAMPS.exporter, ...changes } });
const addressee = (changes: object): Declaration => ({ ...LAMPS, addressee: { ...LAMPS.addressee, ...changes } });
const line = (changes: GoodsLine): Declaration => ({ ...LAMPS, goods: [{ ...LAMPS.goods?.[0], ...changes }] });
const taxed = (changes: GoodsLine, more: Declaration = {}): Declaration => ({
  ...TEXTILES,
  goods: [{ ...TEXTILES.goods?.[0], ...changes }, ...(TEXTILES.goods ?? []).slice(1)],
  ...more,
});

/** Each check of the regulations with something that breaks it, and the one fault at its field. */
const BROKEN: readonly (readonly [what: string, declaration: Declaration, ...faults: string[]])[] = [
  ['IEC', exporter({ iec: 'AAPFU0939' }), '#/exporter/iec bad_format'],
  ['IEC of somebody else', exporter({ iec: 'AAPFU0938F' }), '#/exporter/iec does_not_fit'],
  ['IEC missing', exporter({ iec: undefined }), '#/exporter/iec missing_value'],
  ['GSTIN checksum', exporter({ gstin: '09AAPFU0939F1ZW' }), '#/exporter/gstin bad_format'],
  ['state code', exporter({ stateCode: '27' }), '#/exporter/state_code does_not_fit'],
  ['AD code', exporter({ adCode: '6391078000000' }), '#/exporter/ad_code bad_format'],
  ['PIN', exporter({ pin: '290001' }), '#/exporter/pin bad_format'],
  ['CTH of six digits', line({ hs: '830629' }), '#/goods/0/hs bad_format'],
  ['HS not there', line({ hs: '83069990' }), '#/goods/0/hs bad_format'],
  ['origin', line({ origin: 'India' }), '#/goods/0/origin bad_format'],
  ['no rate', { ...LAMPS, currency: 'XOF' }, '#/currency no_exchange_rate'],
  ['currency', { ...LAMPS, currency: 'usd' }, '#/currency bad_format'],
  ['gross below net', { ...LAMPS, grossWeightG: 1199 }, '#/gross_weight_g does_not_add_up'],
  ['total', { ...LAMPS, totalValueMinor: 13_501 }, '#/total_value_minor does_not_add_up'],
  ['charges', { ...LAMPS, postalChargesMinor: 1 }, '#/postal_charges_minor does_not_add_up'],
  ['two identifiers', { ...LAMPS, item: 'LA123456785IN, LA123456799IN' }, '#/item many_identifiers'],
  ['S10 check digit', { ...LAMPS, item: 'LA123456784IN' }, '#/item bad_format'],
  ['S10 country', { ...LAMPS, item: 'LA123456785DE' }, '#/item does_not_fit'],
  ['S10 of another service', { ...LAMPS, item: 'EM123456785IN' }, '#/item does_not_fit'],
  ['SKU missing', line({ sku: undefined }), '#/goods/0/sku missing_value'],
  [
    'particulars missing',
    { ...LAMPS, ecommerce: undefined },
    '#/ecommerce/operator_gstin missing_value',
    '#/ecommerce/website missing_value',
    '#/ecommerce/payment_id missing_value',
  ],
  [
    'particulars too many',
    { ...TEXTILES, ecommerce: { operatorGstin: OPERATOR_GSTIN } },
    '#/ecommerce/operator_gstin not_allowed_here',
  ],
  ['SKU too many', taxed({ sku: 'B-1' }), '#/goods/0/sku not_allowed_here'],
  ['website', { ...LAMPS, ecommerce: { ...LAMPS.ecommerce, website: 'shop' } }, '#/ecommerce/website bad_format'],
  ['LUT and IGST', line({ igstBp: 1200 }), '#/goods/0/igst_bp not_allowed_here'],
  ['IGST and LUT', { ...TEXTILES, tax: { choice: 'igst', lut: 'AD27' } }, '#/tax/lut not_allowed_here'],
  ['IGST missing', taxed({ igstBp: undefined }), '#/goods/0/igst_bp missing_value'],
  ['LUT missing', { ...LAMPS, tax: { choice: 'lut' } }, '#/tax/lut missing_value'],
  ['no choice', { ...LAMPS, tax: undefined }, '#/tax/choice missing_value'],
  [
    'tax invoice of tomorrow',
    line({ taxInvoice: { number: '1', serial: 1, date: '2026-11-24' } }),
    '#/goods/0/tax_invoice/date out_of_range',
  ],
  ['no such day', { ...LAMPS, invoice: { number: '1', date: '2026-02-30' } }, '#/invoice/date bad_format'],
  ['claim without lines', { ...LAMPS, claims: { rodtep: true } }, '#/claims/rodtep inconsistent_claim'],
  ['lines without claim', line({ rodtep: true }), '#/goods/0/rodtep inconsistent_claim'],
  ['drawback without serial', taxed({ drawbackSerial: undefined }), '#/claims/drawback inconsistent_claim'],
  [
    'RoDTEP of garments',
    taxed({ rodtep: true, rosctl: undefined }, { claims: { drawback: true, rodtep: true, rosctl: true } }),
    '#/goods/0/rodtep inconsistent_claim',
  ],
  ['country', addressee({ country: 'AQ' }), '#/addressee/country not_served'],
  ['postal code', addressee({ postalCode: '9720' }), '#/addressee/postal_code bad_format'],
  ['state needed', addressee({ state: undefined }), '#/addressee/state missing_value'],
  ['too heavy', { ...LAMPS, grossWeightG: 2001 }, '#/gross_weight_g too_heavy'],
  ['too large', { ...LAMPS, lengthMm: 601, widthMm: 10, heightMm: 10 }, '#/length_mm too_large'],
  ['three sides together', { ...LAMPS, lengthMm: 301, widthMm: 300, heightMm: 300 }, '#/length_mm too_large'],
  ['two sides', { ...LAMPS, heightMm: undefined }, '#/height_mm missing_value'],
  ['service', { ...LAMPS, service: 'itsp' }, '#/service unknown_reference'],
  ['prohibited by code', line({ hs: '36041000' }), '#/goods/0/hs prohibited'],
  ['prohibited by words', line({ description: 'Festival firecrackers' }), '#/goods/0/description prohibited'],
  ['says nothing', line({ description: 'Gift' }), '#/goods/0/description bad_format'],
  ['half a piece', line({ quantity: 0.5 }), '#/goods/0/quantity bad_format'],
  ['free', line({ valueMinor: 0 }), '#/goods/0/value_minor out_of_range', '#/total_value_minor does_not_add_up'],
  ['a person sells', { ...PRESENT, category: 'sale' }, '#/category does_not_fit'],
  [
    'a person with IEC',
    { ...PRESENT, exporter: { ...PRESENT.exporter, iec: 'AAPFU0939F' } },
    '#/exporter/iec not_allowed_here',
  ],
  [
    'a dear present without invoice',
    { ...DEAR_PRESENT, invoice: undefined },
    '#/invoice/number missing_value',
    '#/invoice/date missing_value',
  ],
  ['other without words', { ...PRESENT, category: 'other' }, '#/category_note missing_value'],
  ['broker', { ...LAMPS, agent: { name: 'Broker' } }, '#/agent/licence missing_value', '#/agent/address missing_value'],
  ['foreign post office', { ...LAMPS, foreignPostOffice: 'X' }, '#/foreign_post_office unknown_reference'],
];

test('every check finds what breaks it, at its field, and nothing else', () => {
  for (const [what, declaration, ...expected] of BROKEN) assert.deepEqual(faultsOf(declaration), expected, what);
});

test('faults of a declaration are told together', () => {
  const faults = faultsOf({ ...LAMPS, currency: 'usd', grossWeightG: 1, tax: undefined, category: undefined });
  assert.deepEqual(faults.toSorted(), [
    '#/category missing_value',
    '#/currency bad_format',
    '#/gross_weight_g does_not_add_up',
    '#/tax/choice missing_value',
  ]);
  assert.ok(faultsOf({}).length > 10);
});

test('a fault says what stood there, what would be accepted and the likely correction', () => {
  const [fault] = checkDeclaration({ ...LAMPS, service: 'itsp' }, KNOWN).faults;
  assert.deepEqual(fault, {
    code: 'unknown_reference',
    severity: 'error',
    pointer: '#/service',
    message: 'is no service of the tables',
    value: 'itsp',
    allowed: 'itps, ems, air_parcel',
    suggestion: 'Did you mean "itps"?',
  });
});

test('schemes are open by post from their day on', () => {
  assert.ok(faultsOf(TEXTILES, { ...KNOWN, day: '2026-01-14' }).includes('#/claims/drawback inconsistent_claim'));
});

test('checkDeclaration never throws, whatever is declared, and the same input has the same faults', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('IN', 'US', 'itps', 'USD', '२३', '\u0000', '𝟙', 'LA123456785IN'));
  const number = fc.oneof(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom(0, 1));
  const goods = fc.array(
    fc.record(
      { description: text, quantity: number, netWeightG: number, valueMinor: number, hs: text, igstBp: number },
      { requiredKeys: [] },
    ),
    { maxLength: 5 },
  );
  const wild = fc.record(
    {
      sender: fc.constantFrom('personal', 'business'),
      service: text,
      currency: text,
      item: text,
      bookingPin: text,
      grossWeightG: number,
      lengthMm: number,
      goods,
      addressee: fc.record({ name: text, country: text, postalCode: text }, { requiredKeys: [] }),
      exporter: fc.record({ iec: text, gstin: text, adCode: text, pin: text }, { requiredKeys: [] }),
      tax: fc.record({ choice: fc.constantFrom('lut', 'igst', 'exempt'), lutDate: text }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(wild, (declaration) => {
      const { faults } = checkDeclaration(declaration, KNOWN);
      assert.ok(faults.length > 0);
      assert.deepEqual(checkDeclaration(declaration as Declaration, KNOWN).faults, faults);
      for (const { pointer } of faults) assert.match(pointer, /^#(\/[a-z0-9_]+)+$/);
    }),
    { numRuns: 300 },
  );
});
