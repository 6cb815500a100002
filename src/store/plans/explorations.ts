import { sql, type Selectable } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { ExplorationKindOfTable, Mode, PlanState } from '../database/column-types.js';

const COLUMNS = [
  'id', 'mode', 'requested_by', 'kind', 'agreement_version_id', 'request', 'figures', 'state', 'attempt', 'world', 'progress',
  'fault', 'created_by', 'created_at', 'started_at', 'ended_at', 'cancel_asked_at',
] as const; // prettier-ignore

/** An exploration without what came out, which may be large. */
export type ExplorationRow = Pick<Selectable<Tables['explorations']>, (typeof COLUMNS)[number]>;

export interface NewExploration {
  readonly id: string;
  readonly mode: Mode;
  readonly requestedBy: string;
  readonly kind: ExplorationKindOfTable;
  readonly agreementVersionId: string;
  readonly request: Json;
  readonly figures: 'all' | 'own';
  readonly createdBy: string;
}

/** Adds an exploration of the acting party. */
export async function addExploration(tx: Tx, exploration: NewExploration, now: Date): Promise<void> {
  const { id, mode, requestedBy, kind, agreementVersionId, request, figures, createdBy } = exploration;
  await sql`
    insert into explorations (id, mode, requested_by, kind, agreement_version_id, request, figures, created_by, created_at)
    values (${id}, ${mode}, ${requestedBy}, ${kind}, ${agreementVersionId}, ${JSON.stringify(request)}::jsonb, ${figures},
      ${createdBy}, ${now})`.execute(tx);
}

/** Explorations of the acting party, newest first. */
export async function listExplorations(
  tx: Tx,
  {
    limit,
    before,
    kind,
    state,
  }: {
    readonly limit: number;
    readonly before: string | undefined;
    readonly kind: ExplorationKindOfTable | undefined;
    readonly state: PlanState | undefined;
  },
): Promise<ExplorationRow[]> {
  let query = tx.selectFrom('explorations').select(COLUMNS).orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (state !== undefined) query = query.where('state', '=', state);
  return query.execute();
}

/** An exploration of the acting party. */
export function findExploration(tx: Tx, id: string): Promise<ExplorationRow | undefined> {
  return tx.selectFrom('explorations').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** What came out of one, as JSON. */
export async function findExplorationText(tx: Tx, id: string, part: 'result' | 'map'): Promise<string | undefined> {
  const row = await tx.selectFrom('explorations').select(part).where('id', '=', id).executeTakeFirst();
  return (row as Partial<Record<typeof part, string | null>> | undefined)?.[part] ?? undefined;
}

/** How many of the acting party's wait or run; holds others that ask until the transaction has ended. */
export async function countOpenExplorations(tx: Tx, partyId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`explorations ${partyId}`}, 0))`.execute(tx);
  const { open } = await tx
    .selectFrom('explorations')
    .select(({ fn }) => fn.countAll<string>().as('open'))
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return Number(open);
}

/** Begins an attempt; undefined where there is nothing to do any more. */
export function beginExploration(tx: Tx, id: string, now: Date): Promise<ExplorationRow | undefined> {
  return tx
    .updateTable('explorations')
    .set(({ eb }) => ({ state: 'running', attempt: eb('attempt', '+', 1), started_at: now, progress: null }))
    .where('id', '=', id)
    .where('state', 'in', ['queued', 'running'])
    .returning(COLUMNS)
    .executeTakeFirst();
}

/** What an attempt holds while it runs. */
export type ExplorationAttempt = Pick<ExplorationRow, 'id' | 'attempt'>;

/** Tells how far an attempt is; tells back whether it is to go on. */
export async function noteExploration(
  tx: Tx,
  { id, attempt }: ExplorationAttempt,
  { world, progress }: { readonly world: Json; readonly progress: Json },
): Promise<'go_on' | 'cancel' | 'lost'> {
  const row = await tx
    .updateTable('explorations')
    .set({
      world: sql<Json>`${JSON.stringify(world)}::jsonb`,
      progress: sql<Json>`${JSON.stringify(progress)}::jsonb`,
    })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'running')
    .returning('cancel_asked_at')
    .executeTakeFirst();
  if (row === undefined) return 'lost';
  return row.cancel_asked_at === null ? 'go_on' : 'cancel';
}

/** How an exploration ended. */
export interface ExplorationEnding {
  readonly state: Exclude<PlanState, 'queued' | 'running'>;
  readonly result?: string; // JSON
  readonly map?: string | undefined; // JSON
  readonly fault?: string;
}

/** Ends an attempt; false where it has ended already or another attempt has begun. */
export async function endExploration(
  tx: Tx,
  { id, attempt }: ExplorationAttempt,
  { state, result, map, fault }: ExplorationEnding,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('explorations')
    .set({ state, result: result ?? null, map: map ?? null, fault: fault ?? null, ended_at: now })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Asks for one to be cancelled; one that waits is cancelled at once. */
export async function cancelExploration(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`
    update explorations set cancel_asked_at = coalesce(cancel_asked_at, ${now}),
      state = case when state = 'queued' then 'cancelled' else state end,
      ended_at = case when state = 'queued' then ${now}::timestamptz else ended_at end
    where id = ${id} and state in ('queued', 'running')`.execute(tx);
}

/** Forgets explorations that ended before an instant, for whoever does jobs. */
export async function forgetExplorations(tx: Tx, before: Date): Promise<void> {
  await sql`delete from explorations where ended_at < ${before}`.execute(tx);
}
