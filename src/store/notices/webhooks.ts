import { sql } from 'kysely';
import type { NoticeType } from '../../domain/notice.js';
import { newId } from '../database/ids.js';
import type { Acting, Tx } from '../database/store.js';

/** Where a party wants its notices sent. */
export interface Webhook {
  readonly id: string;
  readonly mode: Acting['mode'];
  readonly url: string;
  readonly types: readonly NoticeType[]; // all when empty
  readonly description: string | undefined;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly disabledAt: Date | undefined;
  readonly disabledBecause: 'asked' | 'failing' | 'gone' | undefined;
  /** Since when no delivery succeeded; undefined when the last one did. */
  readonly failingSince: Date | undefined;
}

export interface NewWebhook {
  readonly url: string;
  readonly types: readonly NoticeType[];
  readonly description: string | undefined;
  readonly createdBy: string;
  /** It is sent what comes after this position. */
  readonly position: number;
}

/** What may be changed of a webhook. */
export interface WebhookChange {
  readonly url?: string | undefined;
  readonly types?: readonly NoticeType[] | undefined;
  readonly description?: string | null | undefined; // null takes it away
  readonly disabled?: { readonly at: Date; readonly because: 'asked' | 'failing' | 'gone' } | undefined;
  /** Enables it, from a position on. */
  readonly enabledFrom?: number | undefined;
}

/** A secret of a webhook as it is kept; until when it signs, if it is to be replaced. */
export interface SealedSecret {
  readonly sealed: string;
  readonly expiresAt: Date | undefined;
}

const COLUMNS = [
  'id', 'mode', 'url', 'types', 'description', 'created_by', 'created_at', 'disabled_at', 'disabled_because', 'failing_since',
] as const; // prettier-ignore

/** Adds a webhook of the acting party. */
export async function addWebhook(
  tx: Tx,
  acting: Acting & { readonly partyId: string },
  webhook: NewWebhook,
  now: Date,
): Promise<string> {
  const id = newId('webhook', now.getTime());
  const { url, types, description, createdBy, position } = webhook;
  await tx
    .insertInto('webhook_endpoints')
    .values({
      id,
      organisation_id: acting.partyId,
      mode: acting.mode,
      url,
      types: [...types],
      description: description ?? null,
      created_by: createdBy,
      created_at: now,
      disabled_at: null,
      disabled_because: null,
      failing_since: null,
      position,
    })
    .execute();
  return id;
}

/** Webhooks of the acting party, oldest first. */
export async function listWebhooks(tx: Tx): Promise<Webhook[]> {
  return (await tx.selectFrom('webhook_endpoints').select(COLUMNS).orderBy('id').execute()).map(webhookOf);
}

/** A webhook of the acting party. */
export async function findWebhook(tx: Tx, id: string): Promise<Webhook | undefined> {
  const row = await tx.selectFrom('webhook_endpoints').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && webhookOf(row);
}

/** Keeps other transactions from changing a webhook, its secrets and its deliveries until this one ends; undefined where there is none. */
export async function lockWebhook(tx: Tx, id: string): Promise<Webhook | undefined> {
  const query = tx.selectFrom('webhook_endpoints').select(COLUMNS).where('id', '=', id).forUpdate();
  const row = await query.executeTakeFirst();
  return row && webhookOf(row);
}

/** Changes a webhook of the acting party. */
export async function changeWebhook(tx: Tx, id: string, change: WebhookChange): Promise<void> {
  const { url, types, description, disabled, enabledFrom } = change;
  const set = {
    ...(url === undefined ? {} : { url }),
    ...(types === undefined ? {} : { types: [...types] }),
    ...(description === undefined ? {} : { description }),
    ...(disabled === undefined ? {} : { disabled_at: disabled.at, disabled_because: disabled.because }),
    ...(enabledFrom === undefined
      ? {}
      : { disabled_at: null, disabled_because: null, failing_since: null, position: enabledFrom }),
  };
  if (Object.keys(set).length === 0) return;
  await tx.updateTable('webhook_endpoints').set(set).where('id', '=', id).execute();
}

/** Notes since when a webhook fails, or that it does not any more. */
export async function markFailing(tx: Tx, id: string, since: Date | undefined): Promise<void> {
  const failing_since = since === undefined ? null : sql<Date>`coalesce(failing_since, ${since})`;
  await tx.updateTable('webhook_endpoints').set({ failing_since }).where('id', '=', id).execute();
}

/** Removes a webhook of the acting party with everything about it; false where there is none. */
export async function removeWebhook(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('webhook_endpoints').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Adds a secret to a locked webhook. The newest of those it had signs on until an instant, which ends what that one had left;
 * others are removed.
 */
export async function addSecret(
  tx: Tx,
  id: string,
  { sealed, oldUntil, now }: { readonly sealed: string; readonly oldUntil: Date; readonly now: Date },
): Promise<void> {
  const newest = await tx
    .selectFrom('webhook_secrets')
    .select('number')
    .where('endpoint_id', '=', id)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const last = newest?.number ?? 0;
  await tx.deleteFrom('webhook_secrets').where('endpoint_id', '=', id).where('number', '<', last).execute();
  await tx.updateTable('webhook_secrets').set({ expires_at: oldUntil }).where('endpoint_id', '=', id).execute();
  await tx
    .insertInto('webhook_secrets')
    .values({ endpoint_id: id, number: last + 1, sealed, created_at: now, expires_at: null })
    .execute();
}

/** Secrets of a webhook that sign at an instant, the newest first. */
export async function listLiveSecrets(tx: Tx, id: string, now: Date): Promise<SealedSecret[]> {
  const rows = await tx
    .selectFrom('webhook_secrets')
    .select(['sealed', 'expires_at'])
    .where('endpoint_id', '=', id)
    .where((where) => where.or([where.eb('expires_at', 'is', null), where.eb('expires_at', '>', now)]))
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ sealed, expires_at }) => ({ sealed, expiresAt: expires_at ?? undefined }));
}

type WebhookRow = {
  readonly id: string;
  readonly mode: Acting['mode'];
  readonly url: string;
  readonly types: string[];
  readonly description: string | null;
  readonly created_by: string;
  readonly created_at: Date;
  readonly disabled_at: Date | null;
  readonly disabled_because: 'asked' | 'failing' | 'gone' | null;
  readonly failing_since: Date | null;
};

function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.id,
    mode: row.mode,
    url: row.url,
    types: row.types as NoticeType[],
    description: row.description ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at,
    disabledAt: row.disabled_at ?? undefined,
    disabledBecause: row.disabled_because ?? undefined,
    failingSince: row.failing_since ?? undefined,
  };
}
