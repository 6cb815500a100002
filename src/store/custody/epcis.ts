import { sql } from 'kysely';
import type { CustodyEvent } from '../../domain/custody-event.js';
import { preferLookups } from '../database/prefer-lookups.js';
import type { Acting, Tx } from '../database/store.js';
import type { Mode, OrganisationKind } from '../database/column-types.js';

/** An event of a shipment that the acting party sees, with its place in the order of recording. */
export interface RecordedRow {
  readonly shipmentId: string;
  readonly sequence: number;
  readonly recordedMs: number;
  readonly event: CustodyEvent; // without personal data
}

/** After which row a page starts. */
export type RowKey = Pick<RecordedRow, 'shipmentId' | 'sequence' | 'recordedMs'>;

/** What the database narrows a walk through events to; undefined bounds nothing. Instants are milliseconds. */
export interface EventWalk {
  readonly after: RowKey | undefined;
  readonly descending: boolean;
  readonly recordedFromMs: number | undefined;
  readonly recordedBeforeMs: number | undefined;
  readonly deviceFromMs: number | undefined;
  readonly deviceBeforeMs: number | undefined;
  readonly kinds: readonly string[] | undefined;
  /** Packed into or unpacked out of one of these. */
  readonly containers: readonly string[] | undefined;
  readonly limit: number;
}

interface Row {
  readonly shipment_id: string;
  readonly sequence: number;
  readonly recorded_at: Date;
  readonly body: string;
}

/** Every event of those of some shipments that the acting party sees, by shipment and sequence. */
export async function listRecorded(tx: Tx, shipmentIds: readonly string[]): Promise<RecordedRow[]> {
  if (shipmentIds.length === 0) return [];
  const { rows } = await sql<Row>`
    select shipment_id, sequence, recorded_at, body from events
    where shipment_id = any(${[...shipmentIds]}::text[]) order by shipment_id, sequence`.execute(tx);
  return rows.map(recordedOf);
}

/**
 * Events that the acting party sees, in the order of their recording. A carrier walks along all of them by time, since much of it is its
 * own; a shipper starts from its shipments.
 */
export async function walkEvents(
  tx: Tx,
  { partyId, mode, kind }: Acting & { readonly partyId: string; readonly kind: OrganisationKind },
  walk: EventWalk,
): Promise<RecordedRow[]> {
  const { after, descending, limit } = walk;
  const conditions = [sql`true`];
  const bound = (column: 'recorded_at' | 'device_at', comparison: '>=' | '<', ms: number | undefined): void => {
    if (ms !== undefined) conditions.push(sql`e.${sql.ref(column)} ${sql.raw(comparison)} ${new Date(ms)}`);
  };
  bound('recorded_at', '>=', walk.recordedFromMs);
  bound('recorded_at', '<', walk.recordedBeforeMs);
  bound('device_at', '>=', walk.deviceFromMs);
  bound('device_at', '<', walk.deviceBeforeMs);
  if (walk.kinds !== undefined) conditions.push(sql`e.kind = any(${[...walk.kinds]}::text[])`);
  if (walk.containers !== undefined) {
    conditions.push(sql`e.kind in ('packed', 'unpacked', 'voided')`);
    conditions.push(sql`(e.kind = 'voided' or e.body::json ->> 'container' = any(${[...walk.containers]}::text[]))`);
  }
  if (after !== undefined) {
    const [at, side] = [new Date(after.recordedMs), sql.raw(descending ? '<' : '>')];
    // The first half of the condition is what the index on the time can use.
    conditions.push(sql`e.recorded_at ${sql.raw(descending ? '<=' : '>=')} ${at}
      and (e.recorded_at, e.shipment_id, e.sequence) ${side} (${at}, ${after.shipmentId}, ${after.sequence}::integer)`);
  }
  const source =
    kind === 'carrier'
      ? sql`events e`
      : sql`custody_states c join events e on e.shipment_id = c.shipment_id and c.shipper_id = ${partyId} and c.mode = ${mode}`;
  const order = sql.raw(descending ? 'desc' : 'asc');
  if (kind === 'carrier') await preferLookups(tx);
  const { rows } = await sql<Row>`
    select e.shipment_id, e.sequence, e.recorded_at, e.body from ${source}
    where ${sql.join(conditions, sql` and `)}
    order by e.recorded_at ${order}, e.shipment_id ${order}, e.sequence ${order} limit ${limit}`.execute(tx);
  return rows.map(recordedOf);
}

/** Lets no statement of the transaction take longer; only a database server can, an embedded one goes on. */
export async function limitStatements(tx: Tx, ms: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(ms)}, true)`.execute(tx);
}

/** True of the failure of a statement that took longer than it may. */
export function tookTooLong(error: unknown): boolean {
  return (error as { readonly code?: string }).code === '57014';
}

/** A shipment that the acting party sees, and its number outside. */
export interface KnownParcel {
  readonly id: string;
  readonly trackingNumber: string;
}

/** Those shipments that the acting party sees, of some ids and tracking numbers. */
export async function findParcels(
  tx: Tx,
  { ids, numbers }: { readonly ids: readonly string[]; readonly numbers: readonly string[] },
): Promise<KnownParcel[]> {
  if (ids.length === 0 && numbers.length === 0) return [];
  const { rows } = await sql<{ id: string; tracking_number: string }>`
    select id, tracking_number from shipments where id = any(${[...ids]}::text[])
    union select id, tracking_number from carried_shipments where id = any(${[...ids]}::text[])
    union select id, tracking_number from shipments where tracking_number = any(${[...numbers]}::text[])
    union select id, tracking_number from carried_shipments where tracking_number = any(${[...numbers]}::text[])`.execute(
    tx,
  );
  return rows.map(({ id, tracking_number }) => ({ id, trackingNumber: tracking_number }));
}

/** Shipments that the acting party sees and that are in a container, by its id. */
export async function listInContainer(tx: Tx, container: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('custody_states')
    .select('shipment_id')
    .where('container', '=', container)
    .orderBy('shipment_id')
    .limit(limit)
    .execute();
  return rows.map(({ shipment_id }) => shipment_id);
}

/** For which custody event of which shipment an event id stands. */
export interface EventIdOf {
  readonly eventId: string;
  readonly shipmentId: string;
  readonly custodyEventId: string;
}

/** Keeps what event ids stand for, as the acting party knows it. */
export async function keepEventIds(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  ids: readonly EventIdOf[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = ids.map(({ eventId, shipmentId, custodyEventId }) => [eventId, shipmentId, custodyEventId]);
  await sql`
    insert into epcis_event_ids (party_id, mode, event_id, shipment_id, custody_event_id)
    select ${partyId}, ${mode}, row ->> 0, row ->> 1, row ->> 2 from json_array_elements(${JSON.stringify(rows)}::json) row
    on conflict do nothing`.execute(tx);
}

/** What the acting party knows some event ids to stand for. */
export async function findEventIds(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  eventIds: readonly string[],
): Promise<EventIdOf[]> {
  const { rows } = await sql<{ event_id: string; shipment_id: string; custody_event_id: string }>`
    select event_id, shipment_id, custody_event_id from epcis_event_ids
    where party_id = ${partyId} and mode = ${mode} and event_id = any(${[...eventIds]}::text[])
    order by event_id, shipment_id`.execute(tx);
  return rows.map((row) => ({
    eventId: row.event_id,
    shipmentId: row.shipment_id,
    custodyEventId: row.custody_event_id,
  }));
}

/** What became of a document that was sent. */
export interface Capture {
  readonly id: string;
  readonly createdAt: Date;
  readonly finishedAt: Date;
  readonly success: boolean;
  readonly behaviour: 'rollback' | 'proceed';
  readonly errors: string; // JSON
}

export async function addCapture(
  tx: Tx,
  { partyId, mode }: { readonly partyId: string; readonly mode: Mode },
  { id, createdAt, finishedAt, success, behaviour, errors }: Capture,
): Promise<void> {
  await sql`
    insert into epcis_captures (id, party_id, mode, created_at, finished_at, success, behaviour, errors)
    values (${id}, ${partyId}, ${mode}, ${createdAt}, ${finishedAt}, ${success}, ${behaviour}, ${errors})`.execute(tx);
}

/** Captures of the acting party, newest first: one of them by its id, or a page. */
export async function listCaptures(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  { id, before, limit }: { readonly id?: string; readonly before?: string; readonly limit: number },
): Promise<Capture[]> {
  const { rows } = await sql<Record<'id' | 'behaviour' | 'errors', string> & Record<string, Date | boolean>>`
    select id, created_at, finished_at, success, behaviour, errors from epcis_captures
    where party_id = ${partyId} and mode = ${mode}
      and (${id ?? null}::text is null or id = ${id ?? null}) and (${before ?? null}::text is null or id < ${before ?? null})
    order by id desc limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    createdAt: row['created_at'] as Date,
    finishedAt: row['finished_at'] as Date,
    success: row['success'] === true,
    behaviour: row.behaviour as Capture['behaviour'],
    errors: row.errors,
  }));
}

function recordedOf({ shipment_id, sequence, recorded_at, body }: Row): RecordedRow {
  const { personal: _, ...event } = JSON.parse(body) as CustodyEvent;
  return { shipmentId: shipment_id, sequence, recordedMs: recorded_at.getTime(), event };
}
