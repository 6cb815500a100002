import { sql } from 'kysely';
import type { NoticeType } from '../../domain/notice.js';
import type { StoredNotice } from './notices.js';
import type { Acting, Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

export type DeliveryStatus = 'pending' | 'delivered' | 'dead';

/** A notice on its way to a webhook. */
export interface Delivery {
  readonly webhookId: string;
  readonly noticeId: string;
  readonly position: number;
  readonly type: NoticeType;
  readonly status: DeliveryStatus;
  readonly tries: number; // failed ones since it was made or replayed
  readonly attemptCount: number; // in all
  readonly dueAt: Date | undefined; // while it is pending
  readonly createdAt: Date;
  readonly endedAt: Date | undefined;
}

/** What came of sending it once. */
export interface Attempt {
  readonly at: Date;
  readonly ms: number;
  readonly status: number | undefined; // of the answer, if there was one
  readonly error: string | undefined;
  readonly answer: string | undefined; // its first bytes, as text
}

/** A delivery that is to be sent; without its notice when that has been forgotten. */
export interface DueDelivery extends Delivery {
  readonly notice: StoredNotice | undefined;
}

/** A webhook with deliveries that are due. */
export interface DueWebhook {
  readonly webhookId: string;
  readonly partyId: string;
  readonly mode: Mode;
}

/** Notices that one webhook takes at once. */
const TAKEN_MAX = 5000;

/** Notices that one request has sent again, the oldest first. */
export const REPLAY_MAX = 10_000;

/**
 * Makes deliveries of notices up to the horizon, for every webhook that is enabled; what another process is taking meanwhile is left to it.
 * For the role of jobs. A later statement than the one that found the horizon.
 */
export async function takeNotices(tx: Tx, horizon: number, now: Date): Promise<void> {
  await sql`
    with wanting as (
      select e.id, e.organisation_id, e.mode, e.types, e.position
      from webhook_endpoints e
      where e.disabled_at is null and e.position < ${horizon} and exists (
        select from notices n
        where n.party_id = e.organisation_id and n.mode = e.mode and n.position > e.position and n.position <= ${horizon})
      order by e.id
      for update skip locked
    ), taken as (
      select w.id as endpoint_id, w.organisation_id, w.mode, n.position, n.id as notice_id, n.type,
        n.type <> 'webhook.test' and (w.types = '{}' or n.type = any(w.types)) as wanted
      from wanting w
      cross join lateral (
        select position, id, type from notices
        where party_id = w.organisation_id and mode = w.mode and position > w.position and position <= ${horizon}
        order by position limit ${TAKEN_MAX}
      ) n
    ), added as (
      insert into webhook_deliveries (endpoint_id, position, organisation_id, mode, notice_id, type, due_at, created_at)
      select endpoint_id, position, organisation_id, mode, notice_id, type, ${now}, ${now} from taken where wanted
      on conflict do nothing
    )
    update webhook_endpoints e set position = last.position
    from (select endpoint_id, max(position) as position from taken group by endpoint_id) last
    where e.id = last.endpoint_id`.execute(tx);
}

/** Webhooks that are enabled and have something to send. For the role of jobs. */
export async function listDueWebhooks(tx: Tx, now: Date): Promise<DueWebhook[]> {
  const { rows } = await sql<{ id: string; organisation_id: string; mode: Mode }>`
    select id, organisation_id, mode from webhook_endpoints e
    where disabled_at is null and exists (
      select from webhook_deliveries d where d.endpoint_id = e.id and d.status = 'pending' and d.due_at <= ${now})
    order by id`.execute(tx);
  return rows.map(({ id, organisation_id, mode }) => ({ webhookId: id, partyId: organisation_id, mode }));
}

/** Deliveries of a webhook of the acting party that are due, the longest first. */
export async function listDueDeliveries(
  tx: Tx,
  { webhookId, now, limit }: { readonly webhookId: string; readonly now: Date; readonly limit: number },
): Promise<DueDelivery[]> {
  const rows = await deliveries(tx, webhookId)
    .leftJoin('notices', (join) =>
      join
        .onRef('notices.party_id', '=', 'd.organisation_id')
        .onRef('notices.mode', '=', 'd.mode')
        .onRef('notices.position', '=', 'd.position'),
    )
    .select(['notices.subject', 'notices.at', 'notices.data', 'd.mode'])
    .where('d.status', '=', 'pending')
    .where('d.due_at', '<=', now)
    .orderBy('d.due_at')
    .orderBy('d.position')
    .limit(limit)
    .execute();
  return rows.map(({ subject, at, data, mode, ...row }) => {
    const delivery = deliveryOf(row);
    const { noticeId: id, position, type } = delivery;
    const found = subject !== null && at !== null;
    return { ...delivery, notice: found ? { id, position, type, mode, subject, at, data } : undefined };
  });
}

/** A page of the deliveries of a webhook of the acting party, newest first. */
export async function listDeliveries(
  tx: Tx,
  page: {
    readonly webhookId: string;
    readonly status: DeliveryStatus | undefined;
    /** Only what is older than the delivery of this notice. */
    readonly before: string | undefined;
    readonly limit: number;
  },
): Promise<Delivery[]> {
  const { webhookId, status, before, limit } = page;
  let query = deliveries(tx, webhookId);
  if (status !== undefined) query = query.where('d.status', '=', status);
  if (before !== undefined) {
    query = query.where('d.position', '<', (where) =>
      where
        .selectFrom('webhook_deliveries')
        .select('position')
        .where('endpoint_id', '=', webhookId)
        .where('notice_id', '=', before),
    );
  }
  return (await query.orderBy('d.position', 'desc').limit(limit).execute()).map(deliveryOf);
}

/** The delivery of a notice to a webhook of the acting party. */
export async function findDelivery(tx: Tx, webhookId: string, noticeId: string): Promise<Delivery | undefined> {
  const row = await deliveries(tx, webhookId).where('d.notice_id', '=', noticeId).executeTakeFirst();
  return row && deliveryOf(row);
}

/** Attempts at a delivery, the first one first. */
export async function listAttempts(tx: Tx, webhookId: string, noticeId: string): Promise<Attempt[]> {
  const rows = await tx
    .selectFrom('webhook_attempts')
    .select(['at', 'ms', 'status', 'error', 'answer'])
    .where('endpoint_id', '=', webhookId)
    .where('notice_id', '=', noticeId)
    .orderBy('number')
    .execute();
  return rows.map(({ at, ms, status, error, answer }) => ({
    at,
    ms,
    status: status ?? undefined,
    error: error ?? undefined,
    answer: answer ?? undefined,
  }));
}

/** How a delivery goes on after an attempt. */
export type DeliveryOutcome =
  | { readonly status: 'delivered' | 'dead'; readonly at: Date }
  | { readonly status: 'pending'; readonly dueAt: Date };

/** Keeps an attempt at a delivery of the acting party, and how it goes on. */
export async function addAttempt(
  tx: Tx,
  { webhookId, noticeId }: Pick<Delivery, 'webhookId' | 'noticeId'>,
  attempt: Attempt,
  outcome: DeliveryOutcome,
): Promise<void> {
  const ended = outcome.status !== 'pending';
  const failed = outcome.status !== 'delivered';
  const rows = await tx
    .updateTable('webhook_deliveries')
    .set((set) => ({
      status: outcome.status,
      attempt_count: set('attempt_count', '+', 1),
      ...(failed ? { tries: set('tries', '+', 1) } : {}),
      ...(ended ? { ended_at: outcome.at } : { due_at: outcome.dueAt }),
    }))
    .where('endpoint_id', '=', webhookId)
    .where('notice_id', '=', noticeId)
    .returning('attempt_count')
    .execute();
  for (const { attempt_count } of rows) {
    await tx
      .insertInto('webhook_attempts')
      .values({
        endpoint_id: webhookId,
        notice_id: noticeId,
        number: attempt_count,
        at: attempt.at,
        ms: attempt.ms,
        status: attempt.status ?? null,
        error: attempt.error ?? null,
        answer: attempt.answer ?? null,
      })
      .execute();
  }
}

/** Which notices are to be sent to a webhook again. */
export type Replay =
  | { readonly noticeId: string }
  | { readonly since: Date; readonly upTo: number; readonly types: readonly NoticeType[] };

/**
 * Has notices sent to a webhook of the acting party once more, those too that it was never sent; returns how many. Those that are pending
 * are sent at once.
 */
export async function replayDeliveries(
  tx: Tx,
  { webhookId, acting, now }: { readonly webhookId: string; readonly acting: Party; readonly now: Date },
  replay: Replay,
): Promise<number> {
  const wanted =
    'noticeId' in replay
      ? sql`n.id = ${replay.noticeId}`
      : sql`n.at >= ${replay.since} and n.position <= ${replay.upTo} and n.type <> 'webhook.test'
          and (${[...replay.types]}::text[] = '{}' or n.type = any(${[...replay.types]}::text[]))`;
  const { numAffectedRows } = await sql`
    insert into webhook_deliveries (endpoint_id, position, organisation_id, mode, notice_id, type, due_at, created_at)
    select ${webhookId}, n.position, n.party_id, n.mode, n.id, n.type, ${now}, ${now}
    from notices n
    where n.party_id = ${acting.partyId} and n.mode = ${acting.mode} and ${wanted}
    order by n.position limit ${REPLAY_MAX}
    on conflict (endpoint_id, position) do update
      set status = 'pending', tries = 0, due_at = excluded.due_at, ended_at = null`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

type Party = Acting & { readonly partyId: string };

/** Forgets deliveries that were made before an instant, with their attempts, at the gate. */
export async function forgetDeliveries(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('webhook_deliveries').where('created_at', '<', before).execute();
}

function deliveries(tx: Tx, webhookId: string) {
  return tx
    .selectFrom('webhook_deliveries as d')
    .select([
      'd.endpoint_id',
      'd.notice_id',
      'd.position',
      'd.type',
      'd.status',
      'd.tries',
      'd.attempt_count',
      'd.due_at',
      'd.created_at',
      'd.ended_at',
    ]) // prettier-ignore
    .where('d.endpoint_id', '=', webhookId);
}

interface DeliveryRow {
  readonly endpoint_id: string;
  readonly notice_id: string;
  readonly position: number;
  readonly type: string;
  readonly status: DeliveryStatus;
  readonly tries: number;
  readonly attempt_count: number;
  readonly due_at: Date;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    webhookId: row.endpoint_id,
    noticeId: row.notice_id,
    position: row.position,
    type: row.type as NoticeType,
    status: row.status,
    tries: row.tries,
    attemptCount: row.attempt_count,
    dueAt: row.status === 'pending' ? row.due_at : undefined,
    createdAt: row.created_at,
    endedAt: row.ended_at ?? undefined,
  };
}
