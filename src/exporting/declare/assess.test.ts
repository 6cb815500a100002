import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, DEAR_PRESENT, KNOWN, LAMPS, PRESENT, TEXTILES } from '../exports-for-test.js';
import { assess } from './assess.js';
import type { Declaration } from './declaration.js';

const assessed = (declaration: Declaration) => assess(declaration, KNOWN.tables, DAY);
const formsOf = (declaration: Declaration): string =>
  assessed(declaration)
    .forms.map(({ form }) => form)
    .join(' ');
const reasonsOf = (declaration: Declaration): string =>
  assessed(declaration)
    .forms.flatMap(({ reasons }) => reasons.map(({ code }) => code))
    .join(' ');

test('lamps sold online: amounts worked out by hand, CN 22 and PBE-III', () => {
  const { totalPaise, totalSdrE3, lines, charges, duties } = assessed(LAMPS);
  assert.equal(totalPaise, 1_147_500); // 135.00 USD at 85.00
  assert.equal(totalSdrE3, 102_000); // at 112.50
  assert.equal(formsOf(LAMPS), 'cn22 pbe_3');
  assert.equal(reasonsOf(LAMPS), 'value_within_cn22 business_needs_postal_bill sold_online filed_in_portal');
  assert.deepEqual(duties, { exportDutyPaise: 0, cessPaise: 0, igstPaise: 0, compensationCessPaise: 0 });
  assert.equal(lines[0]?.grossWeightG, 1450);
  // 420.00 for 100 g, 14 x 70.00 for the other 1,350 g, 18 % of 1,400.00.
  assert.equal(charges.status === 'charged' ? charges.totalPaise : 0, 165_200);
});

test('textiles with tax paid: rounded by line, weights by net weight, CN 23 and PBE-IV', () => {
  const { totalPaise, totalSdrE3, lines, charges, duties, netWeightG } = assessed(TEXTILES);
  assert.deepEqual(
    lines.map((line) => [line.valuePaise, line.grossWeightG, line.taxablePaise, line.igstPaise]),
    [
      [2_086_338, 2875, 2_000_000, 100_000],
      [1_541_698, 725, 1_500_033, 180_004],
    ],
  );
  assert.equal(totalPaise, 3_628_036);
  assert.equal(totalSdrE3, 322_492);
  assert.equal(duties.igstPaise, 280_004);
  assert.equal(netWeightG, 3130);
  assert.equal(formsOf(TEXTILES), 'cn23 pbe_4');
  assert.equal(charges.status === 'charged' ? charges.totalPaise : 0, 489_700); // (1,350 + 14 x 200) and 18 %
});

test('a person without an importer-exporter code sends with CN 22 or CN 23 alone', () => {
  assert.equal(formsOf(PRESENT), 'cn22');
  assert.equal(formsOf(DEAR_PRESENT), 'cn23');
  assert.equal(reasonsOf(DEAR_PRESENT), 'value_above_cn22');
});

test('CN 22 ends at 300 special drawing rights exactly, and where the service takes CN 23 only', () => {
  const worth = (valueMinor: number): Declaration => ({
    ...PRESENT,
    goods: [{ description: 'Shawl', quantity: 1, unit: 'pcs', netWeightG: 380, valueMinor }],
  });
  assert.equal(formsOf(worth(3_375_000)), 'cn22'); // 33,750.00 rupees at 112.50
  assert.equal(formsOf(worth(3_375_006)), 'cn23');
  assert.equal(formsOf({ ...PRESENT, service: 'air_parcel' }), 'cn23');
  assert.equal(reasonsOf({ ...PRESENT, currency: 'XTS' }), 'value_not_known');
});

test('paper bills at a foreign post office are PBE-I and PBE-II', () => {
  assert.equal(formsOf({ ...LAMPS, channel: 'paper' }), 'cn22 pbe_1');
  assert.equal(formsOf({ ...TEXTILES, channel: 'paper' }), 'cn23 pbe_2');
});

test('the rate that holds is the latest that began, and an empty declaration is assessed as nothing', () => {
  const [rate] = KNOWN.tables.rates;
  assert.ok(rate !== undefined);
  const tables = {
    ...KNOWN.tables,
    rates: [
      ...KNOWN.tables.rates,
      { ...rate, inrE4: 900_000, validFrom: '2026-11-19' },
      { ...rate, inrE4: 910_000, validFrom: '2026-11-24' },
    ],
  };
  assert.equal(assess(LAMPS, tables, DAY).totalPaise, 1_215_000);
  const empty = assess({}, KNOWN.tables, DAY);
  assert.equal(empty.totalPaise, undefined);
  assert.equal(empty.charges.status, 'unknown');
  assert.deepEqual(empty.lines, []);
});

test('assess says what stands on made-up or unconfirmed tables', () => {
  assert.deepEqual(assessed(LAMPS).caveats, [
    'Made up: exchange rate of USD.',
    'Made up: rate of the special drawing right.',
    'Made up: postal tariff.',
    'Not confirmed: rules of the country.',
    'Not confirmed: rules of the service.',
  ]);
});
