import type { z } from '@hono/zod-openapi';
import { newId } from '../../store/database/ids.js';
import { listOrganisations, type Organisation } from '../../store/people/organisations.js';
import { addShipments, type NewShipment } from '../../store/shipments/shipments.js';
import { brokenUniqueRule, type Tx } from '../../store/database/store.js';
import type { Mode } from '../../store/database/column-types.js';
import type { WireFault } from '../../wire/http/problem.js';
import type * as wire from '../../wire/shipments/shipments.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { pointerTo } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import type { PartyRequest } from '../http/serve-operation.js';
import { noticesOf, notify } from '../notices/notify.js';
import type { Carrier } from '../quotes/carrier-of.js';
import { volumeMlOf } from '../quotes/promise-question.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import type { ReferenceData } from '../reference-data.js';
import { readDigipin } from './digipin-of.js';
import { farFromOffices } from './offices-of-code.js';
import { faultsOfParcel } from './parcel-faults.js';
import { promiseRows, type RowPromise } from './promise-rows.js';
import { numberParcels } from './tracking-numbers.js';

/** Faults of a request that are told with the likely correction. */
const SUGGESTIONS_MAX = 10;

/** A shipment as it was sent, and where. */
export interface SentRow {
  readonly sent: z.infer<typeof wire.NewShipmentSchema>;
  readonly path: readonly (string | number)[]; // into the body
  /** Of a parcel whose way was looked for already, with everything that it refers to. */
  readonly promised?: RowPromise;
}

/** What was booked, and what may be wrong with it. */
export interface Booked {
  readonly shipments: readonly NewShipment[];
  readonly warnings: z.infer<typeof wire.WarningSchema>[];
}

/** Who books, and what with. */
export interface Booking extends Pick<PartyRequest<typeof wire.createShipment>, 'principal' | 'acting' | 'now'> {
  readonly reference: ReferenceData;
  readonly open: OpenDesk;
  readonly carrier: Carrier;
  /** Of the file the shipments came in. */
  readonly uploadId?: string | undefined;
}

/** Adds shipments that refer to what there is and that can be promised; throws with everything that is wrong with them. */
export async function bookParcels(tx: Tx, booking: Booking, rows: readonly SentRow[]): Promise<Booked> {
  const { principal, acting, now, carrier } = booking;
  const { faults, places, promises, numbers } = await prepare(tx, booking, rows);
  if (faults.length > 0) throw new ProblemError('invalid', undefined, faults);
  const ownShipper = carrier.id === acting.partyId ? undefined : acting.partyId;
  const shipments = rows.map(({ sent }, row) => ({
    ...shipmentOf(sent, sent.shipper_id ?? ownShipper, now),
    ...(promises[row] ?? UNPROMISED),
    trackingNumber: numbers[row] ?? '',
    recipientDigipin: places[row]?.digipin,
  }));
  try {
    await addShipments(
      tx,
      { ownerId: carrier.id, mode: acting.mode, createdBy: principal.actorId, now, uploadId: booking.uploadId },
      shipments,
    );
  } catch (error) {
    if (brokenUniqueRule(error) !== 'shipments_by_tracking_number') throw error;
    throw new ProblemError('conflict', 'A tracking number was taken meanwhile. Send the request again.');
  }
  const events = shipments.map(({ id }) => ownEvent('booked', { id, party: carrier.code, now }));
  await recordEvents(tx, { acting, now }, events);
  await tellBooked(tx, { ownerId: carrier.id, mode: acting.mode, now }, shipments);
  return { shipments, warnings: warningsOf(booking, rows, places) };
}

/** Everything that is wrong with shipments whose paths begin with their index; nothing where they can be booked. */
export async function faultsOfParcels(tx: Tx, booking: Booking, rows: readonly SentRow[]): Promise<WireFault[]> {
  const { faults } = await prepare(tx, booking, rows);
  if (faults.length === 0) return faults;
  const faulty = new Set(faults.map(({ pointer }) => pointer?.split('/')[1]));
  const left = rows.filter(({ path }) => !faulty.has(String(path[0])));
  if (left.length === 0 || left.length === rows.length) return faults;
  return [...faults, ...(await faultsOfParcels(tx, booking, left))];
}

/** Rows that can only be booked if there are no faults. What is wrong shows in passes: a parcel that refers to nothing cannot be promised. */
async function prepare(tx: Tx, { acting, reference, open, carrier }: Booking, rows: readonly SentRow[]) {
  const customers = new Set((await listOrganisations(tx)).filter(isCustomerOf(carrier)).map(({ id }) => id));
  const faults: WireFault[] = [];
  const asked = rows.filter(({ promised }) => promised === undefined);
  for (const row of asked) {
    faults.push(...faultsOfParcel(row, { reference, owner: carrier, suggests: faults.length < SUGGESTIONS_MAX }));
    faults.push(...faultsOfShipper(row, customers));
  }
  const places = rows.map(({ sent, path }) => readDigipin(sent.recipient, [...path, 'recipient']));
  faults.push(...places.flatMap((place) => place.faults));
  const asking = { open, reference, party: carrier.party };
  const found = faults.length > 0 ? NO_PROMISES : promiseRows(asking, asked);
  const next = found.promises.values();
  const promises = rows.map(({ promised }) => promised ?? next.next().value);
  const issuer = reference.parties[carrier.party] ?? { code: carrier.code, s10: undefined };
  const { numbers, faults: ofNumbers } = await numberParcels(tx, { issuer, mode: acting.mode }, rows);
  faults.push(...found.faults, ...ofNumbers);
  return { faults, places, promises, numbers };
}

const UNPROMISED: RowPromise = { promisedBy: undefined, promisedUnder: undefined };
const NO_PROMISES: ReturnType<typeof promiseRows> = { promises: [], faults: [] };

/** Recipients who are far from the offices of their postal code. */
function warningsOf(
  { open, reference }: Booking,
  rows: readonly SentRow[],
  places: readonly { readonly digipin?: string | undefined }[],
): Booked['warnings'] {
  return rows.flatMap(({ sent, path }, row) => {
    const digipin = places[row]?.digipin;
    const code = reference.postalCodeOf.get(sent.destination_pin);
    const message = digipin === undefined ? undefined : farFromOffices(open, { code, digipin });
    if (message === undefined) return [];
    return [{ code: 'far_from_offices', message, pointer: pointerTo([...path, 'recipient']) }];
  });
}

/** Tells carrier and shippers; nobody else knows of them yet. */
async function tellBooked(
  tx: Tx,
  { ownerId, mode, now }: { readonly ownerId: string; readonly mode: Mode; readonly now: Date },
  shipments: readonly NewShipment[],
): Promise<void> {
  const told = shipments.map(({ id, shipperId }) => ({
    to: shipperId === undefined ? [ownerId] : [ownerId, shipperId],
    change: { id, status: 'booked' },
  }));
  await notify(tx, noticesOf({ type: 'shipment.booked', mode, at: now }, told));
}

/** Whoever may be named as shipper by what the acting party sees: the carrier's customers, itself among them. */
function isCustomerOf(carrier: Carrier): (organisation: Organisation) => boolean {
  return ({ carrierId }) => carrierId === carrier.id;
}

function faultsOfShipper({ sent, path }: SentRow, customers: ReadonlySet<string>): WireFault[] {
  const { shipper_id: value } = sent;
  if (value === undefined || customers.has(value)) return [];
  const pointer = pointerTo([...path, 'shipper_id']);
  return [{ code: 'unknown_reference', message: 'you have no such customer', pointer, value }];
}

function shipmentOf(
  sent: SentRow['sent'],
  shipperId: string | undefined,
  now: Date,
): Omit<NewShipment, 'trackingNumber' | 'recipientDigipin' | keyof RowPromise> {
  return {
    id: newId('shipment', now.getTime()),
    shipperId,
    reference: sent.reference,
    product: sent.product,
    origin: sent.origin,
    destinationPin: sent.destination_pin,
    readyAt: sent.ready_at,
    weightG: sent.weight_g,
    volumeMl: volumeMlOf(sent),
    longestSideCm: sent.longest_side_cm,
    goods: sent.goods,
    codMinor: sent.cod_minor,
    valueMinor: sent.value_minor,
    itemDescription: sent.item_description,
    recipientName: sent.recipient.name,
    recipientPhone: sent.recipient.phone,
    recipientAddress: sent.recipient.address,
  };
}
