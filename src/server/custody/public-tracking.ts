import { foldEvents } from '../../custody/events/fold-events.js';
import type { State, TimelineStep, Tracked } from '../../domain/custody-event.js';
import { compactNumber } from '../../standards/tracking/tracking-number.js';
import type { Store } from '../../store/database/store.js';
import { findPublicExport, findPublicParcel, type PublicParcel } from '../../store/custody/track.js';
import type { ReferenceData } from '../reference-data.js';
import { facilityOf } from '../shipments/onward-promise.js';
import { withExport } from './track-export.js';
import { isTrackKey, trackWords, type TrackLanguage } from './track-words.js';
import type { PublicTracking } from '../../wire/custody/tracking.js';

/** What anybody is told of a parcel; undefined where no live parcel has the number. */
export async function findTracking(
  { store, reference }: { readonly store: Store; readonly reference: ReferenceData },
  typed: string,
  language: TrackLanguage,
): Promise<PublicTracking | undefined> {
  const number = compactNumber(typed);
  const [parcel, sent] = [await findPublicParcel(store, number), await findPublicExport(store, number)];
  if (parcel === undefined && sent === undefined) return undefined;
  const names = new Map(reference.parties.map(({ code, name }) => [code, name]));
  // That it was delivered at the office of exchange is told as its presentation there.
  const told = { names, reference, language, leftOut: sent === undefined ? [] : ['delivered'] };
  const tracking = trackingOf(number, parcel, told);
  return sent === undefined
    ? tracking
    : withExport(tracking, sent, { language, owner: names.get(sent.owner) ?? sent.owner });
}

/** Of a parcel, or of a number whose parcel is not known yet. */
function trackingOf(number: string, parcel: PublicParcel | undefined, told: Told): PublicTracking {
  const tracked = foldEvents(parcel?.events ?? []);
  const { state, direction, custodian, sinceMs } = tracked;
  const isOver = state === 'delivered' || state === 'returned' || state === 'cancelled' || state === 'disposed';
  return {
    tracking_number: number,
    state: state ?? null,
    words: wordsOfState(told.language, tracked),
    direction,
    carrier: told.names.get(custodian) ?? null,
    promised_by: isOver ? null : (parcel?.promisedBy?.toISOString() ?? null),
    since: sinceMs === undefined ? null : new Date(sinceMs).toISOString(),
    steps: stepsOf(tracked, told),
  };
}

interface Told {
  readonly names: ReadonlyMap<string, string>; // of carriers, by code
  readonly reference: ReferenceData;
  readonly language: TrackLanguage;
  readonly leftOut: readonly string[]; // kinds of events
}

/**
 * What happened, newest first: what changed nothing, never happened or is the carriers' own business is left out. A kind is told where
 * it has words for whoever waits.
 */
function stepsOf({ timeline }: Tracked, { names, reference, language, leftOut }: Told): PublicTracking['steps'] {
  return timeline.toReversed().flatMap(({ atMs, event, outcome }) => {
    const key = `track.step.${event.kind}`;
    if (!HAPPENED.has(outcome) || !isTrackKey(key) || leftOut.includes(event.kind)) return [];
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
