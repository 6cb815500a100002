import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../feed/tables/duckdb-session.js';
import { refusal, testServer } from '../server-for-test.js';

const HEADER = 'shipment_id,product,origin,ready_at,destination_pin,weight_g,value,cod_amount,goods,recipient_name';
const ROW = 'A-1,standard,FC-DEL,2026-11-23T18:00:00+05:30,400072,480,799.50,799,fragile,"Person, A."';

testServer('a CSV file books its rows, all or none, or those without faults', async (made) => {
  const { ats, post } = await made.addParties();
  const [client, other] = [await made.keyOf(ats), await made.keyOf(post)];
  const wrong = [
    HEADER,
    ROW,
    ROW.replace('A-1', 'A-2').replace(',480,', ',heavy,'),
    ROW.replace('A-1', 'A-3').replace('FC-DEL', 'FC-DLE'),
    ROW.replace('A-1', 'A-4').replace('400072', '400001'),
    ROW.replace('A-1', 'A-5').replace('fragile', 'glass'),
  ].join('\n');
  const refused = await refusal(client.uploadShipments({ body: wrong }), 'invalid');
  assert.deepEqual(
    refused.errors?.map(({ line, column, value }) => [line, column, value]),
    [
      [3, 'weight_g', 'heavy'],
      [6, 'goods', 'glass'],
    ],
  );
  assert.equal((await client.listShipments()).body.data.length, 0);
  const headers = { 'idempotency-key': 'file-1' };
  const skipping = { body: wrong, query: { on_fault: 'skip' as const }, headers };
  const { body } = await client.uploadShipments(skipping);
  assert.deepEqual([body.rows, body.booked, body.skipped], [5, 1, 4]);
  assert.deepEqual(body.faults.map(({ code, line, column }) => [code, line, column]).slice(0, 4), [
    ['wrong_type', 3, 'weight_g'],
    ['unknown_value', 6, 'goods'],
    ['unknown_reference', 4, 'origin'],
    ['no_service', 5, undefined],
  ]);
  assert.match(body.faults[2]?.suggestion ?? '', /FC-DEL/);
  const replayed = await client.uploadShipments(skipping);
  assert.deepEqual([replayed.body.upload_id, replayed.headers.get('idempotency-replayed')], [body.upload_id, 'true']);
  await refusal(client.uploadShipments({ body: `${HEADER}\n${ROW}`, headers }), 'conflict');
  const [booked] = (await client.listShipments({ query: { upload_id: body.upload_id } })).body.data;
  assert.deepEqual(
    [booked?.reference, booked?.value_minor, booked?.cod_minor, booked?.goods, booked?.recipient.name],
    ['A-1', 79_950, 79_900, ['fragile'], 'Person, A.'],
  );
  assert.deepEqual((await other.listShipments({ query: { upload_id: body.upload_id } })).body.data, []);
  const misnamed = await refusal(client.uploadShipments({ body: 'origin,wieght_g\nA,1' }), 'invalid');
  assert.ok(misnamed.errors?.some(({ suggestion }) => suggestion?.includes('weight_g')));
  await refusal(client.uploadShipments({ body: HEADER }), 'invalid');
  await refusal(
    client.uploadShipments({ body: HEADER, headers: { 'content-type': 'text/plain' } }),
    'wrong_content_type',
  );
});

testServer('a Parquet file books its rows', async (made) => {
  const { ats } = await made.addParties();
  const client = await made.keyOf(ats);
  const folder = await mkdtemp(join(tmpdir(), 'interline-test-'));
  const path = join(folder, 'shipments.parquet');
  const session = await openDuckDb(path);
  await session.connection.run(`copy (
    select 'P-' || n as shipment_id, 'FC-DEL' as origin, timestamptz '2026-11-23 18:00:00+05:30' as ready_at,
      '400072' as destination_pin, 500 as weight_g, 12.5 as value
    from range(3) t(n)) to '${path}' (format parquet)`);
  await session.close();
  const body = new Uint8Array(await readFile(path));
  await rm(folder, { recursive: true });
  const headers = { 'content-type': 'application/vnd.apache.parquet' };
  assert.equal((await client.uploadShipments({ body, headers })).body.booked, 3);
  const [last] = (await client.listShipments()).body.data;
  assert.deepEqual([last?.ready_at, last?.value_minor], ['2026-11-23T12:30:00.000Z', 1250]);
  const broken = await refusal(client.uploadShipments({ body: body.slice(0, 100), headers }), 'invalid');
  assert.equal(broken.errors?.[0]?.code, 'bad_parquet');
});
