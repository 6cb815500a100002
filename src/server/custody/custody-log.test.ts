import assert from 'node:assert/strict';
import { checkPersonal, verifyLog } from '../../custody/verify-log.js';
import { signHead } from '../../custody/custody-log.js';
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
