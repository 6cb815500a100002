import { sql, type Selectable } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import { newId } from '../database/ids.js';
import type { Acting, Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';

/** Filters and columns that somebody saved under a name. */
export type SavedView = Selectable<Omit<Tables['saved_views'], 'party_id' | 'mode'>>;

const COLUMNS = [
  'id', 'page', 'name', 'filters', 'columns', 'shared', 'created_by', 'created_at', 'changed_at',
] as const; // prettier-ignore

/** Whose views: of the acting party, and of whom in it. */
type Viewer = Acting & { readonly partyId: string; readonly actorId: string };

/** Views that somebody of the acting party sees: their own, and shared ones, by name. */
export async function listViews(tx: Tx, viewer: Viewer, page: SavedView['page'] | undefined): Promise<SavedView[]> {
  let query = seenBy(tx, viewer)
    .orderBy(sql`lower(name)`)
    .orderBy('id');
  if (page !== undefined) query = query.where('page', '=', page);
  return query.execute();
}

/** One that they see. */
export async function findView(tx: Tx, viewer: Viewer, id: string): Promise<SavedView | undefined> {
  return seenBy(tx, viewer).where('id', '=', id).executeTakeFirst();
}

/** How many views of a page the acting party has saved. */
export async function countViews(tx: Tx, { partyId, mode }: Viewer, page: SavedView['page']): Promise<number> {
  const { count } = await tx
    .selectFrom('saved_views')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('party_id', '=', partyId)
    .where('mode', '=', mode)
    .where('page', '=', page)
    .executeTakeFirstOrThrow();
  return count;
}

/** What is saved of a view. */
export interface ViewContent {
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly shared: boolean;
}

/** Adds a view. Throws where its maker has one of that name on the page (`saved_views_by_name`). */
export async function addView(
  tx: Tx,
  { partyId, mode, actorId }: Viewer,
  { page, ...content }: ViewContent & { readonly page: SavedView['page'] },
  now: Date,
): Promise<string> {
  const id = newId('savedView', now.getTime());
  const made = { id, party_id: partyId, mode, page, created_by: actorId, created_at: now, changed_at: now };
  await tx
    .insertInto('saved_views')
    .values({ ...made, ...valuesOf(content) })
    .execute();
  return id;
}

/** Changes a view. Throws where its maker has another of that name on the page (`saved_views_by_name`). */
export async function saveView(tx: Tx, id: string, content: ViewContent, now: Date): Promise<void> {
  await tx
    .updateTable('saved_views')
    .set({ ...valuesOf(content), changed_at: now })
    .where('id', '=', id)
    .execute();
}

/** Takes a view away. */
export async function removeView(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('saved_views').where('id', '=', id).execute();
}

function seenBy(tx: Tx, { partyId, mode, actorId }: Viewer) {
  return tx
    .selectFrom('saved_views')
    .select(COLUMNS)
    .where('party_id', '=', partyId)
    .where('mode', '=', mode)
    .where((where) => where.or([where('shared', '=', true), where('created_by', '=', actorId)]));
}

function valuesOf({ name, filters, columns, shared }: ViewContent) {
  return { name, filters: JSON.stringify(filters) as Json, columns: [...columns], shared };
}
