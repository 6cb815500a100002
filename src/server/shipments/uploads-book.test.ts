import assert from 'node:assert/strict';
import type { Client } from '../../wire/http/client.js';
import { PARCEL, testServer, type ServerForTest } from '../server-for-test.js';
import { uploadQueue } from './uploads-book.js';

const HEADER = 'shipment_id,origin,ready_at,destination_pin,weight_g,tracking_number';
const rowOf = (row: number, weight = '480', number = ''): string =>
  `U-${row},FC-DEL,2026-11-23T18:00:00+05:30,400072,${weight},${number}`;
const fileOf = (count: number, changed: Readonly<Record<number, string>> = {}): string =>
  [HEADER, ...Array.from({ length: count }, (_, row) => changed[row] ?? rowOf(row))].join('\n');

testServer('a file is booked whole by a job, once, and listed by its upload', async (made) => {
  const { ats, post } = await made.addParties();
  const client = await made.keyOf(ats);
  const sending = { body: fileOf(2300), headers: { 'idempotency-key': 'file-1' } };
  const started = await client.startUpload(sending);
  assert.deepEqual([started.status, started.body.state, started.body.rows], [202, 'waiting', null]);
  await made.runJobs();
  const { id } = started.body;
  const { body: done } = await client.getUpload({ params: { id } });
  assert.deepEqual([done.state, done.rows, done.checked, done.booked, done.faults], ['booked', 2300, 2300, 2300, 0]);
  assert.equal((await client.startUpload(sending)).body.id, id);
  assert.deepEqual(await endingsOf(client), [{ upload: id, state: 'booked', rows: 2300, booked: 2300, faults: 0 }]);
  await made.runJobs();
  assert.equal(await countOf(client, id), 2300);
  assert.equal((await (await made.keyOf(post)).listUploads()).body.data.length, 0);
});

testServer('a file with faults is refused whole, with every fault by line and column', async (made) => {
  const { ats } = await made.addParties();
  const client = await made.keyOf(ats);
  const body = fileOf(2300, {
    5: rowOf(5, 'heavy'),
    900: rowOf(900).replace('FC-DEL', 'FC-DLE'),
    1500: rowOf(1500).replace('400072', '400001'),
    10: rowOf(10, '480', 'EE123456785IN'),
    2200: rowOf(2200, '480', 'EE 123 456 785 IN'),
  });
  const { id } = (await client.startUpload({ body })).body;
  await made.runJobs();
  assert.equal((await client.getUpload({ params: { id } })).body.state, 'refused');
  const faults: (readonly [number | undefined, string | undefined, string])[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: 2, ...(cursor === undefined ? {} : { cursor }) };
    const page = (await client.listUploadFaults({ params: { id }, query })).body;
    faults.push(...page.data.map(({ line, column, code }) => [line, column, code] as const));
    if (page.next_cursor === null) break;
    cursor = page.next_cursor;
  }
  assert.deepEqual(faults, [
    [7, 'weight_g', 'wrong_type'],
    [902, 'origin', 'unknown_reference'],
    ...faults.filter(([line]) => line === 1502),
    [2202, 'tracking_number', 'duplicate_id'],
  ]);
  assert.ok(faults.some(([line, , code]) => line === 1502 && code === 'no_service'));
  assert.equal(await countOf(client, id), 0);
  const ending = { upload: id, state: 'refused', rows: 2300, booked: 0, faults: faults.length };
  assert.deepEqual(await endingsOf(client), [ending]);
});

testServer(
  'whoever goes on with a file after a kill books no row twice, and undoes what came to be wrong',
  async (made) => {
    const { ats } = await made.addParties();
    const client = await made.keyOf(ats);
    const { id } = (await client.startUpload({ body: fileOf(1100) })).body;
    await killedAfter(made, { id, ats, transactions: 7 });
    const half = (await client.getUpload({ params: { id } })).body;
    assert.deepEqual([half.state, half.booked], ['booking', 1000]);
    await made.runJobs();
    assert.equal((await client.getUpload({ params: { id } })).body.state, 'booked');
    assert.equal(await countOf(client, id), 1100);

    const other = fileOf(1100, { 1050: rowOf(1050, '480', 'EE123456785IN') });
    const { id: second } = (await client.startUpload({ body: other })).body;
    await killedAfter(made, { id: second, ats, transactions: 7 });
    await client.createShipment({ body: { ...PARCEL, tracking_number: 'EE123456785IN' } });
    await made.runJobs();
    assert.equal((await client.getUpload({ params: { id: second } })).body.state, 'refused');
    const [fault] = (await client.listUploadFaults({ params: { id: second } })).body.data;
    assert.deepEqual([fault?.line, fault?.column, fault?.code], [1052, 'tracking_number', 'already_used']);
    assert.equal(await countOf(client, second, 'booked'), 0);
  },
);

/** What notices tell of how uploads ended. */
async function endingsOf(client: Client): Promise<unknown[]> {
  const { data } = (await client.listNotices({ query: { types: 'upload.changed' } })).body;
  return data.map((notice) => notice.data);
}

/** Does the job of an upload in a process that ends before its next transaction. */
async function killedAfter(
  { server }: ServerForTest,
  { id, ats, transactions }: { readonly id: string; readonly ats: string; readonly transactions: number },
): Promise<void> {
  let begun = 0;
  const signal = new AbortController().signal;
  signal.throwIfAborted = () => {
    if (begun++ === transactions) throw new Error('killed');
  };
  const job = { id: '', data: { upload: id }, acting: { partyId: ats, mode: 'live' }, attempt: 1, signal } as const;
  await assert.rejects(uploadQueue(server).handle(job), /killed/);
}

/** Shipments of an upload, by their pages. */
async function countOf(client: Client, upload: string, status?: 'booked'): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined; ;) {
    const query = { limit: 200, upload_id: upload, ...(status && { status }), ...(cursor && { cursor }) };
    const { data, next_cursor: next } = (await client.listShipments({ query })).body;
    count += data.length;
    if (next === null) return count;
    cursor = next;
  }
}
