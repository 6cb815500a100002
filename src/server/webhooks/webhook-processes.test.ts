import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../store/database/open-store.js';
import { databaseForTest, NO_SERVER } from '../../store/database/store-for-test.js';
import { PARCEL, POST_PARCEL, serverForTest } from '../server-for-test.js';
import { receiverForTest } from './receiver-for-test.js';

const COUNT = 30;

test('of two processes one sends what the other was killed with; nothing is lost, and what was taken is not sent again', async (t) => {
  const url = await databaseForTest();
  if (url === undefined) {
    t.skip(NO_SERVER);
    return;
  }
  const store = await openStore({ url });
  const children: ChildProcess[] = [];
  const start = (): ChildProcess => {
    const entry = fileURLToPath(new URL('./webhook-process-for-test.js', import.meta.url));
    const child = spawn(process.execPath, [entry, url], { stdio: ['pipe', 'ignore', 'inherit'] });
    children.push(child);
    return child;
  };
  try {
    const made = await serverForTest(store);
    const { ats, post } = await made.addParties();
    const [client, other] = [await made.keyOf(ats), await made.keyOf(post)];
    const [receiver, second] = [await receiverForTest(t), await receiverForTest(t)];
    const { id } = (await client.createWebhook({ body: { url: receiver.url } })).body.webhook;
    await other.createWebhook({ body: { url: second.url } });
    const shipments = Array.from({ length: COUNT }, () => PARCEL);
    for (const body of shipments) await client.createShipment({ body });

    const killed = start();
    const held = until<void>();
    const rest = until<void>();
    const taken: string[] = [];
    receiver.answer = (response) => {
      const sent = receiver.received.length;
      if (sent >= 9 && sent <= 12) {
        if (sent === 12) held.resolve(); // one group of messages, which are never answered
        return;
      }
      taken.push(receiver.received.at(-1)?.headers['webhook-id'] ?? '');
      response.end();
      if (new Set(taken).size === COUNT) rest.resolve();
    };
    await held.promise;
    start();
    killed.kill('SIGKILL');
    const toSecond = until<void>();
    second.answer = (response) => {
      response.end();
      toSecond.resolve();
    };
    await other.createShipment({ body: POST_PARCEL });
    await within(Promise.all([rest.promise, toSecond.promise]));

    assert.deepEqual(
      taken.filter((noticeId, index) => taken.indexOf(noticeId) !== index),
      [],
      'what was taken and kept is not sent again',
    );
    const { data } = (await client.listNotices({ query: { types: 'shipment.booked' } })).body;
    assert.deepEqual(data.map((notice) => notice.id).toSorted(), taken.toSorted());
    for (const child of children.slice(1)) {
      child.stdin?.write('stop\n');
      await once(child, 'exit');
    }
    const query = { status: 'delivered' as const, limit: 200 };
    assert.equal((await client.listWebhookDeliveries({ params: { id }, query })).body.data.length, COUNT);
    assert.equal(second.received.length, 1);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await store.close();
  }
});

function until<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Fails when something does not come about in half a minute. */
async function within(work: Promise<unknown>): Promise<void> {
  const patience = AbortSignal.timeout(30_000);
  await Promise.race([
    work,
    once(patience, 'abort').then(() => {
      throw new Error('not everything was delivered');
    }),
  ]);
}
