import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CUSTODY_EXPORT } from '../../custody/log/custody-export.js';
import { checkPersonal, verifyLog } from '../../custody/log/verify-log.js';
import { signHead } from '../../custody/log/custody-log.js';
import type { CustodyRecord } from '../../domain/custody-record.js';
import { agreeOn, signerOf } from '../agreements/agreement-for-test.js';
import { PARCEL, refusal, testServer } from '../server-for-test.js';

testServer(
  'both carriers sign the log of a shipment, and either verifies it with nothing but the answer',
  async (made) => {
    const { ats, post } = await made.addParties();
    const [owner, partner] = [await made.keyOf(ats), await made.keyOf(post)];
    const { id: version } = await agreeOn(made, [ats, post], made.agreementText(1));
    const { id } = (await owner.createShipment({ body: PARCEL })).body;
    const params = { id };
    await owner.assignCarriage({ params, body: { partner_id: post, agreement_version_id: version } });
    made.wait(60);
    const device_at = made.server.now().toISOString();
    const personal = { signed_by: 'A. Made-up' };
    await owner.recordEvents({ body: { events: [{ shipment_id: id, kind: 'accepted', device_at }] } });
    await partner.recordEvents({ body: { events: [{ shipment_id: id, kind: 'delivered', device_at, personal }] } });

    const log = (await owner.getCustodyLog({ params })).body;
    const last = log.records.at(-1);
    assert.ok(last !== undefined);
    assert.deepEqual(checkPersonal(last as CustodyRecord, log.openings), [{ field: 'signed_by', finding: 'kept' }]);
    const head = { shipment: id, sequence: last.sequence, hash: last.hash };
    for (const client of [owner, partner]) {
      const { code, privatePem, keyId } = await signerOf(client);
      const by = { party: code, privatePem, signedMs: made.server.now().getTime() };
      const { shipment: _, party: __, ...body } = signHead(head, by);
      const forged = `${body.signature.startsWith('A') ? 'B' : 'A'}${body.signature.slice(1)}`;
      const wrong = await refusal(client.addCustodyHead({ params, body: { ...body, signature: forged } }), 'invalid');
      assert.equal(wrong.errors?.[0]?.pointer, '#/signature');
      const elsewhere = await refusal(client.addCustodyHead({ params, body: { ...body, sequence: 0 } }), 'invalid');
      assert.equal(elsewhere.errors?.[0]?.pointer, '#/hash');
      assert.equal((await client.addCustodyHead({ params, body })).body.party, code);
      const other = client === owner ? partner : owner;
      const stolen = await refusal(other.addCustodyHead({ params, body }), 'invalid');
      assert.equal(stolen.errors?.[0]?.pointer, '#/key');
      await client.revokePartyKey({ params: { id: keyId } }); // what was signed stays signed
      await refusal(client.addCustodyHead({ params, body }), 'invalid');
    }

    const signed = (await partner.getCustodyLog({ params })).body;
    assert.deepEqual(
      [signed.verdict.whole, signed.verdict.heads.map(({ finding }) => finding)],
      [true, ['agrees', 'agrees']],
    );
    const [start = '', line = '', end = ''] = (await partner.exportCustodyLogs()).body.split('\n');
    assert.equal((JSON.parse(start) as { format: string }).format, CUSTODY_EXPORT);
    assert.deepEqual((JSON.parse(line) as typeof signed).records, signed.records);
    assert.deepEqual((JSON.parse(line) as typeof signed).heads, signed.heads);
    const sha256 = createHash('sha256').update(`${start}\n${line}\n`).digest('hex');
    assert.deepEqual(JSON.parse(end), { logs: 1, sha256 });
    const keys = new Map(signed.keys.map(({ key, ...rest }) => [key, rest]));
    const records = signed.records as CustodyRecord[];
    assert.equal(verifyLog({ shipment: id, records, heads: signed.heads, keys }).whole, true);
    const cut = verifyLog({ shipment: id, records: records.slice(0, -1), heads: signed.heads, keys });
    assert.deepEqual(
      cut.heads.map(({ finding }) => finding),
      ['truncated', 'truncated'],
    );
  },
);

testServer('personal data is erased when asked for and when it is old, and the log stays whole', async (made) => {
  const { ats, post } = await made.addParties();
  const client = await made.keyOf(ats);
  const shipments = [1, 2, 3].map(() => ({ ...PARCEL, recipient: { name: 'A. Made-up', phone: '+910000000000' } }));
  const { ids } = (await client.createShipments({ body: { shipments } })).body;
  const [asked = '', old = '', underWay = ''] = ids;
  const device_at = made.server.now().toISOString();
  const told = { kind: 'delivered' as const, device_at, personal: { signed_by: 'A. Made-up' } };
  await client.recordEvents({ body: { events: [asked, old].map((shipment_id) => ({ shipment_id, ...told })) } });
  const nameOf = async (id: string) => (await client.getShipment({ params: { id } })).body.recipient.name;
  const logOf = async (id: string) => (await client.getCustodyLog({ params: { id } })).body;
  const before = await logOf(asked);
  assert.deepEqual([before.openings.length, before.verdict.whole], [1, true]);

  const service = await made.keyOf(ats, { scopes: ['shipments:write'] });
  await refusal(service.erasePersonalData({ params: { id: asked } }), 'forbidden');
  await refusal((await made.keyOf(post)).erasePersonalData({ params: { id: asked } }), 'not_found');
  await refusal(client.erasePersonalData({ params: { id: underWay } }), 'conflict');
  const erased = (await client.erasePersonalData({ params: { id: asked } })).body;
  made.wait(60);
  assert.deepEqual((await client.erasePersonalData({ params: { id: asked } })).body, erased);
  const after = await logOf(asked);
  assert.deepEqual([after.openings, after.verdict.whole, await nameOf(asked)], [[], true, null]);
  assert.deepEqual(after.records, before.records);

  await made.runJobs();
  assert.equal(await nameOf(old), 'A. Made-up');
  made.wait(91 * 86_400);
  await made.runJobs();
  assert.deepEqual(
    [await nameOf(old), (await logOf(old)).openings, (await logOf(old)).verdict.whole],
    [null, [], true],
  );
  assert.equal(await nameOf(underWay), 'A. Made-up');
  // What is told later is erased later.
  await client.recordEvents({
    body: { events: [{ shipment_id: old, kind: 'noted', device_at, personal: { signed_by: 'Late' } }] },
  });
  assert.equal((await logOf(old)).openings.length, 1);
  made.wait(3600);
  await made.runJobs();
  assert.equal((await logOf(old)).openings.length, 0);
});
