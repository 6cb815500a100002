import { sql, type Selectable } from 'kysely';
import type { HandoverItem, HandoverTerms, Manifest, ManifestContainer, ManifestLine } from '../../domain/handover.js';
import { newId } from '../database/ids.js';
import type { Acting, Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode } from '../database/column-types.js';

/** A manifest without its items. */
export interface StoredManifest {
  readonly id: string;
  readonly mode: Mode;
  readonly giverId: string;
  readonly receiverId: string;
  readonly giver: string; // code
  readonly receiver: string;
  readonly interchange: string;
  readonly giverPlace: string; // `PARTY:STOP`
  readonly receiverPlace: string;
  readonly agreementVersionId: string;
  readonly terms: HandoverTerms;
  readonly tenderAt: Date;
  readonly departure: string | undefined;
  readonly planned: readonly string[] | undefined; // shipments that a plan tenders
  readonly pieceCount: number;
  readonly containerCount: number;
  readonly weightG: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly preAdvisedAt: Date | undefined;
  readonly tenderedAt: Date | undefined; // first tender, or first scan without one
  readonly firstScanAt: Date | undefined;
  readonly settleAt: Date | undefined; // from then on silence has accepted everything
  readonly settledAt: Date | undefined; // since when that is in the logs
  readonly waiting: boolean; // something is still expected
}

/** A piece or container of a manifest. */
export interface StoredItem {
  readonly of: 'piece' | 'container';
  readonly item: string; // shipment, or SSCC
  readonly trackingNumber: string | undefined;
  readonly weightG: number | undefined;
  readonly container: string | undefined; // SSCC
  readonly around: readonly string[]; // SSCCs, from the inside out
  readonly kind: ManifestContainer['kind'] | undefined;
  readonly seal: string | undefined;
  readonly status: HandoverItem['status'];
}

/** An item as it is put on a manifest; of containers, also what their receiver has to know of them. */
export interface DraftItem extends Omit<StoredItem, 'status'> {
  readonly opensAt?: string | undefined;
  readonly contents?: 'direct' | 'mixed' | undefined;
  readonly weightGMax?: number | undefined;
  readonly piecesMax?: number | undefined;
}

/** Adds a draft of the acting party with its items. */
export async function addManifest(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  manifest: Omit<
    StoredManifest,
    'id' | 'mode' | 'giverId' | 'preAdvisedAt' | 'tenderedAt' | 'firstScanAt' | 'settleAt' | 'settledAt' | 'waiting'
  >,
  items: readonly DraftItem[],
): Promise<string> {
  const id = newId('manifest', manifest.createdAt.getTime());
  await tx
    .insertInto('manifests')
    .values({
      id,
      mode,
      giver_id: partyId,
      receiver_id: manifest.receiverId,
      giver: manifest.giver,
      receiver: manifest.receiver,
      interchange: manifest.interchange,
      giver_place: manifest.giverPlace,
      receiver_place: manifest.receiverPlace,
      agreement_version_id: manifest.agreementVersionId,
      terms: JSON.stringify(manifest.terms),
      tender_at: manifest.tenderAt,
      departure: manifest.departure ?? null,
      planned: manifest.planned === undefined ? null : JSON.stringify(manifest.planned),
      piece_count: manifest.pieceCount,
      container_count: manifest.containerCount,
      weight_g: manifest.weightG,
      created_by: manifest.createdBy,
      created_at: manifest.createdAt,
      pre_advised_at: null,
      tendered_at: null,
      first_scan_at: null,
      settle_at: null,
      settled_at: null,
    })
    .execute();
  const rows = JSON.stringify(
    items.map((item) => ({
      kind: item.of,
      item: item.item,
      tracking_number: item.trackingNumber,
      weight_g: item.weightG,
      container: item.container,
      around: item.around,
      container_kind: item.kind,
      seal: item.seal,
      opens_at: item.opensAt,
      contents: item.contents,
      weight_g_max: item.weightGMax,
      pieces_max: item.piecesMax,
    })),
  );
  await sql`
    insert into manifest_items (
      manifest_id, kind, item, mode, giver_id, tracking_number, weight_g, container, around, container_kind, seal, opens_at,
      contents, weight_g_max, pieces_max, status)
    select ${id}, r.kind, r.item, ${mode}, ${partyId}, r.tracking_number, r.weight_g, r.container, r.around, r.container_kind, r.seal,
      r.opens_at, r.contents, r.weight_g_max, r.pieces_max, 'not_tendered'
    from json_to_recordset(${rows}::json) as r (
      kind text, item text, tracking_number text, weight_g integer, container text, around text[], container_kind text,
      seal text, opens_at text, contents text, weight_g_max integer, pieces_max integer)`.execute(tx);
  return id;
}

export interface ManifestPage {
  readonly limit: number;
  readonly before: string | undefined;
  readonly role: 'giver' | 'receiver' | undefined;
  readonly phase: 'draft' | 'pre_advised' | 'tendered' | 'receiving' | 'settled' | undefined;
  readonly interchange: string | undefined;
  readonly now: Date;
}

/** A page of the manifests that the acting party gives or was pre-advised of, newest first. */
export async function listManifests(tx: Tx, partyId: string, page: ManifestPage): Promise<StoredManifest[]> {
  const roles = page.role === undefined ? (['giver', 'receiver'] as const) : [page.role];
  const rows: StoredManifest[] = [];
  // Two lists, each along an index of its own, are merged.
  for (const role of roles) {
    let query = manifests(tx).where(`${role}_id`, '=', partyId);
    if (role === 'receiver') query = query.where('pre_advised_at', 'is not', null);
    if (page.before !== undefined) query = query.where('id', '<', page.before);
    if (page.interchange !== undefined) query = query.where('interchange', '=', page.interchange);
    if (page.phase !== undefined) query = query.where(phaseAt(page.now), '=', page.phase);
    rows.push(...(await query.orderBy('id', 'desc').limit(page.limit).execute()).map(manifestOf));
  }
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, page.limit);
}

/** A manifest that the acting party gives, or was pre-advised of. */
export async function findManifest(tx: Tx, id: string): Promise<StoredManifest | undefined> {
  const row = await manifests(tx).where('id', '=', id).executeTakeFirst();
  return row && manifestOf(row);
}

/** Lets nobody else change a manifest that is a draft until the transaction ends. */
export async function lockManifest(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`manifest ${id}`}, 0))`.execute(tx);
}

/** Takes a draft away, with its items. */
export async function removeManifest(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('manifest_items').where('manifest_id', '=', id).execute();
  await tx.deleteFrom('manifests').where('id', '=', id).execute();
}

/** From now on its receiver sees it, with its items. */
export async function preAdvise(
  tx: Tx,
  { id, receiverId }: Pick<StoredManifest, 'id' | 'receiverId'>,
  at: Date,
): Promise<void> {
  await tx.updateTable('manifests').set({ pre_advised_at: at }).where('id', '=', id).execute();
  await tx.updateTable('manifest_items').set({ receiver_id: receiverId }).where('manifest_id', '=', id).execute();
}

/** Items of a manifest: all, or those of one kind that are named. */
export async function listItems(
  tx: Tx,
  manifestId: string,
  of?: { readonly kind: StoredItem['of']; readonly names: readonly string[] },
): Promise<StoredItem[]> {
  if (of?.names.length === 0) return [];
  let query = items(tx).where('manifest_id', '=', manifestId);
  if (of !== undefined) {
    query = query.where('kind', '=', of.kind).where('item', '=', sql<string>`any(${[...of.names]}::text[])`);
  }
  return (await query.execute()).map(itemOf);
}

/** Items of a manifest by what a scanner reads: SSCCs, ids of shipments, tracking numbers. */
export async function findItems(tx: Tx, manifestId: string, names: readonly string[]): Promise<StoredItem[]> {
  const read = [...names];
  const rows = await items(tx)
    .where('manifest_id', '=', manifestId)
    .where(sql<boolean>`(item = any(${read}::text[]) or tracking_number = any(${read}::text[]))`)
    .execute();
  return rows.map(itemOf);
}

/** A page of the items of a manifest: containers, then pieces, by id. */
export async function listItemPage(
  tx: Tx,
  manifestId: string,
  {
    limit,
    after,
  }: { readonly limit: number; readonly after: { readonly of: string; readonly item: string } | undefined },
): Promise<StoredItem[]> {
  let query = items(tx).where('manifest_id', '=', manifestId).orderBy('kind').orderBy('item').limit(limit);
  if (after !== undefined) query = query.where(sql<boolean>`(kind, item) > (${after.of}, ${after.item})`);
  return (await query.execute()).map(itemOf);
}

/** What has become of items; what is so already is left alone. */
export async function saveStatuses(
  tx: Tx,
  manifestId: string,
  found: readonly Pick<HandoverItem, 'of' | 'item' | 'status'>[],
): Promise<void> {
  const groups = new Map<string, string[]>();
  for (const { of, item, status } of found) {
    const group = groups.get(`${of} ${status}`);
    if (group === undefined) groups.set(`${of} ${status}`, [item]);
    else group.push(item);
  }
  // A statement for each status, because joining rows that were sent makes the database read the whole manifest.
  for (const [key, names] of groups) {
    const [of, status] = key.split(' ') as [StoredItem['of'], StoredItem['status']];
    await tx
      .updateTable('manifest_items')
      .set({ status })
      .where('manifest_id', '=', manifestId)
      .where('kind', '=', of)
      .where('item', '=', sql<string>`any(${names}::text[])`)
      .where('status', '<>', status)
      .execute();
  }
}

/** Moments of a handover as a whole, kept so that lists need no fold. Only what differs is written. */
export async function saveMoments(
  tx: Tx,
  before: StoredManifest,
  now: Partial<Pick<StoredManifest, 'tenderedAt' | 'firstScanAt' | 'settleAt' | 'settledAt'>>,
): Promise<void> {
  const columns = {
    tenderedAt: 'tendered_at',
    firstScanAt: 'first_scan_at',
    settleAt: 'settle_at',
    settledAt: 'settled_at',
  } as const;
  const changes: Record<string, Date | null> = {};
  for (const name of ['tenderedAt', 'firstScanAt', 'settleAt', 'settledAt'] as const) {
    if (name in now && now[name]?.getTime() !== before[name]?.getTime()) changes[columns[name]] = now[name] ?? null;
  }
  if (Object.keys(changes).length === 0) return;
  await tx.updateTable('manifests').set(changes).where('id', '=', before.id).execute();
}

/** A handover on which silence has accepted something that no log says yet. At the gate. */
export interface DueHandover {
  readonly id: string;
  readonly mode: Mode;
  readonly receiverId: string;
}

/** Handovers whose time is up, the longest first. At the gate. */
export async function listDueHandovers(tx: Tx, now: Date, limit: number): Promise<DueHandover[]> {
  const rows = await tx
    .selectFrom('manifests')
    .select(['id', 'mode', 'receiver_id'])
    .where('settled_at', 'is', null)
    .where('settle_at', '<', now)
    .orderBy('settle_at')
    .limit(limit)
    .execute();
  return rows.map(({ id, mode, receiver_id }) => ({ id, mode, receiverId: receiver_id }));
}

/** A manifest in the terms of `src/custody`. */
export function manifestFor(stored: StoredManifest, storedItems: readonly StoredItem[]): Manifest {
  const lines: ManifestLine[] = [];
  const containers: ManifestContainer[] = [];
  for (const { of, item, weightG, container, kind, seal } of storedItems) {
    if (of === 'piece') lines.push({ piece: item, weightG: weightG ?? 0, container });
    else containers.push({ id: item, kind: kind ?? 'bag', seal, container });
  }
  const { id, giver, receiver, interchange, tenderAt } = stored;
  return { id, giver, receiver, interchange, tenderMs: tenderAt.getTime(), lines, containers };
}

const WAITING = sql<boolean>`exists (
  select from manifest_items i where i.manifest_id = manifests.id and i.status = 'expected')`;

/** The phase as lists tell it: by what is kept, and by the time. */
export function phaseAt(now: Date) {
  return sql<string>`case
    when pre_advised_at is null then 'draft'
    when tendered_at is null then 'pre_advised'
    when settle_at < ${now} or not ${WAITING} then 'settled'
    when first_scan_at is null then 'tendered' else 'receiving' end`;
}

/** Manifests with whether something is still expected of each. */
export function manifests(tx: Tx) {
  return tx.selectFrom('manifests').selectAll().select(WAITING.as('waiting'));
}

/** A manifest of its row. */
export function manifestOf(row: Selectable<Tables['manifests']> & { readonly waiting: boolean }): StoredManifest {
  return {
    id: row.id,
    mode: row.mode,
    giverId: row.giver_id,
    receiverId: row.receiver_id,
    giver: row.giver,
    receiver: row.receiver,
    interchange: row.interchange,
    giverPlace: row.giver_place,
    receiverPlace: row.receiver_place,
    agreementVersionId: row.agreement_version_id,
    terms: row.terms as HandoverTerms,
    tenderAt: row.tender_at,
    departure: row.departure ?? undefined,
    planned: (row.planned ?? undefined) as readonly string[] | undefined,
    pieceCount: row.piece_count,
    containerCount: row.container_count,
    weightG: row.weight_g,
    createdBy: row.created_by,
    createdAt: row.created_at,
    preAdvisedAt: row.pre_advised_at ?? undefined,
    tenderedAt: row.tendered_at ?? undefined,
    firstScanAt: row.first_scan_at ?? undefined,
    settleAt: row.settle_at ?? undefined,
    settledAt: row.settled_at ?? undefined,
    waiting: row.waiting,
  };
}

export const ITEM_COLUMNS = [
  'kind', 'item', 'tracking_number', 'weight_g', 'container', 'around', 'container_kind', 'seal', 'status',
] as const; // prettier-ignore

function items(tx: Tx) {
  return tx.selectFrom('manifest_items').select(ITEM_COLUMNS);
}

/** An item of its row. */
export function itemOf(row: Pick<Selectable<Tables['manifest_items']>, (typeof ITEM_COLUMNS)[number]>): StoredItem {
  return {
    of: row.kind,
    item: row.item,
    trackingNumber: row.tracking_number ?? undefined,
    weightG: row.weight_g ?? undefined,
    container: row.container ?? undefined,
    around: row.around,
    kind: row.container_kind ?? undefined,
    seal: row.seal ?? undefined,
    status: row.status,
  };
}
