import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows, TABLE_NAMES } from './read-tables.js';
import { shippedTables } from './shipped-tables.js';

test('every shipped row has a source, and rates and prices say that they are made up', () => {
  const tables = shippedTables();
  for (const name of TABLE_NAMES) {
    assert.ok(tables[name].length > 0, name);
    for (const { source } of tables[name]) assert.ok(source.length > 10, name);
  }
  for (const row of [...tables.rates, ...tables.tariffs])
    assert.ok(row.isSynthetic && row.source.startsWith('Synthetic'));
  const services = new Set(tables.services.map(({ id }) => id));
  for (const { services: there } of tables.destinations)
    for (const { service } of there) assert.ok(services.has(service));
});

test('readRows refuses all rows at fault at once', () => {
  const [rate] = shippedTables().rates;
  const read = readRows('rates', [
    { ...rate, inrE4: 0 },
    { ...rate, validFrom: '2026-02-30' },
    { ...rate, note: 'x' },
  ]);
  assert.equal(read.status, 'refused');
  assert.deepEqual(read.status === 'refused' ? read.faults.map(({ path }) => path.join('.')) : [], [
    '0.inrE4',
    '1.validFrom',
    '2',
  ]);
});

test('readRows refuses rows that are there twice, and limits that rules need and are missing', () => {
  const { rates, limits } = shippedTables();
  const twice = readRows('rates', [rates[0], rates[0]]);
  assert.deepEqual(twice, { status: 'refused', faults: [{ path: [1], message: 'USD 2026-01-01 is there twice' }] });
  const lacking = readRows('limits', limits.slice(1));
  assert.deepEqual(lacking, { status: 'refused', faults: [{ path: [], message: 'cn22_max_sdr is missing' }] });
  assert.equal(readRows('destinations', [{ ...shippedTables().destinations[0], postalCode: '(' }]).status, 'refused');
  assert.equal(readRows('tariffs', 'no table').status, 'refused');
});
