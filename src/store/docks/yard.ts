import { sql } from 'kysely';
import type { PackRefusal } from '../../domain/container.js';
import type { Acting, Tx } from '../database/store.js';

/** What a party's dock knows of a shipment that it packed. */
export interface YardPiece {
  readonly shipmentId: string;
  readonly containerId: string | undefined;
  readonly sscc: string | undefined; // of that container
  readonly manifestId: string | undefined; // on which it is, or was last
  readonly weightG: number;
  readonly goods: number; // goods mask
  readonly lastActMs: number | undefined;
}

/** An act as it is kept. Containers by their ids, pieces by their shipments'. */
export interface StoredYardAct {
  readonly id: string;
  readonly kind: 'put' | 'take' | 'close' | 'open' | 'seal';
  readonly of: 'piece' | 'container' | undefined; // of put and take
  readonly item: string | undefined; // of put and take
  readonly containerId: string; // into, from, or which
  readonly seal: string | undefined;
  readonly deviceMs: number;
  readonly serverMs: number;
  readonly refusals: readonly PackRefusal[]; // none: it was done
}

type Party = Acting & { readonly partyId: string };

/** Lets one transaction after another change the containers of the acting party. */
export async function lockYard(tx: Tx, { partyId, mode }: Party): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`yard ${partyId} ${mode}`}, 0))`.execute(tx);
}

/** Pieces of the acting party's yard, by shipment or by the containers that they are in. */
export async function listYardPieces(
  tx: Tx,
  { partyId, mode }: Party,
  of: { readonly shipmentIds: readonly string[] } | { readonly containerIds: readonly string[] },
): Promise<YardPiece[]> {
  const [column, ids] =
    'shipmentIds' in of ? (['shipment_id', of.shipmentIds] as const) : (['container_id', of.containerIds] as const);
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('yard_pieces as y')
    .leftJoin('containers as c', 'c.id', 'y.container_id')
    .select(['y.shipment_id', 'y.container_id', 'c.sscc', 'y.manifest_id', 'y.weight_g', 'y.goods', 'y.last_act_at'])
    .where('y.party_id', '=', partyId)
    .where('y.mode', '=', mode)
    .where(`y.${column}`, '=', sql<string>`any(${[...ids]})`)
    .orderBy('y.shipment_id')
    .execute();
  return rows.map((row) => ({
    shipmentId: row.shipment_id,
    containerId: row.container_id ?? undefined,
    sscc: row.sscc ?? undefined,
    manifestId: row.manifest_id ?? undefined,
    weightG: row.weight_g,
    goods: row.goods,
    lastActMs: row.last_act_at?.getTime(),
  }));
}

/** Where pieces now are; those that the yard did not know are added. */
export async function saveYardPieces(
  tx: Tx,
  { partyId, mode }: Party,
  pieces: readonly Omit<YardPiece, 'sscc'>[],
): Promise<void> {
  if (pieces.length === 0) return;
  const rows = JSON.stringify(
    pieces.map((piece) => ({
      shipment_id: piece.shipmentId,
      container_id: piece.containerId,
      manifest_id: piece.manifestId,
      weight_g: piece.weightG,
      goods: piece.goods,
      last_act_at: piece.lastActMs === undefined ? undefined : new Date(piece.lastActMs).toISOString(),
    })),
  );
  await sql`
    insert into yard_pieces (party_id, mode, shipment_id, container_id, manifest_id, weight_g, goods, last_act_at)
    select ${partyId}, ${mode}, r.shipment_id, r.container_id, r.manifest_id, r.weight_g, r.goods, r.last_act_at
    from json_to_recordset(${rows}::json) as r (
      shipment_id text, container_id text, manifest_id text, weight_g integer, goods integer, last_act_at timestamptz)
    on conflict (party_id, mode, shipment_id) do update set
      container_id = excluded.container_id, manifest_id = excluded.manifest_id, last_act_at = excluded.last_act_at
    `.execute(tx);
}

/** Acts of the acting party: by their ids, or all that name one of some containers or shipments. */
export async function listYardActs(
  tx: Tx,
  { partyId, mode }: Party,
  by:
    | { readonly ids: readonly string[] }
    | { readonly containerIds: readonly string[]; readonly items: readonly string[] },
): Promise<StoredYardAct[]> {
  const query = tx
    .selectFrom('yard_acts')
    .select(['act_id', 'kind', 'of', 'item', 'container_id', 'seal', 'device_at', 'server_at', 'refusals'])
    .where('party_id', '=', partyId)
    .where('mode', '=', mode)
    .orderBy('act_id');
  const narrowed =
    'ids' in by
      ? query.where('act_id', '=', sql<string>`any(${[...by.ids]})`)
      : query.where((where) =>
          where.or([
            where('container_id', '=', sql<string>`any(${[...by.containerIds]})`),
            where('item', '=', sql<string>`any(${[...by.items, ...by.containerIds]})`),
          ]),
        );
  return (await narrowed.execute()).map((row) => ({
    id: row.act_id,
    kind: row.kind as StoredYardAct['kind'],
    of: (row.of ?? undefined) as StoredYardAct['of'],
    item: row.item ?? undefined,
    containerId: row.container_id,
    seal: row.seal ?? undefined,
    deviceMs: row.device_at.getTime(),
    serverMs: row.server_at.getTime(),
    refusals: (row.refusals ?? []) as PackRefusal[],
  }));
}

/** Adds acts, with what came of each. */
export async function addYardActs(
  tx: Tx,
  { partyId, mode, actor }: Party & { readonly actor: string },
  acts: readonly StoredYardAct[],
): Promise<void> {
  if (acts.length === 0) return;
  const rows = JSON.stringify(
    acts.map((act) => ({
      act_id: act.id,
      kind: act.kind,
      of: act.of,
      item: act.item,
      container_id: act.containerId,
      seal: act.seal,
      device_at: new Date(act.deviceMs).toISOString(),
      server_at: new Date(act.serverMs).toISOString(),
      refusals: act.refusals.length === 0 ? undefined : act.refusals,
    })),
  );
  await sql`
    insert into yard_acts (
      party_id, mode, act_id, kind, of, item, container_id, seal, device_at, server_at, actor, refusals)
    select ${partyId}, ${mode}, r.act_id, r.kind, r.of, r.item, r.container_id, r.seal, r.device_at, r.server_at, ${actor},
      r.refusals
    from json_to_recordset(${rows}::json) as r (
      act_id text, kind text, of text, item text, container_id text, seal text, device_at timestamptz,
      server_at timestamptz, refusals jsonb)`.execute(tx);
}

/** What came of acts that were kept before, now that another has arrived late. */
export async function saveRefusals(
  tx: Tx,
  { partyId, mode }: Party,
  changes: readonly { readonly id: string; readonly refusals: readonly PackRefusal[] }[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = JSON.stringify(
    changes.map(({ id, refusals }) => ({ act_id: id, refusals: refusals.length === 0 ? undefined : refusals })),
  );
  await sql`
    update yard_acts a set refusals = r.refusals
    from json_to_recordset(${rows}::json) as r (act_id text, refusals jsonb)
    where a.party_id = ${partyId} and a.mode = ${mode} and a.act_id = r.act_id`.execute(tx);
}

/** Puts containers and pieces on a manifest, or takes what is on one off it. */
export async function holdForManifest(
  tx: Tx,
  { partyId, mode }: Party,
  manifestId: string,
  items: { readonly containerIds: readonly string[]; readonly shipmentIds: readonly string[] },
): Promise<void> {
  const { containerIds, shipmentIds } = items;
  await sql`update containers set manifest_id = ${manifestId} where id = any(${[...containerIds]})`.execute(tx);
  await sql`update yard_pieces set manifest_id = ${manifestId}
    where party_id = ${partyId} and mode = ${mode} and shipment_id = any(${[...shipmentIds]})`.execute(tx);
}

/** Frees what is on a manifest of the acting party. */
export async function freeOfManifest(tx: Tx, manifestId: string): Promise<void> {
  await tx.updateTable('containers').set({ manifest_id: null }).where('manifest_id', '=', manifestId).execute();
  await tx.updateTable('yard_pieces').set({ manifest_id: null }).where('manifest_id', '=', manifestId).execute();
}

/** What has become of an item on a manifest, and since when that is tendered. */
export interface Outcome {
  readonly status: string;
  readonly tenderedMs: number | undefined;
}

/** What has become of pieces and containers (by SSCC) on manifests, by manifest and item. */
export async function listOutcomes(
  tx: Tx,
  on: readonly { readonly manifestId: string; readonly item: string }[],
): Promise<ReadonlyMap<string, Outcome>> {
  if (on.length === 0) return new Map();
  const { rows } = await sql<{ item: string; manifest_id: string; status: string; tendered_at: Date | null }>`
    select i.item, i.manifest_id, i.status, m.tendered_at from manifest_items i join manifests m on m.id = i.manifest_id
    join json_to_recordset(${JSON.stringify(on)}::json) as r ("manifestId" text, item text)
      on i.manifest_id = r."manifestId" and i.item = r.item`.execute(tx);
  return new Map(
    rows.map(({ item, manifest_id, status, tendered_at }) => [
      `${manifest_id} ${item}`,
      { status, tenderedMs: tendered_at?.getTime() },
    ]),
  );
}
