import { sql } from 'kysely';
import type { Json } from '../../base/canonical-json.js';
import type { CustodyEvent, Folded, TrackedState } from '../../domain/custody-event.js';
import type { CustodyRecord, PersonalOpening } from '../../domain/custody-record.js';
import { columnOf } from '../database/columns.js';
import type { Acting, Tx } from '../database/store.js';

/** An event as it is added to the log of its shipment. */
export interface NewRecord {
  readonly event: Pick<CustodyEvent, 'shipment' | 'kind' | 'deviceMs'>;
  readonly sequence: number;
  readonly recordedMs: number;
  readonly bodyText: string; // canonical JSON
  readonly previous: string; // hex
  readonly hash: string; // hex
}

/** Where a log and its fold stand after events were added. */
export interface MovedState {
  readonly shipmentId: string;
  readonly before: number | undefined; // sequence so far; undefined for a shipment that has no state yet
  /** The state that was read, when it was not locked. */
  readonly written: string | undefined;
  readonly sequence: number;
  readonly hash: string;
  readonly recordedMs: number;
  readonly folded: Folded;
  readonly fingerprints: string; // of the ids that are new
  readonly records: readonly NewRecord[]; // that were added
}

/**
 * Adds records to the logs of shipments, and moves their states on, in one statement: all of them, or the transaction fails. The
 * states are in the order of their shipments' ids, and were locked, or say what was read; `movedMeanwhile` tells of a failure whether
 * one of them is not what it was.
 */
export async function appendEvents(tx: Tx, states: readonly MovedState[]): Promise<void> {
  const months = [...new Set(states.map(({ recordedMs }) => monthOf(recordedMs)))];
  const records = states.flatMap(({ records: own }) => own);
  const of = (value: (state: MovedState) => Value): string => columnOf(states.map(value));
  const tracked = (value: (tracked: TrackedState) => Value): string => of(({ folded }) => value(folded.tracked));
  const each = (value: (record: NewRecord) => Value): string => columnOf(records.map(value));
  await sql`select append_records(${months}::date[],
    ${of(({ shipmentId }) => shipmentId)}, ${of(({ before }) => before)}, ${of(({ written }) => written)},
    ${of(({ sequence }) => sequence)}, ${of(({ hash }) => hash)}, ${of(({ recordedMs }) => recordedMs)},
    ${tracked(({ state }) => state)}, ${tracked(({ custodian }) => custodian)}, ${tracked(({ responsible }) => responsible)},
    ${tracked(({ direction }) => direction)}, ${tracked(({ place }) => place)}, ${tracked(({ sinceMs }) => sinceMs)},
    ${tracked(({ lastSeenMs }) => lastSeenMs)}, ${tracked(({ damaged }) => damaged)}, ${tracked(({ container }) => container)},
    ${tracked(({ tenderedTo }) => tenderedTo)}, ${tracked(({ handover }) => handover)},
    ${of(({ folded }) => folded.last && orderKeyText(folded.last))}, ${of(({ fingerprints }) => fingerprints)},
    ${each(({ event }) => event.shipment)}, ${each(({ sequence }) => sequence)}, ${each(({ recordedMs }) => recordedMs)},
    ${each(({ event }) => event.kind)}, ${each(({ event }) => event.deviceMs)}, ${each(({ bodyText }) => bodyText)},
    ${each(({ previous }) => previous)}, ${each(({ hash }) => hash)}, ${states.length}, ${records.length})`.execute(tx);
}

type Value = string | number | boolean | undefined;

/** True of the failure of a transaction that relied on what it had read, and that has changed since. */
export function movedMeanwhile(error: unknown): boolean {
  return (error as { readonly code?: string }).code === '40001';
}

/** Since when a partner has had custody of a shipment; undefined when it has not had it. */
export interface CustodyTaken {
  readonly shipmentId: string;
  readonly partner: string; // code
  readonly receivedMs: number | undefined;
  /** True when the whole log says so; otherwise the first time that was noted stays. */
  readonly whole: boolean;
}

/** Notes since when partners have had custody; what the agreement shows after custody depends on it. */
export async function noteCustody(tx: Tx, taken: readonly CustodyTaken[]): Promise<void> {
  if (taken.length === 0) return;
  const rows = taken.map(({ shipmentId, partner, receivedMs, whole }) => ({
    shipment_id: shipmentId,
    partner,
    received_at: isoOf(receivedMs),
    whole,
  }));
  await sql`select note_custody(${JSON.stringify(rows)}::json)`.execute(tx);
}

/** Keeps personal data of events that the acting party has recorded, apart from the log. */
export async function addOpenings(
  tx: Tx,
  { partyId, mode }: Acting & { readonly partyId: string },
  openings: readonly (PersonalOpening & { readonly shipmentId: string; readonly sequence: number })[],
): Promise<void> {
  if (openings.length === 0) return;
  await tx
    .insertInto('event_openings')
    .values(
      openings.map(({ shipmentId, sequence, field, salt, value }) => ({
        shipment_id: shipmentId,
        sequence,
        field,
        mode,
        party_id: partyId,
        salt,
        value,
      })),
    )
    .execute();
}

/** The events of those of some shipments that the acting party sees, in the order of their logs, without personal data. */
export async function listEvents(tx: Tx, shipmentIds: readonly string[]): Promise<Map<string, CustodyEvent[]>> {
  if (shipmentIds.length === 0) return new Map();
  const { rows } = await sql<{ shipment_id: string; body: string }>`
    select shipment_id, body from events
    where shipment_id = any(${shipmentIds}::text[])
    order by shipment_id, sequence`.execute(tx);
  const byShipment = new Map(shipmentIds.map((id): [string, CustodyEvent[]] => [id, []]));
  for (const { shipment_id, body } of rows) {
    const { personal: _, ...event } = JSON.parse(body) as CustodyEvent;
    byShipment.get(shipment_id)?.push(event);
  }
  return byShipment;
}

/** The log of a shipment that the acting party sees, in order. */
export async function listRecords(tx: Tx, shipmentId: string): Promise<CustodyRecord[]> {
  return (await listRecordsOf(tx, [shipmentId])).get(shipmentId) ?? [];
}

/** The logs of those of some shipments that the acting party sees, each in order. */
export async function listRecordsOf(tx: Tx, shipmentIds: readonly string[]): Promise<Map<string, CustodyRecord[]>> {
  const rows = await tx
    .selectFrom('events')
    .select(['shipment_id', 'sequence', 'recorded_at', 'body', 'previous', 'hash'])
    .where('shipment_id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .orderBy('shipment_id')
    .orderBy('sequence')
    .execute();
  const byShipment = new Map<string, CustodyRecord[]>();
  for (const row of rows) {
    const log = byShipment.get(row.shipment_id);
    if (log === undefined) byShipment.set(row.shipment_id, [recordOf(row)]);
    else log.push(recordOf(row));
  }
  return byShipment;
}

/** The columns of a record. */
export interface RecordRow {
  readonly shipment_id: string;
  readonly sequence: number;
  readonly recorded_at: Date;
  readonly body: string;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
}

/** A record as it is kept. */
export function recordOf(row: RecordRow): CustodyRecord {
  const { shipment_id, sequence, recorded_at, body, previous, hash } = row;
  return {
    shipment: shipment_id,
    sequence,
    previous: Buffer.from(previous).toString('hex'),
    recordedMs: recorded_at.getTime(),
    body: JSON.parse(body) as Json,
    hash: Buffer.from(hash).toString('hex'),
  };
}

/** What is left of the personal data in a log, as far as the acting party may see it, in its order. */
export async function listOpenings(tx: Tx, shipmentId: string): Promise<Opening[]> {
  return (await listOpeningsOf(tx, [shipmentId])).get(shipmentId) ?? [];
}

type Opening = PersonalOpening & { readonly sequence: number };

/** The same of several logs. */
export async function listOpeningsOf(tx: Tx, shipmentIds: readonly string[]): Promise<Map<string, Opening[]>> {
  const rows = await tx
    .selectFrom('event_openings')
    .select(['shipment_id', 'sequence', 'field', 'salt', 'value'])
    .where('shipment_id', '=', sql<string>`any(${[...shipmentIds]}::text[])`)
    .orderBy('shipment_id')
    .orderBy('sequence')
    .orderBy('field')
    .execute();
  const byShipment = new Map<string, Opening[]>();
  for (const { shipment_id: id, ...opening } of rows) byShipment.set(id, [...(byShipment.get(id) ?? []), opening]);
  return byShipment;
}

function monthOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 7)}-01`;
}

function orderKeyText({ id, kind, party, deviceMs, serverMs }: NonNullable<Folded['last']>): string {
  return JSON.stringify({ id, kind, party, deviceMs, serverMs });
}

function isoOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
