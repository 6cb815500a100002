import assert from 'node:assert/strict';
import type { Audited } from '../../wire/people/audited.js';
import { refusal } from '../server-for-test.js';
import { allOf, ifSeen, nothing, type Asker, type Checks, type Stage } from '../visibility-for-test.js';
import { signAs, signatureOf, signerOf, type Signer } from './agreement-for-test.js';

/** A version of an agreement, what was done with it, and what it says of what is seen. */
export interface KnownAgreement {
  readonly id: string;
  readonly partyIds: readonly string[];
  readonly drafterId: string;
  readonly afterCustody: readonly string[];
  readonly never: readonly string[];
  readonly acts: {
    readonly partyId: string;
    readonly kind: 'drafted' | 'proposed' | 'countered' | 'signed' | 'withdrawn';
  }[];
  readonly signedBy: string[];
  state: 'draft' | 'proposed' | 'countered' | 'withdrawn' | 'signed_by_one' | 'in_force' | 'superseded';
  offered: boolean;
}

/** All versions so far, and the keys that sign them. */
export interface KnownAgreements {
  readonly versions: KnownAgreement[];
  readonly signers: ReadonlyMap<string, Signer>;
}

const FIELDS = ['recipient_name', 'recipient_phone', 'recipient_address', 'seller_identity', 'item_description'];
const DAY_SEC = 86_400;

/** Both carriers negotiate; the first version is signed by both, of later ones some. */
export async function playAgreements(stage: Stage): Promise<KnownAgreements> {
  const { ids, as } = stage;
  const signers = new Map([
    [ids.ats, await signerOf(as(ids.ats))],
    [ids.post, await signerOf(as(ids.post))],
  ]);
  const known: KnownAgreements = { versions: [], signers };
  const first = await draft(stage, known, ids.ats);
  await offer(stage, known, first);
  await sign(stage, known, { version: first, partyIds: [ids.post, ids.ats] });
  for (let round = 0; round < 2; round++) await negotiate(stage, known);
  return known;
}

/** The version that is in force: the last that both signed, as all have the same days. */
export function inForce({ versions }: KnownAgreements): KnownAgreement {
  const found = versions.find(({ state }) => state === 'in_force');
  assert.ok(found !== undefined);
  return found;
}

/** One more version, on a new day, that gets as far as chance wants. */
export async function negotiate(stage: Stage, known: KnownAgreements): Promise<void> {
  const { made, random, ids } = stage;
  made.wait(DAY_SEC);
  const [drafterId, partnerId] = random.chance(0.5) ? [ids.ats, ids.post] : [ids.post, ids.ats];
  let version = await draft(stage, known, drafterId);
  if (random.chance(0.2)) return;
  await offer(stage, known, version);
  if (random.chance(0.2)) {
    await withdraw(stage, version);
    return;
  }
  let [first, second] = [drafterId, partnerId];
  if (random.chance(0.3)) {
    const answered = version;
    version = await draft(stage, known, partnerId);
    await offer(stage, known, version, answered);
    [first, second] = [second, first];
  }
  await sign(stage, known, { version, partyIds: random.chance(0.7) ? [first, second] : [second] });
}

async function draft({ made, random, ids, as }: Stage, { versions }: KnownAgreements, drafterId: string) {
  const some = (): string[] => FIELDS.filter(() => random.chance(0.5));
  const [afterCustody, never] = [some(), some().filter(() => random.chance(0.4))];
  const text = made.agreementText(versions.length + 1, { afterCustody, never });
  const { id } = (await as(drafterId).draftAgreement({ body: text })).body;
  const version: KnownAgreement = {
    id,
    partyIds: [ids.ats, ids.post],
    drafterId,
    afterCustody,
    never,
    acts: [{ partyId: drafterId, kind: 'drafted' }],
    signedBy: [],
    state: 'draft',
    offered: false,
  };
  versions.push(version);
  return version;
}

async function offer({ as }: Stage, _: KnownAgreements, version: KnownAgreement, answers?: KnownAgreement) {
  const { id, drafterId } = version;
  const client = as(drafterId);
  if (answers === undefined) {
    await client.proposeAgreement({ params: { id } });
  } else {
    await client.counterAgreement({ params: { id: answers.id }, body: { version_id: id } });
    answers.state = 'countered';
  }
  version.acts.push({ partyId: drafterId, kind: answers === undefined ? 'proposed' : 'countered' });
  version.state = 'proposed';
  version.offered = true;
}

async function withdraw({ as }: Stage, version: KnownAgreement): Promise<void> {
  const { id, drafterId } = version;
  await as(drafterId).withdrawAgreement({ params: { id } });
  version.acts.push({ partyId: drafterId, kind: 'withdrawn' });
  version.state = 'withdrawn';
}

async function sign(
  { as }: Stage,
  { versions, signers }: KnownAgreements,
  { version, partyIds }: { readonly version: KnownAgreement; readonly partyIds: readonly string[] },
): Promise<void> {
  for (const partyId of partyIds) {
    const signer = signers.get(partyId);
    assert.ok(signer !== undefined);
    await signAs(signer, (await as(partyId).getAgreement({ params: { id: version.id } })).body);
    version.acts.push({ partyId, kind: 'signed' });
    version.signedBy.push(partyId);
    version.state = 'signed_by_one';
  }
  if (version.signedBy.length < version.partyIds.length) return;
  for (const other of versions) if (other.state === 'in_force') other.state = 'superseded';
  version.state = 'in_force';
}

/** Whether a party may know that a version exists. */
function seesVersion({ partyIds, drafterId, offered }: KnownAgreement, partyId: string): boolean {
  return drafterId === partyId || (offered && partyIds.includes(partyId));
}

export const AGREEMENT_CHECKS: Checks<
  | 'checkAgreement'
  | 'draftAgreement'
  | 'listAgreements'
  | 'getAgreement'
  | 'getAgreementText'
  | 'getAgreementTerms'
  | 'diffAgreements'
  | 'diffAgreementsText'
  | 'proposeAgreement'
  | 'counterAgreement'
  | 'withdrawAgreement'
  | 'signAgreement'
  | 'getAgreementSignatures'
  | 'terminateAgreement'
  | 'listAgreementActs'
  | 'getAgreementCalendar'
  | 'listPartyKeys'
  | 'registerPartyKey'
  | 'revokePartyKey'
> = {
  checkAgreement: nothing,
  draftAgreement: async ({ made, ids }, { client, partyId, mode }) => {
    if (mode === 'test') await refusal(client.draftAgreement({ body: made.agreementText(99) }), 'forbidden');
    else if (partyId !== ids.ats && partyId !== ids.post) {
      await refusal(client.draftAgreement({ body: made.agreementText(99) }), 'forbidden');
    }
  },
  listAgreements: async (stage, { client, partyId }) => {
    const seen = await allOf(stage, (query) => client.listAgreements({ query }));
    const expected = (await stage.know(playAgreements)).versions.filter((version) => seesVersion(version, partyId));
    assert.deepEqual(
      seen.map(({ id, state, signed_by }) => `${id} ${state} ${signed_by.join(' ')}`),
      expected
        .map(({ id, state, signedBy }) => `${id} ${state} ${signedBy.join(' ')}`)
        .toSorted()
        .toReversed(),
    );
    const [first] = seen;
    const query = { agreement: stage.random.chance(0.5) ? 'none' : (first?.agreement ?? 'none') };
    const filtered = await allOf(stage, (page) => client.listAgreements({ query: { ...page, ...query } }));
    assert.equal(filtered.length, query.agreement === 'none' ? 0 : seen.length);
  },
  getAgreement: (stage, asker) =>
    eachVersion(stage, async ({ id, state, ...version }) => {
      const seen = await ifSeen(
        seesVersion({ id, state, ...version }, asker.partyId),
        asker.client.getAgreement({ params: { id } }),
      );
      if (seen !== undefined)
        assert.deepEqual([seen.state, seen.in_force !== null && state === 'in_force'], [state, state === 'in_force']);
    }),
  getAgreementText: (stage, { client, partyId }) =>
    eachVersion(stage, async (version) => {
      await ifSeen(seesVersion(version, partyId), client.getAgreementText({ params: { id: version.id } }));
    }),
  getAgreementTerms: (stage, { client, partyId }) =>
    eachVersion(stage, async (version) => {
      const seen = await ifSeen(
        seesVersion(version, partyId),
        client.getAgreementTerms({ params: { id: version.id } }),
      );
      if (seen === undefined || seen.plan === null) return;
      const { own, ...plan } = (await client.getPlan({ params: { id: seen.plan.id } })).body;
      assert.equal(plan.agreement_version_id, seen.plan.version_id);
      const told = seen.plan.own;
      assert.deepEqual(
        [told?.parcels, told?.charges_paid_minor, told?.interlined],
        [own?.parcels, own?.charges_paid_minor, own?.interlined],
      );
    }),
  getAgreementSignatures: (stage, { client, partyId }) =>
    eachVersion(stage, async (version) => {
      const asking = client.getAgreementSignatures({ params: { id: version.id } });
      const seen = await ifSeen(seesVersion(version, partyId), asking);
      if (seen === undefined) return;
      const { signers } = await stage.know(playAgreements);
      const expected = version.signedBy.map((id) => signers.get(id)?.code);
      assert.deepEqual(
        seen.signatures.map(({ party }) => party),
        expected,
      );
    }),
  listAgreementActs: (stage, { client, partyId }) =>
    eachVersion(stage, async (version) => {
      const asking = client.listAgreementActs({ params: { id: version.id } });
      const seen = await ifSeen(seesVersion(version, partyId), asking);
      if (seen === undefined) return;
      const expected = version.acts.filter((act) => act.kind !== 'drafted' || act.partyId === partyId);
      assert.deepEqual(
        seen.data.map((act) => ({ partyId: act.party_id, kind: act.kind })),
        expected,
      );
    }),
  diffAgreements: (stage, asker) =>
    eachDiff(stage, asker, (id, from) => asker.client.diffAgreements({ params: { id }, query: { from } })),
  diffAgreementsText: (stage, asker) =>
    eachDiff(stage, asker, (id, from) => asker.client.diffAgreementsText({ params: { id }, query: { from } })),
  proposeAgreement: (stage, asker) =>
    eachForeign(stage, asker, (id) => asker.client.proposeAgreement({ params: { id } })),
  counterAgreement: (stage, asker) =>
    eachForeign(stage, asker, (id) => asker.client.counterAgreement({ params: { id }, body: { version_id: id } })),
  withdrawAgreement: (stage, asker) =>
    eachForeign(stage, asker, (id) => asker.client.withdrawAgreement({ params: { id } })),
  terminateAgreement: (stage, { client, partyId, mode }) =>
    eachVersion(stage, async (version) => {
      const terminating = (): Promise<unknown> =>
        client.terminateAgreement({ params: { id: version.id }, body: { last_day: '2027-12-01' } });
      if (mode === 'test') await refusal(terminating(), 'forbidden');
      else if (!seesVersion(version, partyId)) await refusal(terminating(), 'not_found');
    }),
  signAgreement: async (stage, { client, partyId, mode }) => {
    const { versions, signers } = await stage.know(playAgreements);
    const [signer] = signers.values();
    assert.ok(signer !== undefined);
    for (const version of versions) {
      if (mode === 'live' && seesVersion(version, partyId)) continue;
      const { body } = await stage.as(version.drafterId).getAgreement({ params: { id: version.id } });
      const signing = client.signAgreement({ params: { id: version.id }, body: signatureOf(signer, body) });
      await refusal(signing, mode === 'test' ? 'forbidden' : 'not_found');
    }
  },
  getAgreementCalendar: async (stage, { client, partyId }) => {
    const { id } = inForce(await stage.know(playAgreements));
    const { ats, post } = stage.ids;
    for (const partner of stage.organisations) {
      const query = { partner_id: partner.id };
      const knows = partner.kind === 'carrier' || partner.id === partyId || partner.carrierId === partyId;
      const seen = await ifSeen(knows, client.getAgreementCalendar({ query }));
      if (seen === undefined) continue;
      const isPair = [ats, post].includes(partyId) && [ats, post].includes(partner.id);
      assert.equal(seen.in_force, isPair ? id : null);
      assert.equal(seen.spans.length > 0, isPair);
    }
  },
  listPartyKeys: async (stage, { client, partyId }) => {
    const { signers } = await stage.know(playAgreements);
    const seen = (await client.listPartyKeys()).body.data.map(({ id }) => id);
    const expected = signers.has(partyId) ? [...signers.values()].map(({ keyId }) => keyId) : [];
    assert.deepEqual(seen.toSorted(), expected.toSorted());
  },
  registerPartyKey: async ({ ids, know }, { client, partyId, mode }) => {
    const [signer] = (await know(playAgreements)).signers.values();
    const body = { name: 'mine', public_pem: signer?.publicPem ?? '' };
    const isCarrier = partyId === ids.ats || partyId === ids.post;
    if (mode === 'test' || !isCarrier) await refusal(client.registerPartyKey({ body }), 'forbidden');
  },
  revokePartyKey: async ({ know }, { client, partyId, mode }) => {
    for (const [owner, { keyId: id }] of (await know(playAgreements)).signers) {
      if (owner === partyId && mode === 'live') continue;
      await refusal(client.revokePartyKey({ params: { id } }), mode === 'test' ? 'forbidden' : 'not_found');
    }
  },
};

/** Acts of a party on agreements, as its audit must have them. */
export async function auditedActs(stage: Stage, partyId: string): Promise<{ action: Audited; subject: string }[]> {
  const { versions } = await stage.know(playAgreements);
  return versions.flatMap(({ id, acts }) =>
    acts
      .filter((act) => act.partyId === partyId)
      .map(({ kind }) => ({ action: `agreement.${kind}` as const, subject: id })),
  );
}

async function eachVersion(stage: Stage, check: (version: KnownAgreement) => Promise<void>): Promise<void> {
  for (const version of (await stage.know(playAgreements)).versions) await check(version);
}

/** Acts on a version that is not the asker's to act on. */
async function eachForeign(
  stage: Stage,
  { partyId, mode }: Asker,
  act: (id: string) => Promise<unknown>,
): Promise<void> {
  await eachVersion(stage, async (version) => {
    if (mode === 'test') await refusal(act(version.id), 'forbidden');
    else if (!seesVersion(version, partyId)) await refusal(act(version.id), 'not_found');
    else if (version.drafterId !== partyId && version.state !== 'proposed') await refusal(act(version.id), 'conflict');
  });
}

/** Two random versions are compared by whoever sees both. */
async function eachDiff(
  stage: Stage,
  { partyId }: Asker,
  diff: (id: string, from: string) => Promise<{ readonly body: unknown }>,
): Promise<void> {
  const { versions } = await stage.know(playAgreements);
  for (let round = 0; round < 4; round++) {
    const [from, to] = [stage.random.pick(versions), stage.random.pick(versions)];
    await ifSeen(seesVersion(from, partyId) && seesVersion(to, partyId), diff(to.id, from.id));
  }
}
