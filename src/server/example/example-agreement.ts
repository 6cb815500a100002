import { signVersion } from '../../agreement/agreement-signature.js';
import { keyIdOf, makeKeyPair } from '../../base/signing.js';
import { newId } from '../../store/database/ids.js';
import { addAgreementAct, type LoggedAct } from '../../store/agreements/agreement-acts.js';
import { addAgreementVersion, offerAgreementVersion } from '../../store/agreements/agreements.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { addPartyKey } from '../../store/agreements/party-keys.js';
import { actAs, brokenUniqueRule, type Tx } from '../../store/database/store.js';
import type { ServerContext } from '../context.js';
import { partyIdsOf, readAgreementVersion } from '../agreements/agreement-version.js';

const ACTOR = 'example';

/**
 * Lets the carriers of a synthetic workspace have signed its agreement, so that there is something to try. The keys are made for this,
 * are marked as synthetic, and their private halves are gone when this returns. Carriers that are real sign for themselves. Of
 * servers that start at once on one database one does it; false for the others.
 */
export async function signExampleAgreement(
  { store, reference }: Pick<ServerContext, 'store' | 'reference'>,
  text: string,
  now: Date,
  /** What else is to be there if, and only if, this call signs. */
  also: (tx: Tx) => Promise<void> = async () => undefined,
): Promise<boolean> {
  const { partyCodes, ...version } = readAgreementVersion(text, reference).version;
  const organisations = await store.asGate((tx) => listOrganisations(tx));
  const partyIds = partyIdsOf(partyCodes, organisations);
  const [proposedBy] = partyIds;
  if (proposedBy === undefined) return false;
  const codes = new Map(organisations.map(({ id, code }) => [id, code ?? '']));
  const thing = { agreement: version.agreement, version: version.version, sha256: version.termsHash };
  try {
    await store.asParty({ partyId: proposedBy, mode: 'live' }, async (tx) => {
      const versionId = await addAgreementVersion(tx, { ...version, partyIds, proposedBy }, now);
      await offerAgreementVersion(tx, versionId, now);
      await addAgreementAct(tx, actOf(reference, { versionId, partyId: proposedBy, kind: 'proposed' }, now));
      for (const [index, partyId] of partyIds.entries()) {
        await actAs(tx, partyId);
        const privatePem = await registerSyntheticKey(tx, partyId, now);
        const by = { party: codes.get(partyId) ?? '', privatePem, signedAt: now.toISOString() };
        const { party: _, ...signature } = signVersion(thing, by);
        const at = new Date(now.getTime() + 1 + index);
        await addAgreementAct(tx, actOf(reference, { versionId, partyId, kind: 'signed', signature }, at));
      }
      await actAs(tx, proposedBy);
      await also(tx);
    });
    return true;
  } catch (error) {
    if (brokenUniqueRule(error) === undefined) throw error;
    return false;
  }
}

type ExampleAct = Pick<LoggedAct, 'versionId' | 'partyId' | 'kind'> & Partial<Pick<LoggedAct, 'signature'>>;

function actOf(reference: ServerContext['reference'], act: ExampleAct, actedAt: Date): LoggedAct {
  return {
    signature: undefined,
    ...act,
    id: newId('agreementAct', actedAt.getTime()),
    answersId: undefined,
    lastDay: undefined,
    actor: ACTOR,
    actedOn: reference.dayOf(actedAt),
    actedAt,
  };
}

async function registerSyntheticKey(tx: Tx, partyId: string, now: Date): Promise<string> {
  const { privatePem, publicPem } = makeKeyPair();
  await addPartyKey(tx, {
    partyId,
    key: keyIdOf(publicPem),
    publicPem,
    name: 'Synthetic key of the example; its private half was not kept',
    synthetic: true,
    registeredBy: ACTOR,
    registeredAt: now,
  });
  return privatePem;
}
