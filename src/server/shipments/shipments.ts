import type { z } from '@hono/zod-openapi';
import { phaseOf } from '../../custody/events/event-rules.js';
import type { State } from '../../domain/custody-event.js';
import { compactNumber } from '../../standards/tracking/tracking-number.js';
import { findState } from '../../store/custody/custody-states.js';
import { partyCodes } from '../../store/people/organisations.js';
import { listOpenOfShipments } from '../../store/exceptions/exceptions.js';
import type { ShipmentFilter } from '../../store/shipments/shipment-filter.js';
import { searchShipments } from '../../store/shipments/shipment-search.js';
import { cancelShipment, findShipment, lockShipment, type SeenShipment } from '../../store/shipments/shipments.js';
import type { Acting, Tx } from '../../store/database/store.js';
import * as wire from '../../wire/shipments/shipments.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { trackedOnWire } from '../custody/tracked-on-wire.js';
import { beforeOf, cursorOf } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import { notifyOfShipments } from '../notices/notify.js';
import type { CarrierOf } from '../quotes/carrier-of.js';
import { etagOf, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { bookParcels, type Booking } from './book.js';
import { refuseForExport } from './refuse-for-export.js';

/** Shipments: booked, read, cancelled. */
export function serveShipments(operations: OperationServer, carrierOf: CarrierOf): void {
  const { reference, quotes } = operations.server;
  // Before the transaction: what it stands on is looked up by statements of its own.
  const standingOn = async (request: Pick<Booking, 'principal' | 'acting' | 'now'>): Promise<Booking> => {
    const { principal, acting, now } = request;
    const [carrier, open] = [await carrierOf.find(principal.organisationId), await quotes.at(now)];
    return { principal, acting, now, reference, open, carrier };
  };
  operations.serve(wire.createShipment, async ({ input, run, ...request }) => {
    const booking = await standingOn(request);
    return run(async (tx) => {
      const { shipments, warnings } = await bookParcels(tx, booking, [{ sent: input.body, path: [] }]);
      return { ...shipmentOnWire(await getShipment(tx, shipments[0]?.id ?? '')), warnings };
    });
  });
  operations.serve(wire.createShipments, async ({ input, run, ...request }) => {
    const rows = input.body.shipments.map((sent, index) => ({ sent, path: ['shipments', index] }));
    const booking = await standingOn(request);
    return run(async (tx) => {
      const { shipments, warnings } = await bookParcels(tx, booking, rows);
      return {
        ids: shipments.map(({ id }) => id),
        tracking_numbers: shipments.map(({ trackingNumber }) => trackingNumber),
        warnings,
      };
    });
  });
  operations.serve(wire.listShipments, ({ input, principal, run }) => {
    const { limit, cursor, ...sent } = input.query;
    const page = { limit, before: beforeOf(cursor, 'shipment'), filter: filterOf(sent) };
    const acting = { partyId: principal.organisationId, kind: principal.kind, mode: principal.mode };
    return run(async (tx) => {
      const { rows, next } = await searchShipments(tx, acting, page);
      const open = await listOpenOfShipments(
        tx,
        rows.map(({ id }) => id),
      );
      const data = rows.map((row) => ({ ...shipmentOnWire(row), open_exceptions: open.get(row.id) ?? [] }));
      return { data, next_cursor: cursorOf(next) };
    });
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

type SentFilter = z.infer<z.ZodObject<typeof wire.shipmentFilter>>;

/** A filter as it was sent, as the store takes it. */
export function filterOf(sent: SentFilter): ShipmentFilter {
  const { state, tracking_number: number, q, ...rest } = sent;
  const { promised_from, promised_until, booked_from, booked_until, ...same } = rest;
  return {
    ...same,
    states: state === undefined ? undefined : [...new Set(state.split(',') as State[])],
    tracking_number: number === undefined ? undefined : compactNumber(number),
    text: q,
    promised_from: dateOf(promised_from),
    promised_until: dateOf(promised_until),
    booked_from: dateOf(booked_from),
    booked_until: dateOf(booked_until),
  };
}

function dateOf(sent: string | undefined): Date | undefined {
  return sent === undefined ? undefined : new Date(sent);
}

/** For whom and when something is done with a shipment. */
export interface Doing {
  readonly acting: Acting & { readonly partyId: string };
  readonly now: Date;
  readonly ifMatch?: string | undefined;
}

function cancel({ input, run, ...doing }: PartyRequest<typeof wire.cancelShipment>): Promise<WireShipment> {
  return run(async (tx) => shipmentOnWire(await cancelOne(tx, input.params.id, doing)));
}

/** Cancels a shipment of the acting party, or refuses to. */
export async function cancelOne(tx: Tx, id: string, { acting, ifMatch, now }: Doing): Promise<SeenShipment> {
  await lockShipment(tx, id);
  const before = await getShipment(tx, id);
  const etag = etagOf(JSON.stringify(shipmentOnWire(before)));
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag) throw new ProblemError('changed_meanwhile');
  if (before.standing === 'carried')
    throw new ProblemError('conflict', 'Only its own carrier or shipper may cancel it.');
  await refuseForExport(tx, id);
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
  return getShipment(tx, id);
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
    upload_id: row.upload_id,
    export_id: row.export_id,
    product: row.product,
    origin: row.origin,
    ready_at: row.ready_at.toISOString(),
    promised_by: row.promised_by?.toISOString() ?? null,
    promised_under:
      row.promise_agreement === null || row.promise_version === null
        ? null
        : { agreement: row.promise_agreement, version: row.promise_version },
    destination_pin: row.destination_pin,
    weight_g: row.weight_g,
    volume_ml: row.volume_ml,
    longest_side_cm: row.longest_side_cm,
    goods: row.goods,
    cod_minor: row.cod_minor,
    value_minor: row.value_minor,
    item_description: row.item_description,
    recipient: {
      name: row.recipient_name,
      phone: row.recipient_phone,
      address: row.recipient_address,
      digipin: row.recipient_digipin,
    },
    return:
      row.return_to_pin === null || row.return_since === null
        ? null
        : { to_pin: row.return_to_pin, since: row.return_since.toISOString() },
    agreement_version_id: row.agreement_version_id,
    received_at: row.received_at?.toISOString() ?? null,
    tracked: row.tracked === undefined ? null : trackedOnWire(row.tracked),
    created_at: row.created_at.toISOString(),
    cancelled_at: row.cancelled_at?.toISOString() ?? null,
  };
}
