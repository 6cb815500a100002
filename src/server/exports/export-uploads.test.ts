import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import type { Client } from '../../wire/http/client.js';
import type { WireDeclaration } from '../../wire/exports/export-declarations.js';
import { refusal, testServer, type ServerForTest } from '../server-for-test.js';
import { readExportFile } from './upload-rows.js';

async function shopOf(made: ServerForTest): Promise<Client> {
  return made.keyOf((await made.addParties()).postShop);
}

const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n');
const HEAD = [
  'reference',
  'sender',
  'service',
  'booking_pin',
  'exporter_name',
  'exporter_address',
  'exporter_pin',
  'addressee_name',
  'addressee_address',
  'addressee_city',
  'addressee_country',
  'addressee_phone',
  'category',
  'gross_weight_g',
  'currency',
  'goods_description',
  'goods_quantity',
  'goods_unit',
  'goods_net_weight_g',
  'goods_value_minor',
  'goods_hs',
];
const ROW = [
  'P-1',
  'personal',
  'itps',
  '793101',
  'Name 1',
  'Road 1',
  '793101',
  'Name 2',
  'Road 2',
  'Pokhara',
  'NP',
  '+97761555010',
  'gift',
  '900',
  'INR',
  'Woollen shawl',
  '1',
  'pcs',
  '380',
  '250000',
  '621420',
];
const second = (changes: Readonly<Record<number, string>>): string[] => ROW.map((cell, at) => changes[at] ?? cell);

testServer('a file has a row for each line of goods; faults name line and column, and may be skipped', async (made) => {
  const shop = await shopOf(made);
  const upload = (rows: readonly (readonly string[])[], query: { on_fault?: 'skip' } = {}) =>
    shop.uploadExports({ query, body: csv([HEAD, ...rows]), headers: { 'content-type': 'text/csv' } });
  const good = (await upload([ROW, second({ 15: 'Cotton scarf', 18: '200' }), second({ 0: 'P-2' })])).body;
  assert.deepEqual(
    good.exports.map(({ reference, item }) => [reference, item]),
    [
      ['P-1', 'LA000000014IN'],
      ['P-2', 'LA000000028IN'],
    ],
  );
  const names = Array.from({ length: 20 }, (_, at) => `O-${at}`);
  const many = (await upload(names.map((name) => second({ 0: name })))).body;
  const listed = (await shop.listExports({ query: { upload_id: many.upload_id } })).body.data;
  assert.deepEqual(
    listed.map(({ reference }) => reference),
    names,
  );
  const first = (await shop.getExport({ params: { id: good.exports[0]?.id ?? '' } })).body;
  assert.deepEqual(
    first.declaration.goods?.map(({ description }) => description),
    ['Woollen shawl', 'Cotton scarf'],
  );
  const bad = [
    second({ 0: 'P-3' }),
    second({ 0: 'P-4', 13: 'heavy' }),
    second({ 0: 'P-5' }),
    second({ 0: 'P-5', 20: '999999' }),
  ];
  const faultsOf = (errors: readonly { line?: number | undefined; column?: string | undefined; code: string }[] = []) =>
    errors.map(({ line, column, code }) => `${line} ${column} ${code}`);
  assert.deepEqual(faultsOf((await refusal(upload(bad), 'invalid')).errors), ['3 gross_weight_g wrong_type']);
  const skipped = (await upload(bad, { on_fault: 'skip' })).body;
  assert.deepEqual(
    skipped.exports.map(({ reference }) => reference),
    ['P-3'],
  );
  assert.equal(skipped.skipped, 2);
  assert.deepEqual(faultsOf(skipped.faults), ['3 gross_weight_g wrong_type', '5 goods_hs bad_format']);
  const unknown = await refusal(
    shop.uploadExports({ body: 'goods_description,goods_wieght\nx,1', headers: { 'content-type': 'text/csv' } }),
    'invalid',
  );
  assert.deepEqual(
    unknown.errors?.map(({ code }) => code),
    ['unknown_column'],
  );
});

testServer('goods are found by words, and whatever else is sent is refused with its faults', async (made) => {
  const shop = await shopOf(made);
  const { data } = (await shop.searchHs({ query: { q: 'brass lamp' } })).body;
  assert.ok(data.some(({ code }) => code === '830629'));
  assert.ok((data[0]?.reasons.length ?? 0) > 0);
  const wild = {
    goods: [{ quantity: -1, unit: 'dozen', hs: 7 }],
    sender: 'robot',
    colour: 'red',
  } as unknown as WireDeclaration;
  const { errors } = await refusal(shop.checkExport({ body: wild }), 'invalid');
  assert.deepEqual(errors?.map(({ pointer }) => pointer).toSorted(), [
    '#/colour',
    '#/goods/0/hs',
    '#/goods/0/quantity',
    '#/goods/0/unit',
    '#/sender',
  ]);
  assert.ok((await shop.checkExport({ body: {} })).body.faults.length > 10);
});

test('a file of any bytes is read into parcels and faults, and never breaks the reader', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-exports-'));
  const path = join(folder, 'exports.csv');
  const random = new Prng(5);
  const good = Buffer.from(csv([HEAD, ROW, second({ 0: 'P-2' })]));
  for (let round = 0; round < 300; round++) {
    const bytes = Buffer.from(good);
    for (let change = random.below(12); change >= 0; change--) bytes[random.below(bytes.length)] = random.below(256);
    writeFileSync(path, bytes.subarray(0, random.below(bytes.length + 1)));
    const { parcels, faults } = readExportFile(path, 100);
    assert.ok(parcels.length + faults.length > 0, `seed 5, round ${round}`);
    for (const { code, message } of faults) assert.ok(code !== '' && message !== '', `seed 5, round ${round}`);
  }
  rmSync(folder, { recursive: true });
});
