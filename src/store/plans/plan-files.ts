import { sql } from 'kysely';
import type { Tx } from '../database/store.js';

/** Bytes of a file that one row holds, so that none is too large for a statement. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** A file of a plan. */
export interface PlanFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The whole plan's files belong to no party, because they tell everybody's costs. */
export const WHOLE_PLAN = '';

/** Adds a file of the acting party's part of a plan, or of the whole; files that are there stay. */
export async function addPlanFile(
  tx: Tx,
  { planId, partyId }: { readonly planId: string; readonly partyId: string },
  { name, bytes }: PlanFile,
): Promise<void> {
  const pieces = Math.max(1, Math.ceil(bytes.length / PIECE_BYTES));
  for (let piece = 0; piece < pieces; piece++) {
    const part = Buffer.from(bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES));
    await sql`
      insert into plan_files (plan_id, party_id, name, piece, bytes)
      values (${planId}, ${partyId}, ${name}, ${piece}, ${part})
      on conflict do nothing`.execute(tx);
  }
}

/** Files of a party's part of a plan, or of the whole for whoever does jobs; by name. */
export async function listPlanFiles(tx: Tx, planId: string, partyId: string): Promise<PlanFile[]> {
  const { rows } = await sql<{ readonly name: string; readonly bytes: Uint8Array }>`
    select name, bytes from plan_files
    where plan_id = ${planId} and party_id = ${partyId}
    order by name, piece`.execute(tx);
  const pieces = new Map<string, Uint8Array[]>();
  for (const { name, bytes } of rows) pieces.set(name, [...(pieces.get(name) ?? []), bytes]);
  return [...pieces].map(([name, parts]) => ({ name, bytes: Buffer.concat(parts) }));
}

/** One file of the acting party's part of a plan. */
export async function findPlanFile(
  tx: Tx,
  { planId, partyId }: { readonly planId: string; readonly partyId: string },
  name: string,
): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ readonly bytes: Uint8Array }>`
    select bytes from plan_files
    where plan_id = ${planId} and party_id = ${partyId} and name = ${name}
    order by piece`.execute(tx);
  return rows.length === 0 ? undefined : Buffer.concat(rows.map(({ bytes }) => bytes));
}

/** Forgets the files that an earlier attempt at a plan left, for whoever does jobs. */
export async function clearPlanFiles(tx: Tx, planId: string): Promise<void> {
  await sql`delete from plan_files where plan_id = ${planId}`.execute(tx);
}

/** Forgets the files of plans that ended before an instant, for whoever does jobs; what they are and their routes stay. */
export async function forgetPlanFiles(tx: Tx, before: Date): Promise<void> {
  await sql`delete from plan_files f using plans p where p.id = f.plan_id and p.ended_at < ${before}`.execute(tx);
}
