import { createHash } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { FaultList } from '../../feed/fault-list.js';
import { readAgreement } from '../../feed/read-agreement.js';
import {
  acceptAgreementVersion,
  addAgreementVersion,
  findAgreementText,
  findAgreementVersion,
  isAccepted,
  listAgreementVersions,
  type AgreementVersion,
  type NewAgreementVersion,
} from '../../store/agreements.js';
import { listOrganisations, type Organisation } from '../../store/organisations.js';
import { brokenUniqueRule, type Tx } from '../../store/store.js';
import * as wire from '../../wire/agreements.js';
import { beforeOf, pageOfRows } from '../cursors.js';
import { faultsOfText, ProblemError } from '../problem-error.js';
import { cappedFaults } from '../parse-input.js';
import type { ReferenceData } from '../reference-data.js';
import type { OperationServer, PartyRequest } from '../serve-operation.js';

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
      const { id } = await getVersion(tx, input.params.id);
      await acceptAgreementVersion(tx, { versionId: id, partyId: acting.partyId, actor: principal.actorId, now });
      return versionOnWire(await getVersion(tx, id));
    }),
  );
}

async function propose(
  { input, principal, acting, now, run }: PartyRequest<typeof wire.proposeAgreement>,
  reference: ReferenceData,
): Promise<WireVersion> {
  const text = input.body;
  const version = readVersion(text, reference);
  try {
    return await run(async (tx) => {
      const partyIds = partyIdsOf(version.partyCodes, await listOrganisations(tx));
      if (!partyIds.includes(acting.partyId)) {
        throw new ProblemError('forbidden', 'You are not a party of this agreement.');
      }
      const { partyCodes: _, ...content } = version;
      const id = await addAgreementVersion(tx, { ...content, text, partyIds, proposedBy: acting.partyId }, now);
      await acceptAgreementVersion(tx, { versionId: id, partyId: acting.partyId, actor: principal.actorId, now });
      return versionOnWire(await getVersion(tx, id));
    });
  } catch (error) {
    if (brokenUniqueRule(error) === undefined) throw error;
    throw new ProblemError('conflict', `There is a version ${version.version} of ${version.agreement} already.`);
  }
}

type ReadVersion = Omit<NewAgreementVersion, 'partyIds' | 'proposedBy' | 'text'> & {
  readonly partyCodes: readonly string[];
};

/** What the service needs of a text; throws with every fault of it. */
function readVersion(text: string, { agreementContext, parties }: ReferenceData): ReadVersion {
  const faults = new FaultList();
  const agreement = readAgreement(agreementContext, { text, file: 'agreement.yaml', faults });
  if (faults.hasErrors) throw new ProblemError('invalid', undefined, cappedFaults(faultsOfText(faults.list())));
  return {
    agreement: agreement.id,
    version: agreement.version,
    partyCodes: agreement.parties.map((party) => parties[party]?.code ?? ''),
    effectiveFrom: agreement.effectiveFrom,
    effectiveUntil: agreement.effectiveUntil,
    shared: agreement.visibility.shared,
    afterCustody: agreement.visibility.afterCustody,
    never: agreement.visibility.never,
    textHash: createHash('sha256').update(text).digest('hex'),
  };
}

function partyIdsOf(codes: readonly string[], organisations: readonly Organisation[]): string[] {
  return codes
    .map((code) => {
      const found = organisations.find((organisation) => organisation.code === code);
      if (found === undefined) throw new ProblemError('conflict', `The party ${code} is not set up on this server.`);
      return found.id;
    })
    .toSorted();
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
