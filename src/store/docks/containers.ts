import { sql } from 'kysely';
import type { Container, ContainerKind } from '../../domain/container.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';
import type { Mode } from '../database/column-types.js';

/** A bag or cage of the acting party. `id` is its SSCC, as everywhere in `src/custody`. */
export interface StoredContainer extends Container {
  readonly containerId: string;
  readonly mode: Mode;
  readonly containerParentId: string | undefined;
  readonly manifestId: string | undefined; // on which it is, or was last
  readonly createdAt: Date;
  readonly lastActMs: number | undefined; // moment
  readonly cameFrom: string | undefined; // who handed it over first; undefined: the party's own
  readonly receivedManifestId: string | undefined; // at which it came last
  readonly receivedAtMs: number | undefined;
}

/** Which SSCCs a party's containers get. */
export interface SsccSeries {
  readonly companyPrefix: string;
  readonly extension: number;
  readonly nextSerial: number;
}

/** Sets the acting party's series. */
export async function setSsccSeries(tx: Tx, partyId: string, series: SsccSeries): Promise<void> {
  const values = {
    company_prefix: series.companyPrefix,
    extension: series.extension,
    next_serial: series.nextSerial,
  };
  await tx
    .insertInto('sscc_series')
    .values({ party_id: partyId, ...values })
    .onConflict((conflict) => conflict.column('party_id').doUpdateSet(values))
    .execute();
}

/** The acting party's series; undefined when it has none. */
export async function findSsccSeries(tx: Tx, partyId: string): Promise<SsccSeries | undefined> {
  const row = await tx
    .selectFrom('sscc_series')
    .select(['company_prefix', 'extension', 'next_serial'])
    .where('party_id', '=', partyId)
    .executeTakeFirst();
  return row && { companyPrefix: row.company_prefix, extension: row.extension, nextSerial: row.next_serial };
}

/** Takes so many serials of the acting party's series, and tells the first; undefined when it has no series. */
export async function takeSerials(tx: Tx, partyId: string, count: number): Promise<SsccSeries | undefined> {
  const row = await tx
    .updateTable('sscc_series')
    .set({ next_serial: sql<number>`next_serial + ${count}` })
    .where('party_id', '=', partyId)
    .returning(['company_prefix', 'extension', sql<number>`next_serial - ${count}`.as('serial')])
    .executeTakeFirst();
  return row && { companyPrefix: row.company_prefix, extension: row.extension, nextSerial: row.serial };
}

/**
 * Adds an open, empty container; one that another party hands over is that party's until it is received. Throws where the party has one with this SSCC (`containers_party_id_mode_sscc_key`).
 */
export async function addContainer(
  tx: Tx,
  container: {
    readonly partyId: string;
    readonly mode: Mode;
    readonly sscc: string;
    readonly kind: ContainerKind;
    readonly contents: 'direct' | 'mixed';
    readonly opensAt: string;
    readonly createdBy: string;
    readonly now: Date;
    readonly cameFrom?: string;
    readonly weightGMax?: number | undefined;
    readonly piecesMax?: number | undefined;
  },
): Promise<string> {
  const id = newId('container', container.now.getTime());
  await tx
    .insertInto('containers')
    .values({
      id,
      party_id: container.partyId,
      mode: container.mode,
      sscc: container.sscc,
      kind: container.kind,
      contents: container.contents,
      opens_at: container.opensAt,
      status: 'open',
      seal: null,
      parent_id: null,
      manifest_id: null,
      created_by: container.createdBy,
      created_at: container.now,
      last_act_at: null,
      weight_g_max: container.weightGMax ?? null,
      pieces_max: container.piecesMax ?? null,
      came_from: container.cameFrom ?? null,
      received_manifest_id: null,
      received_at: null,
    })
    .execute();
  return id;
}

export interface ContainerPage {
  readonly limit: number;
  readonly before: string | undefined;
  readonly filter: {
    readonly status?: 'open' | 'closed' | 'sealed' | undefined;
    readonly kind?: ContainerKind | undefined;
    readonly opens_at?: string | undefined;
    readonly sscc?: string | undefined;
    readonly manifest_id?: string | undefined;
  };
}

/** A page of the containers that the acting party made or received, newest first. */
export async function listContainers(
  tx: Tx,
  party: Owner,
  { limit, before, filter }: ContainerPage,
): Promise<StoredContainer[]> {
  let query = containers(tx)
    .where('c.party_id', '=', party.id)
    .where((where) => where.or([where('c.came_from', 'is', null), where('c.received_manifest_id', 'is not', null)]));
  if (before !== undefined) query = query.where('c.id', '<', before);
  for (const column of ['status', 'kind', 'opens_at', 'sscc', 'manifest_id'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(`c.${column}`, '=', value);
  }
  return (await query.orderBy('c.id', 'desc').limit(limit).execute()).map((row) => containerOf(row, party.code));
}

/** Containers of the acting party by their ids or SSCCs; what is not there is left out. */
export async function findContainers(tx: Tx, party: Owner, names: readonly string[]): Promise<StoredContainer[]> {
  if (names.length === 0) return [];
  const rows = await containers(tx)
    .where((where) =>
      where.or([
        where('c.id', '=', sql<string>`any(${[...names]})`),
        where.and([where('c.party_id', '=', party.id), where('c.sscc', '=', sql<string>`any(${[...names]})`)]),
      ]),
    )
    .orderBy('c.id')
    .execute();
  return rows.map((row) => containerOf(row, party.code));
}

/** The containers that bear one of some seals. */
export async function findSealed(tx: Tx, party: Owner, seals: readonly string[]): Promise<StoredContainer[]> {
  if (seals.length === 0) return [];
  const rows = await containers(tx)
    .where('c.party_id', '=', party.id)
    .where('c.seal', '=', sql<string>`any(${[...seals]})`)
    .orderBy('c.id')
    .execute();
  return rows.map((row) => containerOf(row, party.code));
}

/** Ids of containers with all that they are in, and all containers in those. O(size of what is found). */
export async function treesAround(tx: Tx, containerIds: readonly string[]): Promise<string[]> {
  if (containerIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    with recursive up(id, parent_id) as (
      select id, parent_id from containers where id = any(${[...containerIds]})
      union select c.id, c.parent_id from containers c join up on c.id = up.parent_id
    ), down(id) as (
      select id from up
      union select c.id from containers c join down on c.parent_id = down.id
    )
    select id from down order by id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Where containers now stand. */
export async function saveContainers(
  tx: Tx,
  changes: readonly {
    readonly containerId: string;
    readonly status: string;
    readonly seal: string | undefined;
    readonly parentId: string | undefined;
    readonly lastActMs: number | undefined;
  }[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = JSON.stringify(
    changes.map(({ containerId, status, seal, parentId, lastActMs }) => ({
      id: containerId,
      status,
      seal,
      parent_id: parentId,
      last_act_at: lastActMs === undefined ? undefined : new Date(lastActMs).toISOString(),
    })),
  );
  await sql`
    update containers c set status = r.status, seal = r.seal, parent_id = r.parent_id, last_act_at = r.last_act_at
    from json_to_recordset(${rows}::json) as r (id text, status text, seal text, parent_id text, last_act_at timestamptz)
    where c.id = r.id`.execute(tx);
}

/** The acting party, by id and code. */
export interface Owner {
  readonly id: string;
  readonly code: string;
}

interface ContainerRow {
  readonly id: string;
  readonly mode: Mode;
  readonly sscc: string;
  readonly kind: ContainerKind;
  readonly contents: 'direct' | 'mixed';
  readonly opens_at: string;
  readonly status: 'open' | 'closed' | 'sealed';
  readonly seal: string | null;
  readonly parent_id: string | null;
  readonly parent_sscc: string | null;
  readonly manifest_id: string | null;
  readonly created_at: Date;
  readonly last_act_at: Date | null;
  readonly weight_g_max: number | null;
  readonly pieces_max: number | null;
  readonly came_from: string | null;
  readonly received_manifest_id: string | null;
  readonly received_at: Date | null;
}

function containers(tx: Tx) {
  return tx
    .selectFrom('containers as c')
    .leftJoin('containers as p', 'p.id', 'c.parent_id')
    .select([
      'c.id', 'c.mode', 'c.sscc', 'c.kind', 'c.contents', 'c.opens_at', 'c.status', 'c.seal', 'c.parent_id',
      'p.sscc as parent_sscc', 'c.manifest_id', 'c.created_at', 'c.last_act_at', 'c.weight_g_max', 'c.pieces_max', 'c.came_from', 'c.received_manifest_id', 'c.received_at',
    ]); // prettier-ignore
}

function containerOf(row: ContainerRow, party: string): StoredContainer {
  return {
    id: row.sscc,
    containerId: row.id,
    mode: row.mode,
    kind: row.kind,
    party: row.came_from === null || row.received_manifest_id !== null ? party : row.came_from,
    opensAt: row.opens_at,
    contents: row.contents,
    status: row.status,
    seal: row.seal ?? undefined,
    container: row.parent_sscc ?? undefined,
    containerParentId: row.parent_id ?? undefined,
    manifestId: row.manifest_id ?? undefined,
    createdAt: row.created_at,
    lastActMs: row.last_act_at?.getTime(),
    weightGMax: row.weight_g_max ?? undefined,
    piecesMax: row.pieces_max ?? undefined,
    cameFrom: row.came_from ?? undefined,
    receivedManifestId: row.received_manifest_id ?? undefined,
    receivedAtMs: row.received_at?.getTime(),
  };
}
