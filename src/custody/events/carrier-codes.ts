import type { EventKind, RawCode } from '../../domain/custody-event.js';

/** Lists of codes that are understood. `upu` is EMSEVT v3, `ondc` the LOG11 fulfilment states, `words` plain English. */
export const CODE_LISTS = ['upu', 'ondc', 'indiapost', 'simple', 'words'] as const;
export type CodeList = (typeof CODE_LISTS)[number];

/** What a code means to us: the kind of event, and the reason where the code itself says one. */
export interface CodeMeaning {
  readonly kind: EventKind;
  readonly reason?: string;
}

/**
 * The kind of event that a carrier's code stands for; undefined when the list or the code is not known. Case, and in
 * `words` also punctuation, do not matter.
 */
export function meaningOf({ list, code }: RawCode): CodeMeaning | undefined {
  const row = LOOKUP.get(`${list}\n${normalised(list, code)}`);
  return row && { kind: row[2], ...(row[3] === undefined ? {} : { reason: row[3] }) };
}

/** The code of a list that says best what happened; undefined where the list has none. */
export function codeOf(list: CodeList, kind: EventKind): string | undefined {
  return ROWS.find((row) => row[0] === list && row[2] === kind && row[3] === undefined)?.[1];
}

/** All rows of a list, as a table for people: code, kind, reason. */
export function listCodes(list: CodeList): { readonly code: string; readonly meaning: CodeMeaning }[] {
  return ROWS.filter((row) => row[0] === list).map(([, code, kind, reason]) => ({
    code,
    meaning: { kind, ...(reason === undefined ? {} : { reason }) },
  }));
}

type Row = readonly [list: CodeList, code: string, kind: EventKind, reason?: string];

/** Of several codes for one kind the first is the one we write. */
const ROWS: readonly Row[] = [
  ['upu', 'EMA', 'accepted'],
  ['upu', 'EDD', 'arrived'],
  ['upu', 'EMB', 'arrived'],
  ['upu', 'EMJ', 'arrived'],
  ['upu', 'EMD', 'arrived'],
  ['upu', 'EDE', 'departed'],
  ['upu', 'EMC', 'departed'],
  ['upu', 'EMK', 'departed'],
  ['upu', 'EMF', 'departed'],
  ['upu', 'EDF', 'held'],
  ['upu', 'EXD', 'held'],
  ['upu', 'EDA', 'held'],
  ['upu', 'EXB', 'held', 'customs'],
  ['upu', 'EME', 'held', 'customs'],
  ['upu', 'EDX', 'held', 'import_restricted'],
  ['upu', 'EXA', 'noted', 'customs'],
  ['upu', 'EDB', 'noted', 'customs'],
  ['upu', 'EXC', 'released', 'customs'],
  ['upu', 'EDC', 'released', 'customs'],
  ['upu', 'EXX', 'return_started', 'customs'],
  ['upu', 'EMG', 'at_delivery_office'],
  ['upu', 'EDG', 'out_for_delivery'],
  ['upu', 'EDH', 'awaiting_collection'],
  ['upu', 'EMH', 'attempted'],
  ['upu', 'EMI', 'delivered'],

  ['ondc', 'Pending', 'booked'],
  ['ondc', 'Searching-for-Agent', 'noted'],
  ['ondc', 'Agent-assigned', 'noted'],
  ['ondc', 'Out-for-pickup', 'noted'],
  ['ondc', 'Pickup-failed', 'noted'],
  ['ondc', 'Pickup-rescheduled', 'noted'],
  ['ondc', 'Order-picked-up', 'accepted'],
  ['ondc', 'In-transit', 'departed'],
  ['ondc', 'At-destination-hub', 'at_delivery_office'],
  ['ondc', 'Out-for-delivery', 'out_for_delivery'],
  ['ondc', 'Delivery-failed', 'attempted'],
  ['ondc', 'Delivery-rescheduled', 'noted'],
  ['ondc', 'Order-delivered', 'delivered'],
  ['ondc', 'Cancelled', 'cancelled'],
  ['ondc', 'RTO-Initiated', 'return_started'],
  ['ondc', 'RTO-Delivered', 'returned'],
  ['ondc', 'RTO-Disposed', 'disposed'],

  ['indiapost', 'Item Booked', 'accepted'],
  ['indiapost', 'Item Bagged', 'packed'],
  ['indiapost', 'Bag Closed', 'packed'],
  ['indiapost', 'Bag Despatched', 'departed'],
  ['indiapost', 'Item Dispatched', 'departed'],
  ['indiapost', 'Item Received', 'arrived'],
  ['indiapost', 'Bag Received', 'arrived'],
  ['indiapost', 'Bag Opened', 'unpacked'],
  ['indiapost', 'Item On Hold', 'held'],
  ['indiapost', 'Item Redirected', 'redirected'],
  ['indiapost', 'Out for Delivery', 'out_for_delivery'],
  ['indiapost', 'Delivery Attempted', 'attempted'],
  ['indiapost', 'Item Delivered', 'delivered'],
  ['indiapost', 'Item Returned', 'return_started'],

  ['simple', 'pre_transit', 'booked'],
  ['simple', 'in_transit', 'departed'],
  ['simple', 'out_for_delivery', 'out_for_delivery'],
  ['simple', 'available_for_pickup', 'awaiting_collection'],
  ['simple', 'delivery_attempted', 'attempted'],
  ['simple', 'delivered', 'delivered'],
  ['simple', 'return_to_sender', 'return_started'],
  ['simple', 'returned', 'returned'],
  ['simple', 'failure', 'lost'],
  ['simple', 'cancelled', 'cancelled'],

  ...words('booked', 'booked', 'order placed', 'info received', 'shipment information received', 'manifested'),
  ...words('labelled', 'label created', 'labelled', 'label printed', 'pre transit'),
  ...words('cancelled', 'cancelled', 'canceled', 'shipment cancelled', 'order cancelled'),
  ...words('accepted', 'picked up', 'accepted', 'collected', 'pickup complete', 'pickup done', 'posted', 'origin scan'),
  ...words(
    'arrived',
    'arrived',
    'arrival scan',
    'arrived at facility',
    'arrived at hub',
    'in scan',
    'inscan',
    'reached hub',
  ),
  ...words('unpacked', 'bag opened', 'debagged', 'unpacked'),
  ...words('packed', 'bagged', 'packed', 'added to bag', 'bag closed'),
  ...words('tendered', 'handed over', 'handed over to partner', 'handed to carrier', 'tendered'),
  ...words('received', 'received by partner', 'received by carrier', 'tender accepted'),
  ...words('refused', 'refused by partner', 'tender refused'),
  ...words(
    'departed',
    'in transit',
    'departed',
    'departure scan',
    'departed facility',
    'dispatched',
    'out scan',
    'shipped',
  ),
  ...words('held', 'on hold', 'held', 'shipment held', 'delayed', 'exception'),
  ...words('released', 'released', 'hold released', 'customs cleared'),
  ...words('redirected', 'redirected', 'address changed', 'forwarded'),
  ...words(
    'at_delivery_office',
    'at destination',
    'arrived at destination',
    'reached destination hub',
    'at delivery office',
  ),
  ...words('out_for_delivery', 'out for delivery', 'ofd', 'with delivery agent', 'on vehicle for delivery'),
  ...words(
    'attempted',
    'delivery attempted',
    'undelivered',
    'delivery failed',
    'attempt failed',
    'ndr',
    'failed attempt',
  ),
  ...words('awaiting_collection', 'available for pickup', 'ready for collection', 'awaiting collection', 'card left'),
  ...words('delivered', 'delivered', 'delivery complete', 'proof of delivery'),
  ...words('return_started', 'rto initiated', 'return to sender', 'returning to sender', 'return initiated', 'rto'),
  ...words('returned', 'returned to sender', 'rto delivered', 'returned'),
  ...words('lost', 'lost', 'missing', 'shipment lost'),
  ...words('found', 'found', 'traced'),
  ...words('damaged', 'damaged', 'shipment damaged'),
  ...words('disposed', 'disposed', 'destroyed', 'rto disposed'),
  ...words('weighed', 'weighed', 'weight captured'),
];

function words(kind: EventKind, ...phrases: readonly string[]): Row[] {
  return phrases.map((phrase) => ['words', phrase, kind]);
}

function normalised(list: string, code: string): string {
  const lower = code.trim().toLowerCase();
  return list === 'words' ? lower.replaceAll(/[^a-z0-9]+/g, ' ').trim() : lower;
}

const LOOKUP = new Map(ROWS.map((row) => [`${row[0]}\n${normalised(row[0], row[1])}`, row]));
