import { sql } from 'kysely';
import type { ExceptionCode, ExportExceptionCode, ShipmentException } from '../../domain/shipment-exception.js';
import { packWords } from './exception-words.js';
import { newId } from '../database/ids.js';
import { preferLookups } from '../database/prefer-lookups.js';
import type { Tx } from '../database/store.js';
import type { Mode, OrganisationKind } from '../database/column-types.js';

/** An exception as it is kept, with what the acting party does about it. */
export interface StoredException {
  readonly id: string;
  readonly shipment_id: string | null; // null: about an export
  readonly export_id: string | null;
  readonly owner_id: string;
  readonly shipper_id: string | null;
  readonly key: string;
  readonly code: ExceptionCode | ExportExceptionCode;
  readonly severity: ShipmentException['severity'];
  readonly responsible: string;
  readonly responsible_id: string | null;
  readonly since_at: Date;
  readonly words: string; // as `unpackWords` reads them
  readonly evidence: string[];
  readonly clears: string;
  readonly new_promise_at: Date | null;
  readonly opened_at: Date;
  readonly changed_at: Date;
  readonly cleared_at: Date | null;
  readonly assigned_to: string | null;
  readonly resolved_at: Date | null;
  readonly resolved_by: string | null;
  readonly due_at: Date | null; // by when the shipment is promised, or the export should have moved on
}

/** Which exceptions of those that the acting party sees. */
export interface ExceptionFilter {
  readonly state: 'open' | 'resolved' | 'cleared' | 'all';
  readonly code?: string | undefined;
  readonly severity?: string | undefined;
  readonly responsible?: string | undefined; // code or `@sender`
  readonly assigned_to?: string | undefined; // a user, or `nobody`
  readonly shipment_id?: string | undefined;
  readonly export_id?: string | undefined;
}

export interface ExceptionPage {
  readonly limit: number;
  /** Only what is older than the exception with this id. */
  readonly before: string | undefined;
  readonly filter: ExceptionFilter;
}

interface Acting {
  readonly partyId: string;
  readonly mode: Mode;
  readonly kind: OrganisationKind;
}

const COLUMNS = sql`e.id, e.shipment_id, e.export_id, e.owner_id, e.shipper_id, e.key, e.code, e.severity, e.responsible, e.responsible_id,
  e.since_at, e.words, e.evidence, e.clears, e.new_promise_at, e.opened_at, e.changed_at, e.cleared_at, c.assigned_to,
  c.resolved_at, c.resolved_by, e.due_at`;

/** A page of the exceptions that the acting party sees, newest first. */
export async function listExceptions(tx: Tx, acting: Acting, page: ExceptionPage): Promise<StoredException[]> {
  const conditions = sql.join(conditionsOf(page), sql` and `);
  await preferLookups(tx);
  // Two lists, each along its own index, are merged: one condition for both would read the whole table.
  const lists = await Promise.all(
    sidesOf(acting).map(async (side) => {
      const { rows } = await sql<StoredException>`
        select ${COLUMNS} from shipment_exceptions e
        left join exception_cases c on c.exception_id = e.id and c.party_id = ${acting.partyId}
        where ${side} and e.mode = ${acting.mode} and ${conditions}
        order by e.id desc limit ${page.limit}`.execute(tx);
      return rows;
    }),
  );
  return lists
    .flat()
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, page.limit);
}

/** Where a page by urgency starts: behind an exception that is as severe, due then, and has this id. */
export interface UrgencyKey {
  readonly urgency: number;
  readonly dueMs: number;
  readonly id: string;
}

/** An exception with its place in the order of urgency. */
export interface UrgentException extends StoredException {
  readonly urgency: number;
  readonly due_order: Date;
}

/** A page of open or resolved exceptions that the acting party sees: most severe first, then by when their shipments are promised. */
export async function listUrgentExceptions(
  tx: Tx,
  acting: Acting,
  page: { readonly limit: number; readonly after: UrgencyKey | undefined; readonly filter: ExceptionFilter },
): Promise<UrgentException[]> {
  const { limit, after, filter } = page;
  const conditions = conditionsOf({ limit, before: undefined, filter });
  if (after !== undefined) {
    const { urgency, dueMs, id } = after;
    conditions.push(
      sql`(e.urgency, e.due_order, e.id) > (${urgency}::smallint, ${new Date(dueMs)}::timestamptz, ${id})`,
    );
  }
  await preferLookups(tx);
  const rows: UrgentException[] = [];
  for (const side of sidesOf(acting)) {
    const found = await sql<UrgentException>`
      select ${COLUMNS}, e.urgency, e.due_order from shipment_exceptions e
      left join exception_cases c on c.exception_id = e.id and c.party_id = ${acting.partyId}
      where ${side} and e.mode = ${acting.mode} and e.cleared_at is null and ${sql.join(conditions, sql` and `)}
      order by e.urgency, e.due_order, e.id limit ${limit}`.execute(tx);
    rows.push(...found.rows);
  }
  return rows.toSorted(byUrgency).slice(0, limit);
}

function byUrgency(a: UrgentException, b: UrgentException): number {
  return a.urgency - b.urgency || a.due_order.getTime() - b.due_order.getTime() || (a.id < b.id ? -1 : 1);
}

/** Codes and severities of the open exceptions of some shipments that the acting party sees, most severe first. */
export async function listOpenOfShipments(
  tx: Tx,
  shipmentIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<ShipmentException, 'code' | 'severity'>[]>> {
  const groups = new Map<string, Pick<ShipmentException, 'code' | 'severity'>[]>();
  if (shipmentIds.length === 0) return groups;
  const { rows } = await sql<Pick<ShipmentException, 'code' | 'severity'> & { shipment_id: string }>`
    select shipment_id, code, severity from shipment_exceptions
    where shipment_id = any(${[...shipmentIds]}::text[]) and cleared_at is null
    order by urgency, code, id`.execute(tx);
  for (const { shipment_id: id, code, severity } of rows) {
    const group = groups.get(id) ?? [];
    group.push({ code, severity });
    groups.set(id, group);
  }
  return groups;
}

/** How many open exceptions the acting party sees, by code and severity. */
export async function countExceptions(
  tx: Tx,
  acting: Acting,
): Promise<{ readonly code: string; readonly severity: string; readonly count: number }[]> {
  await preferLookups(tx);
  const counts = new Map<string, { code: string; severity: string; count: number }>();
  for (const side of sidesOf(acting)) {
    const { rows } = await sql<{ code: string; severity: string; count: number }>`
      select e.code, e.severity, count(*) as count from shipment_exceptions e
      where ${side} and e.mode = ${acting.mode} and e.cleared_at is null
      group by e.code, e.severity`.execute(tx);
    for (const { code, severity, count } of rows) {
      const key = `${code} ${severity}`;
      counts.set(key, { code, severity, count: count + (counts.get(key)?.count ?? 0) });
    }
  }
  return [...counts.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, counted]) => counted);
}

/** An exception that the acting party sees. */
export async function findException(tx: Tx, acting: Acting, id: string): Promise<StoredException | undefined> {
  const { rows } = await sql<StoredException>`
    select ${COLUMNS} from shipment_exceptions e
    left join exception_cases c on c.exception_id = e.id and c.party_id = ${acting.partyId}
    where e.id = ${id} and e.mode = ${acting.mode}`.execute(tx);
  return rows[0];
}

/** Own exceptions, and for a carrier those of others that it is responsible for, in the words of their indexes. */
function sidesOf({ partyId, kind }: Acting) {
  if (kind === 'shipper') return [sql`e.shipper_id = ${partyId}`];
  return [sql`e.owner_id = ${partyId}`, sql`e.responsible_id = ${partyId} and e.responsible_id <> e.owner_id`];
}

function conditionsOf({ before, filter }: ExceptionPage) {
  const conditions = [sql`true`];
  if (before !== undefined) conditions.push(sql`e.id < ${before}`);
  if (filter.state === 'cleared') conditions.push(sql`e.cleared_at is not null`);
  else if (filter.state !== 'all') conditions.push(sql`e.cleared_at is null`);
  if (filter.state === 'open') conditions.push(sql`c.resolved_at is null`);
  if (filter.state === 'resolved') conditions.push(sql`c.resolved_at is not null`);
  for (const column of ['code', 'severity', 'responsible', 'shipment_id', 'export_id'] as const) {
    const value = filter[column];
    if (value !== undefined) conditions.push(sql`e.${sql.ref(column)} = ${value}`);
  }
  const { assigned_to: assigned } = filter;
  if (assigned === 'nobody') conditions.push(sql`c.assigned_to is null`);
  else if (assigned !== undefined) conditions.push(sql`c.assigned_to = ${assigned}`);
  return conditions;
}

/** What a party does about an exception; what is absent stays as it is. */
export interface CaseChange {
  readonly assignedTo?: string | null;
  readonly resolvedBy?: string | null; // null: open again
}

/** Keeps what the acting party does about an exception that it sees. */
export async function saveCase(
  tx: Tx,
  { partyId, id }: { readonly partyId: string; readonly id: string },
  { assignedTo, resolvedBy }: CaseChange,
  now: Date,
): Promise<void> {
  const resolvedAt = resolvedBy === undefined || resolvedBy === null ? null : now;
  await sql`
    insert into exception_cases (exception_id, party_id, assigned_to, resolved_at, resolved_by, changed_at)
    values (${id}, ${partyId}, ${assignedTo ?? null}, ${resolvedAt}, ${resolvedBy ?? null}, ${now})
    on conflict (exception_id, party_id) do update set
      assigned_to = case when ${assignedTo === undefined} then exception_cases.assigned_to else excluded.assigned_to end,
      resolved_at = case when ${resolvedBy === undefined} then exception_cases.resolved_at else excluded.resolved_at end,
      resolved_by = case when ${resolvedBy === undefined} then exception_cases.resolved_by else excluded.resolved_by end,
      changed_at = excluded.changed_at`.execute(tx);
}

/** What somebody of the acting party wrote about an exception. */
export interface ExceptionNote {
  readonly id: string;
  readonly author: string; // of a user or key
  readonly text: string;
  readonly created_at: Date;
}

export async function addNote(
  tx: Tx,
  { exceptionId, partyId, author, text }: { exceptionId: string; partyId: string; author: string; text: string },
  now: Date,
): Promise<ExceptionNote> {
  const id = newId('note', now.getTime());
  await sql`
    insert into exception_notes (id, exception_id, party_id, author, text, created_at)
    values (${id}, ${exceptionId}, ${partyId}, ${author}, ${text}, ${now})`.execute(tx);
  return { id, author, text, created_at: now };
}

/** Notes of the acting party about an exception, oldest first. */
export async function listNotes(tx: Tx, exceptionId: string, partyId: string): Promise<ExceptionNote[]> {
  const { rows } = await sql<ExceptionNote>`
    select id, author, text, created_at from exception_notes
    where exception_id = ${exceptionId} and party_id = ${partyId} order by id`.execute(tx);
  return rows;
}

/** What a party has set its rules to; null: as usual. */
export interface ExceptionSettings {
  readonly no_scan_hours: number | null;
  readonly lost_after_hours: number | null;
  readonly stuck_hours: number | null;
  readonly slack_minutes: number | null;
  readonly weight_tolerance_g: number | null;
}

export async function findExceptionSettings(tx: Tx, partyId: string): Promise<ExceptionSettings | undefined> {
  const { rows } = await sql<ExceptionSettings>`
    select no_scan_hours, lost_after_hours, stuck_hours, slack_minutes, weight_tolerance_g from exception_settings
    where party_id = ${partyId}`.execute(tx);
  return rows[0];
}

export async function saveExceptionSettings(
  tx: Tx,
  partyId: string,
  settings: ExceptionSettings,
  now: Date,
): Promise<void> {
  const { no_scan_hours, lost_after_hours, stuck_hours, slack_minutes, weight_tolerance_g } = settings;
  await sql`
    insert into exception_settings (
      party_id, no_scan_hours, lost_after_hours, stuck_hours, slack_minutes, weight_tolerance_g, changed_at)
    values (${partyId}, ${no_scan_hours}, ${lost_after_hours}, ${stuck_hours}, ${slack_minutes}, ${weight_tolerance_g}, ${now})
    on conflict (party_id) do update set
      no_scan_hours = excluded.no_scan_hours, lost_after_hours = excluded.lost_after_hours,
      stuck_hours = excluded.stuck_hours, slack_minutes = excluded.slack_minutes,
      weight_tolerance_g = excluded.weight_tolerance_g, changed_at = excluded.changed_at`.execute(tx);
}

/** An open exception as the rules are compared with it. */
export type OpenException = Pick<
  StoredException,
  'id' | 'key' | 'severity' | 'responsible' | 'new_promise_at' | 'due_at'
> & { readonly shipment_id: string; readonly code: ExceptionCode };

/** Open exceptions of shipments that the acting carrier owns. */
export async function listOpenExceptions(tx: Tx, shipmentIds: readonly string[]): Promise<OpenException[]> {
  const { rows } = await sql<OpenException>`
    select id, shipment_id, key, code, severity, responsible, new_promise_at, due_at from shipment_exceptions
    where shipment_id = any(${[...shipmentIds]}::text[]) and cleared_at is null order by id`.execute(tx);
  return rows;
}

/** An exception that a rule found, to be kept for whom it concerns. */
export interface FoundException {
  readonly id: string;
  readonly shipmentId: string;
  readonly shipperId: string | undefined;
  readonly responsibleId: string | undefined; // of a carrier
  readonly dueAt: Date | undefined; // by when the shipment is promised
  readonly found: ShipmentException;
}

/** Adds what rules have found, changes what they find otherwise now, and clears what they find no more. */
export async function saveExceptions(
  tx: Tx,
  { ownerId, mode, now }: { readonly ownerId: string; readonly mode: Mode; readonly now: Date },
  changes: {
    readonly opened: readonly FoundException[];
    readonly changed: readonly FoundException[];
    readonly cleared: readonly string[];
  },
): Promise<void> {
  if (changes.opened.length > 0) {
    await sql`
      insert into shipment_exceptions (
        id, mode, shipment_id, owner_id, shipper_id, key, code, severity, responsible, responsible_id, since_at, words,
        evidence, clears, new_promise_at, due_at, opened_at, changed_at)
      select id, ${mode}, shipment_id, ${ownerId}, shipper_id, key, code, severity, responsible, responsible_id, since_at,
        words, evidence, clears, new_promise_at, due_at, ${now}, ${now}
      from json_to_recordset(${textOf(changes.opened)}::json) as (${ROW})`.execute(tx);
  }
  if (changes.changed.length > 0) {
    await sql`
      update shipment_exceptions e set
        severity = f.severity, responsible = f.responsible, responsible_id = f.responsible_id, words = f.words,
        evidence = f.evidence, clears = f.clears, new_promise_at = f.new_promise_at, due_at = f.due_at, changed_at = ${now}
      from json_to_recordset(${textOf(changes.changed)}::json) as f (${ROW}) where e.id = f.id`.execute(tx);
  }
  if (changes.cleared.length > 0) {
    await sql`
      update shipment_exceptions set cleared_at = ${now}, changed_at = ${now}
      where id = any(${[...changes.cleared]}::text[])`.execute(tx);
  }
}

const ROW = sql`id text, shipment_id text, shipper_id text, key text, code text, severity text, responsible text,
  responsible_id text, since_at timestamptz, words text, evidence text[], clears text, new_promise_at timestamptz, due_at timestamptz`;

function textOf(rows: readonly FoundException[]): string {
  return JSON.stringify(
    rows.map(({ id, shipmentId, shipperId, responsibleId, dueAt, found }) => ({
      id,
      shipment_id: shipmentId,
      shipper_id: shipperId,
      key: found.key,
      code: found.code,
      severity: found.severity,
      responsible: found.responsible,
      responsible_id: responsibleId,
      since_at: new Date(found.sinceMs),
      words: packWords(found),
      evidence: found.evidence,
      clears: found.clears,
      new_promise_at: found.newPromiseMs === undefined ? null : new Date(found.newPromiseMs),
      due_at: dueAt ?? null,
    })),
  );
}
