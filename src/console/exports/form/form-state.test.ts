import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeOnPage } from './form-fields.js';
import {
  EMPTY_FORM,
  formOf,
  fractionDigits,
  patchOf,
  readForm,
  withField,
  withGoodsField,
  withLine,
  withoutLine,
} from './form-state.js';
import type { Declaration } from '../wire-types.js';

const LAMPS: Declaration = {
  sender: 'business',
  channel: 'electronic',
  is_ecommerce: true,
  service: 'itps',
  exporter: { name: 'उदाहरण कारीगर', address: 'Road 7\nExample Bazaar', iec: 'AAPFU0939F' },
  addressee: { name: 'Name 3', country: 'US' },
  goods: [
    {
      description: 'Brass oil lamp',
      quantity: 3,
      unit: 'pcs',
      net_weight_g: 1200,
      value_minor: 13_505,
      sku: 'LAMP-03',
      tax_invoice: { number: '1', value_paise: 1_147_500 },
      cess_bp: 50,
      rodtep: true,
    },
  ],
  currency: 'USD',
  ecommerce: { website: 'https://shop.example/lamp' },
  tax: { choice: 'lut', lut: 'AD27' },
  claims: { rodtep: true },
  licences: ['A', 'B 2'],
};

test('a declaration comes back from its form as it was', () => {
  assert.deepEqual(readForm(formOf(LAMPS)), { declaration: LAMPS, unreadable: new Set() });
});

test('any amount, weight and rate comes back from its form as it was', () => {
  const line = fc
    .record({
      value_minor: fc.nat(1e9),
      net_weight_g: fc.nat(2e6),
      export_duty_bp: fc.nat(1e5),
      quantity: fc.integer({ min: 0, max: 1e6 }).map((thousandths) => thousandths / 1000),
    })
    .map((one) => ({ ...one }));
  const declaration = fc.record({
    sender: fc.constant('business' as const),
    currency: fc.constantFrom('INR', 'USD', 'JPY', 'KWD'),
    postal_charges_minor: fc.nat(1e9),
    goods: fc.array(line, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(fc.property(declaration, (one) => assert.deepEqual(readForm(formOf(one)).declaration, { ...one })));
});

test('what is not asked for is not sent, and comes back when it is asked for again', () => {
  const personal = withField(formOf(LAMPS), 'sender', 'personal');
  const { declaration } = readForm(personal);
  assert.deepEqual(declaration.exporter, { name: 'उदाहरण कारीगर', address: 'Road 7\nExample Bazaar' });
  for (const key of ['channel', 'ecommerce', 'tax', 'claims'] as const) assert.equal(declaration[key], undefined);
  assert.equal(declaration.goods?.[0]?.sku, undefined);
  assert.deepEqual(readForm(withField(personal, 'sender', 'business')).declaration, LAMPS);
});

test('texts that are no numbers are told by their paths', () => {
  let form = withField(EMPTY_FORM, 'gross_weight_g', 'heavy');
  form = withGoodsField(form, 0, 'value_minor', '12.345');
  assert.deepEqual(readForm(form).unreadable, new Set(['gross_weight_g', 'goods/0/value_minor']));
  assert.deepEqual(readForm(withField(EMPTY_FORM, 'gross_weight_g', '1,450')).declaration, {
    gross_weight_g: 1450,
    goods: [{}],
  });
});

test('lines come with the origin of the one before, and the last one that goes leaves an empty one', () => {
  const two = withLine(withGoodsField(EMPTY_FORM, 0, 'origin', 'IN'));
  assert.deepEqual(two.goods, [
    { row: 0, fields: { origin: 'IN' } },
    { row: 1, fields: { origin: 'IN' } },
  ]);
  assert.deepEqual(
    withoutLine(two, 0).goods.map(({ row }) => row),
    [1],
  );
  assert.deepEqual(withoutLine(withoutLine(two, 0), 1).goods, [{ row: 2, fields: {} }]);
});

test('a patch has what changed, and null for what went', () => {
  const before = { category: 'gift', gross_weight_g: 450, currency: 'INR' } as const;
  assert.equal(patchOf(before, { ...before }), undefined);
  assert.deepEqual(patchOf(before, { category: 'sale', currency: 'INR' }), { category: 'sale', gross_weight_g: null });
});

test('amounts have the digits of their currency', () => {
  assert.deepEqual(['INR', 'JPY', 'KWD', '?'].map(fractionDigits), [2, 0, 3, 2]);
});

test('placeOnPage follows the page: goods come after the currency, line by line, and before the gross weight', () => {
  const paths = [
    'gross_weight_g', 'goods/1/description', 'exporter/name', 'goods/0/value_minor', 'channel', 'unheard_of', 'currency', 'goods', 'goods/0/hs',
    'invoice',
  ]; // prettier-ignore
  assert.deepEqual(
    paths.toSorted((a, b) => placeOnPage(a) - placeOnPage(b)),
    [
      'channel', 'exporter/name', 'currency', 'goods', 'goods/0/hs', 'goods/0/value_minor', 'goods/1/description', 'gross_weight_g', 'invoice',
      'unheard_of',
    ], // prettier-ignore
  );
});
