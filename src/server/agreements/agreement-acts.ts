import type { z } from '@hono/zod-openapi';
import type { AgreementAct } from '../../domain/agreement-act.js';
import type { Notice } from '../../domain/notice.js';
import { addAgreementAct, type LoggedAct } from '../../store/agreements/agreement-acts.js';
import {
  addAgreementVersion,
  lockAgreement,
  offerAgreementVersion,
  type AgreementVersion,
} from '../../store/agreements/agreements.js';
import { newId } from '../../store/database/ids.js';
import { listOrganisations } from '../../store/people/organisations.js';
import { listPartyKeys } from '../../store/agreements/party-keys.js';
import { brokenUniqueRule, type Tx } from '../../store/database/store.js';
import * as wire from '../../wire/agreements/agreements.js';
import type { Audited } from '../../wire/people/audited.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer, PartyRequest } from '../http/serve-operation.js';
import { notify } from '../notices/notify.js';
import { noteAudit, type AuditedRequest } from '../people/audit.js';
import type { ReferenceData } from '../reference-data.js';
import { nextInstant, readHistory, type AgreementHistory } from './agreement-history.js';
import { partyIdsOf, readAgreementVersion } from './agreement-version.js';
import { getVersion, readVersionOnWire } from './agreements.js';

/** What the parties of an agreement do: draft, propose, counter, sign, withdraw, terminate. Every act is appended to a log. */
export function serveAgreementActs(operations: OperationServer): void {
  const { reference } = operations.server;
  const acts = (request: AuditedRequest, tx: Tx): Acting => ({ tx, request, today: reference.dayOf(request.now) });
  operations.serve(wire.draftAgreement, (request) => draft(request, reference));
  operations.serve(wire.proposeAgreement, ({ input, run, ...request }) =>
    run((tx) => offer(acts(request, tx), { id: input.params.id, kind: 'proposed' })),
  );
  operations.serve(wire.counterAgreement, ({ input, run, ...request }) =>
    run(async (tx) => {
      const answered = await getVersion(tx, input.params.id);
      const id = input.body.version_id;
      const version = await getVersion(tx, id);
      if (version.agreement !== answered.agreement || String(version.partyIds) !== String(answered.partyIds)) {
        throw invalid('#/version_id', 'other_agreement', 'is of another agreement');
      }
      return offer(acts(request, tx), { id, kind: 'countered', answersId: answered.id });
    }),
  );
  operations.serve(wire.withdrawAgreement, ({ input, run, ...request }) =>
    run((tx) => act(acts(request, tx), { id: input.params.id, kind: 'withdrawn' })),
  );
  operations.serve(wire.terminateAgreement, ({ input, run, ...request }) =>
    run((tx) => act(acts(request, tx), { id: input.params.id, kind: 'terminated', lastDay: input.body.last_day })),
  );
  operations.serve(wire.signAgreement, (request) => {
    const { input, run } = request;
    return run((tx) => sign(acts(request, tx), input.params.id, input.body));
  });
}

/** Somebody acts on agreements within a transaction. */
interface Acting {
  readonly tx: Tx;
  readonly request: AuditedRequest;
  readonly today: string;
}

type WireVersion = z.infer<typeof wire.AgreementVersionSchema>;

async function draft(
  { input, run, ...request }: PartyRequest<typeof wire.draftAgreement>,
  reference: ReferenceData,
): Promise<WireVersion> {
  const { partyCodes, ...version } = readAgreementVersion(input.body, reference).version;
  const { partyId } = request.acting;
  try {
    return await run(async (tx) => {
      const partyIds = partyIdsOf(partyCodes, await listOrganisations(tx));
      if (!partyIds.includes(partyId)) throw new ProblemError('forbidden', 'You are not a party of this agreement.');
      await lockAgreement(tx, { partyIds, agreement: version.agreement });
      const id = await addAgreementVersion(tx, { ...version, partyIds, proposedBy: partyId }, request.now);
      return append({ tx, request, today: reference.dayOf(request.now) }, await getVersion(tx, id), {
        id,
        kind: 'drafted',
      });
    });
  } catch (error) {
    if (brokenUniqueRule(error) === undefined) throw error;
    throw new ProblemError('conflict', 'You have uploaded a version with the same terms already.');
  }
}

/** What an act is to do. */
interface Wanted extends Partial<Pick<LoggedAct, 'answersId' | 'signature' | 'lastDay'>> {
  readonly id: string; // of the version
  readonly kind: AgreementAct['kind'];
}

async function act(acting: Acting, wanted: Wanted): Promise<WireVersion> {
  const version = await lockedVersion(acting.tx, wanted.id);
  return append(acting, version, wanted);
}

/** Shows a draft to the other parties. */
async function offer(acting: Acting, wanted: Wanted): Promise<WireVersion> {
  const { tx, request, today } = acting;
  const version = await lockedVersion(tx, wanted.id);
  if (version.proposedBy !== request.acting.partyId) throw new ProblemError('conflict', 'It is not a draft of yours.');
  const history = await readHistory(tx, version, today);
  const isOffered = history.versions.some((one) => one.offeredAt !== undefined && one.termsHash === version.termsHash);
  if (isOffered && version.offeredAt === undefined) {
    throw new ProblemError('conflict', 'A partner has proposed the same terms; sign those.');
  }
  refuseTakenNumber(version, history);
  if (version.offeredAt === undefined) await offerAgreementVersion(tx, version.id, request.now);
  return append(acting, version, wanted);
}

/** Throws where all have signed another version with the number: people name a version by it. */
function refuseTakenNumber(version: AgreementVersion, { standing }: AgreementHistory): void {
  const taken = standing.versions.some(
    (one) =>
      one.signedMs !== undefined && one.version.version === version.version && one.version.id !== version.termsHash,
  );
  if (taken) throw new ProblemError('conflict', `All have signed another version ${version.version}; number it anew.`);
}

async function sign(
  acting: Acting,
  id: string,
  sent: z.infer<typeof wire.AgreementSignatureSchema>,
): Promise<WireVersion> {
  const { tx, request } = acting;
  const version = await lockedVersion(tx, id);
  const { partyId } = request.acting;
  const organisations = await listOrganisations(tx);
  const self = organisations.find((one) => one.id === partyId)?.code;
  if (sent.party !== self)
    throw invalid('#/party', 'unknown_reference', 'is not the code of your organisation', sent.party);
  if (version.offeredAt === undefined) throw new ProblemError('conflict', 'It is a draft: propose it first.');
  const key = (await listPartyKeys(tx)).find((one) => one.partyId === partyId && one.key === sent.key);
  if (key === undefined) {
    throw invalid('#/key', 'unknown_reference', 'is no public key that your organisation has registered', sent.key);
  }
  if (key.revokedAt !== undefined) throw invalid('#/key', 'revoked_key', 'is a key that was revoked', sent.key);
  refuseTakenNumber(version, await readHistory(tx, version, acting.today));
  const { party: _, ...signature } = sent;
  return append(acting, version, { id, kind: 'signed', signature });
}

async function lockedVersion(tx: Tx, id: string): Promise<AgreementVersion> {
  await lockAgreement(tx, await getVersion(tx, id));
  return getVersion(tx, id);
}

/** Appends an act, if it changes something by the rules that hold between the parties. */
async function append({ tx, request, today }: Acting, version: AgreementVersion, wanted: Wanted): Promise<WireVersion> {
  const history = await readHistory(tx, version, today);
  const { principal, acting, now } = request;
  const appended: LoggedAct = {
    id: newId('agreementAct', now.getTime()),
    versionId: version.id,
    partyId: acting.partyId,
    kind: wanted.kind,
    answersId: wanted.answersId,
    signature: wanted.signature,
    lastDay: wanted.lastDay,
    actor: principal.actorId,
    actedOn: today,
    actedAt: nextInstant(history.acts, now),
  };
  const refused = history.refusalOf(appended);
  if (refused !== undefined)
    throw new ProblemError('conflict', `${refused.slice(0, 1).toUpperCase()}${refused.slice(1)}.`);
  await addAgreementAct(tx, appended);
  const action: Audited = `agreement.${wanted.kind}`;
  await noteAudit(tx, request, { action, subject: version.id, details: { version: version.version } });
  const told = await readVersionOnWire(tx, version.id, today);
  if (told.offered_at !== null) await notify(tx, [noticeOf(told, { change: wanted.kind, at: now })]);
  return told;
}

/** Told to all parties; agreements are live only. */
function noticeOf(version: WireVersion, { change, at }: { readonly change: string; readonly at: Date }): Notice {
  const { id, agreement, state, signed_by, party_ids } = version;
  const data = { id, agreement, version: version.version, change, state, signed_by };
  return { type: 'agreement.changed', to: party_ids, mode: 'live', subject: id, at, data };
}

function invalid(pointer: string, code: string, message: string, value?: string): ProblemError {
  const fault = { code, message, pointer };
  return new ProblemError('invalid', undefined, [value === undefined ? fault : { ...fault, value }]);
}
