import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { State } from '../../domain/custody-event.js';
import { dropAssignment } from '../../store/plans/assignments.js';
import { findState, type CustodyState } from '../../store/custody/custody-states.js';
import { partyCodes } from '../../store/people/organisations.js';
import { lockShipment, redirectShipment, returnShipment, type SeenShipment } from '../../store/shipments/shipments.js';
import { actAs, type Tx } from '../../store/database/store.js';
import * as wire from '../../wire/shipments/redirects.js';
import type { RecipientSchema } from '../../wire/shipments/shipments.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { ProblemError } from '../http/problem-error.js';
import { etagOf, type OperationServer } from '../http/serve-operation.js';
import { notifyOfShipments } from '../notices/notify.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import { digipinOf } from './digipin-of.js';
import { onwardPromise, type OnwardPromise } from './onward-promise.js';
import { refuseForExport } from './refuse-for-export.js';
import { getShipment, shipmentOnWire, type Doing } from './shipments.js';

/** A shipment that may be changed, locked until the transaction ends. */
interface Changeable {
  readonly shipment: SeenShipment;
  readonly tracked: CustodyState | undefined;
  readonly ownerCode: string;
}

/** What promises are asked of. */
export interface Desk {
  readonly reference: OperationServer['server']['reference'];
  readonly open: OpenDesk;
}

/** Shipments that go elsewhere, or back. */
export function serveRedirects(operations: OperationServer): void {
  const { reference, quotes } = operations.server;
  operations.serve(wire.redirectShipment, async ({ input, run, ...doing }) => {
    const desk = { reference, open: await quotes.at(doing.now) };
    const digipin = digipinOf(input.body.recipient, ['recipient']);
    refuseUnknownPin(reference, input.body.destination_pin);
    return run(async (tx) =>
      shipmentOnWire(await redirectOne(tx, input.params.id, { ...input.body, digipin }, { ...doing, desk })),
    );
  });
  operations.serve(wire.returnShipment, async ({ input, run, ...doing }) => {
    const desk = { reference, open: await quotes.at(doing.now) };
    return run(async (tx) => shipmentOnWire(await returnOne(tx, input.params.id, { ...doing, desk })));
  });
}

/** Refuses a postal code to which nobody delivers. */
export function refuseUnknownPin(reference: Desk['reference'], pin: string | undefined): void {
  if (pin === undefined || reference.delivered.has(pin)) return;
  const message = 'no carrier delivers to this postal code';
  const fault = { code: 'unknown_reference', message, pointer: '#/destination_pin', value: pin };
  throw new ProblemError('invalid', undefined, [fault]);
}

/** Where a shipment goes instead, as it is sent. */
interface SentRedirection {
  readonly destination_pin?: string | undefined;
  readonly recipient: z.infer<typeof RecipientSchema>;
  readonly digipin: string | undefined;
  readonly accept_unpromised: boolean;
}

type DoingAtDesk = Doing & { readonly desk: Desk };

/** Sends a shipment of the acting party elsewhere, or refuses to. */
export async function redirectOne(tx: Tx, id: string, to: SentRedirection, doing: DoingAtDesk): Promise<SeenShipment> {
  const found = await changeable(tx, id, doing);
  refuseState(found, LEAVING, 'It can be redirected only before it is out for delivery.');
  if (found.tracked?.direction === 'return') throw new ProblemError('conflict', 'It is on its way back.');
  const { destination_pin: sentPin, recipient, digipin } = to;
  const pin = sentPin ?? found.shipment.destination_pin;
  const promise = promiseTo(doing, found, pin);
  if (promise.status === 'unreachable' && !to.accept_unpromised) {
    const message = 'no departures lead there from where it is';
    const suggestion = 'Send accept_unpromised to redirect it all the same, without a promise.';
    throw new ProblemError('invalid', undefined, [
      { code: 'no_service', message, pointer: '#/destination_pin', value: pin, suggestion },
    ]);
  }
  await redirectShipment(tx, found.shipment.id, {
    at: doing.now,
    destinationPin: pin,
    recipientName: recipient.name,
    recipientPhone: recipient.phone,
    recipientAddress: recipient.address,
    // Another address has another place, even where that is not known.
    recipientDigipin: digipin ?? (recipient.address === undefined && sentPin === undefined ? undefined : null),
    ...promisedOf(promise),
  });
  return tell(tx, found, doing, { kind: 'redirected', change: { change: 'redirected', destination_pin: pin } });
}

/** Sends a shipment of the acting party back, or refuses to. */
export async function returnOne(tx: Tx, id: string, doing: DoingAtDesk): Promise<SeenShipment> {
  const found = await changeable(tx, id, doing);
  const { shipment, tracked } = found;
  if (tracked?.direction === 'return') throw new ProblemError('conflict', 'It is on its way back already.');
  if (tracked?.state === undefined || tracked.state === 'booked') {
    throw new ProblemError('conflict', 'It is not on its way yet. Cancel it instead.');
  }
  refuseState(found, ENDED, 'It cannot come back any more.');
  const pin = originPin(doing.desk.reference, found);
  const promise = promisedOf(promiseTo(doing, found, pin));
  await returnShipment(tx, shipment.id, { toPin: pin, since: doing.now, ...promise });
  return tell(tx, found, doing, { kind: 'return_started', change: { change: 'return_started' } });
}

function promiseTo({ desk, now }: DoingAtDesk, of: Changeable, destinationPin: string): OnwardPromise {
  const { reference, open } = desk;
  const party = reference.parties.findIndex(({ code }) => code === of.ownerCode);
  return party < 0 ? { status: 'unknown' } : onwardPromise(open, reference, { ...of, party, destinationPin, now });
}

const ENDED: ReadonlySet<State> = new Set<State>(['delivered', 'returned', 'disposed', 'cancelled']);
const LEAVING: ReadonlySet<State> = new Set<State>([...ENDED, 'out_for_delivery', 'lost']);

async function changeable(tx: Tx, id: string, { ifMatch }: Doing): Promise<Changeable> {
  await lockShipment(tx, id);
  const shipment = await getShipment(tx, id);
  const etag = etagOf(JSON.stringify(shipmentOnWire(shipment)));
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag) throw new ProblemError('changed_meanwhile');
  if (shipment.standing === 'carried')
    throw new ProblemError('conflict', 'Only its own carrier or shipper may do this.');
  await refuseForExport(tx, id);
  if (shipment.status === 'cancelled') throw new ProblemError('conflict', 'It is cancelled.');
  const tracked = await findState(tx, id);
  return { shipment, tracked, ownerCode: (await partyCodes(tx)).get(shipment.owner_id) ?? '' };
}

function refuseState({ tracked }: Changeable, states: ReadonlySet<State>, words: string): void {
  if (tracked?.state !== undefined && states.has(tracked.state)) {
    throw new ProblemError('conflict', `It is ${tracked.state.replaceAll('_', ' ')}. ${words}`);
  }
}

function promisedOf(promise: OnwardPromise) {
  return promise.status === 'promised'
    ? { promisedBy: promise.promisedBy, promisedUnder: promise.promisedUnder }
    : { promisedBy: undefined, promisedUnder: undefined };
}

/** Records what was asked for, lets its plan go, and tells everybody who has to do with it. */
async function tell(
  tx: Tx,
  { shipment, ownerCode }: Changeable,
  { acting, now }: Doing,
  what: { readonly kind: 'redirected' | 'return_started'; readonly change: Readonly<Record<string, string>> },
): Promise<SeenShipment> {
  const { id } = shipment;
  // A shipment may be redirected more than once.
  const event = { ...ownEvent(what.kind, { id, party: ownerCode, now }), id: `ev_${what.kind}_${randomUUID()}` };
  await recordEvents(tx, { acting, now }, [event]);
  // Its carrier plans it, also when the shipper asks.
  await actAs(tx, shipment.owner_id);
  await dropAssignment(tx, id, now);
  await actAs(tx, acting.partyId);
  await notifyOfShipments(tx, { type: 'shipment.changed', mode: acting.mode, at: now }, [{ id, ...what.change }]);
  return getShipment(tx, id);
}

/** The postal code a shipment came from: where it was posted, or of the facility it started at. */
function originPin(
  { parties, agreementContext, workspace: { network } }: OperationServer['server']['reference'],
  { shipment, ownerCode }: Changeable,
): string {
  const party = parties.findIndex(({ code }) => code === ownerCode);
  const facility = agreementContext.facilities[party]?.get(shipment.origin);
  if (facility === undefined) return shipment.origin;
  return network.postalCodes[network.facilities.postalCode[facility] ?? -1] ?? shipment.origin;
}
