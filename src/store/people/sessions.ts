import { sql } from 'kysely';
import type { Store, Tx } from '../database/store.js';
import type { OrganisationKind } from '../database/column-types.js';

/** Who is signed in. */
export interface SignedIn {
  readonly userId: string;
  readonly organisationId: string;
  readonly kind: OrganisationKind;
  readonly roles: readonly string[];
  readonly expiresAt: Date;
}

/** Opens a session, at the gate. */
export async function addSession(
  tx: Tx,
  session: { readonly secretHash: string; readonly userId: string; readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  const { secretHash, userId, now, expiresAt } = session;
  await tx
    .insertInto('sessions')
    .values({ secret_hash: secretHash, user_id: userId, created_at: now, expires_at: expiresAt })
    .execute();
}

/** Who a session belongs to; undefined when it is unknown or over, or its user disabled. */
export async function findSignedIn(store: Store, secretHash: string, now: Date): Promise<SignedIn | undefined> {
  const [row] = await store.ask(sql<SignedInRow>`select * from find_signed_in(${secretHash}, ${now})`);
  if (row === undefined) return undefined;
  return {
    userId: row.user_id,
    organisationId: row.organisation_id,
    kind: row.kind,
    roles: row.roles,
    expiresAt: row.expires_at,
  };
}

interface SignedInRow {
  readonly user_id: string;
  readonly organisation_id: string;
  readonly kind: OrganisationKind;
  readonly roles: string[];
  readonly expires_at: Date;
}

/** Ends a session, at the gate. */
export async function removeSession(tx: Tx, secretHash: string): Promise<void> {
  await tx.deleteFrom('sessions').where('secret_hash', '=', secretHash).execute();
}

/** Removes sessions that are over, at the gate. */
export async function removeExpiredSessions(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute();
}
