import assert from 'node:assert/strict';
import { keyHeaders } from '../../wire/http/client.js';
import { PARCEL, refusal, testServer } from '../server-for-test.js';
import { sweep } from '../sweep.js';

testServer(
  'requests are logged for their party: what was asked, how it was answered, by whom, without ids or people',
  async (made) => {
    const { ats, post } = await made.addParties();
    const [owner, partner] = [await made.keyOf(ats), await made.keyOf(post)];
    const headers = { 'x-request-id': 'request-4711' };
    const shipment = (await owner.createShipment({ body: { ...PARCEL, recipient: { name: 'A. Person' } }, headers }))
      .body;
    made.wait(60);
    await owner.getShipment({ params: { id: shipment.id } });
    await refusal(partner.getShipment({ params: { id: shipment.id } }), 'not_found');
    made.wait(1);
    await refusal(made.clientOf().getShipment({ params: { id: shipment.id } }), 'not_signed_in');
    assert.deepEqual((await owner.listRequests()).body.data, []); // nobody waits for it
    await made.server.requests.flush();

    const { data } = (await owner.listRequests()).body;
    const { actor } = (await owner.getSession()).body;
    const common = { mode: 'live', actor };
    assert.deepEqual(
      data.map(({ id, ms, at, request_id, ...row }) => {
        assert.ok(id.startsWith('rql_') && ms >= 0 && at <= made.server.now().toISOString() && request_id !== '');
        return row;
      }),
      [
        { method: 'GET', path: '/v1/requests', status: 200, ...common },
        { method: 'GET', path: '/v1/shipments/{id}', status: 200, ...common },
        { method: 'POST', path: '/v1/shipments', status: 201, ...common },
      ],
    );
    assert.equal(data[2]?.request_id, 'request-4711');
    assert.ok(!JSON.stringify(data).includes('Person'));

    const found = async (query: NonNullable<Parameters<typeof owner.listRequests>[0]>['query']) =>
      (await owner.listRequests(query === undefined ? {} : { query })).body.data.map(({ path }) => path);
    assert.deepEqual(await found({ method: 'POST' }), ['/v1/shipments']);
    assert.deepEqual(await found({ path: '/v1/shipments/{id}', status: '2xx' }), ['/v1/shipments/{id}']);
    assert.deepEqual(await found({ request_id: 'request-4711', mode: 'live' }), ['/v1/shipments']);
    assert.deepEqual(await found({ since: made.server.now().toISOString(), status: '2xx' }), ['/v1/requests']);
    assert.deepEqual(await found({ actor: 'key_other' }), []);
    assert.deepEqual(await found({ mode: 'test' }), []);
    await made.server.requests.flush();
    const first = (await owner.listRequests({ query: { limit: 1, method: 'POST' } })).body;
    assert.equal(first.next_cursor, null);
    const refused = (await partner.listRequests({ query: { status: '4xx' } })).body.data;
    assert.deepEqual(
      refused.map(({ path, status }) => [path, status]),
      [['/v1/shipments/{id}', 404]],
    );
    const reader = (await owner.createApiKey({ body: { name: 'r', mode: 'live', scopes: ['audit:read'] } })).body;
    await refusal(made.clientOf(keyHeaders(reader.secret)).listRequests(), 'forbidden');
  },
);

testServer(
  'requests with a key for tests are seen by who may read the log, and old ones are forgotten',
  async (made) => {
    const { ats } = await made.addParties();
    const [owner, tester] = [await made.keyOf(ats), await made.keyOf(ats, { mode: 'test' })];
    await tester.listShipments();
    made.wait(1);
    await refusal(tester.listRequests(), 'forbidden');
    await made.server.requests.flush();
    const [refused, listed] = (await owner.listRequests({ query: { mode: 'test' } })).body.data;
    assert.deepEqual([refused?.status, refused?.path], [403, '/v1/requests']);
    assert.deepEqual([listed?.status, listed?.path], [200, '/v1/shipments']);
    made.wait(15 * 86_400);
    await sweep(made.server.store, made.server.now());
    assert.deepEqual((await owner.listRequests()).body.data, []);
  },
);

testServer(
  'more requests than can wait are counted, not kept, and a failing database keeps nobody waiting',
  async (made) => {
    const { requests, metrics, now } = made.server;
    const request = {
      partyId: 'org_unknown',
      mode: 'live',
      at: now(),
      method: 'GET',
      path: '/v1/shipments',
      status: 200,
      ms: 1,
      requestId: 'request-1',
      actor: 'key_1',
    } as const;
    for (let count = 0; count < 5007; count++) requests.note(request);
    const unlogged = async (): Promise<number | undefined> => (await metrics.requestsUnlogged.get()).values[0]?.value;
    assert.equal(await unlogged(), 7);
    await requests.flush(); // there is no such party
    assert.equal(await unlogged(), 5007);
  },
);
