import { assert } from '../../base/assert.js';
import type { EventKind } from '../../domain/custody-event.js';
import { eventHashId } from './event-hash.js';
import type { EpcisDocument, EpcisEvent, EpcisQueryDocument, ErrorDeclaration, EventBase } from './event.js';
import { EPCIS_CONTEXT, type Action } from './vocabulary.js';

/**
 * Something that happened to one or more items at one moment and place, in addresses that a partner can use: EPC URNs
 * or GS1 Digital Links where a carrier has GS1 keys, otherwise addresses of its own (`ownUri`). No personal data.
 */
export interface Handling {
  readonly kind: Exclude<EventKind, 'voided'>;
  readonly atMs: number;
  /** Local time's distance from UTC where it happened; 330 in India. */
  readonly offsetMin: number;
  /** Parcels, or sealed containers that stand for all within. */
  readonly items: readonly string[];
  readonly where?: string;
  /** Who says so and, when custody passes, who has it before (tendered) or after (received). */
  readonly who: string;
  /** The other party when custody passes. */
  readonly counterparty?: string;
  /** Bag, cage or vehicle of packing and unpacking. */
  readonly container?: string;
  /** The container was closed with this packing. */
  readonly closed?: boolean;
  /** Manifest or pre-advice. */
  readonly manifest?: string;
  /** Less or more came than the manifest says. */
  readonly mismatch?: boolean;
  /** Of one item, as weighed. */
  readonly weightG?: number;
  /** Our word for why: of an attempt, a hold, a refusal or a loss. */
  readonly reason?: string;
}

/** Namespace of our own words, and its prefix in documents. The domain is reserved for examples: use one's own. */
export const OWN_NAMESPACE = 'https://interline.example/voc/';
const PREFIX = 'interline';

/** Address of something that has no GS1 key: `ownUri('parcel', 'EE123456785IN')`. */
export function ownUri(kind: string, id: string, namespace = OWN_NAMESPACE): string {
  return `${namespace}${kind}/${encodeURIComponent(id)}`;
}

/** The `@context` of documents with our events; event hashes need it too. */
export function contextOf(namespace = OWN_NAMESPACE): EpcisDocument['@context'] {
  return [EPCIS_CONTEXT, { [PREFIX]: namespace }];
}

/**
 * The EPCIS 2.0 event of a handling, valid by the official JSON schema, with its event hash id as `eventID`: a partner who
 * writes the same event gets the same id. Custody is told as source and destination of kind `possessing_party`, manifests
 * as business transaction `desadv` (CBV 2.0, sections 7.1 to 7.5).
 */
export function eventOfHandling(handling: Handling, namespace = OWN_NAMESPACE): EpcisEvent {
  const { kind, items, container, weightG, reason, manifest } = handling;
  const { step, disposition, action = 'OBSERVE' } = STEPS[kind];
  assert(items.length > 0, `a handling (${kind}) without items`);
  assert(weightG === undefined || items.length === 1, 'a weight belongs to one item');
  const base: EventBase = {
    eventTime: localTime(handling.atMs, handling.offsetMin),
    eventTimeZoneOffset: offsetText(handling.offsetMin),
    bizStep: step,
    disposition: dispositionOf(handling, disposition, namespace),
    ...(handling.where === undefined ? {} : { readPoint: { id: handling.where } }),
    ...(manifest === undefined ? {} : { bizTransactionList: [{ type: 'desadv', bizTransaction: manifest }] }),
    ...partiesOf(handling),
    ...(weightG === undefined
      ? {}
      : { sensorElementList: [{ sensorReport: [{ type: 'Mass', value: weightG / 1000, uom: 'KGM' }] }] }),
    [`${PREFIX}:kind`]: kind,
    [`${PREFIX}:party`]: handling.who,
    ...(reason === undefined ? {} : { [`${PREFIX}:reason`]: reason }),
  };
  const event: EpcisEvent =
    (kind === 'packed' || kind === 'unpacked') && container !== undefined
      ? { type: 'AggregationEvent', action, parentID: container, childEPCs: items, ...base }
      : { type: 'ObjectEvent', action, epcList: [...new Set(items)], ...base };
  return withEventId(event, namespace);
}

/** The event with its hash as `eventID`. */
export function withEventId(event: EpcisEvent, namespace = OWN_NAMESPACE): EpcisEvent {
  return { ...event, eventID: eventHashId({ ...event }, contextOf(namespace)) };
}

/**
 * The same event, declared to be wrong (EPCIS 2.0.1, section 7.4.1.4): it keeps its id, since the hash leaves the
 * declaration out, and names the events that say what is right.
 */
export function declareError(
  event: EpcisEvent,
  declaration: {
    readonly atMs: number;
    readonly reason: 'did_not_occur' | 'incorrect_data';
    readonly correctedBy?: readonly EpcisEvent[];
  },
): EpcisEvent {
  const ids = (declaration.correctedBy ?? []).flatMap(({ eventID }) => (eventID === undefined ? [] : [eventID]));
  const errorDeclaration: ErrorDeclaration = {
    declarationTime: new Date(declaration.atMs).toISOString(),
    reason: declaration.reason,
    ...(ids.length === 0 ? {} : { correctiveEventIDs: ids }),
  };
  return { ...event, errorDeclaration };
}

/** A document to be captured by a partner. */
export function documentOf(events: readonly EpcisEvent[], createdMs: number, namespace = OWN_NAMESPACE): EpcisDocument {
  return {
    '@context': contextOf(namespace),
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date(createdMs).toISOString(),
    epcisBody: { eventList: events },
  };
}

/** The answer to a query. */
export function queryDocumentOf(
  events: readonly EpcisEvent[],
  query: { readonly name: string; readonly createdMs: number },
  namespace = OWN_NAMESPACE,
): EpcisQueryDocument {
  return {
    '@context': contextOf(namespace),
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate: new Date(query.createdMs).toISOString(),
    epcisBody: { queryResults: { queryName: query.name, resultsBody: { eventList: events } } },
  };
}

interface Step {
  readonly step: string;
  /** A word of the vocabulary, or one of our own where it has none. */
  readonly disposition: string | { readonly own: string };
  readonly action?: Action;
}

const observed = (step: string, disposition: Step['disposition']): Step => ({ step, disposition });

/** Business step and disposition of everything that can happen (CBV 2.0, sections 7.1 and 7.2). */
const STEPS: Readonly<Record<Handling['kind'], Step>> = {
  booked: { step: 'commissioning', disposition: 'active', action: 'ADD' },
  labelled: observed('encoding', 'encoded'),
  redirected: observed('other', 'in_progress'),
  cancelled: { step: 'decommissioning', disposition: 'inactive', action: 'DELETE' },
  accepted: observed('accepting', 'in_progress'),
  found: observed('stock_taking', 'in_progress'),
  arrived: observed('arriving', 'in_progress'),
  tendered: observed('shipping', 'in_transit'),
  refused: observed('inspecting', 'non_conformant'),
  received: observed('receiving', 'in_progress'),
  unpacked: { step: 'unpacking', disposition: 'in_progress', action: 'DELETE' },
  held: observed('holding', 'in_progress'),
  released: observed('inspecting', 'conformant'),
  at_delivery_office: observed('arriving', 'in_progress'),
  weighed: observed('inspecting', 'in_progress'),
  damaged: observed('inspecting', 'damaged'),
  packed: { step: 'packing', disposition: 'in_progress', action: 'ADD' },
  return_started: observed('shipping', 'returned'),
  departed: observed('departing', 'in_transit'),
  out_for_delivery: observed('transporting', 'in_transit'),
  attempted: observed('holding', 'in_progress'),
  awaiting_collection: observed('holding', 'available'),
  // The vocabulary has no word for a parcel that is with its addressee.
  delivered: observed('receiving', { own: 'Disp-delivered' }),
  returned: observed('receiving', 'returned'),
  lost: observed('stock_taking', 'unknown'),
  disposed: observed('destroying', 'disposed'),
  noted: observed('other', 'in_progress'),
};

function dispositionOf(handling: Handling, usual: Step['disposition'], namespace: string): string {
  if (handling.mismatch === true) return 'mismatch_quantity';
  if (handling.kind === 'packed' && handling.closed === true) return 'container_closed';
  return typeof usual === 'string' ? usual : `${namespace}${usual.own}`;
}

/** From whom to whom custody passes, when it does. */
function partiesOf({ kind, who, counterparty }: Handling): Pick<EventBase, 'sourceList' | 'destinationList'> {
  if (counterparty === undefined || (kind !== 'tendered' && kind !== 'received')) return {};
  const [from, to] = kind === 'tendered' ? [who, counterparty] : [counterparty, who];
  return {
    sourceList: [{ type: 'possessing_party', source: from }],
    destinationList: [{ type: 'possessing_party', destination: to }],
  };
}

/** `2026-11-23T18:05:00.000+05:30`. */
function localTime(atMs: number, offsetMin: number): string {
  return new Date(atMs + offsetMin * 60_000).toISOString().replace('Z', offsetText(offsetMin));
}

function offsetText(offsetMin: number): string {
  assert(Number.isInteger(offsetMin) && Math.abs(offsetMin) <= 14 * 60, `${offsetMin} minutes from UTC`);
  const minutes = Math.abs(offsetMin);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offsetMin < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
