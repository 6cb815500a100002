import assert from 'node:assert/strict';
import { lockShipment } from '../store/shipments/shipments.js';
import { OPERATIONS } from '../wire/operations.js';
import type { Problem } from '../wire/http/problem.js';
import { PARCEL, refusal, testServer } from './server-for-test.js';

testServer('the server tells that it works, its figures and its interface', async ({ fetch, server }) => {
  assert.deepEqual(await (await fetch('/healthz')).json(), { status: 'ok' });
  assert.deepEqual(await (await fetch('/readyz')).json(), { status: 'ok', database: server.store.kind });
  assert.equal((await fetch('/')).headers.get('location'), '/v1/docs');
  const page = await (await fetch('/v1/docs')).text();
  const document = (await (await fetch('/v1/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string }>>;
    components: { schemas: Record<string, unknown> };
  };
  assert.match(document.openapi, /^3\.1/);
  const ids = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  );
  assert.deepEqual(ids.toSorted(), Object.keys(OPERATIONS).toSorted());
  assert.ok('Shipment' in document.components.schemas && 'Problem' in document.components.schemas);
  for (const { path, summary } of Object.values(OPERATIONS)) assert.ok(page.includes(path) && page.includes(summary));
  assert.doesNotMatch(page, /<script|https?:\/\//);
  const metrics = await (await fetch('/metrics')).text();
  assert.match(metrics, /^interline_streams_open 0$/m);
  assert.match(metrics, /interline_http_request_seconds_count\{method="GET",route="other",status="200"\}/);
});

testServer('a refusal is a problem with code, request id and every fault', async (made) => {
  const { fetch, keyOf, addParties } = made;
  const { ats } = await addParties();
  const response = await fetch('/v1/shipments', { headers: { 'x-request-id': 'my-request-1' } });
  assert.equal(response.status, 401);
  assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  assert.equal(response.headers.get('x-request-id'), 'my-request-1');
  assert.deepEqual(await response.json(), {
    type: 'urn:interline:problem:not_signed_in',
    title: 'Who is asking is not known',
    status: 401,
    code: 'not_signed_in',
    detail: 'Send an API key, or sign in.',
    request_id: 'my-request-1',
  } satisfies Problem);

  const client = await keyOf(ats);
  const body = {
    ...PARCEL,
    weight_g: -4,
    goods: ['lithum'],
    recipient: { phone: 7 },
    colour: 'red',
    product: undefined,
  };
  const { errors = [] } = await refusal(client.createShipment({ body: body as never }), 'invalid');
  const found = errors.map(({ code, pointer, suggestion }) => `${code} ${pointer} ${suggestion ?? ''}`.trim());
  assert.deepEqual(found.toSorted(), [
    'missing_value #/product',
    'out_of_range #/weight_g',
    'unknown_key #/colour',
    'unknown_value #/goods/0 Did you mean "lithium"?',
    'wrong_type #/recipient/phone',
  ]);
  const unknown = { ...PARCEL, product: 'standart', origin: 'FC-DLE', destination_pin: '999999' };
  const faults = (await refusal(client.createShipment({ body: unknown }), 'invalid')).errors ?? [];
  assert.deepEqual(
    faults.map(({ pointer, suggestion }) => [pointer, suggestion]),
    [
      ['#/product', 'Did you mean "standard"?'],
      ['#/origin', 'Did you mean "FC-DEL"?'],
      ['#/destination_pin', undefined],
    ],
  );
  const bad = await refusal(
    client.listShipments({ query: { limit: 0, cursor: 'x', colour: 'red' } as never }),
    'invalid',
  );
  assert.deepEqual((bad.errors ?? []).map(({ parameter }) => parameter ?? '').toSorted(), ['colour', 'limit']);
  assert.equal(
    (await refusal(client.listShipments({ query: { cursor: 'x' } }), 'invalid')).errors?.[0]?.parameter,
    'cursor',
  );
});

testServer('what cannot be read is refused with the status of its kind', async ({ fetch, keyOf, addParties }) => {
  const { ats } = await addParties();
  const client = await keyOf(ats);
  const headers = { 'content-type': 'text/plain' };
  await refusal(client.createShipment({ body: PARCEL, headers }), 'wrong_content_type');
  const long = { ...PARCEL, item_description: 'x'.repeat(300_000) };
  await refusal(client.createShipment({ body: long }), 'too_large');
  const session = await fetch('/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"login": ',
  });
  assert.equal(session.status, 400);
  assert.equal((await fetch('/v1/nothing')).status, 404);
  const put = await fetch('/v1/shipments', { method: 'PUT' });
  assert.deepEqual([put.status, put.headers.get('allow')], [405, 'POST, GET']);
  await refusal(client.getShipment({ params: { id: "shp_'; drop table shipments" } }), 'not_found');
});

testServer('a request of a page elsewhere does not reach a server that is for this machine only', async ({ fetch }) => {
  assert.equal((await fetch('/healthz', { headers: { host: 'localhost:8080' } })).status, 200);
  assert.equal((await fetch('/healthz', { headers: { host: 'elsewhere.example' } })).status, 403);
}, { localOnly: true }); // prettier-ignore

testServer('who asks too often is told when to ask again', async (made) => {
  const { ats, post } = await made.addParties();
  const [client, other] = [await made.keyOf(ats), await made.keyOf(post)];
  const first = await client.listUsers();
  assert.equal(first.headers.get('ratelimit-limit'), '3');
  assert.equal(first.headers.get('ratelimit-remaining'), '2');
  await client.listUsers();
  await client.listUsers();
  const refused = await refusal(client.listUsers(), 'too_many_requests');
  assert.equal(refused.detail, 'Ask again in 2 s.');
  await other.listUsers();
  made.wait(2);
  await client.listUsers();
}, { limits: { perAsker: { burst: 3, perMinute: 30 }, perSignIn: { burst: 5, perMinute: 5 } } }); // prettier-ignore

testServer('a request that takes half a minute is answered without waiting for it', async (made, t) => {
  const { ats } = await made.addParties();
  const client = await made.keyOf(ats);
  const { id } = (await client.createShipment({ body: PARCEL })).body;
  const { store } = made.server;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let holding: Promise<void> | undefined;
  await new Promise<void>((locked) => {
    holding = store.asParty({ partyId: ats, mode: 'live' }, async (tx) => {
      await lockShipment(tx, id);
      locked();
      await held;
    });
  });
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const cancelling = refusal(client.cancelShipment({ params: { id } }), 'timed_out');
  await new Promise((resolve) => setImmediate(resolve));
  t.mock.timers.tick(30_000);
  await cancelling;
  t.mock.timers.reset();
  release();
  await holding;
});
