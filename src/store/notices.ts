import { sql } from 'kysely';
import type { Json } from '../base/canonical-json.js';
import type { Notice, NoticeType } from '../domain/notice.js';
import { newId } from './ids.js';
import type { Acting, Store, Tx } from './store.js';

/** A notice as a party reads it. */
export interface StoredNotice {
  readonly id: string; // the same for all who are told
  readonly position: number;
  readonly type: NoticeType;
  readonly mode: Acting['mode'];
  readonly subject: string;
  readonly at: Date;
  readonly data: Json;
}

/** Which notices of the acting party: those after a position, and not beyond another. */
export interface NoticeRange {
  readonly acting: Acting & { readonly partyId: string };
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
  /** All when not given. */
  readonly types?: readonly NoticeType[] | undefined;
}

/** Adds notices, each for all whom it is for, in one statement; returns their ids. */
export async function addNotices(tx: Tx, notices: readonly Notice[]): Promise<string[]> {
  const rows = notices.map((notice) => ({ ...notice, id: newId('notice', notice.at.getTime()) }));
  await sql`
    insert into notices (party_id, mode, id, type, subject, at, data)
    select party_id, mode, id, type, subject, at, data
    from json_to_recordset(${JSON.stringify(rows)}::json) as (
      "to" text[], mode text, id text, type text, subject text, at timestamptz, data jsonb)
    cross join lateral unnest("to") as party_id`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * The position up to which nothing can come later any more. Whatever is read up to it must be read by a statement after
 * this one.
 */
export async function noticeHorizon(store: Store): Promise<number> {
  const [row] = await store.ask(sql<{ horizon: number }>`select notice_horizon() as horizon`);
  return row?.horizon ?? 0;
}

/** Notices of the acting party, oldest first. */
export async function listNotices(tx: Tx, range: NoticeRange): Promise<StoredNotice[]> {
  const { acting, after, upTo, limit, types } = range;
  let query = tx
    .selectFrom('notices')
    .select(['id', 'position', 'type', 'mode', 'subject', 'at', 'data'])
    // The policy says the same; said again, the primary key is used.
    .where('party_id', '=', acting.partyId)
    .where('mode', '=', acting.mode)
    .where('position', '>', after)
    .where('position', '<=', upTo);
  if (types !== undefined) query = query.where('type', 'in', [...types]);
  const rows = await query.orderBy('position').limit(limit).execute();
  return rows.map((row) => ({ ...row, type: row.type as NoticeType }));
}

/** Where the acting party's copy of a notice stands; undefined when there is none, or none any more. */
export async function findNoticePosition(tx: Tx, id: string): Promise<number | undefined> {
  return (await tx.selectFrom('notices').select('position').where('id', '=', id).executeTakeFirst())?.position;
}

/** Who may know of what happens to each of some shipments: all its parties. Those that the acting party does not see are absent. */
export async function listAudiences(tx: Tx, shipmentIds: readonly string[]): Promise<Map<string, readonly string[]>> {
  const { rows } = await sql<{ shipment_id: string; party_ids: string[] }>`
    select shipment_id, party_ids from shipment_audiences(${[...shipmentIds]})`.execute(tx);
  return new Map(rows.map(({ shipment_id, party_ids }) => [shipment_id, party_ids]));
}

/** Forgets notices of before an instant, at the gate. */
export async function forgetNotices(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('notices').where('at', '<', before).execute();
}
