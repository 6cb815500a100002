import { sql } from 'kysely';
import type { Acting, Tx } from '../database/store.js';

/** States in which a shipment's life has ended. */
export const ENDED = ['delivered', 'returned', 'cancelled', 'lost', 'disposed'] as const;

/** A shipment whose personal data has been kept long enough. */
export interface ToErase {
  readonly shipmentId: string;
  readonly ownerId: string;
  readonly mode: Acting['mode'];
}

/** Shipments whose life ended before an instant, those that ended first, for the processes that do jobs. */
export async function listToErase(tx: Tx, endedBefore: Date, limit: number): Promise<ToErase[]> {
  const rows = await tx
    .selectFrom('custody_states')
    .select(['shipment_id', 'owner_id', 'mode'])
    .where('state', 'in', [...ENDED])
    .where('personal_erased_at', 'is', null)
    .where('since_at', '<', endedBefore)
    .orderBy('since_at')
    .limit(limit)
    .execute();
  return rows.map(({ shipment_id, owner_id, mode }) => ({ shipmentId: shipment_id, ownerId: owner_id, mode }));
}

/** Erases the personal data of shipments of the acting carrier; returns those of which it was there until now. */
export async function erasePersonalData(tx: Tx, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select erase_personal_data(${ids}::text[], ${now}) as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** When the personal data of a shipment was erased; undefined while it is kept. */
export async function findErasure(tx: Tx, shipmentId: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('custody_states')
    .select('personal_erased_at')
    .where('shipment_id', '=', shipmentId)
    .executeTakeFirst();
  return row?.personal_erased_at ?? undefined;
}
