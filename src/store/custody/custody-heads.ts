import { sql } from 'kysely';
import type { SignedHead } from '../../domain/custody-record.js';
import type { Acting, Tx } from '../database/store.js';

/** Keeps a head that the acting party has signed; the same head signed again with the same key is kept once. */
export async function addHead(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  head: Omit<SignedHead, 'party'>,
): Promise<void> {
  await tx
    .insertInto('custody_heads')
    .values({
      shipment_id: head.shipment,
      sequence: head.sequence,
      party_id: partyId,
      key_id: head.key,
      mode,
      hash: Buffer.from(head.hash, 'hex'),
      signed_ms: head.signedMs,
      signature: head.signature,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A head as it is kept: its party by the organisation's id. */
export type KeptHead = Omit<SignedHead, 'party'> & { readonly partyId: string };

/** Signed heads of the log of a shipment that the acting party sees, in the order of the log. */
export async function listHeads(tx: Tx, shipmentId: string): Promise<KeptHead[]> {
  return (await listHeadsOf(tx, [shipmentId])).get(shipmentId) ?? [];
}

/** The same of several logs. */
export async function listHeadsOf(tx: Tx, shipmentIds: readonly string[]): Promise<Map<string, KeptHead[]>> {
  const rows = await tx
    .selectFrom('custody_heads')
    .select(['shipment_id', 'sequence', 'party_id', 'key_id', 'hash', 'signed_ms', 'signature'])
    .where('shipment_id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .orderBy('shipment_id')
    .orderBy('sequence')
    .orderBy('party_id')
    .orderBy('key_id')
    .execute();
  const byShipment = new Map<string, KeptHead[]>();
  for (const row of rows) {
    const head = {
      shipment: row.shipment_id,
      sequence: row.sequence,
      hash: Buffer.from(row.hash).toString('hex'),
      partyId: row.party_id,
      key: row.key_id,
      signedMs: row.signed_ms,
      signature: row.signature,
    };
    byShipment.set(row.shipment_id, [...(byShipment.get(row.shipment_id) ?? []), head]);
  }
  return byShipment;
}
