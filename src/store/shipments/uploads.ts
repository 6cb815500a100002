import { sql, type Selectable } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { Acting, Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';

/** A file that is booked by a job, and how far that is. */
export type UploadRowOfTable = Selectable<Tables['uploads']>;

export type UploadState = UploadRowOfTable['state'];

/** Bytes of a file that one row holds, so that none is too large for a statement. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** Adds a file of the acting party that is to be booked. */
export async function addUpload(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  upload: { readonly id: string; readonly createdBy: string; readonly now: Date },
): Promise<void> {
  const { id, createdBy, now } = upload;
  await tx
    .insertInto('uploads')
    .values({ id, mode, party_id: partyId, created_by: createdBy, created_at: now, ...NEW })
    .execute();
}

const NEW = { row_count: null, fault: null, ended_at: null } as const;

/** Adds the next bytes of a file. */
export async function addUploadBytes(tx: Tx, uploadId: string, first: number, bytes: Uint8Array): Promise<number> {
  let piece = first;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const part = Buffer.from(bytes.subarray(at, at + PIECE_BYTES));
    await sql`insert into upload_pieces (upload_id, piece, bytes) values (${uploadId}, ${piece++}, ${part})`.execute(
      tx,
    );
  }
  return piece;
}

/** A piece of a file, from 0; undefined behind the last one. */
export async function findUploadPiece(tx: Tx, uploadId: string, piece: number): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ readonly bytes: Uint8Array }>`
    select bytes from upload_pieces where upload_id = ${uploadId} and piece = ${piece}`.execute(tx);
  return rows[0]?.bytes;
}

/** A file of the acting party. */
export function findUpload(tx: Tx, id: string): Promise<UploadRowOfTable | undefined> {
  return tx.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, kept from others until the transaction ends. */
export function lockUpload(tx: Tx, id: string): Promise<UploadRowOfTable | undefined> {
  return tx.selectFrom('uploads').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Files of the acting party, newest first. */
export function listUploads(
  tx: Tx,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<UploadRowOfTable[]> {
  let query = tx.selectFrom('uploads').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}

/** How far a file is. */
export async function noteUpload(
  tx: Tx,
  id: string,
  changes: Partial<
    Pick<UploadRowOfTable, 'state' | 'row_count' | 'checked_count' | 'booked_count' | 'fault_count' | 'fault'>
  >,
): Promise<void> {
  await tx.updateTable('uploads').set(changes).where('id', '=', id).execute();
}

/** Ends what is done with a file; its bytes are not needed any more. */
export async function endUpload(
  tx: Tx,
  id: string,
  ending: { readonly state: 'booked' | 'refused' | 'failed'; readonly fault?: string; readonly now: Date },
): Promise<void> {
  const { state, fault = null, now } = ending;
  await tx.updateTable('uploads').set({ state, fault, ended_at: now }).where('id', '=', id).execute();
  await sql`delete from upload_pieces where upload_id = ${id}`.execute(tx);
}

/** Keeps faults of a file, in place of those that an earlier attempt found. */
export async function saveUploadFaults(tx: Tx, uploadId: string, faults: readonly Json[]): Promise<void> {
  await sql`delete from upload_faults where upload_id = ${uploadId}`.execute(tx);
  if (faults.length === 0) return;
  await sql`
    insert into upload_faults (upload_id, number, fault)
    select ${uploadId}, number - 1, fault
    from jsonb_array_elements(${JSON.stringify(faults)}::jsonb) with ordinality as r (fault, number)`.execute(tx);
}

/** Faults of a file of the acting party from a number on, in the order of its rows. */
export async function listUploadFaults(
  tx: Tx,
  uploadId: string,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<{ readonly number: number; readonly fault: unknown }[]> {
  const { rows } = await sql<{ number: number; fault: unknown }>`
    select number, fault from upload_faults
    where upload_id = ${uploadId} and number >= ${from} order by number limit ${limit}`.execute(tx);
  return rows;
}

/** Ids of shipments of a file that are booked still, for the acting party. */
export async function listBookedOfUpload(tx: Tx, uploadId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('shipments')
    .select('id')
    .where('upload_id', '=', uploadId)
    .where('status', '=', 'booked')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Forgets the faults of files that ended before an instant, for whoever does jobs; how many there were stays known. */
export async function forgetUploadFaults(tx: Tx, before: Date): Promise<void> {
  await sql`delete from upload_faults f using uploads u where u.id = f.upload_id and u.ended_at < ${before}`.execute(
    tx,
  );
}
