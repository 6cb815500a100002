import { sql, type Selectable } from 'kysely';
import type { State, TrackedState } from '../../domain/custody-event.js';
import { listTracked } from '../custody/custody-states.js';
import type { Tx } from '../database/store.js';
import type { Tables } from '../database/tables.js';
import type { Mode } from '../database/column-types.js';

/** What is read of a shipment, whoever reads it. */
export const COLUMNS = [
  'id', 'mode', 'owner_id', 'tracking_number', 'status', 'product', 'origin', 'destination_pin', 'ready_at', 'promised_by', 'weight_g',
  'volume_ml', 'longest_side_cm', 'goods', 'cod_minor', 'recipient_name', 'recipient_phone', 'recipient_address', 'recipient_digipin', 'return_to_pin', 'return_since',
  'created_at', 'cancelled_at',
] as const; // prettier-ignore

/** What only its carrier and shipper read. */
export const OWN_COLUMNS = [
  'shipper_id', 'reference', 'value_minor', 'item_description', 'promise_agreement', 'promise_version', 'upload_id',
] as const; // prettier-ignore

type Column = (typeof COLUMNS)[number];

/** A shipment as the acting party sees it: what a partner may not see is null. */
export interface SeenShipment extends Selectable<Pick<Tables['carried_shipments'], Column>> {
  readonly standing: 'own' | 'carried';
  readonly shipper_id: string | null;
  readonly reference: string | null;
  readonly value_minor: number | null;
  readonly item_description: string | null;
  readonly promise_agreement: string | null;
  readonly promise_version: number | null;
  readonly upload_id: string | null;
  /** The export by post that it brings to an office of exchange. */
  readonly export_id: string | null;
  /** Of one that is carried: under which version of an agreement, and since when it is in the partner's custody. */
  readonly agreement_version_id: string | null;
  readonly received_at: Date | null;
  /** Where its events have left it; undefined before the first. */
  readonly tracked: TrackedState | undefined;
}

/** A shipment to be added; who makes it and for whom are the same for all that are added together. */
export interface NewShipment {
  readonly id: string;
  readonly trackingNumber: string;
  readonly shipperId: string | undefined;
  readonly reference: string | undefined;
  readonly product: string;
  readonly origin: string;
  readonly destinationPin: string;
  readonly readyAt: string; // RFC 3339
  readonly promisedBy: string | undefined;
  /** Version of the agreement that the promise stands on. */
  readonly promisedUnder: { readonly agreement: string; readonly version: number } | undefined;
  readonly weightG: number;
  readonly volumeMl: number;
  readonly longestSideCm: number | undefined;
  readonly goods: readonly string[];
  readonly codMinor: number;
  readonly valueMinor: number;
  readonly itemDescription: string | undefined;
  readonly recipientName: string | undefined;
  readonly recipientPhone: string | undefined;
  readonly recipientAddress: string | undefined;
  readonly recipientDigipin: string | undefined;
}

export interface Booking {
  readonly ownerId: string;
  readonly mode: Mode;
  readonly createdBy: string;
  readonly now: Date;
  readonly uploadId?: string | undefined;
}

/** Adds shipments, one or ten thousand in one statement. Throws where a tracking number is taken (`shipments_by_tracking_number`). */
export async function addShipments(tx: Tx, booking: Booking, shipments: readonly NewShipment[]): Promise<void> {
  const { ownerId, mode, createdBy, now, uploadId } = booking;
  const rows = JSON.stringify(shipments.map(rowOf));
  await sql`
    insert into shipments (
      id, tracking_number, mode, owner_id, shipper_id, status, created_by, created_at, upload_id, reference, product, origin, destination_pin,
      ready_at, promised_by, weight_g, volume_ml, longest_side_cm, goods, cod_minor, value_minor, item_description,
      recipient_name, recipient_phone, recipient_address, recipient_digipin, promise_agreement, promise_version)
    select
      id, tracking_number, ${mode}, ${ownerId}, shipper_id, 'booked', ${createdBy}, ${now}, ${uploadId ?? null}, reference, product, origin,
      destination_pin, ready_at, promised_by, weight_g, volume_ml, longest_side_cm, goods, cod_minor, value_minor,
      item_description, recipient_name, recipient_phone, recipient_address, recipient_digipin, promise_agreement, promise_version
    from json_to_recordset(${rows}::json) as (
      id text, tracking_number text, shipper_id text, reference text, product text, origin text, destination_pin text, ready_at timestamptz,
      promised_by timestamptz, weight_g integer, volume_ml integer, longest_side_cm integer, goods text[],
      cod_minor bigint, value_minor bigint, item_description text, recipient_name text, recipient_phone text,
      recipient_address text, recipient_digipin text, promise_agreement text, promise_version integer)`.execute(tx);
}

function rowOf(shipment: NewShipment): Record<string, unknown> {
  return {
    id: shipment.id,
    tracking_number: shipment.trackingNumber,
    shipper_id: shipment.shipperId,
    reference: shipment.reference,
    product: shipment.product,
    origin: shipment.origin,
    destination_pin: shipment.destinationPin,
    ready_at: shipment.readyAt,
    promised_by: shipment.promisedBy,
    weight_g: shipment.weightG,
    volume_ml: shipment.volumeMl,
    longest_side_cm: shipment.longestSideCm,
    goods: shipment.goods,
    cod_minor: shipment.codMinor,
    value_minor: shipment.valueMinor,
    item_description: shipment.itemDescription,
    recipient_name: shipment.recipientName,
    recipient_phone: shipment.recipientPhone,
    recipient_address: shipment.recipientAddress,
    recipient_digipin: shipment.recipientDigipin,
    promise_agreement: shipment.promisedUnder?.agreement,
    promise_version: shipment.promisedUnder?.version,
  };
}

/** A shipment that the acting party sees. */
export async function findShipment(tx: Tx, id: string): Promise<SeenShipment | undefined> {
  const own = await ownShipments(tx).where('id', '=', id).executeTakeFirst();
  if (own !== undefined) return (await withStates(tx, [asOwn(own)]))[0];
  const carried = await carriedShipments(tx).where('id', '=', id).executeTakeFirst();
  return carried && (await withStates(tx, [asCarried(carried)]))[0];
}

/** Those of some shipments that the acting party sees, in no order. */
export async function listShipmentsById(tx: Tx, ids: readonly string[]): Promise<SeenShipment[]> {
  const wanted = sql<string>`any(${[...ids]}::text[])`;
  const own = (await ownShipments(tx).where('id', '=', wanted).execute()).map(asOwn);
  if (own.length === ids.length) return own;
  const carried = (await carriedShipments(tx).where('id', '=', wanted).execute()).map(asCarried);
  return [...own, ...carried];
}

/** What is told of a shipment beside something else that is about it. */
export interface ShipmentSummary extends Pick<SeenShipment, 'id' | 'tracking_number' | 'product' | 'destination_pin'> {
  readonly state: State | null;
  readonly custodian: string | null;
  readonly place: string | null;
}

/** Of those of some shipments that the acting party sees, in no order. */
export async function summariseShipments(tx: Tx, ids: readonly string[]): Promise<ShipmentSummary[]> {
  const own = await summariesIn(tx, 'shipments', ids);
  if (own.length === ids.length) return own;
  const found = new Set(own.map(({ id }) => id));
  const others = ids.filter((id) => !found.has(id));
  return [...own, ...(await summariesIn(tx, 'carried_shipments', others))];
}

async function summariesIn(
  tx: Tx,
  table: 'shipments' | 'carried_shipments',
  ids: readonly string[],
): Promise<ShipmentSummary[]> {
  const { rows } = await sql<ShipmentSummary>`
    select s.id, s.tracking_number, s.product, s.destination_pin, t.state, t.custodian, t.place
    from ${sql.table(table)} s
    left join lateral (select state, custodian, place from custody_states where shipment_id = s.id limit 1) t on true
    where s.id = any(${[...ids]}::text[])`.execute(tx);
  return rows;
}

/** Shipments with the states that their events have left them in. */
export async function withStates(tx: Tx, shipments: readonly SeenShipment[]): Promise<SeenShipment[]> {
  if (shipments.length === 0) return [];
  const states = await listTracked(
    tx,
    shipments.map(({ id }) => id),
  );
  const exports = await listExportIds(
    tx,
    shipments.map(({ id }) => id),
  );
  return shipments.map((shipment) => ({
    ...shipment,
    tracked: states.get(shipment.id),
    export_id: exports.get(shipment.id) ?? null,
  }));
}

/** Exports that some shipments bring, by shipment; partners see none. */
async function listExportIds(tx: Tx, shipmentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; shipment_id: string }>`
    select id, shipment_id from exports where shipment_id = any(${[...shipmentIds]}::text[])`.execute(tx);
  return new Map(rows.map(({ id, shipment_id }) => [shipment_id, id]));
}

function ownShipments(tx: Tx) {
  return tx.selectFrom('shipments').select(COLUMNS).select(OWN_COLUMNS);
}

function carriedShipments(tx: Tx) {
  return tx.selectFrom('carried_shipments').select(COLUMNS).select(['agreement_version_id', 'received_at']);
}

type OwnOnly = Pick<SeenShipment, (typeof OWN_COLUMNS)[number]>;
type CarriedOnly = Pick<SeenShipment, 'agreement_version_id' | 'received_at'>;
type Common = Omit<SeenShipment, 'standing' | 'tracked' | 'export_id' | keyof OwnOnly | keyof CarriedOnly>;

function asOwn(row: Common & OwnOnly): SeenShipment {
  return {
    ...row,
    standing: 'own',
    agreement_version_id: null,
    received_at: null,
    tracked: undefined,
    export_id: null,
  };
}

function asCarried(row: Common & CarriedOnly): SeenShipment {
  const hidden = Object.fromEntries(OWN_COLUMNS.map((column) => [column, null])) as Record<keyof OwnOnly, null>;
  return { ...row, ...hidden, standing: 'carried', tracked: undefined, export_id: null };
}

/** Those of some tracking numbers that are taken, by whomever. */
export async function takenTrackingNumbers(tx: Tx, numbers: readonly string[], mode: Mode): Promise<Set<string>> {
  const { rows } = await sql<{ number: string }>`
    select number from taken_tracking_numbers(${[...numbers]}::text[], ${mode}) as number`.execute(tx);
  return new Set(rows.map(({ number }) => number));
}

/** Keeps other transactions from changing a shipment, or who carries it, until this one ends. */
export async function lockShipment(tx: Tx, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx);
}

/** Cancels a shipment that is booked and the acting party's own; false when there is none such. */
export async function cancelShipment(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('shipments')
    .set({ status: 'cancelled', cancelled_at: now })
    .where('id', '=', id)
    .where('status', '=', 'booked')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A promise that is made anew; none where its time is undefined. */
type Promised = Pick<NewShipment, 'promisedBy' | 'promisedUnder'>;

/** Where a shipment of the acting party goes instead; what is undefined of the recipient stays, null takes it away. */
export interface Redirection extends Promised {
  readonly destinationPin: string;
  readonly recipientName: string | undefined;
  readonly recipientPhone: string | undefined;
  readonly recipientAddress: string | undefined;
  readonly recipientDigipin: string | null | undefined;
}

/** Sends a shipment of the acting party elsewhere. */
export async function redirectShipment(tx: Tx, id: string, to: Redirection & { readonly at: Date }): Promise<void> {
  await keepPromise(tx, id, { cause: 'redirected', until: to.at });
  const { recipientName, recipientPhone, recipientAddress, recipientDigipin } = to;
  await tx
    .updateTable('shipments')
    .set({
      destination_pin: to.destinationPin,
      ...(recipientName === undefined ? {} : { recipient_name: recipientName }),
      ...(recipientPhone === undefined ? {} : { recipient_phone: recipientPhone }),
      ...(recipientAddress === undefined ? {} : { recipient_address: recipientAddress }),
      ...(recipientDigipin === undefined ? {} : { recipient_digipin: recipientDigipin }),
      ...promiseColumns(to),
    })
    .where('id', '=', id)
    .execute();
}

/** Sends a shipment of the acting party back. */
export async function returnShipment(
  tx: Tx,
  id: string,
  back: Promised & { readonly toPin: string; readonly since: Date },
): Promise<void> {
  await keepPromise(tx, id, { cause: 'returned', until: back.since });
  await tx
    .updateTable('shipments')
    .set({ return_to_pin: back.toPin, return_since: back.since, ...promiseColumns(back) })
    .where('id', '=', id)
    .execute();
}

/** Keeps the promise that a shipment of the acting party has as one that held until now. */
async function keepPromise(
  tx: Tx,
  id: string,
  { cause, until }: { readonly cause: FormerPromise['cause']; readonly until: Date },
): Promise<void> {
  await sql`
    insert into former_promises (shipment_id, until, mode, promised_by, agreement, version, cause)
    select id, ${until}, mode, promised_by, promise_agreement, promise_version, ${cause} from shipments where id = ${id}
    on conflict (shipment_id, until) do nothing`.execute(tx);
}

/** A promise that does not hold any more: until when it did, and what ended it. */
export type FormerPromise = Selectable<Omit<Tables['former_promises'], 'shipment_id' | 'mode'>>;

/** Promises of a shipment that the acting party sees as they were before, the first one first. */
export async function listFormerPromises(tx: Tx, shipmentId: string): Promise<FormerPromise[]> {
  return tx
    .selectFrom('former_promises')
    .select(['until', 'promised_by', 'agreement', 'version', 'cause'])
    .where('shipment_id', '=', shipmentId)
    .orderBy('until')
    .execute();
}

function promiseColumns({ promisedBy, promisedUnder }: Promised) {
  return {
    promised_by: promisedBy === undefined ? null : new Date(promisedBy),
    promise_agreement: promisedUnder?.agreement ?? null,
    promise_version: promisedUnder?.version ?? null,
  };
}
