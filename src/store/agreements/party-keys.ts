import { sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';

/** A public key with which a party signs agreements; the private half never comes here. */
export interface PartyKey {
  readonly id: string;
  readonly partyId: string;
  readonly key: string; // short name, of the key itself
  readonly publicPem: string;
  readonly name: string;
  /** True where the server made the key to sign an example, and kept no private half. */
  readonly synthetic: boolean;
  readonly registeredBy: string;
  readonly registeredAt: Date;
  readonly revokedAt: Date | undefined;
}

/** Registers a key of the acting party. Throws where it has it already (`party_keys_party_id_key_hash_key`). */
export async function addPartyKey(tx: Tx, key: Omit<PartyKey, 'id' | 'revokedAt'>): Promise<PartyKey> {
  const id = newId('partyKey', key.registeredAt.getTime());
  await tx
    .insertInto('party_keys')
    .values({
      id,
      party_id: key.partyId,
      key_hash: key.key,
      public_pem: key.publicPem,
      name: key.name,
      synthetic: key.synthetic,
      registered_by: key.registeredBy,
      registered_at: key.registeredAt,
      revoked_at: null,
    })
    .execute();
  return { ...key, id, revokedAt: undefined };
}

/** Keys of the acting party and of its partners, oldest first, revoked ones too: what they signed before stays signed. */
export async function listPartyKeys(tx: Tx): Promise<PartyKey[]> {
  const rows = await tx.selectFrom('party_keys').selectAll().orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    partyId: row.party_id,
    key: row.key_hash,
    publicPem: row.public_pem,
    name: row.name,
    synthetic: row.synthetic,
    registeredBy: row.registered_by,
    registeredAt: row.registered_at,
    revokedAt: row.revoked_at ?? undefined,
  }));
}

/** Revokes a key of the acting party from now on; false when it has none such. The first time counts. */
export async function revokePartyKey(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('party_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${now})` })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
