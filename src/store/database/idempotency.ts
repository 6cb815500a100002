import type { Acting, Tx } from './store.js';

/** A request that must not do its work twice. */
export interface RepeatableRequest {
  readonly key: string;
  /** Of method, path and body, so that another request under the same key is noticed. */
  readonly hash: string;
}

/** What the database knows of a key: nothing yet, the answer that was given, or that it was used for something else. */
export type Repetition =
  | { readonly kind: 'first' }
  | { readonly kind: 'repeated'; readonly status: number; readonly answer: string }
  | { readonly kind: 'other_request' };

type Keyed = { readonly partyId: string; readonly mode: Acting['mode'] };

/**
 * Takes a key for the acting party. The same key in another transaction waits until this one ends. Whoever comes first does the
 * work in this transaction and keeps its answer with `keepAnswer`; if it fails instead, the key is free again.
 */
export async function takeKey(tx: Tx, acting: Keyed, request: RepeatableRequest, now: Date): Promise<Repetition> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency_keys')
    .values({
      party_id: acting.partyId,
      mode: acting.mode,
      key: request.key,
      request_hash: request.hash,
      status: null,
      answer: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return { kind: 'first' };
  const row = await tx
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'status', 'answer'])
    .where('key', '=', request.key)
    .executeTakeFirstOrThrow();
  if (row.request_hash !== request.hash || row.status === null || row.answer === null) return { kind: 'other_request' };
  return { kind: 'repeated', status: row.status, answer: row.answer };
}

/** Keeps the answer to a request, to be given again. */
export async function keepAnswer(
  tx: Tx,
  key: string,
  { status, answer }: { readonly status: number; readonly answer: string },
): Promise<void> {
  await tx.updateTable('idempotency_keys').set({ status, answer }).where('key', '=', key).execute();
}

/** Forgets keys taken before an instant, at the gate. */
export async function forgetKeys(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('idempotency_keys').where('created_at', '<', before).execute();
}
