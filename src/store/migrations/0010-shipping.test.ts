import assert from 'node:assert/strict';
import { testStep } from './step-for-test.js';

testStep(
  'shipments from before the step get tracking numbers, each another one, with check digits',
  '0010-shipping',
  async (client, takeRest) => {
    await client.query(`
    insert into organisations (id, kind, code, name, created_at) values ('org_1', 'carrier', 'a.t-s', 'A', now());
    insert into shipments (id, mode, owner_id, status, product, origin, destination_pin, ready_at, weight_g, volume_ml, goods,
      cod_minor, value_minor, created_by, created_at)
    select 'shp_' || n, 'live', 'org_1', 'booked', 'standard', 'A', '1', now(), 1, 1, '{}', 0, 0, 'test', now()
    from generate_series(1, 500) n`);
    await takeRest();
    const { rows } = await client.query<{ tracking_number: string }>('select tracking_number from shipments');
    const numbers = rows.map((row) => row.tracking_number);
    assert.equal(new Set(numbers).size, 500);
    for (const number of numbers) {
      assert.match(number, /^ATS\d{13}$/);
      const sum = number
        .slice(3)
        .split('')
        .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
      assert.equal(sum % 10, 0, number);
    }
  },
);
