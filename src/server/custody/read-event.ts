import { didYouMean } from '../../base/did-you-mean.js';
import { carrierEvent } from '../../custody/events/carrier-event.js';
import { eventIdOf } from '../../custody/events/event-order.js';
import { reasonOfUpu } from '../../custody/events/reasons.js';
import type { CustodyEvent } from '../../domain/custody-event.js';
import { NewEventSchema } from '../../wire/custody/events.js';
import type { WireFault } from '../../wire/http/problem.js';
import { parsePart, pointerTo } from '../http/parse-input.js';
import type { ReferenceData } from '../reference-data.js';
import { isPlainEvent } from './plain-event.js';
import type { SentEvent } from './plain-event.js';

/** An event that was sent, without its shipment where that is named by tracking number; or what is wrong with it. */
export type ReadEvent =
  | { readonly sent: SentEvent; readonly faults: undefined }
  | { readonly sent: undefined; readonly faults: readonly WireFault[] };

/** Checks one row of a batch by itself: its form, and that places and parties exist. */
export function readEvent(row: unknown, index: number, reference: ReferenceData): ReadEvent {
  if (isPlainEvent(row)) return readSent(row, index, reference);
  const { value, faults } = parsePart('body', NewEventSchema, row);
  if (faults.length > 0) {
    return { sent: undefined, faults: faults.map((fault) => ({ ...fault, pointer: within(fault.pointer, index) })) };
  }
  return readSent(value as SentEvent, index, reference);
}

function readSent(sent: SentEvent, index: number, reference: ReferenceData): ReadEvent {
  const wrong = faultsOf(sent, index, reference);
  return wrong.length === 0 ? { sent, faults: undefined } : { sent: undefined, faults: wrong };
}

/** The event of a row, as it goes into the log of its shipment. */
export function eventOf(
  sent: SentEvent,
  { shipment, party, nowMs }: { readonly shipment: string; readonly party: string; readonly nowMs: number },
): CustodyEvent {
  const { id, kind, code, reason } = sent;
  const told = {
    // Members in the order of their names, as they go into the log.
    actor: sent.actor,
    container: sent.container,
    counterparty: sent.counterparty,
    deviceMs: Date.parse(sent.device_at),
    evidence: sent.evidence,
    handover: sent.handover,
    id: id ?? '',
    kind: kind ?? 'noted',
    party,
    personal: sent.personal,
    place: sent.place,
    raw: undefined,
    reason: reason === undefined ? undefined : (reasonOfUpu(reason) ?? reason),
    serverMs: nowMs,
    shipment,
    source: sent.source ?? ('scan' as const),
    voids: sent.voids,
    weightG: sent.weight_g,
  };
  if (code !== undefined || kind === undefined) {
    const raw = code ?? { list: 'words', code: '' };
    const report = carrierEvent({ ...told, id, raw, reason });
    return { ...report, source: sent.source ?? report.source };
  }
  return id === undefined ? { ...told, id: eventIdOf(told) } : told;
}

function faultsOf(sent: SentEvent, index: number, { origins }: ReferenceData): WireFault[] {
  const faults: WireFault[] = [];
  const add = (key: string, fault: Omit<WireFault, 'pointer'>): void => {
    faults.push({ ...fault, pointer: pointerTo(['events', index, key]) });
  };
  const missing = { code: 'missing_value', message: 'is needed' };
  if ((sent.shipment_id === undefined) === (sent.tracking_number === undefined)) {
    add('shipment_id', { ...missing, message: 'is needed, or tracking_number, and not both' });
  }
  if ((sent.kind === undefined) === (sent.code === undefined)) {
    add('kind', { ...missing, message: 'is needed, or code, and not both' });
  }
  if (sent.kind === 'voided' && sent.voids === undefined) add('voids', missing);
  if (sent.kind === 'packed' && sent.container === undefined) add('container', missing);
  const { place, counterparty } = sent;
  if (place !== undefined) {
    const at = place.indexOf(':');
    const stops = origins.get(place.slice(0, at));
    if (at < 1 || stops === undefined) {
      add('place', {
        code: 'bad_format',
        message: 'must be PARTY:STOP',
        value: place,
        allowed: [...origins.keys()].map((party) => `${party}:...`).join(', '),
      });
    } else if (!stops.has(place.slice(at + 1))) {
      add('place', { code: 'unknown_reference', message: 'the carrier has no such facility', value: place });
    }
  }
  if (counterparty !== undefined && !origins.has(counterparty)) {
    const suggestion = didYouMean(counterparty, origins.keys());
    add('counterparty', {
      code: 'unknown_reference',
      message: 'there is no such carrier',
      value: counterparty,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  return faults;
}

function within(pointer: string | undefined, index: number): string {
  return `#/events/${index}${(pointer ?? '#').slice(1)}`;
}
