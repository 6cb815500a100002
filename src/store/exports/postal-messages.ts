import { sql, type Selectable } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';

export type PostalMessageRow = Selectable<Tables['postal_messages']>;

/** What makes a message one, for its owner: a partner gives a reference once. */
export type MessageKey = Pick<PostalMessageRow, 'direction' | 'partner' | 'message' | 'reference'>;

/** Lets the messages of a carrier be kept one after the other until the transaction ends. */
export async function lockMessages(tx: Tx, ownerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`postal messages ${ownerId}`}, 0))`.execute(tx);
}

export function findMessage(tx: Tx, key: MessageKey): Promise<PostalMessageRow | undefined> {
  return tx
    .selectFrom('postal_messages')
    .selectAll()
    .where('direction', '=', key.direction)
    .where('partner', '=', key.partner)
    .where('message', '=', key.message)
    .where('reference', '=', key.reference)
    .executeTakeFirst();
}

export function findMessageById(tx: Tx, id: string): Promise<PostalMessageRow | undefined> {
  return tx.selectFrom('postal_messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Keeps a message; it must be new. */
export async function addMessage(tx: Tx, message: Omit<PostalMessageRow, 'id'>): Promise<PostalMessageRow> {
  const row = { ...message, id: newId('postalMessage', message.created_at.getTime()) };
  const [document, results] = [JSON.stringify(row.document) as Json, JSON.stringify(row.results) as Json];
  await tx
    .insertInto('postal_messages')
    .values({ ...row, document, results })
    .execute();
  return row;
}

/** Messages of the acting carrier, newest first. */
export function listMessages(
  tx: Tx,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
): Promise<PostalMessageRow[]> {
  let query = tx.selectFrom('postal_messages').selectAll().orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}

/** Everything that was told of some despatches, in the order in which it was kept. */
export function listMessagesOf(tx: Tx, despatchIds: readonly string[]): Promise<PostalMessageRow[]> {
  if (despatchIds.length === 0) return Promise.resolve([]);
  return tx
    .selectFrom('postal_messages')
    .selectAll()
    .where('despatch_id', 'in', [...despatchIds])
    .orderBy('id')
    .execute();
}

/** Forgets messages that were kept before a moment; for the jobs of the server. */
export async function forgetMessages(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('postal_messages').where('created_at', '<', before).execute();
}
