import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from '@hono/zod-openapi';
import { pino } from 'pino';
import type { Client } from '../../wire/http/client.js';
import { eventText } from '../../wire/notices/event-stream.js';
import type { StreamEvent } from '../../wire/http/operation.js';
import type { NoticeSchema } from '../../wire/notices/stream.js';
import { eventStreamBody } from '../http/event-stream.js';
import { PARCEL, refusal, serverForTest, testServer } from '../server-for-test.js';
import { NoticeStreams } from './notice-streams.js';

testServer('a stream tells what is committed while it is open, and goes on where it was broken off', async (made) => {
  const { ats, post } = await made.addParties();
  const [client, other] = [await made.keyOf(ats), await made.keyOf(post)];
  const { streams } = made.server;
  const events = await openStream(client);
  const others = await openStream(other);
  const first = (await client.createShipment({ body: PARCEL })).body.id;
  await streams.poll();
  const told = await next(events);
  assert.equal(told.event, 'shipment.booked');
  assert.deepEqual(told.data?.data, { shipments: [{ id: first, status: 'booked' }] });
  await events.return?.();

  const second = (await client.createShipment({ body: PARCEL })).body.id;
  await client.cancelShipment({ params: { id: second } });
  const lastId = told.id ?? '';
  const resumed = await openStream(client, { headers: { 'last-event-id': lastId } });
  const booked = await next(resumed);
  const cancelled = await next(resumed);
  assert.deepEqual([booked.event, booked.data?.subject], ['shipment.booked', second]);
  assert.deepEqual([cancelled.event, cancelled.data?.subject], ['shipment.cancelled', second]);
  const query = { after: lastId, types: 'shipment.cancelled' };
  const { body } = await client.listNotices({ query });
  assert.deepEqual([body.data.length, body.data[0]?.id, body.has_more], [1, cancelled.id, false]);
  assert.equal((await next(await openStream(client, { query }))).id, cancelled.id);
  const { errors } = await refusal(client.listNotices({ query: { types: 'shipment.boked' } }), 'invalid');
  assert.equal(errors?.[0]?.suggestion, 'Did you mean "shipment.booked"?');

  streams.close();
  assert.equal((await others.next()).done, true, 'the other carrier was told nothing, and its stream has ended');
  assert.equal((await resumed.next()).done, true);
  await refusal(client.streamNotices(), 'not_ready');
});

type Events = AsyncIterator<StreamEvent<z.infer<typeof NoticeSchema>>>;

async function openStream(client: Client, request: Parameters<Client['streamNotices']>[0] = {}): Promise<Events> {
  return (await client.streamNotices(request)).body[Symbol.asyncIterator]();
}

async function next(events: Events): Promise<StreamEvent<z.infer<typeof NoticeSchema>>> {
  const result = await events.next();
  assert.ok(result.done !== true, 'the stream has ended');
  return result.value;
}

testServer('a party has so many streams at once, and a place is free again when one ends', async (made) => {
  const { ats, post } = await made.addParties();
  const { store } = made.server;
  const streams = new NoticeStreams(store, pino({ level: 'silent' }), { perParty: 2 });
  const [atsLive, atsTest] = [
    { partyId: ats, mode: 'live' as const },
    { partyId: ats, mode: 'test' as const },
  ];
  const leave = streams.enter(atsLive);
  streams.enter(atsLive);
  assert.throws(() => streams.enter(atsLive), { code: 'too_many_requests' });
  streams.enter(atsTest);
  streams.enter({ partyId: post, mode: 'live' });
  assert.equal(streams.openCount, 4);
  leave();
  leave();
  assert.equal(streams.openCount, 3);
  streams.enter(atsLive);
  assert.throws(() => streams.enter(atsLive), { code: 'too_many_requests' });
});

/** After everything that needs no time to pass. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

testServer('a stream that its reader leaves gives its place back', async (made) => {
  const { store, log } = made.server;
  const { ats } = await made.addParties();
  const { fetch, keyOf } = await serverForTest(store, { streams: new NoticeStreams(store, log, { perParty: 1 }) });
  const client = await keyOf(ats);
  const first = await openStream(client);
  const refused = await refusal(client.streamNotices(), 'too_many_requests');
  assert.match(refused.detail ?? '', /has 1 streams open here already/);
  await first.return?.();
  assert.equal((await fetch('/healthz')).status, 200);
  await openStream(client);
});

const EVENT: StreamEvent<{ n: number }> = { id: 'ntc_1', event: 'shipment.booked', data: { n: 1 } };

test('a stream says that it is there while nothing happens, and stops making events when its reader goes', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const ended: string[] = [];
  const body = eventStreamBody(
    async function* (signal) {
      yield EVENT;
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
      });
      ended.push('events');
    },
    () => ended.push('cut'),
  );
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  assert.equal((await reader.read()).value, 'retry: 2000\n\n');
  assert.equal((await reader.read()).value, eventText(EVENT));
  assert.equal(eventText(EVENT), 'id: ntc_1\nevent: shipment.booked\ndata: {"n":1}\n\n');
  const heartbeat = reader.read();
  t.mock.timers.tick(15_000);
  assert.equal((await heartbeat).value, ': \n\n');
  await reader.cancel();
  await settled();
  assert.deepEqual(ended, ['events']);
});

test('a reader that takes nothing for half a minute is cut off, and no more events are made for it', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  let madeCount = 0;
  let cutCount = 0;
  const body = eventStreamBody(
    async function* () {
      for (;;) {
        madeCount++;
        yield await Promise.resolve(EVENT);
      }
    },
    () => cutCount++,
  );
  const reader = body.getReader();
  await reader.read();
  await reader.read();
  await settled();
  const made = madeCount;
  t.mock.timers.tick(15_000);
  assert.equal(cutCount, 0);
  t.mock.timers.tick(15_000);
  assert.equal(cutCount, 1);
  await assert.rejects(async () => {
    for (;;) await reader.read();
  }, /too slow/);
  assert.ok(made <= 3 && madeCount === made, `${madeCount} events were made for a reader that took 2`);
});
