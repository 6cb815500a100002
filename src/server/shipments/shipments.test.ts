import assert from 'node:assert/strict';
import { agreeOn } from '../agreements/agreement-for-test.js';
import { PARCEL, POST_PARCEL, refusal, testServer } from '../server-for-test.js';

testServer('a shipment is booked, read, listed by filter, and cancelled once', async (made) => {
  const { ats, atsShop } = await made.addParties();
  const [carrier, shop] = [await made.keyOf(ats), await made.keyOf(atsShop)];
  const body = {
    ...PARCEL,
    reference: 'order 7',
    cod_minor: 79_900,
    goods: ['fragile' as const],
    recipient: { name: 'A. Person' },
  };
  const booked = (await shop.createShipment({ body })).body;
  assert.equal(booked.owner_id, ats);
  assert.equal(booked.shipper_id, atsShop);
  assert.equal(booked.volume_ml, 2400);
  assert.equal(booked.ready_at, '2026-11-23T12:30:00.000Z');
  const { warnings, ...told } = booked;
  assert.deepEqual([(await carrier.getShipment({ params: { id: booked.id } })).body, warnings], [told, []]);
  await carrier.createShipment({ body: PARCEL });
  await carrier.createShipment({ body: { ...PARCEL, shipper_id: atsShop, destination_pin: '400072' } });
  assert.equal((await carrier.listShipments()).body.data.length, 3);
  assert.equal((await shop.listShipments()).body.data.length, 2);
  const byPin = await shop.listShipments({ query: { destination_pin: '400072' } });
  assert.equal(byPin.body.data.length, 1);
  assert.equal(
    (await shop.listShipments({ query: { reference: 'order 7', status: 'booked' } })).body.data[0]?.id,
    booked.id,
  );

  const read = await shop.getShipment({ params: { id: booked.id } });
  const etag = read.headers.get('etag') ?? '';
  const same = await shop.getShipment({ params: { id: booked.id }, headers: { 'if-none-match': etag } });
  assert.equal(same.status, 304);
  const params = { id: booked.id };
  await refusal(shop.cancelShipment({ params, headers: { 'if-match': '"another"' } }), 'changed_meanwhile');
  const cancelled = (await shop.cancelShipment({ params, headers: { 'if-match': etag } })).body;
  assert.deepEqual([cancelled.status, cancelled.cancelled_at], ['cancelled', made.server.now().toISOString()]);
  await refusal(carrier.cancelShipment({ params }), 'conflict');
});

testServer('pages of shipments hold each one once, newest first', async (made) => {
  const { ats, post } = await made.addParties();
  const client = await made.keyOf(ats);
  const ids: string[] = [];
  for (let count = 0; count < 7; count++) {
    made.wait(1);
    ids.unshift((await client.createShipment({ body: PARCEL })).body.id);
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { data, next_cursor } = (
      await client.listShipments({ query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) } })
    ).body;
    seen.push(...data.map(({ id }) => id));
    cursor = next_cursor ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual(seen, ids);
  assert.deepEqual((await (await made.keyOf(post)).listShipments()).body, { data: [], next_cursor: null });
});

testServer(
  'the same key and request get the same answer, at once or later; another request is refused',
  async (made) => {
    const { ats, post } = await made.addParties();
    const [client, other] = [await made.keyOf(ats), await made.keyOf(post)];
    const headers = { 'idempotency-key': 'booking-1' };
    const answers = await Promise.all([1, 2, 3].map(() => client.createShipment({ body: PARCEL, headers })));
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    assert.equal(answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true').length, 2);
    const { errors, detail } = await refusal(
      client.createShipment({ body: { ...PARCEL, weight_g: 481 }, headers }),
      'conflict',
    );
    assert.deepEqual([errors, detail], [undefined, 'The Idempotency-Key was used for another request.']);
    await refusal(client.createShipments({ body: { shipments: [PARCEL] }, headers }), 'conflict');
    await other.createShipment({ body: POST_PARCEL, headers });
    const test = await made.keyOf(ats, { mode: 'test' });
    await test.createShipment({ body: { ...PARCEL, weight_g: 482 }, headers });
    assert.equal((await client.listShipments()).body.data.length, 1);
    // A request that is refused does not use its key up.
    const second = { 'idempotency-key': 'booking-2' };
    await refusal(client.createShipment({ body: { ...PARCEL, product: 'none' }, headers: second }), 'invalid');
    await client.createShipment({ body: PARCEL, headers: second });
    await refusal(client.createShipment({ body: PARCEL, headers: { 'idempotency-key': 'a b' } }), 'invalid');
  },
);

testServer('a batch books all or none, and names every row that is wrong', async (made) => {
  const { ats, atsShop, postShop } = await made.addParties();
  const client = await made.keyOf(ats);
  const wrong = [PARCEL, { ...PARCEL, product: 'none' }, { ...PARCEL, shipper_id: postShop }];
  const { errors = [] } = await refusal(client.createShipments({ body: { shipments: wrong } }), 'invalid');
  assert.deepEqual(
    errors.map(({ pointer }) => pointer),
    ['#/shipments/1/product', '#/shipments/2/shipper_id'],
  );
  assert.equal((await client.listShipments()).body.data.length, 0);
  const shipments = Array.from({ length: 10_000 }, (_, row) => ({
    ...PARCEL,
    reference: `order ${row}`,
    ...(row % 2 === 0 ? {} : { shipper_id: atsShop }),
  }));
  const { ids, tracking_numbers } = (await client.createShipments({ body: { shipments } })).body;
  assert.deepEqual([new Set(ids).size, new Set(tracking_numbers).size], [10_000, 10_000]);
  const { body } = await client.getShipment({ params: { id: ids[4711] ?? '' } });
  assert.deepEqual([body.reference, body.shipper_id], ['order 4711', atsShop]);
  await refusal(client.createShipments({ body: { shipments: [...shipments, PARCEL] } }), 'invalid');
  const all = wrong.flatMap(() => Array.from({ length: 100 }, () => ({ ...PARCEL, product: 'none' })));
  const capped = (await refusal(client.createShipments({ body: { shipments: all } }), 'invalid')).errors ?? [];
  assert.equal(capped.length, 101);
  assert.equal(capped.at(-1)?.message, 'these are the first 100 of 300 faults');
});

testServer('a shipment goes to a partner under the agreement in force, is received, and then stays', async (made) => {
  const { ats, post, atsShop } = await made.addParties();
  const [owner, partner, shop] = [await made.keyOf(ats), await made.keyOf(post), await made.keyOf(atsShop)];
  const body = {
    ...PARCEL,
    reference: 'order 7',
    value_minor: 5,
    recipient: { name: 'A. Person', phone: '+910000000000' },
  };
  const { id } = (await shop.createShipment({ body })).body;
  const params = { id };
  const early = await refusal(owner.assignCarriage({ params, body: { partner_id: post } }), 'invalid');
  assert.equal(early.errors?.[0]?.code, 'no_agreement');
  const old = await agreeOn(made, [ats, post], made.agreementText(1));
  made.wait(86_400);
  const version = await agreeOn(made, [ats, post], made.agreementText(2));
  const carriage = { partner_id: post, agreement_version_id: version.id };
  const other = { partner_id: post, agreement_version_id: old.id };
  const superseded = await refusal(owner.assignCarriage({ params, body: other }), 'invalid');
  assert.equal(superseded.errors?.[0]?.code, 'not_in_force');
  await refusal(partner.receiveShipment({ params }), 'not_found');
  await refusal(shop.assignCarriage({ params, body: carriage }), 'conflict');
  assert.equal((await owner.assignCarriage({ params, body: carriage })).body.received_at, null);
  await refusal(owner.assignCarriage({ params, body: carriage }), 'conflict');

  const before = (await partner.getShipment({ params })).body;
  assert.deepEqual([before.standing, before.recipient.name, before.reference], ['carried', null, null]);
  assert.equal((await partner.listShipments()).body.data[0]?.id, id);
  await refusal(partner.cancelShipment({ params }), 'conflict');
  await refusal(owner.receiveShipment({ params }), 'conflict');
  const received = (await partner.receiveShipment({ params })).body;
  assert.deepEqual(received.recipient, { name: 'A. Person', phone: null, address: null, digipin: null });
  assert.deepEqual([received.value_minor, received.shipper_id], [null, null]);
  made.wait(60);
  assert.deepEqual((await partner.receiveShipment({ params })).body, received);
  await refusal(shop.cancelShipment({ params }), 'conflict');
  assert.equal((await shop.listCarriages({ params })).body.data[0]?.partner_id, post);
});

testServer('a shipment has a number of its carrier, or brings its own, and is found by it', async (made) => {
  const { ats, post } = await made.addParties();
  const [client, other] = [await made.keyOf(ats), await made.keyOf(post)];
  const [own, item] = [
    (await client.createShipment({ body: PARCEL })).body,
    (await other.createShipment({ body: POST_PARCEL })).body,
  ];
  assert.match(own.tracking_number, /^ATS[0-9A-F]{5}\d{13}$/);
  assert.match(item.tracking_number, /^AV\d{9}IN$/);
  const typed = own.tracking_number.toLowerCase().replace(/(....)/g, '$1 ');
  const found = (await client.listShipments({ query: { tracking_number: typed } })).body.data;
  assert.deepEqual(
    found.map(({ id }) => id),
    [own.id],
  );
  assert.deepEqual((await other.listShipments({ query: { tracking_number: own.tracking_number } })).body.data, []);

  const sent = await client.createShipment({ body: { ...PARCEL, tracking_number: 'ee 123 456 785 in' } });
  assert.equal(sent.body.tracking_number, 'EE123456785IN');
  const shipments = ['EE123456785IN', 'EE123456786IN', 'CP000000005IN', 'CP000000005IN'].map((number) => ({
    ...PARCEL,
    tracking_number: number,
  }));
  const { errors = [] } = await refusal(client.createShipments({ body: { shipments } }), 'invalid');
  assert.deepEqual(
    errors.map(({ code, pointer }) => [code, pointer]),
    [
      ['bad_format', '#/shipments/1/tracking_number'],
      ['duplicate_id', '#/shipments/3/tracking_number'],
      ['already_used', '#/shipments/0/tracking_number'],
    ],
  );
  const test = await made.keyOf(ats, { mode: 'test' });
  await test.createShipment({ body: { ...PARCEL, tracking_number: 'EE123456785IN' } });
});
