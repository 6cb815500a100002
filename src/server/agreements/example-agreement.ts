import { signVersion } from '../../agreement/agreement-signature.js';
import { keyIdOf, makeKeyPair } from '../../base/signing.js';
import { newId } from '../../store/ids.js';
import { addAgreementAct, type LoggedAct } from '../../store/agreement-acts.js';
import { addAgreementVersion, offerAgreementVersion } from '../../store/agreements.js';
import { listOrganisations } from '../../store/organisations.js';
import { addPartyKey } from '../../store/party-keys.js';
import { actAs, type Tx } from '../../store/store.js';
import type { ServerContext } from '../context.js';
import { partyIdsOf, readAgreementVersion } from './agreement-version.js';

const ACTOR = 'example';

/**
 * Lets the carriers of a synthetic workspace have signed its agreement, so that there is something to try. The keys are made for this,
 * are marked as synthetic, and their private halves are gone when this returns. Carriers that are real sign for themselves.
 */
export async function signExampleAgreement(
  { store, reference }: Pick<ServerContext, 'store' | 'reference'>,
  text: string,
  now: Date,
): Promise<void> {
  const { partyCodes, ...version } = readAgreementVersion(text, reference).version;
  const organisations = await store.asGate((tx) => listOrganisations(tx));
  const partyIds = partyIdsOf(partyCodes, organisations);
  const [proposedBy] = partyIds;
  if (proposedBy === undefined) return;
  await store.asParty({ partyId: proposedBy, mode: 'live' }, async (tx) => {
    const versionId = await addAgreementVersion(tx, { ...version, partyIds, proposedBy }, now);
    await offerAgreementVersion(tx, versionId, now);
    let ms = now.getTime();
    const act = (partyId: string, kind: LoggedAct['kind'], signature?: LoggedAct['signature']): Promise<void> => {
      const actedAt = new Date(ms++);
      return addAgreementAct(tx, {
        id: newId('agreementAct', actedAt.getTime()),
        versionId,
        partyId,
        kind,
        answersId: undefined,
        signature,
        lastDay: undefined,
        actor: ACTOR,
        actedOn: reference.dayOf(actedAt),
        actedAt,
      });
    };
    await act(proposedBy, 'proposed');
    for (const partyId of partyIds) {
      await actAs(tx, partyId);
      const party = organisations.find(({ id }) => id === partyId)?.code ?? '';
      const privatePem = await registerSyntheticKey(tx, partyId, now);
      const thing = { agreement: version.agreement, version: version.version, sha256: version.termsHash };
      const { party: _, ...signature } = signVersion(thing, { party, privatePem, signedAt: now.toISOString() });
      await act(partyId, 'signed', signature);
    }
  });
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
