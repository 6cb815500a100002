import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARCEL, refusal, testServer } from '../server-for-test.js';
import { addressLines } from './address-lines.js';

testServer('an address is checked against the delivery tables, and a place against their offices', async (made) => {
  const { ats } = await made.addParties();
  const client = await made.keyOf(ats);
  const mumbai = { lat: 19.12, lon: 72.9 };
  const body = { postal_code: '400 072', location: mumbai, address: '12 Hill Road ,\n Sakinaka,  Mumbai - 400072' };
  const checked = (await client.checkAddress({ body })).body;
  assert.deepEqual(
    [checked.postal_code, checked.delivered, checked.states, checked.digipin, checked.warnings],
    ['400072', true, ['MH', 'GA'], '4FK-2T3-9FFP', []],
  );
  assert.deepEqual(checked.address_lines, ['12 Hill Road', 'Sakinaka, Mumbai']);
  const [carrier] = checked.carriers;
  assert.deepEqual(
    [carrier?.products, carrier?.cod, carrier?.weight_g_max, carrier?.offices],
    [
      ['standard', 'express'],
      true,
      30_000,
      [{ id: 'DS-BOM', name: 'Delivery station Mumbai', kind: 'delivery_station', km: 0 }],
    ],
  );
  const wrong = { postal_code: '400001', address: 'Road 1, Delhi 110001', digipin: '39J-49L-L8T4' };
  const told = (await client.checkAddress({ body: wrong })).body;
  assert.deepEqual(
    told.warnings.map(({ code }) => code),
    ['conflicting_value', 'far_from_offices'],
  );
  const { warnings } = (await client.createShipment({ body: { ...PARCEL, recipient: { digipin: '39J-49L-L8T4' } } }))
    .body;
  assert.deepEqual(
    warnings.map(({ pointer }) => pointer),
    ['#/recipient'],
  );
  assert.equal((await client.checkAddress({ body: { postal_code: '999999' } })).body.delivered, false);
  const { errors = [] } = await refusal(client.checkAddress({ body: { ...body, digipin: '39J-49L-L8T4' } }), 'invalid');
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['conflicting_value'],
  );
});

test('addressLines puts spaces in order and takes only a postal code at the end away', () => {
  const cases: [string, string[], string | undefined][] = [
    ['', [], undefined],
    ['12,  Hill Road ,\n\n Mumbai 400 072', ['12, Hill Road', 'Mumbai'], undefined],
    ['Hill Road, Mumbai, PIN: 400072, India.', ['Hill Road, Mumbai'], undefined],
    ['Flat 400072, Hill Road', ['Flat 400072, Hill Road'], undefined],
    ['Hill Road 110001', ['Hill Road 110001'], '110001'],
    ['Hill Road 4000721', ['Hill Road 4000721'], undefined],
  ];
  for (const [address, lines, otherCode] of cases) {
    assert.deepEqual(addressLines(address, '400072'), { lines, otherCode }, address);
  }
});
