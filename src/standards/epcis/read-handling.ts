import { EVENT_KINDS } from '../../domain/custody-event.js';
import { refused, valid, type Parsed } from '../parsed.js';
import type { EpcisEvent } from './event.js';
import { OWN_NAMESPACE, type Handling } from './handling-event.js';
import { VOCABULARIES } from './vocabulary.js';

/** What an EPCIS event tells about parcels; `who` is known only where the event says it. */
export type ReadHandling = Omit<Handling, 'who'> & { readonly who?: string };

/**
 * A partner's event as a handling, the other way of `eventOfHandling`. Events of other systems are understood by their
 * business step and disposition; steps that mean nothing for a parcel are `noted`. Refused: events about classes only,
 * transformations, and events that are declared to be wrong.
 */
export function readHandling(event: EpcisEvent, namespace = OWN_NAMESPACE): Parsed<ReadHandling> {
  if (event.errorDeclaration !== undefined) return refused('the event is declared to be wrong', 'events that happened');
  if (event.type === 'TransformationEvent') return refused('parcels are not transformed', 'other types of events');
  const items = itemsOf(event);
  if (items.length === 0) return refused('the event names no single things', 'an epcList or childEPCs');
  const kind = kindOf(event, namespace);
  const { parties, who } = partiesOf(event, kind);
  const weightG = weightOf(event);
  const manifest = event.bizTransactionList?.find(({ type }) => bare(type, 'bizTransactionType') === 'desadv');
  const disposition = bare(event.disposition, 'disposition');
  const reason = event['interline:reason'];
  return valid({
    kind,
    atMs: Date.parse(event.eventTime),
    offsetMin: offsetMinutes(event.eventTimeZoneOffset),
    items,
    ...(event.readPoint === undefined ? {} : { where: event.readPoint.id }),
    ...(who === undefined ? {} : { who }),
    ...parties,
    ...(isAggregation(event) && event.parentID !== undefined ? { container: event.parentID } : {}),
    ...(disposition === 'container_closed' ? { closed: true } : {}),
    ...(manifest === undefined ? {} : { manifest: manifest.bizTransaction }),
    ...(disposition === 'mismatch_quantity' ? { mismatch: true } : {}),
    ...(weightG === undefined ? {} : { weightG }),
    ...(typeof reason === 'string' ? { reason } : {}),
  });
}

type Kind = Handling['kind'];

/** What a business step says, with a disposition that says more first. The first row that fits counts. */
const MEANINGS: ReadonlyArray<readonly [step: string, disposition: string | undefined, kind: Kind]> = [
  ['commissioning', undefined, 'booked'],
  ['encoding', undefined, 'labelled'],
  ['decommissioning', undefined, 'cancelled'],
  ['accepting', undefined, 'accepted'],
  ['collecting', undefined, 'accepted'],
  ['arriving', undefined, 'arrived'],
  ['unloading', undefined, 'arrived'],
  ['storing', undefined, 'arrived'],
  ['shipping', 'returned', 'return_started'],
  ['shipping', undefined, 'tendered'],
  ['receiving', 'Disp-delivered', 'delivered'],
  ['receiving', 'returned', 'returned'],
  ['receiving', undefined, 'received'],
  ['void_shipping', undefined, 'refused'],
  ['departing', undefined, 'departed'],
  ['transporting', undefined, 'departed'],
  ['packing', undefined, 'packed'],
  ['unpacking', undefined, 'unpacked'],
  ['holding', 'available', 'awaiting_collection'],
  ['holding', undefined, 'held'],
  ['inspecting', 'damaged', 'damaged'],
  ['inspecting', 'non_conformant', 'refused'],
  ['inspecting', 'conformant', 'released'],
  ['stock_taking', 'unknown', 'lost'],
  ['stock_taking', 'stolen', 'lost'],
  ['stock_taking', undefined, 'found'],
  ['destroying', undefined, 'disposed'],
];

/** Our own word where the event has it, otherwise what step and disposition say. */
function kindOf(event: EpcisEvent, namespace: string): Kind {
  const own = event['interline:kind'];
  if (typeof own === 'string' && own !== 'voided' && (EVENT_KINDS as readonly string[]).includes(own))
    return own as Kind;
  const step = bare(event.bizStep, 'bizStep');
  const disposition = bare(event.disposition?.replace(namespace, ''), 'disposition');
  const row = MEANINGS.find(([a, b]) => a === step && (b === undefined || b === disposition));
  const kind = row?.[2] ?? 'noted';
  // Without another party to take over, a shipment only leaves.
  return kind === 'tendered' && possessor(event, 'destination') === undefined ? 'departed' : kind;
}

function partiesOf(event: EpcisEvent, kind: Kind): { parties: { counterparty?: string }; who: string | undefined } {
  const own = event['interline:party'];
  const [from, to] = [possessor(event, 'source'), possessor(event, 'destination')];
  const said = typeof own === 'string' ? own : undefined;
  if (kind === 'tendered') return { parties: to === undefined ? {} : { counterparty: to }, who: said ?? from };
  if (kind === 'received') return { parties: from === undefined ? {} : { counterparty: from }, who: said ?? to };
  return { parties: {}, who: said };
}

/** Who has the things before or after. */
function possessor(event: EpcisEvent, side: 'source' | 'destination'): string | undefined {
  const isPossessor = ({ type }: { readonly type: string }): boolean =>
    bare(type, 'sourceDestType') === 'possessing_party';
  return side === 'source'
    ? event.sourceList?.find(isPossessor)?.source
    : event.destinationList?.find(isPossessor)?.destination;
}

function isAggregation(event: EpcisEvent): event is Extract<EpcisEvent, { childEPCs?: readonly string[] }> {
  return event.type === 'AggregationEvent' || event.type === 'AssociationEvent';
}

function itemsOf(event: EpcisEvent): readonly string[] {
  if (isAggregation(event)) return event.childEPCs ?? [];
  return event.type === 'TransformationEvent' ? [] : (event.epcList ?? []);
}

/** A mass in kilograms that some sensor gave. */
function weightOf(event: EpcisEvent): number | undefined {
  const reports = event.sensorElementList?.flatMap(({ sensorReport }) => sensorReport) ?? [];
  const mass = reports.find(
    ({ type, value, uom }) => bare(type, 'measurementType') === 'Mass' && value !== undefined && uom === 'KGM',
  );
  return mass?.value === undefined ? undefined : Math.round(mass.value * 1000);
}

/** A word of a vocabulary, also when it is written as an address. */
function bare(word: string | undefined, vocabulary: keyof typeof VOCABULARIES): string | undefined {
  const { web, urn } = VOCABULARIES[vocabulary];
  if (word?.startsWith(web)) return word.slice(web.length);
  return urn !== undefined && word?.startsWith(urn) ? word.slice(urn.length) : word;
}

function offsetMinutes(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) || 0;
}
