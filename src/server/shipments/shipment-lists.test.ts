import assert from 'node:assert/strict';
import { Prng } from '../../base/prng.js';
import type { Client } from '../../wire/http/client.js';
import { agreeOn } from '../agreements/agreement-for-test.js';
import { checkDueShipments } from '../exceptions/check-exceptions.js';
import { PARCEL, refusal, testServer, type ServerForTest } from '../server-for-test.js';

type Listed = Awaited<ReturnType<Client['listShipments']>>['body']['data'][number];
type Query = NonNullable<NonNullable<Parameters<Client['listShipments']>[0]>['query']>;

/** Some parcels of a carrier, of which every second one is carried on, some are received, and one is cancelled. */
async function someParcels(made: ServerForTest) {
  const { ats, post, atsShop } = await made.addParties();
  const [owner, partner, shop] = [await made.keyOf(ats), await made.keyOf(post), await made.keyOf(atsShop)];
  await agreeOn(made, [ats, post]);
  const ids: string[] = [];
  for (let number = 0; number < 16; number++) {
    made.wait(600);
    const body = {
      ...PARCEL,
      reference: `Order-${number}/${number % 2 === 0 ? 'A' : 'B'}`,
      destination_pin: number % 3 === 0 ? '400072' : '400001',
      recipient: { name: number === 3 ? '=cmd()' : 'A. Person' },
    };
    const { id } = (await (number % 4 === 1 ? shop : owner).createShipment({ body })).body;
    ids.push(id);
    const params = { id };
    if (number % 2 === 0) await owner.assignCarriage({ params, body: { partner_id: post } });
    if (number % 4 === 0) await partner.receiveShipment({ params });
  }
  await owner.cancelShipment({ params: { id: ids[1] ?? '' } });
  made.wait(7 * 3600);
  await checkDueShipments(made.server);
  return { ids, post, ats, owner, partner, shop };
}

async function all(client: Client, query: Query): Promise<Listed[]> {
  const rows: Listed[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await client.listShipments({
      query: { ...query, limit: 3, ...(cursor === undefined ? {} : { cursor }) },
    });
    rows.push(...body.data);
    cursor = body.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

testServer('every filter of a list finds what its rows say, alone and together, for each who asks', async (made, t) => {
  const seed = 25;
  t.diagnostic(`seed ${seed}`);
  const random = new Prng(seed);
  const { owner, partner, shop, ats, post } = await someParcels(made);
  for (const [index, client] of [owner, partner, shop].entries()) {
    const rows = await all(client, {});
    const one = rows[2];
    assert.ok(one !== undefined);
    const other = index === 0 ? post : ats;
    const carried = new Set((await all(client, { partner_id: other })).map(({ id }) => id));
    assert.equal(carried.size, index === 2 ? 0 : 8);
    const filters: [Query, (row: Listed) => boolean][] = [
      [{ status: 'cancelled' }, ({ status }) => status === 'cancelled'],
      [{ state: 'received,cancelled' }, ({ tracked }) => ['received', 'cancelled'].includes(tracked?.state ?? '')],
      [{ destination_pin: '400072' }, (row) => row.destination_pin === '400072'],
      [{ origin: 'FC-DEL' }, ({ origin }) => origin === 'FC-DEL'],
      [{ direction: 'own' }, ({ standing }) => standing === 'own'],
      [{ direction: 'carried' }, ({ standing }) => standing === 'carried'],
      [{ partner_id: other }, ({ id }) => carried.has(id)],
      [{ custodian: '@sender' }, ({ tracked }) => tracked?.custodian === '@sender'],
      [{ exception: 'any' }, (row) => row.open_exceptions.length > 0],
      [{ exception: 'no_scan' }, (row) => row.open_exceptions.some(({ code }) => code === 'no_scan')],
      [{ booked_from: one.created_at }, (row) => row.created_at >= one.created_at],
      [{ booked_until: one.created_at }, (row) => row.created_at < one.created_at],
      [{ promised_from: '2026-11-25T00:00:00Z' }, (row) => (row.promised_by ?? '') >= '2026-11-25'],
      [
        { q: one.tracking_number.slice(-5).toLowerCase() },
        (row) => row.tracking_number.endsWith(one.tracking_number.slice(-5)),
      ],
      [{ q: 'order-1' }, (row) => row.reference?.toLowerCase().startsWith('order-1') === true],
    ];
    for (const [query, fits] of filters) {
      const found = (await all(client, query)).map(({ id }) => id);
      assert.deepEqual(
        found,
        rows.filter(fits).map(({ id }) => id),
        JSON.stringify(query),
      );
    }
    for (let round = 0; round < 6; round++) {
      const [a, b] = [random.pick(filters.slice(0, -2)), random.pick(filters.slice(0, -2))];
      const found = (await all(client, { ...a[0], ...b[0] })).map(({ id }) => id);
      const expected = rows.filter((row) => (Object.keys(a[0])[0] === Object.keys(b[0])[0] || a[1](row)) && b[1](row));
      assert.deepEqual(
        found,
        expected.map(({ id }) => id),
        JSON.stringify({ ...a[0], ...b[0] }),
      );
    }
  }
  const anywhere = await all(owner, { q: '7/B' });
  assert.deepEqual(
    anywhere.map(({ reference }) => reference),
    ['Order-7/B'],
  );
  await refusal(owner.listShipments({ query: { q: 'a' } }), 'invalid');
  await refusal(owner.listShipments({ query: { state: 'flying' } }), 'invalid');
});

testServer('a list is a file, in which nothing is a formula', async (made) => {
  const { owner, partner } = await someParcels(made);
  const columns = 'tracking_number,reference,recipient_name,state';
  const { body, headers } = await owner.exportShipments({ query: { columns, booked_from: '2026-01-01T00:00:00Z' } });
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.equal(headers.get('x-row-count'), '16');
  const lines = body.trimEnd().split('\r\n');
  assert.deepEqual([lines.length, lines[0]], [17, columns]);
  assert.ok(lines[13]?.includes(",Order-3/B,'=cmd(),booked"), lines[13]);
  const told = (await partner.exportShipments({ query: { columns: 'reference,weight_g' } })).body;
  assert.equal(told, `reference,weight_g\r\n${',480\r\n'.repeat(8)}`);
  await refusal(owner.exportShipments({ query: { columns: 'reference,secrets' } }), 'invalid');
  const audit = (await owner.listAuditEntries({ query: { action: 'data.exported' } })).body.data;
  assert.deepEqual(
    audit.map(({ details }) => details['count']),
    [16],
  );
});

testServer('many shipments are acted on, each for itself, and once for each key', async (made) => {
  const { owner, partner, ids } = await someParcels(made);
  const shipment_ids = [ids[0], ids[1], ids[3], ids[3], 'shp_00000000000000000000000000'].flatMap((id) => id ?? []);
  const request = { body: { action: 'cancel' as const, shipment_ids }, headers: { 'idempotency-key': 'many-1' } };
  const first = await owner.actOnShipments(request);
  assert.deepEqual(
    first.body.results.map(({ shipment_id, status, code }) => [shipment_id, status, code]),
    [
      [ids[0], 'refused', 'conflict'],
      [ids[1], 'refused', 'conflict'],
      [ids[3], 'done', null],
      ['shp_00000000000000000000000000', 'refused', 'not_found'],
    ],
  );
  assert.deepEqual((await owner.actOnShipments(request)).body, first.body);
  assert.equal((await owner.getShipment({ params: { id: ids[3] ?? '' } })).body.status, 'cancelled');
  const some = [ids[5] ?? '', ids[1] ?? ''];
  await refusal(owner.actOnShipments({ body: { action: 'redirect', shipment_ids: some } }), 'invalid');
  const to = { action: 'redirect' as const, shipment_ids: some, destination_pin: '400076', accept_unpromised: true };
  assert.deepEqual([(await owner.actOnShipments({ body: to })).body.done, some.length], [1, 2]);
  const moved = (await owner.getShipmentHistory({ params: { id: some[0] ?? '' } })).body;
  assert.deepEqual(
    moved.promises.map(({ cause }) => cause),
    ['booked', 'redirected'],
  );
  assert.equal(moved.promises[0]?.until, moved.promises[1]?.from);
  const labels = await partner.actOnShipments({ body: { action: 'check_label', shipment_ids: ids } });
  assert.equal(labels.body.done, 4); // of those that it has received, the agreement shows it who they are for
});

testServer('exceptions are worked through by urgency, many at once', async (made) => {
  const { owner, partner, ids } = await someParcels(made);
  const { data } = (await owner.listExceptions({ query: { sort: 'urgency', limit: 200 } })).body;
  assert.ok(data.length >= 4 && data.every(({ shipment }) => shipment !== null));
  const dues = data.map(({ severity, due_at }) => `${severity === 'critical' ? 0 : 1} ${due_at ?? '9'}`);
  assert.deepEqual(dues, dues.toSorted());
  const exception_ids = data.slice(0, 3).map(({ id }) => id);
  await refusal(owner.actOnExceptions({ body: { action: 'note', exception_ids } }), 'invalid');
  assert.equal((await owner.actOnExceptions({ body: { action: 'note', exception_ids, text: 'asked' } })).body.done, 3);
  assert.equal((await owner.actOnExceptions({ body: { action: 'resolve', exception_ids } })).body.done, 3);
  const left = (await owner.listExceptions({ query: { sort: 'urgency', limit: 200 } })).body.data;
  assert.deepEqual(
    left.map(({ id }) => id),
    data.slice(3).map(({ id }) => id),
  );
  const about = data[0]?.shipment_id ?? '';
  const told = (await owner.getShipmentHistory({ params: { id: about } })).body.exceptions;
  assert.deepEqual(
    told.find(({ id }) => id === exception_ids[0])?.notes.map(({ text }) => text),
    ['asked'],
  );
  const theirs = (await partner.getShipmentHistory({ params: { id: ids[0] ?? '' } })).body;
  assert.ok(theirs.exceptions.every(({ notes }) => notes.length === 0));
  await refusal(owner.listExceptions({ query: { sort: 'urgency', state: 'all' } }), 'invalid');
});
