import type { State } from '../../domain/custody-event.js';
import type { ExportState } from '../../exporting/status/export-state.js';
import type { PublicExport } from '../../store/custody/track.js';
import type { PublicTracking } from '../../wire/custody/tracking.js';
import { isTrackKey, trackWords, type TrackLanguage } from './track-words.js';

/** Until then an export is a parcel among others, on its way to the office of exchange. */
const AT_HOME: ReadonlySet<string> = new Set<ExportState>(['filed', 'booked', 'in_transit_to_fpo']);

/** What the states of parcels call the states of exports that such a way does not have. */
const CALLED: Readonly<Partial<Record<ExportState, State>>> = {
  query: 'held',
  import_customs: 'held',
  rejected: 'held',
  delivered: 'delivered',
  returned: 'returned',
  cancelled: 'cancelled',
};

/** In the hands of a post abroad, whose name is not known. */
const ABROAD: ReadonlySet<string> = new Set<ExportState>(['despatched', 'in_transit', 'import_customs', 'delivered']);

/**
 * What anybody is told of an export: its way to the office of exchange, as of any parcel, then customs, the flight and the way to the door
 * abroad. The day that was promised is the one at the office of exchange, which is nobody's who waits, so none is told.
 */
export function withExport(
  domestic: PublicTracking,
  { state, sinceAt, events }: PublicExport,
  { language, owner }: { readonly language: TrackLanguage; readonly owner: string },
): PublicTracking {
  const steps = events.flatMap(({ kind, atMs }) => {
    const key = `track.export.step.${kind}`;
    if (!isTrackKey(key)) return [];
    return [{ at: new Date(atMs).toISOString(), words: trackWords(language, key), carrier: owner, place: null }];
  });
  const told = { ...domestic, promised_by: null, steps: [...steps.toReversed(), ...domestic.steps] };
  const key = `track.export.${state}`;
  if (AT_HOME.has(state) || !isTrackKey(key)) return told;
  return {
    ...told,
    state: CALLED[state as ExportState] ?? 'in_transit',
    words: trackWords(language, key),
    carrier: ABROAD.has(state) ? null : owner,
    since: sinceAt?.toISOString() ?? null,
  };
}
