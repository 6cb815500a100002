import { sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Store, Tx } from '../database/store.js';
import type { Mode, OrganisationKind } from '../database/column-types.js';

/** A key as it is listed; what it was made of is known to its holder only. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly mode: Mode;
  readonly hint: string; // how it begins
  readonly scopes: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | undefined;
  readonly revokedAt: Date | undefined;
}

export interface NewApiKey {
  readonly name: string;
  readonly mode: Mode;
  readonly hint: string;
  readonly secretHash: string;
  readonly scopes: readonly string[];
  readonly createdBy: string;
}

/** Whom a key speaks for. */
export interface KeyHolder {
  readonly keyId: string;
  readonly organisationId: string;
  readonly kind: OrganisationKind;
  readonly mode: Mode;
  readonly scopes: readonly string[];
}

const COLUMNS = [
  'id', 'name', 'mode', 'hint', 'scopes', 'created_by', 'created_at', 'last_used_at', 'revoked_at',
] as const; // prettier-ignore

/** Adds a key of the acting party. */
export async function addApiKey(tx: Tx, organisationId: string, key: NewApiKey, now: Date): Promise<ApiKey> {
  const { name, mode, hint, secretHash, scopes, createdBy } = key;
  const id = newId('apiKey', now.getTime());
  await tx
    .insertInto('api_keys')
    .values({
      id,
      organisation_id: organisationId,
      name,
      mode,
      hint,
      secret_hash: secretHash,
      scopes: [...scopes],
      created_by: createdBy,
      created_at: now,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
  return { id, name, mode, hint, scopes, createdBy, createdAt: now, lastUsedAt: undefined, revokedAt: undefined };
}

/** Keys of the acting party, newest first, revoked ones too. */
export async function listApiKeys(tx: Tx): Promise<ApiKey[]> {
  const rows = await tx.selectFrom('api_keys').select(COLUMNS).orderBy('id', 'desc').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    mode: row.mode,
    hint: row.hint,
    scopes: row.scopes,
    createdBy: row.created_by,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  }));
}

/** Revokes a key of the acting party from now on; false when it has none such. A key stays revoked from the first time. */
export async function revokeApiKey(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${now})` })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whom a key that was sent speaks for; undefined when it is unknown or revoked. Notes its use, by the minute. */
export async function findKeyHolder(store: Store, secretHash: string, now: Date): Promise<KeyHolder | undefined> {
  const [row] = await store.ask(sql<HolderRow>`select * from find_key_holder(${secretHash})`);
  if (row === undefined) return undefined;
  const { id, organisation_id, kind, mode, scopes, last_used_at } = row;
  if (last_used_at === null || now.getTime() - last_used_at.getTime() > 60_000) {
    await store.asGate((tx) => tx.updateTable('api_keys').set({ last_used_at: now }).where('id', '=', id).execute());
  }
  return { keyId: id, organisationId: organisation_id, kind, mode, scopes };
}

interface HolderRow {
  readonly id: string;
  readonly organisation_id: string;
  readonly kind: OrganisationKind;
  readonly mode: Mode;
  readonly scopes: string[];
  readonly last_used_at: Date | null;
}
