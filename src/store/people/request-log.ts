import { sql } from 'kysely';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

/** A request that was answered. */
export interface AnsweredRequest {
  readonly partyId: string;
  readonly mode: Mode;
  readonly at: Date; // when it was answered
  readonly method: string;
  readonly path: string; // with placeholders: `/v1/shipments/{id}`
  readonly status: number;
  readonly ms: number; // from the request to the beginning of its answer
  readonly requestId: string;
  readonly actor: string; // user or key
}

/** The same as it is kept. */
export interface LoggedRequest extends Omit<AnsweredRequest, 'partyId'> {
  readonly id: string;
}

/** Adds requests of any parties in one statement. For the role of jobs. */
export async function addRequests(tx: Tx, requests: readonly AnsweredRequest[]): Promise<void> {
  const column = <T>(of: (request: AnsweredRequest) => T): T[] => requests.map(of);
  await sql`
    insert into request_log (id, party_id, mode, at, method, path, status, ms, request_id, actor)
    select * from unnest(
      ${column(({ at }) => newId('loggedRequest', at.getTime()))}::text[], ${column(({ partyId }) => partyId)}::text[],
      ${column(({ mode }) => mode)}::text[], ${column(({ at }) => at.toISOString())}::timestamptz[],
      ${column(({ method }) => method)}::text[], ${column(({ path }) => path)}::text[],
      ${column(({ status }) => status)}::smallint[], ${column(({ ms }) => ms)}::integer[],
      ${column(({ requestId }) => requestId)}::text[], ${column(({ actor }) => actor)}::text[])`.execute(tx);
}

/** Which requests of the acting party. */
export interface RequestFilter {
  readonly statusClass: number | undefined; // 4: 400 to 499
  readonly actor: string | undefined;
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly requestId: string | undefined;
  readonly mode: Mode | undefined;
  readonly since: Date | undefined;
}

/** Requests of the acting party, in both modes, newest first. */
export async function listRequests(
  tx: Tx,
  { limit, before }: { readonly limit: number; readonly before: string | undefined },
  filter: RequestFilter,
): Promise<LoggedRequest[]> {
  const { statusClass, actor, method, path, requestId, mode, since } = filter;
  let query = tx
    .selectFrom('request_log')
    .select(['id', 'mode', 'at', 'method', 'path', 'status', 'ms', 'request_id', 'actor'])
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (statusClass !== undefined) {
    query = query.where('status', '>=', statusClass * 100).where('status', '<', (statusClass + 1) * 100);
  }
  const equal = { actor, method, path, request_id: requestId, mode } as const;
  for (const column of ['actor', 'method', 'path', 'request_id', 'mode'] as const) {
    const value = equal[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  if (since !== undefined) query = query.where('at', '>=', since);
  return (await query.execute()).map(({ request_id, ...row }) => ({ ...row, requestId: request_id }));
}

/** Forgets requests of before an instant, and of each party all but the newest. For the role of jobs. */
export async function forgetRequests(
  tx: Tx,
  { before, keptOfParty }: { readonly before: Date; readonly keptOfParty: number },
): Promise<void> {
  await sql`delete from request_log where at < ${before}`.execute(tx);
  const { rows } = await sql<{ party_id: string }>`
    select party_id from request_log group by party_id having count(*) > ${keptOfParty}`.execute(tx);
  for (const { party_id: partyId } of rows) {
    await sql`
      delete from request_log where party_id = ${partyId} and id <= (
        select id from request_log where party_id = ${partyId} order by id desc offset ${keptOfParty} limit 1)`.execute(
      tx,
    );
  }
}
