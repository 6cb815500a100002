import assert from 'node:assert/strict';
import { Prng } from '../../base/prng.js';
import { foldedOf, foldEvents } from '../../custody/events/fold-events.js';
import { verifyLog } from '../../custody/log/verify-log.js';
import { EVENT_KINDS, type CustodyEvent, type State } from '../../domain/custody-event.js';
import { findState, foldedOfState } from '../../store/custody/custody-states.js';
import { listEvents, listRecords } from '../../store/custody/events.js';
import { listCarriages } from '../../store/plans/carriages.js';
import type { Client } from '../../wire/http/client.js';
import type { NewEvent } from '../../wire/custody/events.js';
import { agreeOn } from '../agreements/agreement-for-test.js';
import { PARCEL, testServer, type PartiesForTest, type ServerForTest } from '../server-for-test.js';

const MINUTE_MS = 60_000;

interface Scene extends PartiesForTest {
  readonly made: ServerForTest;
  readonly clients: readonly Client[]; // of the owner, and of the partner that carries on
  readonly ids: readonly string[]; // of shipments
}

async function scene(made: ServerForTest, shipmentCount: number): Promise<Scene> {
  const parties = await made.addParties();
  const clients = [await made.keyOf(parties.ats), await made.keyOf(parties.post)];
  const [ats] = clients;
  const { id: version } = await agreeOn(made, [parties.ats, parties.post], made.agreementText(1));
  const shipments = Array.from({ length: shipmentCount }, () => PARCEL);
  const { ids } = (await ats.createShipments({ body: { shipments } })).body;
  for (const id of ids) {
    const body = { partner_id: parties.post, agreement_version_id: version };
    await ats.assignCarriage({ params: { id }, body });
  }
  return { ...parties, made, clients, ids };
}

/** Whatever the way to it was: the state is the fold of the log, the log is whole, and holds each event once. */
async function checkShipment({ made, ats, post }: Scene, id: string, hint: string): Promise<CustodyEvent[]> {
  return made.server.store.asParty({ partyId: ats, mode: 'live' }, async (tx) => {
    const events = (await listEvents(tx, [id])).get(id) ?? [];
    const tracked = foldEvents(events);
    const state = await findState(tx, id);
    assert.ok(state !== undefined);
    const { tracked: expected, last } = foldedOf(tracked);
    assert.deepEqual(foldedOfState(state).tracked, expected, hint);
    assert.equal(state.last?.id, last?.id, hint);
    const verdict = verifyLog({ shipment: id, records: await listRecords(tx, id), heads: [], keys: new Map() });
    assert.equal(verdict.broken, undefined, hint);
    assert.deepEqual([verdict.head?.sequence, verdict.head?.hash], [state.sequence, state.hash], hint);
    const code = made.server.reference.parties.map((party) => party.code)[1];
    const first = tracked.timeline.find((step) => step.custodianAfter === code);
    const [carriage] = await listCarriages(tx, id);
    assert.deepEqual([carriage?.partnerId, carriage?.receivedAt?.getTime()], [post, first?.atMs], hint);
    return events;
  });
}

for (const seed of [1, 2, 3]) {
  testServer(`any interleaving of two carriers' batches leaves the fold of all events (seed ${seed})`, async (made) => {
    const random = new Prng(seed);
    const all = await scene(made, 4);
    const startMs = made.server.now().getTime();
    made.wait(3600);
    const pools: NewEvent[][] = all.clients.map((_, party) =>
      Array.from({ length: 30 }, (__, index) => ({
        id: `e${party}-${index}`,
        shipment_id: random.pick(all.ids),
        kind: random.pick(EVENT_KINDS.filter((kind) => kind !== 'packed')),
        device_at: new Date(startMs + random.below(20) * MINUTE_MS).toISOString(),
        ...(random.chance(0.5) ? { voids: `e${party}-${random.below(30)}` } : { voids: 'nothing' }),
        ...(random.chance(0.2) ? { personal: { signed_by: 'A. Made-up' } } : {}),
      })),
    );
    const sent = new Set<string>();
    for (let round = 0; round < 8; round++) {
      made.wait(random.below(100));
      // Both at once, from two connections where there are two: the same shipments, copies too.
      await Promise.all(
        all.clients.map(async (client, party) => {
          const events = Array.from({ length: 1 + random.below(12) }, () => random.pick(pools[party] ?? []));
          for (const { id } of events) sent.add(id ?? '');
          const { body } = await client.recordEvents({ body: { events } });
          assert.equal(body.refused, 0);
          assert.equal(body.recorded + body.known, events.length);
        }),
      );
    }
    const logged: string[] = [];
    for (const id of all.ids) {
      logged.push(...(await checkShipment(all, id, `seed ${seed}`)).map((event) => event.id));
    }
    const ours = logged.filter((id) => id.startsWith('e') && !id.startsWith('ev_'));
    assert.deepEqual(ours.toSorted(), [...sent].toSorted(), `seed ${seed}`);
  });
}

testServer('of many requests at once about the same shipments each counts once, whoever is quicker', async (made) => {
  const all = await scene(made, 3);
  made.wait(3600);
  const nowMs = made.server.now().getTime();
  const eventsOf = (request: number): NewEvent[] =>
    all.ids.map((shipment_id) => ({
      id: `r${request}`,
      shipment_id,
      kind: request === 0 ? 'received' : 'weighed',
      device_at: new Date(nowMs + request).toISOString(),
    }));
  const partner = all.clients[1];
  assert.equal((await partner.recordEvents({ body: { events: eventsOf(0) } })).body.recorded, 3);
  const requests = Array.from({ length: 12 }, (_, at) => at + 1);
  await Promise.all(
    requests.map(async (request) => {
      // In another order each time, as whoever sends may have it.
      const events = request % 2 === 0 ? eventsOf(request) : eventsOf(request).toReversed();
      const { body } = await all.clients[request % 2].recordEvents({ body: { events } });
      assert.deepEqual([body.recorded, body.known], [3, 0]);
    }),
  );
  for (const id of all.ids) {
    const ids = (await checkShipment(all, id, 'at once'))
      .map((event) => event.id)
      .filter((name) => name.startsWith('r'));
    assert.deepEqual(ids.toSorted(), [0, ...requests].map((request) => `r${request}`).toSorted());
  }
});

testServer('events are kept by month, years apart, and a log goes on across months', async (made) => {
  const all = await scene(made, 1);
  const [client] = all.clients;
  const [id = ''] = all.ids;
  for (const kind of ['accepted', 'arrived', 'departed'] as const) {
    made.wait(400 * 86_400);
    const device_at = made.server.now().toISOString();
    const { body } = await client.recordEvents({ body: { events: [{ shipment_id: id, kind, device_at }] } });
    assert.equal(body.recorded, 1);
  }
  for (const lister of all.clients) {
    const inState = async (state: State) => (await lister.listShipments({ query: { state } })).body.data;
    assert.deepEqual(
      (await inState('in_transit')).map((one) => [one.id, one.tracked?.state]),
      [[id, 'in_transit']],
    );
    assert.deepEqual(await inState('accepted'), []);
  }
  const events = await checkShipment(all, id, 'months');
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['booked', 'accepted', 'arrived', 'departed'],
  );
});

testServer('a row that is wrong is refused by itself, with what is wrong and where', async (made) => {
  const all = await scene(made, 2);
  const [ats, post] = all.clients;
  const [id = '', other = ''] = all.ids;
  const code = made.server.reference.parties[0]?.code ?? '';
  const device_at = made.server.now().toISOString();
  const { tracking_number } = (await ats.getShipment({ params: { id: other } })).body;
  const events = [
    { shipment_id: id, kind: 'accepted', device_at, place: `${code}:FC-DEL` },
    { shipment_id: id, kind: 'arived', device_at },
    { shipment_id: id, kind: 'arrived', device_at, place: `${code}:NOWHERE` },
    { shipment_id: 'shp_00000000000000000000000000', kind: 'arrived', device_at },
    { tracking_number: tracking_number.toLowerCase(), code: { list: 'upu', code: 'EMA' }, device_at },
    { shipment_id: id, kind: 'arrived' },
    7,
  ] as NewEvent[];
  const { body } = await ats.recordEvents({ body: { events } });
  assert.deepEqual(
    body.results.map(({ status, errors }) => [status, ...errors.map(({ pointer }) => pointer)]),
    [
      ['recorded'],
      ['refused', '#/events/1/kind'],
      ['refused', '#/events/2/place'],
      ['refused', '#/events/3/shipment_id'],
      ['recorded'],
      ['refused', '#/events/5/device_at'],
      ['refused', '#/events/6'],
    ],
  );
  assert.equal(body.results[1]?.errors[0]?.suggestion, 'Did you mean "arrived"?');
  assert.deepEqual([body.results[4]?.shipment_id, body.results[4]?.state], [other, 'accepted']);
  const again = (await ats.recordEvents({ body: { events } })).body;
  assert.deepEqual([again.recorded, again.known, again.refused], [0, 2, 5]);

  const words = (await post.listShipmentEvents({ params: { id: other }, query: { words: 'upu' } })).body;
  assert.deepEqual([words.tracked.state, words.word, words.data.at(-1)?.code?.code], ['accepted', 'EMA', 'EMA']);
});
