import { sql, type Selectable } from 'kysely';
import type { ContainerKind } from '../../domain/container.js';
import type { Acting, Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';

/** What came at a handover, as the receiver's yard keeps it. */
export interface StoredReceipt {
  readonly manifestId: string;
  readonly of: 'piece' | 'container';
  readonly item: string; // shipment, or id of a container
  readonly cameIn: string | undefined; // id of a container
  readonly takenOut: boolean;
  readonly seal: string | undefined;
  readonly depth: number;
  readonly atMs: number;
}

type Party = Acting & { readonly partyId: string };

/** Receipts of the acting party: of items of one handover, or all that concern some containers or items. */
export async function listReceipts(
  tx: Tx,
  { partyId, mode }: Party,
  of:
    | { readonly manifestId: string; readonly items: readonly string[] }
    | { readonly containerIds: readonly string[]; readonly items: readonly string[] },
): Promise<StoredReceipt[]> {
  const query = tx
    .selectFrom('yard_receipts')
    .select(['manifest_id', 'kind', 'item', 'came_in', 'taken_out', 'seal', 'depth', 'at'])
    .where('party_id', '=', partyId)
    .where('mode', '=', mode)
    .orderBy('manifest_id')
    .orderBy('kind')
    .orderBy('item');
  const items = 'manifestId' in of ? of.items : [...of.containerIds, ...of.items];
  if (items.length === 0) return [];
  const named = sql<boolean>`item = any(${[...items]}::text[])`;
  const narrowed =
    'manifestId' in of
      ? query.where('manifest_id', '=', of.manifestId).where(named)
      : query.where((where) =>
          where.or([named, where('came_in', '=', sql<string>`any(${[...of.containerIds]}::text[])`)]),
        );
  return (await narrowed.execute()).map(receiptOf);
}

/** Takes receipts of a handover away, and puts others in their place, each once for an item. */
export async function changeReceipts(
  tx: Tx,
  { partyId, mode }: Party,
  manifestId: string,
  { gone, come }: { readonly gone: readonly StoredReceipt[]; readonly come: readonly StoredReceipt[] },
): Promise<void> {
  for (const kind of ['piece', 'container'] as const) {
    const items = gone.filter(({ of }) => of === kind).map(({ item }) => item);
    if (items.length === 0) continue;
    await tx
      .deleteFrom('yard_receipts')
      .where('manifest_id', '=', manifestId)
      .where('kind', '=', kind)
      .where('item', '=', sql<string>`any(${items}::text[])`)
      .execute();
  }
  if (come.length === 0) return;
  const rows = JSON.stringify(
    come.map(({ of, item, cameIn, takenOut, seal, depth, atMs }) => {
      const at = new Date(atMs).toISOString();
      return { kind: of, item, came_in: cameIn, taken_out: takenOut, seal, depth, at };
    }),
  );
  await sql`
    insert into yard_receipts (party_id, mode, manifest_id, kind, item, came_in, taken_out, seal, depth, at)
    select ${partyId}, ${mode}, ${manifestId}, r.kind, r.item, r.came_in, r.taken_out, r.seal, r.depth, r.at
    from json_to_recordset(${rows}::json) as r (
      kind text, item text, came_in text, taken_out boolean, seal text, depth integer, at timestamptz)
    on conflict (manifest_id, kind, item) do update set came_in = excluded.came_in, taken_out = excluded.taken_out,
      seal = excluded.seal, depth = excluded.depth, at = excluded.at`.execute(tx);
}

/** Keeps with containers of the acting party at which handover each came last. */
export async function noteLastReceipts(tx: Tx, containerIds: readonly string[]): Promise<void> {
  if (containerIds.length === 0) return;
  await sql`
    update containers c set received_manifest_id = w.manifest_id, received_at = w.at
    from (
      select wanted.id, last.manifest_id, last.at from unnest(${[...containerIds]}::text[]) as wanted (id)
      left join lateral (
        select manifest_id, at from yard_receipts y
        where y.party_id = app_party() and y.mode = app_mode() and y.item = wanted.id and y.kind = 'container'
        order by at desc, manifest_id desc limit 1) last on true) w
    where c.id = w.id`.execute(tx);
}

/** A container that another party handed over, or is about to. */
export interface ComingContainer {
  readonly sscc: string;
  readonly kind: ContainerKind;
  readonly contents: 'direct' | 'mixed';
  readonly opensAt: string;
  readonly weightGMax: number | undefined;
  readonly piecesMax: number | undefined;
  readonly cameFrom: string; // code
  readonly manifestId: string;
}

/** Containers that were pre-advised to the acting party: of one handover or the newest of any, by their SSCCs. */
export async function listComing(
  tx: Tx,
  { partyId }: Party,
  of: { readonly ssccs: readonly string[]; readonly manifestId?: string },
): Promise<ComingContainer[]> {
  if (of.ssccs.length === 0) return [];
  const manifest = of.manifestId === undefined ? sql`true` : sql`i.manifest_id = ${of.manifestId}`;
  const { rows } = await sql<{
    item: string;
    kind: ContainerKind;
    contents: 'direct' | 'mixed';
    opens_at: string;
    weight_g_max: number | null;
    pieces_max: number | null;
    giver: string;
    manifest_id: string;
  }>`
    select distinct on (i.item) i.item, coalesce(i.container_kind, 'bag') as kind, coalesce(i.contents, 'mixed') as contents,
      coalesce(i.opens_at, m.receiver_place) as opens_at, i.weight_g_max, i.pieces_max, m.giver, i.manifest_id
    from manifest_items i join manifests m on m.id = i.manifest_id
    where i.kind = 'container' and i.item = any(${[...of.ssccs]}::text[]) and m.receiver_id = ${partyId} and ${manifest}
    order by i.item, i.manifest_id desc`.execute(tx);
  return rows.map((row) => ({
    sscc: row.item,
    kind: row.kind,
    contents: row.contents,
    opensAt: row.opens_at,
    weightGMax: row.weight_g_max ?? undefined,
    piecesMax: row.pieces_max ?? undefined,
    cameFrom: row.giver,
    manifestId: row.manifest_id,
  }));
}

/** What a container is that came at a handover of which the acting party is the receiver, as its giver made it; undefined when it did not. */
export async function findUnlisted(
  tx: Tx,
  manifestId: string,
  sscc: string,
): Promise<Pick<ComingContainer, 'kind' | 'contents' | 'opensAt' | 'weightGMax' | 'piecesMax'> | undefined> {
  const { rows } = await sql<{
    kind: ContainerKind;
    contents: 'direct' | 'mixed';
    opens_at: string;
    weight_g_max: number | null;
    pieces_max: number | null;
  }>`select kind, contents, opens_at, weight_g_max, pieces_max from unlisted_container(${manifestId}, ${sscc})`.execute(
    tx,
  );
  const [made] = rows;
  if (made === undefined) return undefined;
  const { kind, contents, opens_at: opensAt, weight_g_max, pieces_max } = made;
  return { kind, contents, opensAt, weightGMax: weight_g_max ?? undefined, piecesMax: pieces_max ?? undefined };
}

/** A shipment that the acting party packed or unpacked, and whether all of that was refused, maybe because it seemed another party's. */
export interface PackedPiece {
  readonly shipmentId: string;
  readonly doubted: boolean;
}

/** Those of some shipments that the acting party's dock has done anything to. */
export async function listPacked(
  tx: Tx,
  { partyId, mode }: Party,
  shipmentIds: readonly string[],
): Promise<PackedPiece[]> {
  if (shipmentIds.length === 0) return [];
  const { rows } = await sql<{ item: string; doubted: boolean }>`
    select item, bool_and(refusals is not null) as doubted from yard_acts
    where party_id = ${partyId} and mode = ${mode} and item = any(${[...shipmentIds]}::text[]) and of = 'piece'
    group by item order by item`.execute(tx);
  return rows.map(({ item, doubted }) => ({ shipmentId: item, doubted }));
}

type Row = Pick<
  Selectable<Tables['yard_receipts']>,
  'manifest_id' | 'kind' | 'item' | 'came_in' | 'taken_out' | 'seal' | 'depth' | 'at'
>;

function receiptOf(row: Row): StoredReceipt {
  return {
    manifestId: row.manifest_id,
    of: row.kind,
    item: row.item,
    cameIn: row.came_in ?? undefined,
    takenOut: row.taken_out,
    seal: row.seal ?? undefined,
    depth: row.depth,
    atMs: row.at.getTime(),
  };
}
