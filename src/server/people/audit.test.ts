import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { keyHeaders } from '../../wire/http/client.js';
import { refusal, testServer } from '../server-for-test.js';

testServer('what is risky is noted: who did what to what, in which request, without secrets or names', async (made) => {
  const { ats, post } = await made.addParties();
  const admin = await made.keyOf(ats);
  const login = `dock-${ats.slice(-10)}`;
  const headers = { 'x-request-id': 'request-4711' };
  const user = (await admin.createUser({ body: { login, name: 'A. Person', roles: ['dock'] }, headers })).body.user;
  await refusal(admin.createUser({ body: { login, name: 'B. Person', roles: ['dock'] } }), 'conflict');
  await admin.changeUser({ params: { id: user.id }, body: { name: 'C. Person', roles: ['auditor'], disabled: false } });
  const made1 = (await admin.createApiKey({ body: { name: 'k', mode: 'live', scopes: ['audit:read'] } })).body;
  await admin.revokeApiKey({ params: { id: made1.key.id } });
  const shipper = (await admin.createShipper({ body: { name: 'Shop', admin_login: `shop-${login}` } })).body
    .organisation;
  const { data } = (await admin.listAuditEntries()).body;
  const noted = data.map(({ action, subject }) => `${action} ${subject}`);
  assert.deepEqual(
    noted.toSorted(),
    [
      `key.created ${made1.key.id}`,
      `key.revoked ${made1.key.id}`,
      `organisation.created ${shipper.id}`,
      `user.changed ${user.id}`,
      `user.created ${user.id}`,
    ].toSorted(),
  );
  const { actor } = (await admin.getSession()).body;
  assert.ok(data.every((entry) => entry.actor === actor && entry.at === made.server.now().toISOString()));
  const created = data.find(({ action }) => action === 'user.created');
  assert.deepEqual([created?.details, created?.request_id], [{ roles: ['dock'] }, 'request-4711']);
  const changed = data.find(({ action }) => action === 'user.changed');
  assert.deepEqual(changed?.details, { name: 'changed', roles: ['auditor'], disabled: false });
  assert.ok(!/Person|Shop|il_live/.test(JSON.stringify(data)));

  const { body: ofUser } = await admin.listAuditEntries({ query: { subject: user.id, action: 'user.created' } });
  assert.equal(ofUser.data.length, 1);
  assert.deepEqual((await (await made.keyOf(post)).listAuditEntries()).body.data, []);
  const reader = (await admin.createApiKey({ body: { name: 'r', mode: 'live', scopes: ['users:read'] } })).body.secret;
  await refusal(made.clientOf(keyHeaders(reader)).listAuditEntries(), 'forbidden');
  for (const statement of ['update audit_log set actor = $$x$$', 'delete from audit_log']) {
    const changing = made.server.store.asParty({ partyId: ats, mode: 'live' }, (tx) => sql.raw(statement).execute(tx));
    await assert.rejects(changing, /permission denied/);
  }
});
