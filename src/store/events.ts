import { sql } from 'kysely';
import type { Json } from '../base/canonical-json.js';
import type { CustodyEvent, Folded } from '../domain/custody-event.js';
import type { CustodyRecord, PersonalOpening } from '../domain/custody-record.js';
import type { Acting, Tx } from './store.js';

/** An event as it is added to the log of its shipment. */
export interface NewRecord {
  readonly event: Pick<CustodyEvent, 'kind' | 'deviceMs'>;
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
  readonly sequence: number;
  readonly hash: string;
  readonly recordedMs: number;
  readonly folded: Folded;
  readonly known: string;
  readonly records: readonly NewRecord[]; // that were added
}

/**
 * Adds records to the logs of shipments, and moves their states on, in one statement: all of them, or the transaction fails.
 * The states must have been locked, and read, in it.
 */
export async function appendEvents(tx: Tx, states: readonly MovedState[]): Promise<void> {
  const months = new Set(states.map(({ recordedMs }) => `${isoOf(recordedMs)?.slice(0, 7)}-01`));
  const rows = `[${states.map(stateText).join(',')}]`;
  const eventCount = states.reduce((sum, { records }) => sum + records.length, 0);
  await sql`select append_events(${[...months]}::date[], ${rows}::json, ${states.length}, ${eventCount})`.execute(tx);
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
  const rows = await tx
    .selectFrom('events')
    .select(['shipment_id', 'sequence', 'recorded_at', 'body', 'previous', 'hash'])
    .where('shipment_id', '=', shipmentId)
    .orderBy('sequence')
    .execute();
  return rows.map(({ shipment_id, sequence, recorded_at, body, previous, hash }) => ({
    shipment: shipment_id,
    sequence,
    previous: Buffer.from(previous).toString('hex'),
    recordedMs: recorded_at.getTime(),
    body: JSON.parse(body) as Json,
    hash: Buffer.from(hash).toString('hex'),
  }));
}

/** What is left of the personal data in a log, as far as the acting party may see it, in its order. */
export async function listOpenings(
  tx: Tx,
  shipmentId: string,
): Promise<(PersonalOpening & { readonly sequence: number })[]> {
  return tx
    .selectFrom('event_openings')
    .select(['sequence', 'field', 'salt', 'value'])
    .where('shipment_id', '=', shipmentId)
    .orderBy('sequence')
    .orderBy('field')
    .execute();
}

function stateText({ shipmentId, before, sequence, hash, recordedMs, folded, known, records }: MovedState): string {
  const { tracked, last } = folded;
  const rest = JSON.stringify({
    shipment_id: shipmentId,
    before,
    sequence,
    hash: `\\x${hash}`,
    recorded_at: isoOf(recordedMs),
    state: tracked.state,
    custodian: tracked.custodian,
    responsible: tracked.responsible,
    direction: tracked.direction,
    place: tracked.place,
    since_at: isoOf(tracked.sinceMs),
    last_seen_at: isoOf(tracked.lastSeenMs),
    damaged: tracked.damaged,
    container: tracked.container,
    tendered_to: tracked.tenderedTo,
    handover: tracked.handover,
    last_event: last && orderKeyText(last),
    known,
  });
  return `${rest.slice(0, -1)},"events":[${records.map(recordText).join(',')}]}`;
}

function orderKeyText({ id, kind, party, deviceMs, serverMs }: NonNullable<Folded['last']>): string {
  return JSON.stringify({ id, kind, party, deviceMs, serverMs });
}

/** The body is JSON in JSON, so that the database takes it over as it is, without a second escaping. */
function recordText({ event, sequence, recordedMs, bodyText, previous, hash }: NewRecord): string {
  const rest = JSON.stringify({
    sequence,
    recorded_at: isoOf(recordedMs),
    kind: event.kind,
    device_at: isoOf(event.deviceMs),
    previous: `\\x${previous}`,
    hash: `\\x${hash}`,
  });
  return `${rest.slice(0, -1)},"body":${bodyText}}`;
}

function isoOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
