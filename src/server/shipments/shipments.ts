import type { z } from '@hono/zod-openapi';
import { didYouMean } from '../../base/did-you-mean.js';
import { phaseOf } from '../../custody/event-rules.js';
import { compactNumber, type NumberIssuer } from '../../standards/tracking/tracking-number.js';
import { findState } from '../../store/custody-states.js';
import { newId } from '../../store/ids.js';
import { listOrganisations, partyCodes, type Organisation } from '../../store/organisations.js';
import {
  addShipments,
  cancelShipment,
  findShipment,
  listShipments,
  lockShipment,
  type NewShipment,
  type SeenShipment,
} from '../../store/shipments.js';
import { brokenUniqueRule, type Tx } from '../../store/store.js';
import type { Mode } from '../../store/tables.js';
import type { WireFault } from '../../wire/problem.js';
import * as wire from '../../wire/shipments.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { cappedFaults, pointerTo } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import { noticesOf, notify, notifyOfShipments } from '../notices/notify.js';
import type { ReferenceData } from '../reference-data.js';
import { etagOf, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { numberParcels } from './tracking-numbers.js';

const ML_PER_GRAM = 5;

/** Faults of a request that are told with the likely correction. */
const SUGGESTIONS_MAX = 10;

/** Shipments: booked, read, cancelled. */
export function serveShipments(operations: OperationServer): void {
  const { reference } = operations.server;
  operations.serve(wire.createShipment, ({ input, run, ...request }) =>
    run(async (tx) => {
      const [booked] = await book(tx, request, reference, [{ sent: input.body, path: [] }]);
      return shipmentOnWire(await getShipment(tx, booked?.id ?? ''));
    }),
  );
  operations.serve(wire.createShipments, ({ input, run, ...request }) => {
    const rows = input.body.shipments.map((sent, index) => ({ sent, path: ['shipments', index] }));
    return run(async (tx) => {
      const booked = await book(tx, request, reference, rows);
      return { ids: booked.map(({ id }) => id), tracking_numbers: booked.map((one) => one.trackingNumber) };
    });
  });
  operations.serve(wire.listShipments, ({ input, principal, run }) => {
    const { limit, cursor, tracking_number: number, ...rest } = input.query;
    const filter = { ...rest, ...(number === undefined ? {} : { tracking_number: compactNumber(number) }) };
    const page = { limit: limit + 1, before: beforeOf(cursor, 'shipment'), filter };
    const acting = { partyId: principal.organisationId, kind: principal.kind };
    return run(async (tx) => pageOfRows(await listShipments(tx, acting, page), limit, shipmentOnWire));
  });
  operations.serve(wire.getShipment, ({ input, run }) =>
    run(async (tx) => shipmentOnWire(await getShipment(tx, input.params.id))),
  );
  operations.serve(wire.cancelShipment, (request) => cancel(request));
}

/** The shipment, or a refusal that does not tell whether there is one. */
export async function getShipment(tx: Tx, id: string): Promise<SeenShipment> {
  const found = await findShipment(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

interface SentRow {
  readonly sent: z.infer<typeof wire.NewShipmentSchema>;
  readonly path: readonly (string | number)[]; // into the body
}

type Booking = Pick<PartyRequest<typeof wire.createShipment>, 'principal' | 'acting' | 'now'>;

/** Adds shipments that refer to what there is; throws with everything that does not. */
async function book(
  tx: Tx,
  { principal, acting, now }: Booking,
  reference: ReferenceData,
  rows: readonly SentRow[],
): Promise<NewShipment[]> {
  const organisations = await listOrganisations(tx);
  const self = organisations.find(({ id }) => id === acting.partyId);
  const owner = organisations.find(({ id }) => id === (self?.carrierId ?? acting.partyId));
  if (owner === undefined) throw new ProblemError('forbidden', 'Your organisation has no carrier.');
  const checks = { reference, owner, self: acting.partyId, organisations };
  const faults: WireFault[] = [];
  // Looking for likely corrections takes milliseconds among a nation's facilities, and nobody reads more of them.
  for (const row of rows) faults.push(...faultsOfRow(row, checks, faults.length < SUGGESTIONS_MAX));
  const issuer = issuerOf(owner, reference);
  const { numbers, faults: ofNumbers } = await numberParcels(tx, { issuer, mode: acting.mode }, rows);
  faults.push(...ofNumbers);
  if (faults.length > 0) throw new ProblemError('invalid', undefined, cappedFaults(faults));
  const ownShipper = owner.id === acting.partyId ? undefined : acting.partyId;
  const shipments = rows.map(({ sent }, row) => ({
    ...shipmentOf(sent, sent.shipper_id ?? ownShipper, now),
    trackingNumber: numbers[row] ?? '',
  }));
  try {
    await addShipments(tx, { ownerId: owner.id, mode: acting.mode, createdBy: principal.actorId, now }, shipments);
  } catch (error) {
    if (brokenUniqueRule(error) !== 'shipments_by_tracking_number') throw error;
    throw new ProblemError('conflict', 'A tracking number was taken meanwhile. Send the request again.');
  }
  const events = shipments.map(({ id }) => ownEvent('booked', { id, party: owner.code ?? '', now }));
  await recordEvents(tx, { acting, now }, events);
  await tellBooked(tx, { ownerId: owner.id, mode: acting.mode, now }, shipments);
  return shipments;
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

function issuerOf({ code }: Organisation, { parties }: ReferenceData): NumberIssuer {
  return parties.find((party) => party.code === code) ?? { code: code ?? '', s10: undefined };
}

interface Checks {
  readonly reference: ReferenceData;
  readonly owner: Organisation;
  readonly self: string;
  readonly organisations: readonly Organisation[];
}

function faultsOfRow({ sent, path }: SentRow, checks: Checks, suggests: boolean): WireFault[] {
  const { reference, owner, self, organisations } = checks;
  const faults: WireFault[] = [];
  const unknown = (key: string, value: string, message: string, known?: Iterable<string>): void => {
    const suggestion = known === undefined || !suggests ? undefined : didYouMean(value, known);
    const fault = { code: 'unknown_reference', message, pointer: pointerTo([...path, key]), value };
    faults.push({ ...fault, ...(suggestion === undefined ? {} : { suggestion }) });
  };
  const { product, origin, destination_pin, shipper_id } = sent;
  if (!reference.products.has(product)) unknown('product', product, 'there is no such product', reference.products);
  const origins = reference.origins.get(owner.code ?? '');
  if (!origins?.has(origin)) {
    unknown('origin', origin, 'is no facility of the carrier, and no postal code where it collects', origins);
  }
  if (!reference.delivered.has(destination_pin)) {
    unknown('destination_pin', destination_pin, 'no carrier delivers to this postal code');
  }
  const isCustomer = organisations.some(({ id, carrierId }) => id === shipper_id && carrierId === owner.id);
  if (shipper_id !== undefined && shipper_id !== self && !isCustomer) {
    unknown('shipper_id', shipper_id, 'you have no such customer');
  }
  return faults;
}

function shipmentOf(
  sent: SentRow['sent'],
  shipperId: string | undefined,
  now: Date,
): Omit<NewShipment, 'trackingNumber'> {
  return {
    id: newId('shipment', now.getTime()),
    shipperId,
    reference: sent.reference,
    product: sent.product,
    origin: sent.origin,
    destinationPin: sent.destination_pin,
    readyAt: sent.ready_at,
    promisedBy: sent.promised_by,
    weightG: sent.weight_g,
    volumeMl: sent.volume_ml ?? sent.weight_g * ML_PER_GRAM,
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

function cancel({ input, acting, ifMatch, now, run }: PartyRequest<typeof wire.cancelShipment>): Promise<WireShipment> {
  const { id } = input.params;
  return run(async (tx) => {
    await lockShipment(tx, id);
    const before = await getShipment(tx, id);
    const etag = etagOf(JSON.stringify(shipmentOnWire(before)));
    if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag) throw new ProblemError('changed_meanwhile');
    if (before.standing === 'carried')
      throw new ProblemError('conflict', 'Only its own carrier or shipper may cancel it.');
    if (before.status === 'cancelled') throw new ProblemError('conflict', 'It is cancelled already.');
    const tracked = await findState(tx, id);
    if (!['new', 'booked'].includes(phaseOf(tracked?.state))) {
      throw new ProblemError('conflict', 'It is on its way already.');
    }
    if (!(await cancelShipment(tx, id, now))) throw new ProblemError('conflict', 'It was cancelled meanwhile.');
    const party = (await partyCodes(tx)).get(before.owner_id) ?? '';
    await recordEvents(tx, { acting, now }, [ownEvent('cancelled', { id, party, now })]);
    await notifyOfShipments(tx, { type: 'shipment.cancelled', mode: acting.mode, at: now }, [
      { id, status: 'cancelled' },
    ]);
    return shipmentOnWire(await getShipment(tx, id));
  });
}

type WireShipment = z.infer<typeof wire.ShipmentSchema>;

/** A shipment as it is told to whom the row was read for. */
export function shipmentOnWire(row: SeenShipment): WireShipment {
  return {
    id: row.id,
    tracking_number: row.tracking_number,
    mode: row.mode,
    status: row.status,
    standing: row.standing,
    owner_id: row.owner_id,
    shipper_id: row.shipper_id,
    reference: row.reference,
    product: row.product,
    origin: row.origin,
    ready_at: row.ready_at.toISOString(),
    promised_by: row.promised_by?.toISOString() ?? null,
    destination_pin: row.destination_pin,
    weight_g: row.weight_g,
    volume_ml: row.volume_ml,
    longest_side_cm: row.longest_side_cm,
    goods: row.goods,
    cod_minor: row.cod_minor,
    value_minor: row.value_minor,
    item_description: row.item_description,
    recipient: { name: row.recipient_name, phone: row.recipient_phone, address: row.recipient_address },
    agreement_version_id: row.agreement_version_id,
    received_at: row.received_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    cancelled_at: row.cancelled_at?.toISOString() ?? null,
  };
}
