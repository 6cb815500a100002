import type { z } from '@hono/zod-openapi';
import { foldEvents } from '../../custody/fold-events.js';
import type { State, TimelineStep, Tracked } from '../../domain/custody-event.js';
import { compactNumber } from '../../standards/tracking/tracking-number.js';
import type { Store } from '../../store/store.js';
import { findPublicParcel } from '../../store/track.js';
import type { PublicTrackingSchema } from '../../wire/tracking.js';
import type { ReferenceData } from '../reference-data.js';
import { facilityOf } from '../shipments/onward-promise.js';
import { isTrackKey, trackWords, type TrackLanguage } from './track-words.js';

export type PublicTracking = z.input<typeof PublicTrackingSchema>;

/** What anybody is told of a parcel; undefined where no live parcel has the number. */
export async function findTracking(
  { store, reference }: { readonly store: Store; readonly reference: ReferenceData },
  typed: string,
  language: TrackLanguage,
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
    words: wordsOfState(language, tracked),
    direction,
    carrier: names.get(custodian) ?? null,
    promised_by: isOver ? null : (parcel.promisedBy?.toISOString() ?? null),
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
    steps: stepsOf(tracked, { names, reference, language }),
  };
}

interface Told {
  readonly names: ReadonlyMap<string, string>; // of carriers, by code
  readonly reference: ReferenceData;
  readonly language: TrackLanguage;
}

/**
 * What happened, newest first: what changed nothing, never happened or is the carriers' own business is left out. A kind is told where
 * it has words for whoever waits.
 */
function stepsOf({ timeline }: Tracked, { names, reference, language }: Told): PublicTracking['steps'] {
  return timeline.toReversed().flatMap(({ atMs, event, outcome }) => {
    const key = `track.step.${event.kind}`;
    if (!HAPPENED.has(outcome) || !isTrackKey(key)) return [];
    return [
      {
        at: new Date(atMs).toISOString(),
        words: trackWords(language, key),
        carrier: names.get(event.party) ?? event.party,
        place: event.place === undefined ? null : (nameOfPlace(event.place, reference) ?? null),
      },
    ];
  });
}

const HAPPENED: ReadonlySet<TimelineStep['outcome']> = new Set(['moved', 'noted']);

function nameOfPlace(place: string, reference: ReferenceData): string | undefined {
  const facility = facilityOf(reference, place);
  return facility === undefined ? undefined : reference.workspace.network.facilities.name[facility];
}

function wordsOfState(language: TrackLanguage, { state, direction }: Pick<Tracked, 'state' | 'direction'>): string {
  if (state === undefined) return trackWords(language, 'track.state.none');
  if (direction === 'return' && ON_THE_WAY.has(state)) return trackWords(language, 'track.state.returning');
  return trackWords(language, `track.state.${state}`);
}

const ON_THE_WAY: ReadonlySet<State> = new Set([
  'accepted', 'at_facility', 'in_transit', 'tendered', 'received', 'at_delivery_office', 'held',
]); // prettier-ignore
