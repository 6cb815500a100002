import assert from 'node:assert/strict';
import type { Client } from '../../wire/http/client.js';
import { PARCEL, refusal, testServer, type ServerForTest } from '../server-for-test.js';
import { receiverForTest, verified, type Receiver } from './receiver-for-test.js';
import { SecretBox } from './secret-box.js';
import { RETRY_SEC } from './retry-schedule.js';

/** A client of a carrier, and its webhook at a receiver. */
async function subscribe(made: ServerForTest, { url }: Pick<Receiver, 'url'>, body: object = {}) {
  const { ats, post } = await made.addParties();
  const client = await made.keyOf(ats);
  const { webhook, secret } = (await client.createWebhook({ body: { url, ...body } })).body;
  return { client, post, secret, params: { id: webhook.id } };
}

async function bookOne(client: Client): Promise<string> {
  return (await client.createShipment({ body: PARCEL })).body.id;
}

testServer('a webhook is sent what its party is told, signed, once, and only what it wants', async (made, t) => {
  const receiver = await receiverForTest(t);
  const { client, post, secret, params } = await subscribe(made, receiver, { types: ['shipment.booked'] });
  const id = await bookOne(client);
  await client.cancelShipment({ params: { id } });
  await (await made.keyOf(post)).createShipment({ body: { ...PARCEL, origin: '110001' } });
  await made.runJobs();
  await made.runJobs();
  assert.equal(receiver.received.length, 1);
  const [message] = receiver.received;
  const notice = verified(secret, message, made.server.now());
  assert.deepEqual([notice.type, notice.subject, notice.id], ['shipment.booked', id, message.headers['webhook-id']]);
  assert.deepEqual(notice.data, { shipments: [{ id, status: 'booked' }] });
  assert.throws(() => verified(`whsec_${Buffer.alloc(32).toString('base64')}`, message, made.server.now()));
  assert.throws(() => verified(secret, { ...message, body: `${message.body} ` }, made.server.now()));

  const { data } = (await client.listWebhookDeliveries({ params })).body;
  assert.deepEqual(
    data.map(({ notice_id, status, attempt_count }) => [notice_id, status, attempt_count]),
    [[notice.id, 'delivered', 1]],
  );
  assert.match(
    await (await made.fetch('/metrics')).text(),
    /interline_webhook_attempts_total\{outcome="delivered"\} 1\n/,
  );
  const { attempts } = (await client.getWebhookDelivery({ params: { ...params, notice_id: notice.id } })).body;
  assert.deepEqual(
    attempts.map(({ status, error, answer }) => [status, error, answer]),
    [[200, null, 'taken']],
  );
});

testServer('what is not taken is sent again, later each time, and is dead in the end', async (made, t) => {
  const receiver = await receiverForTest(t);
  receiver.answer = (response) => void response.writeHead(500).end('no');
  const { client, secret, params } = await subscribe(made, receiver);
  await bookOne(client);
  await made.runJobs();
  for (const [index, waitSec] of RETRY_SEC.entries()) {
    assert.equal(receiver.received.length, index + 1);
    made.wait(waitSec - 1);
    await made.runJobs();
    assert.equal(receiver.received.length, index + 1, `try ${index + 2} comes too early`);
    made.wait(waitSec * 0.1 + 2);
    await made.runJobs();
  }
  made.wait(7 * 86_400);
  await made.runJobs();
  assert.equal(receiver.received.length, RETRY_SEC.length + 1);
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  const [dead] = (await client.listWebhookDeliveries({ params, query: { status: 'dead' } })).body.data;
  assert.ok(dead !== undefined);
  assert.deepEqual([dead.attempt_count, dead.next_attempt_at], [RETRY_SEC.length + 1, null]);

  receiver.answer = (response) => void response.end();
  const replayed = await client.replayWebhookDelivery({ params: { ...params, notice_id: dead.notice_id } });
  assert.equal(replayed.body.status, 'pending');
  await made.runJobs();
  const last = receiver.received.at(-1);
  assert.ok(last !== undefined);
  assert.equal(verified(secret, last, made.server.now()).id, dead.notice_id);
  const found = (await client.getWebhookDelivery({ params: { ...params, notice_id: dead.notice_id } })).body;
  assert.deepEqual([found.delivery.status, found.attempts.length], ['delivered', RETRY_SEC.length + 2]);
  assert.equal((await client.getWebhook({ params })).body.failing_since, null);
});

testServer('for a while two secrets sign, and then the new one alone', async (made, t) => {
  const receiver = await receiverForTest(t);
  const { client, secret: old, params } = await subscribe(made, receiver);
  const rotate = async (old_for_hours: number): Promise<string> =>
    (await client.rotateWebhookSecret({ params, body: { old_for_hours } })).body.secret;
  const next = async () => {
    await bookOne(client);
    await made.runJobs();
    const message = receiver.received.at(-1);
    assert.ok(message !== undefined);
    const signs = (secret: string): boolean => {
      try {
        return verified(secret, message, made.server.now()).type === 'shipment.booked';
      } catch {
        return false;
      }
    };
    return { signs, count: message.headers['webhook-signature'].split(' ').length };
  };
  const second = await rotate(2);
  const both = await next();
  assert.deepEqual([both.signs(old), both.signs(second), both.count], [true, true, 2]);
  made.wait(2 * 3600);
  const alone = await next();
  assert.deepEqual([alone.signs(old), alone.signs(second), alone.count], [false, true, 1]);
  const third = await rotate(24);
  const fourth = await rotate(24);
  const latest = await next();
  assert.deepEqual([second, third, fourth].map(latest.signs), [false, true, true]);
  const fifth = await rotate(0);
  const now = await next();
  assert.deepEqual([now.signs(fourth), now.signs(fifth), now.count], [false, true, 1]);
  const { secrets } = (await client.getWebhook({ params })).body;
  assert.deepEqual(secrets, [{ expires_at: null }]);
});

testServer('what happened since a time is sent once more, with the ids that it had', async (made, t) => {
  const receiver = await receiverForTest(t);
  const { client, secret, params } = await subscribe(made, receiver);
  await bookOne(client);
  await made.runJobs();
  await client.changeWebhook({ params, body: { disabled: true } });
  await refusal(client.testWebhook({ params }), 'conflict');
  made.wait(60);
  const since = made.server.now().toISOString();
  const missed = await bookOne(client);
  await made.runJobs();
  assert.equal((await client.changeWebhook({ params, body: { disabled: false } })).body.disabled_at, null);
  await made.runJobs();
  assert.equal(receiver.received.length, 1, 'what happened while it was disabled is not sent by itself');
  assert.equal((await client.replayWebhook({ params, body: { since } })).body.count, 1);
  await made.runJobs();
  const notices = receiver.received.map((message) => verified(secret, message, made.server.now()));
  assert.equal(notices[1]?.subject, missed);
  assert.equal((await client.replayWebhook({ params, body: { since: '2026-01-01T00:00:00Z' } })).body.count, 2);
  await made.runJobs();
  const again = receiver.received.slice(2).map(({ headers }) => headers['webhook-id']);
  assert.deepEqual(again.toSorted(), notices.map(({ id }) => id).toSorted());

  const test = (await client.testWebhook({ params })).body;
  const other = (await client.createWebhook({ body: { url: receiver.url } })).body.webhook.id;
  await made.runJobs();
  const last = receiver.received.slice(4).map((message) => verified(secret, message, made.server.now()));
  assert.deepEqual(
    last.map(({ id, type, subject }) => [id, type, subject]),
    [[test.notice_id, 'webhook.test', params.id]],
  );
  await client.deleteWebhook({ params: { id: other } });
  await client.deleteWebhook({ params });
  await refusal(client.getWebhook({ params }), 'not_found');
});

testServer(
  'a webhook that takes nothing for days, or says that it is gone, is disabled, and its party is told',
  async (made, t) => {
    const receiver = await receiverForTest(t);
    receiver.answer = (response) => void response.writeHead(302, { location: receiver.url }).end();
    const { client, params } = await subscribe(made, receiver);
    await bookOne(client);
    await made.runJobs();
    assert.equal(receiver.received.length, 1, 'a redirect is not followed');
    assert.equal((await client.getWebhook({ params })).body.failing_since, made.server.now().toISOString());
    made.wait(5 * 86_400);
    await made.runJobs();
    assert.equal((await client.getWebhook({ params })).body.disabled_because, 'failing');
    await bookOne(client);
    await made.runJobs();
    assert.equal(receiver.received.length, 2);

    receiver.answer = (response) => void response.writeHead(410).end();
    await client.changeWebhook({ params, body: { disabled: false } });
    await bookOne(client);
    made.wait(86_400);
    await made.runJobs();
    assert.equal((await client.getWebhook({ params })).body.disabled_because, 'gone');
    const { data } = (await client.listNotices({ query: { types: 'webhook.disabled' } })).body;
    assert.deepEqual(
      data.map((notice) => notice.data),
      ['failing', 'gone'].map((disabled_because) => ({ id: params.id, disabled_because })),
    );
  },
);

testServer(
  'a receiver that asks for time gets it; what a receiver does not finish saying counts by its status',
  async (made, t) => {
    const receiver = await receiverForTest(t);
    receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '600' }).end();
    const { client, params } = await subscribe(made, receiver);
    await bookOne(client);
    await made.runJobs();
    made.wait(599);
    await made.runJobs();
    assert.equal(receiver.received.length, 1);
    receiver.answer = (response) => {
      response.writeHead(200, { 'content-length': 1e9 });
      response.write('x'.repeat(5000));
    };
    made.wait(1);
    await made.runJobs();
    const [{ notice_id, status }] = (await client.listWebhookDeliveries({ params })).body.data;
    assert.equal(status, 'delivered');
    const { attempts } = (await client.getWebhookDelivery({ params: { ...params, notice_id } })).body;
    assert.equal(attempts[1]?.answer, 'x'.repeat(1000));
  },
);

testServer(
  'a webhook goes to the open internet only, over TLS, unless the operator allows more',
  async (made, t) => {
    const receiver = await receiverForTest(t);
    const { ats } = await made.addParties();
    const client = await made.keyOf(ats);
    const create = (url: string) => client.createWebhook({ body: { url } });
    const wrong = ['http://shop.example/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/',
      'https://[::ffff:10.0.0.1]/', 'https://user:secret@shop.example/', 'https://shop.example/#part', 'shop.example',
      receiver.url]; // prettier-ignore
    for (const url of wrong) {
      const { errors } = await refusal(create(url), 'invalid');
      assert.deepEqual([errors?.[0]?.code, errors?.[0]?.pointer], ['bad_url', '#/url'], url);
    }
    // A name that leads to this machine is noticed when it is looked up.
    const { id } = (await create('https://localhost:9/')).body.webhook;
    await bookOne(client);
    await made.runJobs();
    const [delivery] = (await client.listWebhookDeliveries({ params: { id } })).body.data;
    const found = await client.getWebhookDelivery({ params: { id, notice_id: delivery?.notice_id ?? '' } });
    assert.equal(found.body.attempts[0]?.error, 'the name has a private address');
    assert.equal(receiver.received.length, 0);
    const without = await refusal(
      client.changeWebhook({ params: { id }, body: { url: 'https://10.0.0.1/' } }),
      'invalid',
    );
    assert.equal(without.errors?.[0]?.message, 'is a private address');
  },
  { webhooks: { box: new SecretBox([Buffer.alloc(32, 1)]), allowPrivate: false } },
);
