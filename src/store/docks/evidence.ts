import { createHash } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { newId } from '../database/ids.js';
import type { HandoverOf } from './handover-acts.js';
import type { Acting, Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';

/** A file that supports what a party says of a handover. */
export interface StoredEvidence {
  readonly id: string;
  readonly manifestId: string;
  readonly sha256: string; // hex
  readonly contentType: string;
  readonly content: Buffer;
  readonly createdAt: Date;
}

/** Keeps a file under its hash; the same file of a handover is kept once. */
export async function addEvidence(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  handover: HandoverOf,
  file: { readonly contentType: string; readonly content: Buffer; readonly now: Date },
): Promise<StoredEvidence> {
  const sha256 = createHash('sha256').update(file.content).digest('hex');
  await tx
    .insertInto('evidence')
    .values({
      id: newId('evidence', file.now.getTime()),
      manifest_id: handover.id,
      mode,
      giver_id: handover.giverId,
      receiver_id: handover.receiverId,
      sha256,
      content_type: file.contentType,
      content: file.content,
      uploaded_by: partyId,
      created_at: file.now,
    })
    .onConflict((conflict) => conflict.columns(['manifest_id', 'sha256']).doNothing())
    .execute();
  const row = await files(tx)
    .where('manifest_id', '=', handover.id)
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow();
  return evidenceOf(row);
}

/** Bytes of all evidence of a handover. */
export async function evidenceBytes(tx: Tx, manifestId: string): Promise<number> {
  const row = await tx
    .selectFrom('evidence')
    .select(sql<number>`coalesce(sum(length(content)), 0)::bigint`.as('bytes'))
    .where('manifest_id', '=', manifestId)
    .executeTakeFirstOrThrow();
  return row.bytes;
}

/** A file that the acting party may see. */
export async function findEvidence(tx: Tx, id: string): Promise<StoredEvidence | undefined> {
  const row = await files(tx).where('id', '=', id).executeTakeFirst();
  return row && evidenceOf(row);
}

/** Hashes of files of a handover by their ids. */
export async function findEvidenceHashes(
  tx: Tx,
  manifestId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('evidence')
    .select(['id', 'sha256'])
    .where('manifest_id', '=', manifestId)
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .execute();
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]));
}

function files(tx: Tx) {
  return tx.selectFrom('evidence').select(['id', 'manifest_id', 'sha256', 'content_type', 'content', 'created_at']);
}

function evidenceOf(
  row: Pick<
    Selectable<Tables['evidence']>,
    'id' | 'manifest_id' | 'sha256' | 'content_type' | 'content' | 'created_at'
  >,
): StoredEvidence {
  return {
    id: row.id,
    manifestId: row.manifest_id,
    sha256: row.sha256,
    contentType: row.content_type,
    content: Buffer.from(row.content),
    createdAt: row.created_at,
  };
}
