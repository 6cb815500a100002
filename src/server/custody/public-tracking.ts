import type { z } from '@hono/zod-openapi';
import { foldEvents } from '../../custody/fold-events.js';
import type { EventKind, State, TimelineStep, Tracked } from '../../domain/custody-event.js';
import { compactNumber } from '../../standards/tracking/tracking-number.js';
import type { Store } from '../../store/store.js';
import { findPublicParcel } from '../../store/track.js';
import type { PublicTrackingSchema } from '../../wire/tracking.js';
import type { ReferenceData } from '../reference-data.js';

export type PublicTracking = z.input<typeof PublicTrackingSchema>;

/** What anybody is told of a parcel; undefined where no live parcel has the number. */
export async function findTracking(
  { store, reference }: { readonly store: Store; readonly reference: ReferenceData },
  typed: string,
): Promise<PublicTracking | undefined> {
  const number = compactNumber(typed);
  const parcel = await findPublicParcel(store, number);
  if (parcel === undefined) return undefined;
  const tracked = foldEvents(parcel.events);
  const { state, direction, custodian, sinceMs } = tracked;
  const names = new Map(reference.parties.map(({ code, name }) => [code, name]));
  const isOver = state === 'delivered' || state === 'returned' || state === 'cancelled' || state === 'disposed';
  return {
    tracking_number: number,
    state: state ?? null,
    words: state === undefined ? 'Announced' : wordsOfState(state, direction),
    direction,
    carrier: names.get(custodian) ?? null,
    promised_by: isOver ? null : (parcel.promisedBy?.toISOString() ?? null),
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
    steps: stepsOf(tracked, names, reference),
  };
}

/** What happened, newest first: what changed nothing, never happened or is the carriers' own business is left out. */
function stepsOf(
  { timeline }: Tracked,
  names: ReadonlyMap<string, string>,
  reference: ReferenceData,
): PublicTracking['steps'] {
  const told = timeline.filter(({ outcome, event }) => STEP_WORDS[event.kind] !== undefined && HAPPENED.has(outcome));
  return told.toReversed().map(({ atMs, event }) => ({
    at: new Date(atMs).toISOString(),
    words: STEP_WORDS[event.kind] ?? '',
    carrier: names.get(event.party) ?? event.party,
    place: event.place === undefined ? null : (nameOfPlace(event.place, reference) ?? null),
  }));
}

const HAPPENED: ReadonlySet<TimelineStep['outcome']> = new Set(['moved', 'noted']);

function nameOfPlace(place: string, { agreementContext, parties }: ReferenceData): string | undefined {
  const at = place.indexOf(':');
  const party = parties.findIndex(({ code }) => code === place.slice(0, at));
  const facility = agreementContext.facilities[party]?.get(place.slice(at + 1));
  return facility === undefined ? undefined : agreementContext.network.facilities.name[facility];
}

function wordsOfState(state: State, direction: Tracked['direction']): string {
  if (direction === 'return' && ON_THE_WAY.has(state)) return 'On its way back to the sender';
  return STATE_WORDS[state];
}

const ON_THE_WAY: ReadonlySet<State> = new Set([
  'accepted', 'at_facility', 'in_transit', 'tendered', 'received', 'at_delivery_office', 'held',
]); // prettier-ignore

const STATE_WORDS: Readonly<Record<State, string>> = {
  booked: 'Announced by the sender',
  accepted: 'Handed in',
  at_facility: 'On its way',
  in_transit: 'On its way',
  tendered: 'On its way',
  received: 'On its way',
  at_delivery_office: 'At the delivery office',
  out_for_delivery: 'Out for delivery',
  attempted: 'Delivery was tried',
  awaiting_collection: 'Ready to be collected',
  held: 'Held on the way',
  delivered: 'Delivered',
  returned: 'Returned to the sender',
  lost: 'Being looked for',
  disposed: 'Disposed of',
  cancelled: 'Cancelled by the sender',
};

/** Kinds that mean something to who waits for a parcel. */
const STEP_WORDS: Readonly<Partial<Record<EventKind, string>>> = {
  booked: 'Announced by the sender',
  cancelled: 'Cancelled by the sender',
  accepted: 'Handed in',
  found: 'Found again',
  arrived: 'Arrived',
  departed: 'Departed',
  received: 'Taken over',
  held: 'Held',
  released: 'Released',
  at_delivery_office: 'At the delivery office',
  return_started: 'Return to the sender begun',
  out_for_delivery: 'Out for delivery',
  attempted: 'Delivery was tried',
  awaiting_collection: 'Ready to be collected',
  delivered: 'Delivered',
  returned: 'Returned to the sender',
  lost: 'Could not be found',
  disposed: 'Disposed of',
};
