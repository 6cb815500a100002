import type { State, Tracked } from '../../domain/custody-event.js';
import { codeOf } from './carrier-codes.js';

/** Words in which a state can be told to those who know others than ours. */
export const STATUS_VIEWS = ['interline', 'simple', 'upu', 'ondc', 'indiapost'] as const;
export type StatusView = (typeof STATUS_VIEWS)[number];

/**
 * The state of a shipment in the words of a view. In `upu` it is the code that came with the event when one did, so that
 * an office of exchange stays one; elsewhere several of our states can share a word. `undefined` where a view has none.
 */
export function statusWord(view: StatusView, tracked: Tracked): string | undefined {
  const { state, direction } = tracked;
  if (state === undefined) return undefined;
  if (view === 'interline') return state;
  if (view === 'upu') return upuCode(tracked);
  const returning = RETURNING[view];
  return direction === 'return' && returning !== undefined && IN_HANDS.has(state) ? returning : WORDS[view][state];
}

function upuCode({ timeline }: Tracked): string | undefined {
  const step = timeline.findLast(({ outcome }) => outcome === 'moved');
  if (step === undefined) return undefined;
  return step.event.raw?.list === 'upu' ? step.event.raw.code : codeOf('upu', step.event.kind);
}

type Words = Readonly<Record<State, string>>;

const WORDS: Readonly<Record<Exclude<StatusView, 'interline' | 'upu'>, Words>> = {
  simple: {
    booked: 'pre_transit',
    accepted: 'in_transit',
    at_facility: 'in_transit',
    in_transit: 'in_transit',
    tendered: 'in_transit',
    received: 'in_transit',
    at_delivery_office: 'in_transit',
    out_for_delivery: 'out_for_delivery',
    attempted: 'delivery_attempted',
    awaiting_collection: 'available_for_pickup',
    held: 'in_transit',
    delivered: 'delivered',
    returned: 'returned',
    lost: 'failure',
    disposed: 'failure',
    cancelled: 'cancelled',
  },
  ondc: {
    booked: 'Pending',
    accepted: 'Order-picked-up',
    at_facility: 'In-transit',
    in_transit: 'In-transit',
    tendered: 'In-transit',
    received: 'In-transit',
    at_delivery_office: 'At-destination-hub',
    out_for_delivery: 'Out-for-delivery',
    attempted: 'Delivery-failed',
    awaiting_collection: 'At-destination-hub',
    held: 'In-transit',
    delivered: 'Order-delivered',
    returned: 'RTO-Delivered',
    lost: 'Cancelled',
    disposed: 'RTO-Disposed',
    cancelled: 'Cancelled',
  },
  indiapost: {
    booked: 'Item Booked',
    accepted: 'Item Booked',
    at_facility: 'Item Received',
    in_transit: 'Bag Despatched',
    tendered: 'Bag Despatched',
    received: 'Bag Received',
    at_delivery_office: 'Item Received',
    out_for_delivery: 'Out for Delivery',
    attempted: 'Delivery Attempted',
    awaiting_collection: 'Item On Hold',
    held: 'Item On Hold',
    delivered: 'Item Delivered',
    returned: 'Item Returned',
    lost: 'Item On Hold',
    disposed: 'Item On Hold',
    cancelled: 'Item Booked',
  },
};

/** Word of a view for whatever is on its way back to the sender. */
const RETURNING: Partial<Record<StatusView, string>> = {
  simple: 'return_to_sender',
  ondc: 'RTO-Initiated',
  indiapost: 'Item Returned',
};

const IN_HANDS: ReadonlySet<State> = new Set([
  'accepted', 'at_facility', 'in_transit', 'tendered', 'received', 'at_delivery_office', 'out_for_delivery', 'attempted',
  'awaiting_collection', 'held',
]); // prettier-ignore
