import assert from 'node:assert/strict';
import { makeKeyPair } from '../../base/signing.js';
import { refusal, testServer } from '../server-for-test.js';
import { agreeOn, signAs, signatureOf, signerOf } from './agreement-for-test.js';
import { signExampleAgreement } from '../example/example-agreement.js';
import { versionInForce } from './version-in-force.js';

const DAY_SEC = 86_400;

testServer(
  'the text of an agreement is checked, with line and column of every fault, and kept by a draft only',
  async (made) => {
    const { ats, post, atsShop } = await made.addParties();
    const [owner, partner, shop] = [await made.keyOf(ats), await made.keyOf(post), await made.keyOf(atsShop)];
    const text = made.agreementText(1);
    const broken = text.replace('kg: 800', 'kg: -800').replace('currency: INR', 'currency: USD');
    for (const send of [owner.checkAgreement, owner.draftAgreement]) {
      const { errors = [] } = await refusal(send({ body: broken }), 'invalid');
      assert.deepEqual(new Set(errors.map(({ line }) => line)), new Set([5, 17]));
      assert.ok(errors.some(({ column, value }) => column === 'capacity[0].kg' && value === '-800'));
    }
    const checked = (await owner.checkAgreement({ body: text })).body;
    assert.deepEqual([checked.version, checked.warnings, checked.sha256.length], [1, [], 64]);
    // Without a currency of its own the file could not be verified alone.
    const silent = await refusal(owner.checkAgreement({ body: text.replace('currency: INR\n', '') }), 'invalid');
    assert.equal(silent.errors?.[0]?.column, 'currency');
    assert.deepEqual((await owner.listAgreements()).body.data, []);
    await refusal(shop.draftAgreement({ body: text }), 'forbidden');
    await refusal(partner.draftAgreement({ body: 'agreement: [' }), 'invalid');

    const headers = { 'idempotency-key': 'draft-1' };
    const draft = (await owner.draftAgreement({ body: text, headers })).body;
    assert.deepEqual((await owner.draftAgreement({ body: text, headers })).body, draft);
    assert.deepEqual([draft.state, draft.sha256, draft.offered_at], ['draft', checked.sha256, null]);
    await refusal(owner.draftAgreement({ body: `# the same terms\n${text}` }), 'conflict');
    await refusal(partner.getAgreement({ params: { id: draft.id } }), 'not_found');
    await refusal(partner.proposeAgreement({ params: { id: draft.id } }), 'not_found');

    // A partner with the same terms in its drawer is not told of ours, and whoever offers first has offered them.
    const same = (await partner.draftAgreement({ body: text })).body;
    await partner.proposeAgreement({ params: { id: same.id } });
    assert.equal((await owner.getAgreement({ params: { id: draft.id } })).body.state, 'draft');
    const { detail } = await refusal(owner.proposeAgreement({ params: { id: draft.id } }), 'conflict');
    assert.match(detail ?? '', /sign those/);
  },
);

testServer(
  'an agreement goes from proposal over counter-proposal and signatures into force, and out of it',
  async (made) => {
    const { ats, post } = await made.addParties();
    const [first, second] = [await signerOf(await made.keyOf(ats)), await signerOf(await made.keyOf(post))];
    const { client: owner } = first;
    const { client: partner } = second;
    const draftOf = async (client: typeof owner, version: number, never = ['own_cost']) =>
      (await client.draftAgreement({ body: made.agreementText(version, { afterCustody: [], never }) })).body;
    const one = await draftOf(owner, 1);
    await refusal(signAs(first, one), 'conflict');
    const params = { id: one.id };
    await owner.proposeAgreement({ params });
    await refusal(owner.proposeAgreement({ params }), 'conflict');
    await refusal(partner.withdrawAgreement({ params }), 'conflict');

    const two = await draftOf(partner, 2, ['seller_identity']);
    await refusal(owner.counterAgreement({ params, body: { version_id: two.id } }), 'not_found');
    assert.equal((await partner.counterAgreement({ params, body: { version_id: two.id } })).body.state, 'proposed');
    assert.equal((await owner.getAgreement({ params })).body.state, 'countered');
    await refusal(signAs(second, one), 'conflict');

    const diff = (await owner.diffAgreements({ params: { id: two.id }, query: { from: one.id } })).body;
    assert.deepEqual(
      diff.changes.map(({ path }) => path),
      ['version', 'visibility.never', 'visibility.never'],
    );
    const text = (await owner.diffAgreementsText({ params: { id: two.id }, query: { from: one.id } })).body;
    assert.match(text, /^Before: ats\w+-post\w+, version 1 \([0-9a-f]{12}\)\nAfter: {2}.*version 2/);
    assert.match(text, /^ {2}- .*seller identity/m);

    assert.equal((await signAs(second, two)).state, 'signed_by_one');
    const signed = await signAs(first, two);
    assert.deepEqual([signed.state, signed.signed_by], ['in_force', [post, ats]]);
    assert.deepEqual(signed.in_force, { from: '2026-11-23', until: '2027-12-31' });
    await refusal(signAs(first, two), 'conflict');
    await refusal(partner.withdrawAgreement({ params: { id: two.id } }), 'conflict');
    const again = await draftOf(owner, 2, ['recipient_phone']);
    const taken = await refusal(owner.proposeAgreement({ params: { id: again.id } }), 'conflict');
    assert.match(taken.detail ?? '', /another version 2/);
    const acts = (await owner.listAgreementActs({ params: { id: two.id } })).body.data;
    assert.deepEqual(
      acts.map(({ kind, party_id }) => [kind, party_id]),
      [
        ['countered', post],
        ['signed', post],
        ['signed', ats],
      ],
    );

    made.wait(DAY_SEC);
    const past = { params: { id: two.id }, body: { last_day: '2026-11-23' } };
    await refusal(owner.terminateAgreement(past), 'conflict');
    await owner.terminateAgreement({ ...past, body: { last_day: '2026-12-31' } });
    const calendar = async (on: string) =>
      (await partner.getAgreementCalendar({ query: { partner_id: ats, on } })).body;
    assert.deepEqual(
      [(await calendar('2026-12-31')).in_force, (await calendar('2027-01-01')).in_force],
      [two.id, null],
    );
    const spans = (await calendar('2026-12-01')).spans;
    assert.deepEqual(spans, [{ from: '2026-11-23', until: '2026-12-31', version_id: two.id }]);
    made.wait(60 * DAY_SEC);
    assert.equal((await owner.getAgreement({ params: { id: two.id } })).body.state, 'terminated');
  },
);

testServer(
  'of two versions with one number only one can be signed, and each says what it would take over',
  async (made) => {
    const { ats, post } = await made.addParties();
    const [first, second] = [await signerOf(await made.keyOf(ats)), await signerOf(await made.keyOf(post))];
    const propose = async (version: number, never: string) => {
      const body = made.agreementText(version, { afterCustody: [], never: [never] });
      const { id } = (await first.client.draftAgreement({ body })).body;
      return (await first.client.proposeAgreement({ params: { id } })).body;
    };
    const [one, other, next] = [
      await propose(1, 'own_cost'),
      await propose(1, 'seller_identity'),
      await propose(2, 'own_cost'),
    ];
    await signAs(first, one);
    const signed = await signAs(second, one);
    assert.deepEqual([one.takes_over, signed.takes_over], [[], []]);
    const { detail } = await refusal(signAs(first, other), 'conflict');
    assert.match(detail ?? '', /another version 1/);
    const told = (await second.client.getAgreement({ params: { id: next.id } })).body;
    assert.deepEqual(told.takes_over, [{ from: '2026-11-23', until: '2027-12-31', version_id: one.id }]);
    // Both are signed on one day: the later one counts from that day on, what was done under the other keeps it.
    await signAs(first, next);
    assert.deepEqual((await signAs(second, next)).in_force, { from: '2026-11-23', until: '2027-12-31' });
    const before = (await first.client.getAgreement({ params: { id: one.id } })).body;
    assert.deepEqual([before.state, before.in_force], ['superseded', null]);
  },
);

testServer('days between versions are told as gaps, and the version in force is told to whoever acts', async (made) => {
  const { ats, post, atsShop } = await made.addParties();
  const until = (version: number, from: string, to: string) =>
    made.agreementText(version).replace(/effective: .*/, `effective: { from: ${from}, until: ${to} }`);
  const old = await agreeOn(made, [ats, post], until(1, '2026-01-01', '2026-12-31'));
  const next = await agreeOn(made, [post, ats], until(2, '2027-02-01', '2027-06-30'));
  const client = await made.keyOf(ats);
  const { spans, gaps, in_force } = (await client.getAgreementCalendar({ query: { partner_id: post } })).body;
  assert.deepEqual(
    spans.map(({ version_id }) => version_id),
    [old.id, next.id],
  );
  assert.deepEqual([in_force, gaps], [old.id, [{ from: '2027-01-01', until: '2027-01-31' }]]);
  assert.equal(next.state, 'signed');
  for (const partyId of [ats, post, atsShop]) {
    const found = (date: string) =>
      made.server.store.asParty({ partyId, mode: 'live' }, (tx) => versionInForce(tx, [ats, post], date));
    assert.equal((await found('2026-12-31'))?.id, old.id);
    assert.equal(await found('2027-01-15'), undefined);
    assert.deepEqual([(await found('2027-02-01'))?.version, (await found('2027-02-01'))?.from], [2, '2027-02-01']);
  }
  const nobody = { partyId: undefined, mode: 'live' as const };
  const unknown = made.server.store.asParty(nobody, (tx) => versionInForce(tx, [ats, post], '2026-12-31'));
  assert.equal(await unknown, undefined);
});

testServer(
  'a signature counts only if a key of its party made it for this version, and the key was not revoked',
  async (made) => {
    const { ats, post } = await made.addParties();
    const [first, second] = [await signerOf(await made.keyOf(ats)), await signerOf(await made.keyOf(post))];
    const { client: owner } = first;
    const version = (await owner.draftAgreement({ body: made.agreementText(1) })).body;
    const params = { id: version.id };
    await owner.proposeAgreement({ params });
    const fine = signatureOf(first, version);
    const stranger = signatureOf({ ...first, ...makeKeyPair() }, version);
    const cases = [
      [signatureOf(second, version), '#/party'],
      [{ ...signatureOf(second, version), party: first.code }, '#/key'],
      [stranger, '#/key'],
    ] as const;
    for (const [body, pointer] of cases) {
      const { errors = [] } = await refusal(owner.signAgreement({ params, body }), 'invalid');
      assert.deepEqual(
        errors.map((fault) => fault.pointer),
        [pointer],
      );
    }
    for (const body of [
      signatureOf(first, { ...version, version: 2 }),
      { ...fine, signed_at: '2020-01-01T00:00:00Z' },
      { ...stranger, key: fine.key },
      { ...fine, signature: 'AAAA' },
    ]) {
      const { detail } = await refusal(owner.signAgreement({ params, body }), 'conflict');
      assert.match(detail ?? '', /does not fit/);
    }
    const { privatePem, publicPem } = makeKeyPair();
    const register = (pem: string) => owner.registerPartyKey({ body: { name: 'x', public_pem: pem } });
    const leaked = await refusal(register(privatePem), 'invalid');
    assert.equal(leaked.errors?.[0]?.code, 'private_key');
    assert.equal(leaked.errors[0].value, undefined);
    await refusal(register('no key'), 'invalid');
    const { id, key } = (await register(publicPem)).body;
    await refusal(register(`${publicPem}\n`), 'conflict');
    await owner.revokePartyKey({ params: { id } });
    const late = await refusal(owner.signAgreement({ params, body: { ...fine, key } }), 'invalid');
    assert.equal(late.errors?.[0]?.code, 'revoked_key');
    await owner.signAgreement({ params, body: fine });
    await owner.revokePartyKey({ params: { id: first.keyId } });
    // What was signed before stays signed.
    assert.equal((await signAs(second, version)).state, 'in_force');
    const dock = await made.keyOf(ats, { scopes: ['agreements:read', 'agreements:write'] });
    await refusal(dock.signAgreement({ params, body: fine }), 'forbidden');
    await refusal(dock.registerPartyKey({ body: { name: 'x', public_pem: publicPem } }), 'forbidden');
  },
);

testServer('the agreement of a synthetic workspace is signed by keys that say so', async (made) => {
  const { ats, post } = await made.addParties();
  await signExampleAgreement(made.server, made.agreementText(3), made.server.now());
  const client = await made.keyOf(post);
  const [version] = (await client.listAgreements()).body.data;
  assert.deepEqual([version?.state, version?.signed_by.toSorted()], ['in_force', [ats, post].toSorted()]);
  const keys = (await client.listPartyKeys()).body.data;
  assert.deepEqual(
    keys.map(({ synthetic }) => synthetic),
    [true, true],
  );
  assert.ok(!JSON.stringify(keys).includes('PRIVATE'));
});

testServer('whoever acts at once on an agreement acts one after the other', async (made) => {
  const { ats, post } = await made.addParties();
  const signer = await signerOf(await made.keyOf(ats));
  const { client } = signer;
  const version = (await client.draftAgreement({ body: made.agreementText(1) })).body;
  const params = { id: version.id };
  const results = await Promise.allSettled([1, 2, 3].map(() => client.proposeAgreement({ params })));
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
  const signing = await Promise.allSettled([1, 2].map(() => signAs(signer, version)));
  assert.equal(signing.filter(({ status }) => status === 'fulfilled').length, 1);
  const partner = await made.keyOf(post);
  const acts = (await partner.listAgreementActs({ params })).body.data;
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ['proposed', 'signed'],
  );
  assert.equal(new Set(acts.map(({ at }) => at)).size, 2);
});
