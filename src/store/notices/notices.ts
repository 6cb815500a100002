import { sql, type RawBuilder } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { Notice, NoticeType } from '../../domain/notice.js';
import { columnOf } from '../database/columns.js';
import { newId } from '../database/ids.js';
import type { Acting, Store, Tx } from '../database/store.js';

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
  const of = (value: (row: (typeof rows)[number]) => string): string => columnOf(rows.map(value));
  // Data is a column of texts: within JSON it would be read again, which takes longer than all else.
  await sql`
    insert into notices (party_id, mode, id, type, subject, at, data)
    select party_id, n.mode, n.id, n.type, n.subject, n.at::timestamptz, n.data::json
    from unnest(${columns(of(({ to }) => to.join(' ')))}, ${columns(of(({ mode }) => mode))}, ${columns(of(({ id }) => id))},
      ${columns(of(({ type }) => type))}, ${columns(of(({ subject }) => subject))},
      ${columns(of(({ at }) => at.toISOString()))}, ${columns(of(({ data }) => JSON.stringify(data)))}
    ) as n (parties, mode, id, type, subject, at, data)
    cross join lateral unnest(string_to_array(n.parties, ' ')) as party_id`.execute(tx);
  return rows.map(({ id }) => id);
}

function columns(joined: string): RawBuilder<string[]> {
  return sql`string_to_array(${joined}, E'\\x1f')`;
}

/**
 * The position up to which nothing can come later any more. Whatever is read up to it must be read by a statement after
 * this one.
 */
export async function noticeHorizon(store: Store): Promise<number> {
  const [row] = await store.ask(sql<{ horizon: number }>`select notice_horizon() as horizon`);
  return row?.horizon ?? 0;
}

/** Some notices, and whether there are more in the range that they were asked from. */
export interface NoticePage {
  readonly notices: readonly StoredNotice[];
  readonly hasMore: boolean;
}

/** A page ends with the notice with which what is stored of it exceeds this; read, that is about ten times as much. */
const PAGE_STORED_BYTES = 64 * 1024;

/** Notices of the acting party, oldest first: as many as were asked for, or fewer where they tell of very much. */
export async function listNotices(tx: Tx, range: NoticeRange): Promise<NoticePage> {
  const { acting, after, upTo, limit, types } = range;
  const ofTypes = types === undefined ? sql`true` : sql`type = any(${[...types]}::text[])`;
  // What is too much is not even read: the stored size of a large value is known without it.
  const { rows } = await sql<Omit<StoredNotice, 'type'> & { readonly type: string; readonly found: number }>`
    select id, position, type, mode, subject, at, data, found from (
      select *, count(*) over () as found,
        sum(pg_column_size(data)) over (order by position) - pg_column_size(data) as bytes_before
      from (
        select id, position, type, mode, subject, at, data from notices
        -- The policy says the same; said again, the primary key is used.
        where party_id = ${acting.partyId} and mode = ${acting.mode} and position > ${after} and position <= ${upTo} and ${ofTypes}
        order by position limit ${limit + 1}) wanted) sized
    where bytes_before < ${PAGE_STORED_BYTES} order by position`.execute(tx);
  const notices = rows.slice(0, limit).map(({ id, position, type, mode, subject, at, data }) => {
    return { id, position, type: type as NoticeType, mode, subject, at, data };
  });
  return { notices, hasMore: (rows[0]?.found ?? 0) > notices.length };
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
