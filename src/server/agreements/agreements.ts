import type { z } from '@hono/zod-openapi';
import {
  acceptAgreementVersion,
  addAgreementVersion,
  findAgreementText,
  findAgreementVersion,
  isAccepted,
  listAgreementVersions,
  type AgreementVersion,
} from '../../store/agreements.js';
import { listOrganisations } from '../../store/organisations.js';
import { brokenUniqueRule, type Tx } from '../../store/store.js';
import * as wire from '../../wire/agreements.js';
import { partyIdsOf, readAgreementVersion } from './agreement-version.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import { notify } from '../notices/notify.js';
import type { ReferenceData } from '../reference-data.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';

/** Versions of agreements: proposed, read, accepted. */
export function serveAgreements(operations: OperationServer): void {
  const { reference } = operations.server;
  operations.serve(wire.proposeAgreement, (request) => propose(request, reference));
  operations.serve(wire.listAgreements, ({ input, run }) =>
    run(async (tx) => {
      const { limit, cursor } = input.query;
      const before = beforeOf(cursor, 'agreementVersion');
      return pageOfRows(await listAgreementVersions(tx, { limit: limit + 1, before }), limit, versionOnWire);
    }),
  );
  operations.serve(wire.getAgreement, ({ input, run }) =>
    run(async (tx) => versionOnWire(await getVersion(tx, input.params.id))),
  );
  operations.serve(wire.getAgreementText, ({ input, run }) =>
    run(async (tx) => {
      const text = await findAgreementText(tx, input.params.id);
      if (text === undefined) throw new ProblemError('not_found');
      return text;
    }),
  );
  operations.serve(wire.acceptAgreement, ({ input, principal, acting, now, run }) =>
    run(async (tx) => {
      const { id, acceptedBy } = await getVersion(tx, input.params.id);
      if (acceptedBy.includes(acting.partyId)) return versionOnWire(await getVersion(tx, id));
      await acceptAgreementVersion(tx, { versionId: id, partyId: acting.partyId, actor: principal.actorId, now });
      return tellOf(tx, await getVersion(tx, id), 'accepted', now);
    }),
  );
}

async function propose(
  { input, principal, acting, now, run }: PartyRequest<typeof wire.proposeAgreement>,
  reference: ReferenceData,
): Promise<WireVersion> {
  const { partyCodes, ...version } = readAgreementVersion(input.body, reference);
  try {
    return await run(async (tx) => {
      const partyIds = partyIdsOf(partyCodes, await listOrganisations(tx));
      if (!partyIds.includes(acting.partyId)) {
        throw new ProblemError('forbidden', 'You are not a party of this agreement.');
      }
      const id = await addAgreementVersion(tx, { ...version, partyIds, proposedBy: acting.partyId }, now);
      await acceptAgreementVersion(tx, { versionId: id, partyId: acting.partyId, actor: principal.actorId, now });
      return tellOf(tx, await getVersion(tx, id), 'proposed', now);
    });
  } catch (error) {
    if (brokenUniqueRule(error) === undefined) throw error;
    throw new ProblemError('conflict', `There is a version ${version.version} of ${version.agreement} already.`);
  }
}

/** Tells all its parties what one of them did with a version; agreements are live only. Returns the version as told on the wire. */
async function tellOf(tx: Tx, version: AgreementVersion, change: string, now: Date): Promise<WireVersion> {
  const onWire = versionOnWire(version);
  const { id, agreement, status, accepted_by, party_ids } = onWire;
  const data = { id, agreement, version: version.version, change, status, accepted_by };
  await notify(tx, [{ type: 'agreement.changed', to: party_ids, mode: 'live', subject: id, at: now, data }]);
  return onWire;
}

async function getVersion(tx: Tx, id: string): Promise<AgreementVersion> {
  const found = await findAgreementVersion(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

type WireVersion = z.infer<typeof wire.AgreementVersionSchema>;

function versionOnWire(version: AgreementVersion): WireVersion {
  return {
    id: version.id,
    agreement: version.agreement,
    version: version.version,
    status: isAccepted(version) ? 'accepted' : 'proposed',
    party_ids: [...version.partyIds],
    accepted_by: [...version.acceptedBy],
    effective_from: version.effectiveFrom,
    effective_until: version.effectiveUntil,
    text_hash: version.textHash,
    proposed_by: version.proposedBy,
    created_at: version.createdAt.toISOString(),
  };
}
