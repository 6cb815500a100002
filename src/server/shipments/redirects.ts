import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { State } from '../../domain/custody-event.js';
import { dropAssignment } from '../../store/assignments.js';
import { findState, type CustodyState } from '../../store/custody-states.js';
import { partyCodes } from '../../store/organisations.js';
import { lockShipment, redirectShipment, returnShipment, type SeenShipment } from '../../store/shipments.js';
import { actAs, type Tx } from '../../store/store.js';
import type { Operation } from '../../wire/operation.js';
import * as wire from '../../wire/redirects.js';
import type { ShipmentSchema } from '../../wire/shipments.js';
import { ownEvent } from '../custody/own-event.js';
import { recordEvents } from '../custody/record-events.js';
import { ProblemError } from '../http/problem-error.js';
import { etagOf, type OperationServer, type PartyRequest } from '../http/serve-operation.js';
import { notifyOfShipments } from '../notices/notify.js';
import type { OpenDesk } from '../quotes/quote-desk.js';
import { digipinOf } from './digipin-of.js';
import { onwardPromise, type OnwardPromise } from './onward-promise.js';
import { getShipment, shipmentOnWire } from './shipments.js';

type WireShipment = z.infer<typeof ShipmentSchema>;

/** What both need of a request. */
type Asked<O extends Operation> = Pick<PartyRequest<O>, 'acting' | 'ifMatch' | 'now'>;

/** A shipment that may be changed, locked until the transaction ends. */
interface Changeable {
  readonly shipment: SeenShipment;
  readonly tracked: CustodyState | undefined;
  readonly ownerCode: string;
}

/** Shipments that go elsewhere, or back. */
export function serveRedirects(operations: OperationServer): void {
  const { reference, quotes } = operations.server;
  const promiseTo = (open: OpenDesk, of: Changeable, destinationPin: string, now: Date): OnwardPromise => {
    const party = reference.parties.findIndex(({ code }) => code === of.ownerCode);
    return party < 0 ? { status: 'unknown' } : onwardPromise(open, reference, { ...of, party, destinationPin, now });
  };

  operations.serve(wire.redirectShipment, async ({ input, run, ...asked }) => {
    const { destination_pin: sentPin, recipient, accept_unpromised: anyway } = input.body;
    const open = await quotes.at(asked.now);
    const digipin = digipinOf(recipient, ['recipient']);
    const unknown = sentPin !== undefined && !reference.delivered.has(sentPin);
    if (unknown) {
      const message = 'no carrier delivers to this postal code';
      const fault = { code: 'unknown_reference', message, pointer: '#/destination_pin', value: sentPin };
      throw new ProblemError('invalid', undefined, [fault]);
    }
    return run(async (tx) => {
      const found = await changeable(tx, input.params.id, asked);
      refuseState(found, LEAVING, 'It can be redirected only before it is out for delivery.');
      if (found.tracked?.direction === 'return') throw new ProblemError('conflict', 'It is on its way back.');
      const pin = sentPin ?? found.shipment.destination_pin;
      const promise = promiseTo(open, found, pin, asked.now);
      if (promise.status === 'unreachable' && !anyway) {
        const message = 'no departures lead there from where it is';
        const suggestion = 'Send accept_unpromised to redirect it all the same, without a promise.';
        throw new ProblemError('invalid', undefined, [
          { code: 'no_service', message, pointer: '#/destination_pin', value: pin, suggestion },
        ]);
      }
      await redirectShipment(tx, found.shipment.id, {
        destinationPin: pin,
        recipientName: recipient.name,
        recipientPhone: recipient.phone,
        recipientAddress: recipient.address,
        // Another address has another place, even where that is not known.
        recipientDigipin: digipin ?? (recipient.address === undefined && sentPin === undefined ? undefined : null),
        ...promisedOf(promise),
      });
      return tell(tx, found, asked, { kind: 'redirected', change: { change: 'redirected', destination_pin: pin } });
    });
  });

  operations.serve(wire.returnShipment, async ({ input, run, ...asked }) => {
    const open = await quotes.at(asked.now);
    return run(async (tx) => {
      const found = await changeable(tx, input.params.id, asked);
      const { shipment, tracked } = found;
      if (tracked?.direction === 'return') throw new ProblemError('conflict', 'It is on its way back already.');
      if (tracked?.state === undefined || tracked.state === 'booked') {
        throw new ProblemError('conflict', 'It is not on its way yet. Cancel it instead.');
      }
      refuseState(found, ENDED, 'It cannot come back any more.');
      const pin = originPin(reference, found);
      await returnShipment(tx, shipment.id, {
        toPin: pin,
        since: asked.now,
        ...promisedOf(promiseTo(open, found, pin, asked.now)),
      });
      return tell(tx, found, asked, { kind: 'return_started', change: { change: 'return_started' } });
    });
  });
}

const ENDED: ReadonlySet<State> = new Set<State>(['delivered', 'returned', 'disposed', 'cancelled']);
const LEAVING: ReadonlySet<State> = new Set<State>([...ENDED, 'out_for_delivery', 'lost']);

async function changeable<O extends Operation>(tx: Tx, id: string, { ifMatch }: Asked<O>): Promise<Changeable> {
  await lockShipment(tx, id);
  const shipment = await getShipment(tx, id);
  const etag = etagOf(JSON.stringify(shipmentOnWire(shipment)));
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag) throw new ProblemError('changed_meanwhile');
  if (shipment.standing === 'carried')
    throw new ProblemError('conflict', 'Only its own carrier or shipper may do this.');
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
async function tell<O extends Operation>(
  tx: Tx,
  { shipment, ownerCode }: Changeable,
  { acting, now }: Asked<O>,
  what: { readonly kind: 'redirected' | 'return_started'; readonly change: Readonly<Record<string, string>> },
): Promise<WireShipment> {
  const { id } = shipment;
  // A shipment may be redirected more than once.
  const event = { ...ownEvent(what.kind, { id, party: ownerCode, now }), id: `ev_${what.kind}_${randomUUID()}` };
  await recordEvents(tx, { acting, now }, [event]);
  // Its carrier plans it, also when the shipper asks.
  await actAs(tx, shipment.owner_id);
  await dropAssignment(tx, id, now);
  await actAs(tx, acting.partyId);
  await notifyOfShipments(tx, { type: 'shipment.changed', mode: acting.mode, at: now }, [{ id, ...what.change }]);
  return shipmentOnWire(await getShipment(tx, id));
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
