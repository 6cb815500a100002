import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { unpackColumns } from '../../wire/http/columns.js';
import type { FlowHeader, PlacesHeader } from '../../wire/network/network-flows.js';
import { PARCEL, POST_PARCEL, refusal, testServer } from '../server-for-test.js';

testServer('places come compressed as the asker takes it, and not again when they are known', async (made) => {
  const { ats } = await made.addParties();
  const client = await made.keyOf(ats);
  const asked = async (headers: Record<string, string>) => client.getNetworkPlaces({ headers });
  const plain = await asked({});
  assert.equal(plain.headers.get('content-encoding'), null);
  const { header, columns } = unpackColumns(plain.body);
  const { box, kinds } = header as PlacesHeader;
  const { facilities } = made.server.reference.workspace.network;
  assert.equal(columns['x'].length, facilities.count);
  columns['x'].forEach((share, row) => {
    const lon = box.west + (share / 0xffff) * (box.east - box.west);
    assert.ok(Math.abs(lon - facilities.lon[row]) < 0.001, `${lon} for ${facilities.lon[row]}`);
    assert.equal(kinds[columns['kind'][row]], kinds[facilities.kind[row]]);
  });
  const small = await asked({ 'accept-encoding': 'gzip, deflate, br' });
  assert.equal(small.headers.get('content-encoding'), 'br');
  assert.deepEqual(new Uint8Array(brotliDecompressSync(small.body)), plain.body);
  const zipped = await asked({ 'accept-encoding': 'gzip' });
  assert.deepEqual(new Uint8Array(gunzipSync(zipped.body)), plain.body);
  const etag = small.headers.get('etag') ?? '';
  assert.notEqual(etag, plain.headers.get('etag'));
  assert.equal((await asked({ 'accept-encoding': 'br', 'if-none-match': etag })).status, 304);
});

testServer('before a plan is made, flows say so; afterwards they are of the newest one', async (made) => {
  const { ats, post } = await made.addParties();
  const [one, other] = [await made.keyOf(ats), await made.keyOf(post)];
  const before = unpackColumns((await one.getNetworkFlows()).body).header as FlowHeader;
  assert.deepEqual([before.planned, before.plan, before.together], [false, undefined, null]);
  await one.createShipment({ body: PARCEL });
  await other.createShipment({ body: POST_PARCEL });
  const { body: plan } = await one.createPlan({ body: { seconds: 5, gap: 0.1, assign: false } });
  await made.runJobs();
  const { header, columns } = unpackColumns((await one.getNetworkFlows()).body);
  const flows = header as FlowHeader;
  assert.equal(flows.plan?.id, plan.id);
  assert.equal(flows.together?.parcels, 1);
  assert.equal(flows.timezone, 'Asia/Kolkata');
  columns['leg_trip'].forEach((_, leg) => {
    assert.ok(columns['leg_arrives'][leg] > columns['leg_departs'][leg]);
    assert.ok(columns['leg_used'][leg] <= columns['leg_room'][leg]);
  });
  assert.ok(columns['leg_trip'].length > 0);
  await refusal(one.getNetworkFlows({ query: { plan: `pln_0${'0'.repeat(25)}` } }), 'not_found');
});

testServer('facilities, departures, postal codes and names are found and described', async (made) => {
  const { ats } = await made.addParties();
  const client = await made.keyOf(ats);
  const [carrier, partner] = made.server.reference.parties;
  const { body: found } = await client.searchNetwork({ query: { q: 'sort mum' } });
  assert.deepEqual(
    found.data.map(({ kind, id }) => [kind, id]),
    [['facility', `${carrier.code}:SC-BOM`]],
  );
  const { body: facility } = await client.getNetworkFacility({ params: { id: `${carrier.code}:DS-BOM` } });
  assert.deepEqual(facility.open, { days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'], from: '04:00', to: '23:00' });
  assert.equal(facility.delivers.postal_codes, 2);
  const { body: departure } = await client.getNetworkDeparture({
    params: { id: `${carrier.code}:TRUCK-1@2026-11-24` },
  });
  assert.equal(departure.calls.length, 3);
  assert.equal(departure.calls[2].arrives_at, '2026-11-25T16:30:00.000Z');
  assert.equal(departure.capacity_kg, 9000);
  const { body: code } = await client.getNetworkPostalCode({ params: { id: '400001' } });
  assert.equal(code.delivered[0].facility, `${partner.code}:PO-400001`);
  const { body: names } = await client.getNetworkNames({ query: { block: 0 } });
  assert.equal(names.data[facility.column].name, 'Delivery station Mumbai');
});
