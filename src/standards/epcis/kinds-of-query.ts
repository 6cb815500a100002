import { EVENT_KINDS, type EventKind } from '../../domain/custody-event.js';
import type { EpcisEvent } from './event.js';
import { matchesQuery, type EventQuery } from './event-query.js';
import { eventOfHandling, ownUri } from './handling-event.js';

/** Conditions that the kind of an event, and whether it names a container, decide alone. */
const BY_KIND: ReadonlySet<string> = new Set(['eventType', 'EQ_action', 'EQ_bizStep', 'EQ_disposition']);

/**
 * Kinds of custody events that a query can find, so that others need not be read; undefined for all. Voids are always among them: they
 * are told as the event that they take back.
 */
export function kindsOfQuery(query: EventQuery): readonly EventKind[] | undefined {
  const conditions = query.conditions.filter(({ name }) => BY_KIND.has(name));
  if (conditions.length === 0) return undefined;
  const kinds = EVENT_KINDS.filter(
    (kind) =>
      kind === 'voided' ||
      samplesOf(kind).some((event) => matchesQuery({ event, recordMs: 0 }, { ...query, conditions })),
  );
  return kinds;
}

const samples = new Map<EventKind, readonly EpcisEvent[]>();

/** What events of a kind look like, loose and in a container. */
function samplesOf(kind: Exclude<EventKind, 'voided'>): readonly EpcisEvent[] {
  const known = samples.get(kind);
  if (known !== undefined) return known;
  const loose = { kind, atMs: 0, offsetMin: 0, items: [ownUri('parcel', '1')], who: ownUri('party', 'a') };
  const made = [eventOfHandling(loose), eventOfHandling({ ...loose, container: ownUri('container', '1') })];
  samples.set(kind, made);
  return made;
}
