import assert from 'node:assert/strict';
import type { CustodyEvent, EventKind } from '../../domain/custody-event.js';
import { recordEvents } from '../custody/record-events.js';
import { ownEvent } from '../custody/own-event.js';
import { PARCEL, refusal, testServer, type ServerForTest } from '../server-for-test.js';

const BODY = { ...PARCEL, destination_pin: '400072', recipient: { name: 'A. Person', address: 'Road 1' } };

testServer('a shipment is redirected until it is out for delivery, with a new promise', async (made) => {
  const { ats, atsShop, post } = await made.addParties();
  const [carrier, shop] = [await made.keyOf(ats), await made.keyOf(atsShop)];
  const booked = (await shop.createShipment({ body: BODY })).body;
  const params = { id: booked.id };
  const to = { destination_pin: '400076', recipient: { address: 'Road 2', location: { lat: 19.12, lon: 72.9 } } };
  const { errors = [] } = await refusal(
    carrier.redirectShipment({ params, body: { ...to, destination_pin: '999999' } }),
    'invalid',
  );
  assert.equal(errors[0]?.pointer, '#/destination_pin');
  const moved = (await shop.redirectShipment({ params, body: to })).body;
  assert.deepEqual(
    [moved.destination_pin, moved.recipient.name, moved.recipient.address, moved.recipient.digipin],
    ['400076', 'A. Person', 'Road 2', '4FK-2T3-9FFP'],
  );
  assert.ok(moved.promised_by !== null && booked.promised_by !== null && moved.promised_by >= booked.promised_by);
  await refusal(shop.returnShipment({ params }), 'conflict');
  await refusal((await made.keyOf(post)).redirectShipment({ params, body: to }), 'not_found');

  await happen(made, ats, booked.id, 'accepted', 'SC-BOM');
  made.wait(60);
  const again = (await carrier.redirectShipment({ params, body: { destination_pin: '400072' } })).body;
  // From Mumbai, where it was seen: the next morning's van, and the round of that day.
  assert.deepEqual([again.promised_by, again.recipient.digipin], ['2026-11-24T14:30:00.000Z', null]);
  await happen(made, ats, booked.id, 'out_for_delivery', 'DS-BOM');
  const { detail } = await refusal(carrier.redirectShipment({ params, body: to }), 'conflict');
  assert.match(detail ?? '', /^It is out for delivery\. /);
});

testServer('a shipment on its way is returned once, to where it came from', async (made) => {
  const { ats } = await made.addParties();
  const carrier = await made.keyOf(ats);
  const body = { ...BODY, origin: '110037' };
  const { id } = (await carrier.createShipment({ body })).body;
  const params = { id };
  await happen(made, ats, id, 'accepted', 'SC-DEL');
  made.wait(60);
  const back = (
    await carrier.returnShipment({ params, headers: { 'idempotency-key': `return ${id}`.replace(' ', '-') } })
  ).body;
  assert.deepEqual(back.return, { to_pin: '110037', since: made.server.now().toISOString() });
  assert.equal(back.promised_by, null); // its carrier delivers nothing in Delhi
  await refusal(carrier.returnShipment({ params }), 'conflict');
  await refusal(carrier.redirectShipment({ params, body: { destination_pin: '400076' } }), 'conflict');
});

/** Something that a carrier saw. */
async function happen(
  { server }: ServerForTest,
  partyId: string,
  id: string,
  kind: EventKind,
  stop: string,
): Promise<void> {
  const party = server.reference.parties[0]?.code ?? '';
  const event: CustodyEvent = { ...ownEvent(kind, { id, party, now: server.now() }), place: `${party}:${stop}` };
  const acting = { partyId, mode: 'live' } as const;
  await server.store.asParty(acting, (tx) => recordEvents(tx, { acting, now: server.now() }, [event]));
}
