import assert from 'node:assert/strict';
import { refusal } from '../server-for-test.js';
import { allOf, ifSeen, nothing, type Checks, type Stage } from '../visibility-for-test.js';

/** A version of an agreement, and what it says of what is seen. */
export interface KnownAgreement {
  readonly id: string;
  readonly partyIds: readonly string[];
  readonly acceptedBy: Set<string>;
  readonly afterCustody: readonly string[];
  readonly never: readonly string[];
}

const FIELDS = ['recipient_name', 'recipient_phone', 'recipient_address', 'seller_identity', 'item_description'];

/** Both carriers propose versions; some are accepted, the first one always. */
export async function playAgreements(stage: Stage): Promise<readonly KnownAgreement[]> {
  const agreements: KnownAgreement[] = [];
  for (let version = 1; version <= 4; version++) agreements.push(await propose(stage, version));
  return agreements;
}

async function propose({ made, random, ids, as }: Stage, version: number): Promise<KnownAgreement> {
  const { ats, post } = ids;
  const some = (): string[] => FIELDS.filter(() => random.chance(0.5));
  const [afterCustody, never] = [some(), some().filter(() => random.chance(0.4))];
  const proposer = random.pick([ats, post]);
  const body = made.agreementText(version, { afterCustody, never });
  const { id, party_ids } = (await as(proposer).proposeAgreement({ body })).body;
  const agreement = { id, partyIds: party_ids, acceptedBy: new Set([proposer]), afterCustody, never };
  if (version === 1 || random.chance(0.6)) {
    const other = proposer === ats ? post : ats;
    await as(other).acceptAgreement({ params: { id } });
    agreement.acceptedBy.add(other);
  }
  return agreement;
}

export const AGREEMENT_CHECKS: Checks<
  'proposeAgreement' | 'listAgreements' | 'getAgreement' | 'getAgreementText' | 'acceptAgreement'
> = {
  proposeAgreement: nothing,
  listAgreements: async (stage, { client, partyId }) => {
    const seen = await allOf(stage, (query) => client.listAgreements({ query }));
    const expected = (await stage.know(playAgreements)).filter(({ partyIds }) => partyIds.includes(partyId));
    assert.deepEqual(seen.map(({ id }) => id).toSorted(), expected.map(({ id }) => id).toSorted());
  },
  getAgreement: (stage, { client, partyId }) =>
    eachAgreement(stage, partyId, async ({ id, acceptedBy }, known) => {
      const seen = await ifSeen(known, client.getAgreement({ params: { id } }));
      if (seen !== undefined) assert.deepEqual(seen.accepted_by, [...acceptedBy].toSorted());
    }),
  getAgreementText: (stage, { client, partyId }) =>
    eachAgreement(stage, partyId, async ({ id }, known) => {
      await ifSeen(known, client.getAgreementText({ params: { id } }));
    }),
  acceptAgreement: (stage, { client, partyId, mode }) =>
    eachAgreement(stage, partyId, async ({ id }, known) => {
      if (mode === 'test') await refusal(client.acceptAgreement({ params: { id } }), 'forbidden');
      else if (!known) await refusal(client.acceptAgreement({ params: { id } }), 'not_found');
    }),
};

async function eachAgreement(
  stage: Stage,
  partyId: string,
  check: (agreement: KnownAgreement, known: boolean) => Promise<void>,
): Promise<void> {
  for (const agreement of await stage.know(playAgreements))
    await check(agreement, agreement.partyIds.includes(partyId));
}
