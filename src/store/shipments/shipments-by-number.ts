import { sql } from 'kysely';
import type { Tx } from '../database/store.js';

/** Ids of those shipments with some tracking numbers that the acting party owns, sent or carries, by number. */
export async function shipmentsByNumber(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{ id: string; tracking_number: string }>`
    select id, tracking_number from shipments_by_number(${numbers}::text[])`.execute(tx);
  return new Map(rows.map(({ id, tracking_number }) => [tracking_number, id]));
}
