import { sql } from 'kysely';
import {
  ITEM_COLUMNS,
  itemOf,
  manifestOf,
  manifests,
  phaseAt,
  type StoredItem,
  type StoredManifest,
} from './manifests.js';
import type { Tx } from '../database/store.js';

/** Manifests that meet at a facility of the acting party, by the planned moment of the tender. */
export async function listManifestsAt(
  tx: Tx,
  partyId: string,
  at: {
    readonly role: 'giver' | 'receiver';
    readonly place: string;
    readonly from: Date;
    readonly until: Date;
    /** Earlier than this only those that are not settled. */
    readonly dayFrom: Date;
    readonly after: { readonly tenderAt: Date; readonly id: string } | undefined;
    readonly limit: number;
    readonly now: Date;
  },
): Promise<StoredManifest[]> {
  let query = manifests(tx)
    .where(`${at.role}_id`, '=', partyId)
    .where(`${at.role}_place`, '=', at.place)
    .where('tender_at', '>=', at.from)
    .where('tender_at', '<', at.until);
  if (at.role === 'receiver') query = query.where('pre_advised_at', 'is not', null);
  if (at.from < at.dayFrom) {
    query = query.where((where) =>
      where.or([where('tender_at', '>=', at.dayFrom), where(phaseAt(at.now), '<>', 'settled')]),
    );
  }
  if (at.after !== undefined) {
    query = query.where(sql<boolean>`(tender_at, id) > (${at.after.tenderAt}::timestamptz, ${at.after.id})`);
  }
  return (await query.orderBy('tender_at').orderBy('id').limit(at.limit).execute()).map(manifestOf);
}

/** How many items of manifests have each status; of a kind and status that no item has, nothing. */
export async function countItems(
  tx: Tx,
  manifestIds: readonly string[],
): Promise<readonly (Pick<StoredItem, 'of' | 'status'> & { readonly manifestId: string; readonly count: number })[]> {
  if (manifestIds.length === 0) return [];
  const rows = await tx
    .selectFrom('manifest_items')
    .select(['manifest_id', 'kind', 'status', sql<number>`count(*)::integer`.as('count')])
    .where('manifest_id', '=', sql<string>`any(${[...manifestIds]}::text[])`)
    .groupBy(['manifest_id', 'kind', 'status'])
    .execute();
  return rows.map(({ manifest_id, kind, status, count }) => ({ manifestId: manifest_id, of: kind, status, count }));
}

/** Items by what a scanner reads, on whatever manifests of the acting party, the newest manifest first. */
export async function findItemsAnywhere(
  tx: Tx,
  names: readonly string[],
): Promise<readonly { readonly item: StoredItem; readonly manifest: StoredManifest }[]> {
  if (names.length === 0) return [];
  const read = [...names];
  const rows = await tx
    .selectFrom('manifest_items')
    .select([...ITEM_COLUMNS, 'manifest_id'])
    .where(sql<boolean>`(item = any(${read}::text[]) or tracking_number = any(${read}::text[]))`)
    .orderBy('manifest_id', 'desc')
    .execute();
  const ids = [...new Set(rows.map(({ manifest_id }) => manifest_id))];
  const found = ids.length === 0 ? [] : await manifests(tx).where('id', 'in', ids).execute();
  const byId = new Map(found.map((row) => [row.id, manifestOf(row)]));
  return rows.flatMap(({ manifest_id, ...row }) => {
    const manifest = byId.get(manifest_id);
    return manifest === undefined ? [] : [{ item: itemOf(row), manifest }];
  });
}
