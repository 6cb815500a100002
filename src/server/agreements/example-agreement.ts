import { acceptAgreementVersion, addAgreementVersion } from '../../store/agreements.js';
import { listOrganisations } from '../../store/organisations.js';
import { actAs } from '../../store/store.js';
import { partyIdsOf, readAgreementVersion } from './agreement-version.js';
import type { ServerContext } from '../context.js';

/**
 * Lets the carriers of an example have accepted the agreement of its workspace, so that there is something to try. Carriers
 * that are real accept for themselves.
 */
export async function acceptExampleAgreement(
  { store, reference }: Pick<ServerContext, 'store' | 'reference'>,
  text: string,
  now: Date,
): Promise<void> {
  const { partyCodes, ...version } = readAgreementVersion(text, reference);
  const partyIds = partyIdsOf(partyCodes, await store.asGate((tx) => listOrganisations(tx)));
  const [proposedBy] = partyIds;
  if (proposedBy === undefined) return;
  await store.asParty({ partyId: proposedBy, mode: 'live' }, async (tx) => {
    const versionId = await addAgreementVersion(tx, { ...version, partyIds, proposedBy }, now);
    for (const partyId of partyIds) {
      await actAs(tx, partyId);
      await acceptAgreementVersion(tx, { versionId, partyId, actor: 'example', now });
    }
  });
}
