import assert from 'node:assert/strict';
import { verifyLog } from '../custody/log/verify-log.js';
import type { CustodyRecord } from '../domain/custody-record.js';
import type { Client } from '../wire/http/client.js';
import type { NewEvent } from '../wire/custody/events.js';
import { agreeOn, withFeeders } from './agreements/agreement-for-test.js';
import { QUESTION, refusal, testServer, type ServerForTest } from './server-for-test.js';

const RECIPIENT = { name: 'Person Synthetic', phone: '+910000000001', address: '1 Synthetic Road, Mumbai' };

testServer('a parcel: promised, booked, packed, handed over, delivered; each side sees its own of it', async (made) => {
  const { ats, post, atsShop } = await made.addParties();
  const [carrier, partner, shop] = [await made.keyOf(ats), await made.keyOf(post), await made.keyOf(atsShop)];
  const version = await agreeOn(made, [ats, post], withFeeders(made.agreementText(1)));
  const codes = { ats: await codeOf(carrier), post: await codeOf(partner) };

  // Promised and booked by the shop, in words that the promise keeps.
  const best = (await shop.quote({ body: QUESTION })).body.best;
  assert.ok(best !== null, 'both networks together reach the office');
  const sent = { ...QUESTION, recipient: RECIPIENT, cod_minor: 79_900, value_minor: 79_900 };
  const headers = { 'idempotency-key': 'order-4711' };
  const booked = (await shop.createShipment({ body: sent, headers })).body;
  assert.deepEqual((await shop.createShipment({ body: sent, headers })).body, booked, 'asked twice, booked once');
  assert.ok(booked.promised_by !== null);
  const { id } = booked;
  const scan = scannerOf(made, id);

  // Collected and brought to the sort centre; the partner does not know of it.
  await carrier.recordEvents(scan('accepted', `${codes.ats}:FC-DEL`));
  await carrier.recordEvents(scan('arrived', `${codes.ats}:SC-DEL`));
  await refusal(partner.getShipment({ params: { id } }), 'not_found');

  // Assigned, packed and sealed, pre-advised, tendered.
  await carrier.assignCarriage({ params: { id }, body: { partner_id: post, agreement_version_id: version.id } });
  assert.equal((await partner.getShipment({ params: { id } })).body.recipient.name, null, 'not before custody');
  const bag = await sealedBag(made, carrier, id, `${codes.post}:HUB-DEL`);
  const tenderAt = new Date(made.server.now().getTime() + 2 * 3_600_000).toISOString();
  const draft = { receiver_id: post, interchange: 'IX-DEL', tender_at: tenderAt, containers: [bag] };
  const manifest = (await carrier.createManifest({ body: draft })).body.id;
  await carrier.preAdviseManifest({ params: { id: manifest } });
  assert.deepEqual(
    (await partner.listManifests()).body.data.map((one) => one.id),
    [manifest],
  );
  made.wait(7200);
  await carrier.tenderHandover({ params: { id: manifest }, body: { id: 'tender-1', device_time: timeOf(made) } });
  assert.equal((await carrier.listShipmentEvents({ params: { id } })).body.tracked.state, 'tendered');

  // Received by its seal: custody passes, and with it what the agreement grants after custody.
  made.wait(600);
  const received = { id: 'scan-1', device_time: timeOf(made), container: bag, seal: 'SEAL-1' };
  const scans = { params: { id: manifest }, body: { scans: [received] } };
  assert.equal((await partner.recordScans(scans)).body.results[0]?.outcome, 'accepted');
  assert.equal((await partner.recordScans(scans)).body.results[0]?.status, 'known');
  const seen = (await partner.getShipment({ params: { id } })).body;
  assert.deepEqual([seen.recipient.name, seen.recipient.phone, seen.shipper_id], [RECIPIENT.name, null, null]);

  // Carried on and delivered by the partner, told late and out of order.
  made.wait(86_400);
  const last = ['departed', 'at_delivery_office', 'out_for_delivery', 'delivered'] as const;
  const events = last.flatMap((kind, hour) => {
    const one = scan(kind, `${codes.post}:${kind === 'departed' ? 'HUB-DEL' : 'PO-400001'}`, hour - 5);
    return one.body.events.map((event) => ({ ...event, ...(kind === 'delivered' ? SIGNED : {}) }));
  });
  const told = (await partner.recordEvents({ body: { events: events.toReversed() } })).body;
  assert.deepEqual([told.recorded, told.refused], [4, 0]);
  const timeline = (await shop.listShipmentEvents({ params: { id } })).body;
  assert.deepEqual([timeline.tracked.state, timeline.tracked.custodian], ['delivered', '@addressee']);
  const kinds = timeline.data.map(({ kind }) => kind);
  assert.deepEqual(
    kinds.filter((kind) => kind !== 'packed'),
    ['booked', 'accepted', 'arrived', 'tendered', 'received', ...last],
  );

  // Both hold the same log; it verifies without the server, and has no personal data in it.
  const [ours, theirs] = [carrier, partner].map((one) => one.getCustodyLog({ params: { id } }));
  const [log, copy] = [(await ours)?.body, (await theirs)?.body];
  assert.ok(log !== undefined && copy !== undefined);
  assert.deepEqual(log.records, copy.records);
  const records = log.records as CustodyRecord[]; // bodies are JSON
  const verdict = verifyLog({ shipment: id, records, heads: [], keys: new Map() });
  assert.equal(verdict.broken, undefined);
  for (const word of [...Object.values(RECIPIENT), SIGNED.personal.signed_by]) {
    assert.ok(!JSON.stringify(log.records).includes(word), `${word} is in the log`);
  }
});

const SIGNED = { personal: { signed_by: 'Neighbour Synthetic' } };

async function codeOf(client: Client): Promise<string> {
  return (await client.getSession()).body.organisation.code ?? '';
}

function timeOf(made: ServerForTest, hours = 0): string {
  return new Date(made.server.now().getTime() + hours * 3_600_000).toISOString();
}

/** Makes a request of one event, some hours from now. */
function scannerOf(made: ServerForTest, shipment: string) {
  return (kind: NewEvent['kind'], place: string, hours = 0): { body: { events: NewEvent[] } } => {
    if (hours === 0) made.wait(60);
    return { body: { events: [{ shipment_id: shipment, kind, place, device_at: timeOf(made, hours) }] } };
  };
}

/** SSCC of a new bag with a shipment in it. */
async function sealedBag(made: ServerForTest, client: Client, piece: string, opensAt: string): Promise<string> {
  await client.setGs1Prefix({ body: { company_prefix: '8901234' } });
  const { sscc } = (await client.createContainer({ body: { kind: 'bag', contents: 'direct', opens_at: opensAt } }))
    .body;
  made.wait(60);
  const at = { device_time: timeOf(made) };
  const { results } = (
    await client.actOnContainers({
      body: {
        acts: [
          { ...at, id: 'act-1', kind: 'put', piece, into: sscc },
          { ...at, id: 'act-2', kind: 'close', container: sscc },
          { ...at, id: 'act-3', kind: 'seal', container: sscc, seal: 'SEAL-1' },
        ],
      },
    })
  ).body;
  assert.deepEqual(
    results.map(({ status }) => status),
    ['done', 'done', 'done'],
  );
  return sscc;
}
