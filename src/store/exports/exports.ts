import { sql, type Selectable } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode } from '../database/column-types.js';

export type ExportRow = Selectable<Tables['exports']>;
export type ExportVersion = Selectable<Tables['export_versions']>;

const COLUMNS = [
  'id', 'mode', 'owner_id', 'shipper_id', 'state', 'item', 'bill', 'reference', 'country', 'service', 'declaration', 'version',
  'upload_id', 'created_by', 'created_at', 'changed_at', 'filed_at', 'since_at', 'due_at', 'overdue_at',
  'shipment_id', 'office', 'cut_off_at', 'domestic',
] as const; // prettier-ignore

/** What of a declaration lists are narrowed by. */
export interface Heading {
  readonly reference: string | undefined;
  readonly country: string | undefined;
  readonly service: string | undefined;
}

export interface NewExport {
  readonly id: string;
  readonly declaration: Json;
  readonly heading: Heading;
}

/** Whose exports they are, and how they came. */
export interface Exporting {
  readonly ownerId: string;
  readonly shipperId: string | undefined;
  readonly mode: Mode;
  readonly createdBy: string;
  readonly now: Date;
  readonly uploadId?: string | undefined;
}

/** Rows of one statement, whose parameters PostgreSQL counts. */
const ROWS_AT_ONCE = 500;

/** Adds drafts of the acting party. */
export async function addExports(tx: Tx, by: Exporting, rows: readonly NewExport[]): Promise<void> {
  const { ownerId, shipperId, mode, createdBy, now, uploadId } = by;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const values = rows.slice(from, from + ROWS_AT_ONCE).map(({ id, declaration, heading }) => ({
      id,
      mode,
      owner_id: ownerId,
      shipper_id: shipperId ?? null,
      state: 'draft',
      ...headingValues(heading),
      declaration: JSON.stringify(declaration) as Json,
      upload_id: uploadId ?? null,
      created_by: createdBy,
      created_at: now,
      changed_at: now,
      since_at: now,
    }));
    await tx.insertInto('exports').values(values).execute();
  }
}

/** Ids of exports that come together: the first is the greatest, so that lists, newest first, tell them in the order they came in. */
export function newExportIds(now: Date, count: number): string[] {
  const ids = Array.from({ length: count }, () => newId('export', now.getTime()));
  return ids.toSorted((a, b) => (a < b ? 1 : -1));
}

/** An export that the acting party may see, locked until the transaction ends where it is to be changed. */
export async function findExport(tx: Tx, id: string, { lock = false } = {}): Promise<ExportRow | undefined> {
  const [row] = await listExportsById(tx, [id], { lock });
  return row;
}

/** Those of some exports that the acting party may see, by id. */
export async function listExportsById(tx: Tx, ids: readonly string[], { lock = false } = {}): Promise<ExportRow[]> {
  const query = shown(tx)
    .where('id', 'in', ids.length === 0 ? [''] : [...ids])
    .orderBy('id');
  return (lock ? query.forUpdate() : query).execute();
}

/** Those with some identifiers of items, locked. */
export async function listExportsByItem(tx: Tx, ownerId: string, items: readonly string[]): Promise<ExportRow[]> {
  return shown(tx)
    .where('owner_id', '=', ownerId)
    .where('item', 'in', items.length === 0 ? [''] : [...items])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export interface ExportFilter {
  readonly state?: string | undefined;
  readonly country?: string | undefined;
  readonly item?: string | undefined;
  readonly reference?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly uploadId?: string | undefined;
}

/** Exports that the acting party may see, newest first. */
export async function listExports(
  tx: Tx,
  {
    limit,
    before,
    filter,
  }: { readonly limit: number; readonly before: string | undefined; readonly filter: ExportFilter },
): Promise<ExportRow[]> {
  let query = shown(tx).orderBy('id', 'desc').limit(limit);
  if (before !== undefined) query = query.where('id', '<', before);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.country !== undefined) query = query.where('country', '=', filter.country);
  if (filter.item !== undefined) query = query.where('item', '=', filter.item);
  if (filter.reference !== undefined) query = query.where('reference', '=', filter.reference);
  if (filter.uploadId !== undefined) query = query.where('upload_id', '=', filter.uploadId);
  if (filter.overdue !== undefined) query = query.where('overdue_at', filter.overdue ? 'is not' : 'is', null);
  return query.execute();
}

/** Saves the declaration of a draft. */
export async function saveDraft(tx: Tx, id: string, declaration: Json, heading: Heading, now: Date): Promise<void> {
  await tx
    .updateTable('exports')
    .set({ declaration: JSON.stringify(declaration) as Json, ...headingValues(heading), changed_at: now })
    .where('id', '=', id)
    .execute();
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('exports').where('id', '=', id).where('state', '=', 'draft').execute();
}

/** The shipment that brings an export to its office of exchange, and what was promised of it, or why there is none. */
export interface ShipmentLink {
  readonly id: string; // of the export
  readonly shipmentId: string | null;
  readonly office: string | null;
  readonly cutOffAt: Date | null;
  readonly domestic: Json;
}

export async function linkShipments(tx: Tx, links: readonly ShipmentLink[]): Promise<void> {
  if (links.length === 0) return;
  const rows = JSON.stringify(
    links.map(({ id, shipmentId, office, cutOffAt, domestic }) => ({
      id, office, domestic, shipment_id: shipmentId, cut_off_at: cutOffAt,
    })), // prettier-ignore
  );
  await sql`
    update exports e set shipment_id = r.shipment_id, office = r.office, cut_off_at = r.cut_off_at, domestic = r.domestic
    from jsonb_to_recordset(${rows}::jsonb) as r(id text, shipment_id text, office text, cut_off_at timestamptz, domestic jsonb)
    where e.id = r.id`.execute(tx);
}

/** Exports that some shipments bring to their offices of exchange, of those that the acting party sees. */
export function listExportsByShipment(tx: Tx, shipmentIds: readonly string[]): Promise<ExportRow[]> {
  return shown(tx)
    .where('shipment_id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .orderBy('id')
    .execute();
}

/** A version that is filed. */
export interface Filing {
  readonly id: string;
  readonly version: number;
  readonly declaration: Json;
  readonly heading: Heading;
  readonly assessment: Json;
  readonly item: string;
  readonly bill: string | undefined;
  readonly reason: string | undefined;
}

/** Until when and by whom filed versions are kept. */
export interface FilingBy {
  readonly filedBy: string;
  readonly now: Date;
  readonly keepUntil: string; // YYYY-MM-DD
}

/**
 * Files versions: the first of a draft, which becomes filed, or further ones. Throws where an identifier is another's
 * (`exports_by_item`).
 */
export async function addVersions(tx: Tx, by: FilingBy, filings: readonly Filing[]): Promise<void> {
  const { filedBy, now, keepUntil } = by;
  for (let from = 0; from < filings.length; from += ROWS_AT_ONCE) {
    const part = filings.slice(from, from + ROWS_AT_ONCE);
    const rows = part.map(({ id, version, declaration, heading, item, bill }) => ({
      id, version, declaration, item, bill: bill ?? null, ...headingValues(heading),
    })); // prettier-ignore
    await sql`
      update exports e set version = r.version, declaration = r.declaration, item = r.item, bill = r.bill, reference = r.reference,
        country = r.country, service = r.service, changed_at = ${now}, filed_at = coalesce(e.filed_at, ${now}),
        keep_until = ${keepUntil}::date, state = case when e.state = 'draft' then 'filed' else e.state end,
        since_at = case when e.state = 'draft' then ${now} else e.since_at end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, version integer, declaration jsonb, item text, bill text,
        reference text, country text, service text)
      where e.id = r.id`.execute(tx);
    await tx
      .insertInto('export_versions')
      .values(
        part.map(({ id, version, declaration, assessment, reason }) => ({
          export_id: id,
          version,
          declaration: JSON.stringify(declaration) as Json,
          assessment: JSON.stringify(assessment) as Json,
          reason: reason ?? null,
          filed_by: filedBy,
          filed_at: now,
        })),
      )
      .execute();
  }
}

/** Versions of an export, the first one first. */
export function listVersions(tx: Tx, id: string): Promise<ExportVersion[]> {
  return tx.selectFrom('export_versions').selectAll().where('export_id', '=', id).orderBy('version').execute();
}

/** The version that holds, of each of some exports. */
export async function listLastVersions(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ExportVersion>> {
  const rows = await tx
    .selectFrom('export_versions')
    .innerJoin('exports', 'exports.id', 'export_versions.export_id')
    .selectAll('export_versions')
    .where('export_id', 'in', ids.length === 0 ? [''] : [...ids])
    .whereRef('export_versions.version', '=', 'exports.version')
    .execute();
  return new Map(rows.map((row) => [row.export_id, row]));
}

/** Forgets exports whose records need not be kept any longer, for whoever does jobs. */
export async function forgetExports(tx: Tx, today: string): Promise<void> {
  await sql`delete from exports where keep_until < ${today}::date`.execute(tx);
}

function shown(tx: Tx) {
  return tx
    .selectFrom('exports')
    .select(COLUMNS)
    .select(sql<string | null>`keep_until::text`.as('keep_until'));
}

function headingValues({ reference, country, service }: Heading) {
  return { reference: reference ?? null, country: country ?? null, service: service ?? null };
}
