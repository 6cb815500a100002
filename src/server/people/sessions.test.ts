import assert from 'node:assert/strict';
import type { Client } from '../../wire/http/client.js';
import { keyHeaders } from '../../wire/http/client.js';
import { addMissingParties } from '../people/first-start.js';
import { refusal, testServer, type ServerForTest } from '../server-for-test.js';

/** Signs in and returns a client that a page of the server would be. */
async function signedIn(made: ServerForTest, login: string, password?: string): Promise<Client & { cookie: string }> {
  const answer = await made.clientOf().signIn({ body: { login, ...(password === undefined ? {} : { password }) } });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const headers = { cookie, 'x-csrf-token': answer.body.csrf_token ?? '' };
  return { ...made.clientOf(headers), cookie };
}

testServer(
  'the first start makes an admin of each carrier, once, who signs in with the password told',
  async (made) => {
    const { now } = made.server;
    const [first, second] = await addMissingParties(made.server, now());
    assert.deepEqual(await addMissingParties(made.server, now()), []);
    assert.ok(first !== undefined && second !== undefined && first.password !== second.password);
    assert.match(first.password, /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    const answer = await made.clientOf().signIn({ body: { login: first.login, password: first.password } });
    assert.match(
      answer.headers.get('set-cookie') ?? '',
      /^interline=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/,
    );
    const client = await signedIn(made, first.login, first.password);
    const { body } = await client.getSession();
    assert.equal(body.organisation.code, first.party);
    assert.equal(body.csrf_token?.length, 43);
    await client.signOut();
    await refusal(client.getSession(), 'not_signed_in');
  },
);

testServer('signing in fails alike for a wrong password and a wrong login, and not too often', async (made) => {
  const { now } = made.server;
  const [first] = await addMissingParties(made.server, now());
  assert.ok(first !== undefined);
  const attempt = (login: string, password?: string) =>
    made.clientOf().signIn({ body: { login, ...(password === undefined ? {} : { password }) } });
  const wrong = await refusal(attempt(first.login, 'wrong'), 'not_signed_in');
  const unknown = await refusal(attempt('nobody', 'wrong'), 'not_signed_in');
  assert.equal(wrong.detail, unknown.detail);
  await refusal(attempt(first.login), 'not_signed_in');
  await refusal(attempt(first.login, first.password + ' '), 'not_signed_in');
  await attempt(first.login, first.password);
  await refusal(attempt(first.login, first.password), 'too_many_requests');
  made.wait(12);
  await attempt(first.login, first.password);
});

testServer('a session writes only for pages of this server, which know its token, and ends', async (made) => {
  const { now } = made.server;
  const [first] = await addMissingParties(made.server, now());
  assert.ok(first !== undefined);
  const client = await signedIn(made, first.login, first.password);
  const body = { name: 'Dock', login: `dock-${first.login}`, roles: ['dock' as const] };
  const { cookie } = client;
  await refusal(made.clientOf({ cookie }).createUser({ body }), 'forbidden');
  await refusal(made.clientOf({ cookie, 'x-csrf-token': 'guess' }).createUser({ body }), 'forbidden');
  const foreign = { origin: 'https://elsewhere.example', host: 'localhost' };
  await refusal(client.createUser({ body, headers: foreign }), 'forbidden');
  await refusal(client.createUser({ body, headers: { 'sec-fetch-site': 'cross-site' } }), 'forbidden');
  await refusal(
    made
      .clientOf()
      .signIn({ body: { login: first.login, password: first.password }, headers: { 'sec-fetch-site': 'cross-site' } }),
    'forbidden',
  );
  assert.equal((await made.clientOf({ cookie }).listUsers()).body.data.length, 1);
  const { user, password } = (await client.createUser({ body })).body;
  await refusal(client.createUser({ body }), 'conflict');

  const dock = await signedIn(made, body.login, password);
  await refusal(dock.listUsers(), 'forbidden');
  const change = { password, new_password: 'a much better one' };
  await refusal(dock.changePassword({ body: { ...change, password: 'wrong' } }), 'forbidden');
  await dock.changePassword({ body: change });
  await refusal(dock.getSession(), 'not_signed_in');
  const again = await signedIn(made, body.login, change.new_password);
  assert.deepEqual((await again.getSession()).body.scopes.includes('custody:write'), true);
  const params = { id: user.id };
  assert.deepEqual((await client.changeUser({ params, body: { roles: ['auditor'] } })).body.roles, ['auditor']);
  await refusal(again.getSession(), 'not_signed_in');
  await client.changeUser({ params, body: { disabled: true } });
  await refusal(
    made.clientOf().signIn({ body: { login: body.login, password: change.new_password } }),
    'not_signed_in',
  );
  const me = (await client.getSession()).body.actor;
  await refusal(client.changeUser({ params: { id: me }, body: { roles: ['dock'] } }), 'conflict');
  made.wait(12 * 3600);
  await refusal(client.getSession(), 'not_signed_in');
});

testServer('an example on this machine signs in without a password, and with a wrong one does not', async (made) => {
  const { now } = made.server;
  const [first] = await addMissingParties(made.server, now());
  assert.ok(first !== undefined);
  await signedIn(made, first.login);
  await refusal(made.clientOf().signIn({ body: { login: 'nobody' } }), 'not_signed_in');
  await refusal(made.clientOf().signIn({ body: { login: first.login, password: 'wrong' } }), 'not_signed_in');
}, { passwordless: true }); // prettier-ignore

testServer(
  'API keys are shown once, do what their scopes say, no more than their maker may, and are revoked',
  async (made) => {
    const { now } = made.server;
    const [first] = await addMissingParties(made.server, now());
    assert.ok(first !== undefined);
    const admin = await signedIn(made, first.login, first.password);
    const scopes = ['shipments:read' as const, 'keys:read' as const, 'keys:write' as const];
    const { key, secret } = (await admin.createApiKey({ body: { name: 'shop', mode: 'live', scopes } })).body;
    assert.match(secret, /^il_live_[\w-]{43}$/);
    assert.ok(secret.startsWith(key.hint));
    const client = made.clientOf(keyHeaders(secret));
    const listed = await client.listApiKeys();
    assert.ok(!JSON.stringify(listed.body).includes(secret.slice(12)));
    assert.equal(listed.body.data[0]?.last_used_at, now().toISOString());
    assert.equal((await client.getSession()).body.csrf_token, null);
    await refusal(client.listUsers(), 'forbidden');
    const more = { name: 'more', mode: 'live' as const, scopes: ['users:write' as const] };
    await refusal(client.createApiKey({ body: more }), 'forbidden');
    await refusal(admin.createApiKey({ body: { ...more, mode: 'test' } }), 'forbidden');
    const testKey = (await admin.createApiKey({ body: { name: 't', mode: 'test', scopes: ['shipments:read'] } })).body;
    assert.match(testKey.secret, /^il_test_/);
    await admin.revokeApiKey({ params: { id: key.id } });
    await refusal(client.listApiKeys(), 'not_signed_in');
    await refusal(made.clientOf(keyHeaders('il_live_wrong')).listApiKeys(), 'not_signed_in');
  },
);

testServer('behind a proxy, attempts are counted by the address that the proxy names', async (made) => {
  const attempt = (forwarded: string, login: string) =>
    made.clientOf().signIn({ body: { login, password: 'wrong' }, headers: { 'x-forwarded-for': forwarded } });
  for (let n = 0; n < 5; n++) await refusal(attempt('made up, 192.0.2.1', `nobody-${n}`), 'not_signed_in');
  await refusal(attempt('something else, 192.0.2.1', 'nobody-5'), 'too_many_requests');
  await refusal(attempt('192.0.2.2', 'nobody-6'), 'not_signed_in');
}, { proxied: true }); // prettier-ignore

testServer('servers that start at once make each carrier once, and tell each password once', async (made) => {
  const { now } = made.server;
  const starts = await Promise.all([1, 2, 3].map(() => addMissingParties(made.server, now())));
  const told = starts.flat();
  assert.deepEqual(
    told.map(({ party }) => party).toSorted(),
    made.server.reference.parties.map(({ code }) => code).toSorted(),
  );
  for (const { login, password } of told) await made.clientOf().signIn({ body: { login, password } });
});
