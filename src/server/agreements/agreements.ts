import type { z } from '@hono/zod-openapi';
import { diffTerms } from '../../agreement/diff-terms.js';
import { takeoversOf } from '../../agreement/takeover.js';
import { diffText } from '../../agreement/diff-text.js';
import { SIGNATURE_FORMAT } from '../../agreement/signature-file.js';
import {
  findAgreementText,
  findAgreementVersion,
  listAgreementVersions,
  type AgreementVersion,
} from '../../store/agreements/agreements.js';
import { findOrganisation, listOrganisations } from '../../store/people/organisations.js';
import type { Tx } from '../../store/database/store.js';
import * as wire from '../../wire/agreements/agreements.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { agreementsOf, readHistoriesBetween, readHistory, type AgreementHistory } from './agreement-history.js';
import { partyIdsOf, readAgreementVersion, termsOfText } from './agreement-version.js';
import { inForceOf } from './version-in-force.js';

/** Agreements, read: versions, their text, differences, signatures, and which is in force. */
export function serveAgreements(operations: OperationServer): void {
  const { reference, now } = operations.server;
  const today = (): string => reference.dayOf(now());
  operations.serve(wire.checkAgreement, ({ input, run }) =>
    run(async (tx) => {
      const { version, warnings } = readAgreementVersion(input.body, reference);
      partyIdsOf(version.partyCodes, await listOrganisations(tx));
      return {
        agreement: version.agreement,
        version: version.version,
        sha256: version.termsHash,
        parties: [...version.partyCodes],
        effective_from: version.effectiveFrom,
        effective_until: version.effectiveUntil,
        warnings: [...warnings],
      };
    }),
  );
  operations.serve(wire.listAgreements, ({ input, run }) =>
    run(async (tx) => {
      const { limit, cursor, agreement } = input.query;
      const before = beforeOf(cursor, 'agreementVersion');
      const rows = await listAgreementVersions(tx, { limit: limit + 1, before, agreement });
      const histories = new Map<string, AgreementHistory>();
      for (const group of agreementsOf(rows).values()) {
        const [first] = group;
        const history = first && (await readHistory(tx, first, today()));
        for (const { id } of history === undefined ? [] : group) if (history) histories.set(id, history);
      }
      return pageOfRows(rows, limit, (row) => versionOnWire(row, histories.get(row.id), today()));
    }),
  );
  operations.serve(wire.getAgreement, ({ input, run }) =>
    run(async (tx) => readVersionOnWire(tx, input.params.id, today())),
  );
  operations.serve(wire.getAgreementText, ({ input, run }) =>
    run(async (tx) => (await getText(tx, input.params.id)).text),
  );
  serveDifferences(operations);
  serveHistory(operations, today);
}

function serveDifferences(operations: OperationServer): void {
  operations.serve(wire.diffAgreements, ({ input, run }) =>
    run(async (tx) => {
      const { from, to } = await twoTexts(tx, { from: input.query.from, to: input.params.id });
      const changes = diffTerms(termsOfText(from), termsOfText(to));
      return { from: input.query.from, to: input.params.id, changes };
    }),
  );
  operations.serve(wire.diffAgreementsText, ({ input, run }) =>
    run(async (tx) => {
      const { from, to } = await twoTexts(tx, { from: input.query.from, to: input.params.id });
      const [before, after] = [termsOfText(from), termsOfText(to)];
      return `${diffText(before, after, diffTerms(before, after))}\n`;
    }),
  );
}

/** What was done, signed and in force, as of a day. */
function serveHistory(operations: OperationServer, today: () => string): void {
  operations.serve(wire.listAgreementActs, ({ input, run }) =>
    run(async (tx) => {
      const version = await getVersion(tx, input.params.id);
      const { acts } = await readHistory(tx, version, today());
      return {
        data: acts
          .filter(({ versionId }) => versionId === version.id)
          .map(({ id, kind, partyId, answersId, signature, lastDay, actedAt }) => ({
            id,
            kind,
            party_id: partyId,
            answers_id: answersId ?? null,
            key: signature?.key ?? null,
            last_day: lastDay ?? null,
            at: actedAt.toISOString(),
          })),
      };
    }),
  );
  operations.serve(wire.getAgreementSignatures, ({ input, run }) =>
    run((tx) => signatureFile(tx, input.params.id, today())),
  );
  operations.serve(wire.getAgreementCalendar, ({ input, acting, run }) =>
    run(async (tx) => {
      const { partner_id: partnerId, on = today() } = input.query;
      if ((await findOrganisation(tx, partnerId)) === undefined) throw new ProblemError('not_found');
      return calendarBetween(tx, [acting.partyId, partnerId], on);
    }),
  );
}

/** A version that the acting party sees, or a refusal that does not tell whether there is one. */
export async function getVersion(tx: Tx, id: string): Promise<AgreementVersion> {
  const found = await findAgreementVersion(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

/** A version with its standing on a day, as it is told. */
export async function readVersionOnWire(tx: Tx, id: string, today: string): Promise<WireVersion> {
  const version = await getVersion(tx, id);
  return versionOnWire(version, await readHistory(tx, version, today), today);
}

/** The text of a version that the acting party sees, with its terms as they were hashed. */
export async function getText(
  tx: Tx,
  id: string,
): Promise<{ readonly text: string; readonly terms: string | undefined }> {
  const found = await findAgreementText(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

async function twoTexts(
  tx: Tx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{ readonly from: string; readonly to: string }> {
  return { from: (await getText(tx, from)).text, to: (await getText(tx, to)).text };
}

type WireSignatures = z.infer<(typeof wire.getAgreementSignatures)['answer']['body']>;

/** Signatures in the order of signing, beside the terms as they were hashed. */
async function signatureFile(tx: Tx, id: string, today: string): Promise<WireSignatures> {
  const version = await getVersion(tx, id);
  const { terms } = await getText(tx, id);
  if (terms === undefined) throw new ProblemError('not_found');
  const { acts, codes } = await readHistory(tx, version, today);
  const signatures = acts.flatMap(({ versionId, partyId, signature }) =>
    signature === undefined || versionId !== id ? [] : [{ party: codes.get(partyId) ?? '', ...signature }],
  );
  return {
    format: SIGNATURE_FORMAT,
    agreement: version.agreement,
    version: version.version,
    sha256: version.termsHash,
    terms: JSON.parse(terms) as Record<string, unknown>,
    signatures,
  };
}

type WireCalendar = z.infer<(typeof wire.getAgreementCalendar)['answer']['body']>;

async function calendarBetween(tx: Tx, partyIds: readonly string[], on: string): Promise<WireCalendar> {
  const histories = await readHistoriesBetween(tx, partyIds, on);
  const spans = histories.flatMap(({ standing, idOf }) =>
    standing.versions.flatMap(({ version, inForce }) =>
      inForce === undefined ? [] : [{ ...inForce, version_id: idOf(version.id) ?? '' }],
    ),
  );
  return {
    on,
    in_force: inForceOf(histories, on)?.id ?? null,
    spans: spans.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    gaps: histories.flatMap(({ standing }) => [...standing.gaps]),
  };
}

type WireVersion = z.infer<typeof wire.AgreementVersionSchema>;

function versionOnWire(version: AgreementVersion, history: AgreementHistory | undefined, today: string): WireVersion {
  const standing = history?.standingOf(version.id);
  const takeovers = standing && history ? takeoversOf(history.standing, standing.version, today) : [];
  const idOfCode = new Map([...(history?.codes ?? [])].map(([id, code]) => [code, id]));
  return {
    id: version.id,
    agreement: version.agreement,
    version: version.version,
    sha256: version.termsHash,
    state: standing?.state ?? 'draft',
    party_ids: [...version.partyIds],
    signed_by: (standing?.signedBy ?? []).map((code) => idOfCode.get(code) ?? ''),
    effective_from: version.effectiveFrom,
    effective_until: version.effectiveUntil,
    in_force: standing?.inForce ?? null,
    takes_over: takeovers.map(({ version: other, ...days }) => ({
      ...days,
      version_id: history?.idOf(other.id) ?? '',
    })),
    text_hash: version.textHash,
    proposed_by: version.proposedBy,
    offered_at: version.offeredAt?.toISOString() ?? null,
    created_at: version.createdAt.toISOString(),
  };
}
