import type { AgreementAct, AgreementSignature } from '../../domain/agreement-act.js';
import type { Tx } from '../database/store.js';

/** An act on a version as the log keeps it. Acts of one agreement have instants of their own, ascending. */
export interface LoggedAct {
  readonly id: string;
  readonly versionId: string;
  readonly partyId: string;
  readonly kind: AgreementAct['kind'];
  readonly answersId: string | undefined; // the version that a counter-proposal answers
  readonly signature: Omit<AgreementSignature, 'party'> | undefined;
  readonly lastDay: string | undefined; // YYYY-MM-DD
  readonly actor: string; // user or key
  readonly actedOn: string; // day where the workspace is
  readonly actedAt: Date;
}

/** Appends an act of the acting party. */
export async function addAgreementAct(tx: Tx, act: LoggedAct): Promise<void> {
  await tx
    .insertInto('agreement_acts')
    .values({
      id: act.id,
      version_id: act.versionId,
      party_id: act.partyId,
      kind: act.kind,
      answers_id: act.answersId ?? null,
      key_hash: act.signature?.key ?? null,
      signed_at: act.signature?.signed_at ?? null,
      signature: act.signature?.signature ?? null,
      last_day: act.lastDay ?? null,
      actor: act.actor,
      acted_on: act.actedOn,
      acted_at: act.actedAt,
    })
    .execute();
}

/** Acts on versions that the acting party sees, in their order; who drafted is its drafter's alone. */
export async function listAgreementActs(tx: Tx, versionIds: readonly string[]): Promise<LoggedAct[]> {
  if (versionIds.length === 0) return [];
  const rows = await tx
    .selectFrom('agreement_acts')
    .selectAll()
    .where('version_id', 'in', [...versionIds])
    .orderBy('acted_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    versionId: row.version_id,
    partyId: row.party_id,
    kind: row.kind,
    answersId: row.answers_id ?? undefined,
    signature:
      row.key_hash === null || row.signed_at === null || row.signature === null
        ? undefined
        : { key: row.key_hash, signed_at: row.signed_at, signature: row.signature },
    lastDay: row.last_day ?? undefined,
    actor: row.actor,
    actedOn: row.acted_on,
    actedAt: row.acted_at,
  }));
}
