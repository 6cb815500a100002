import { fingerprintOf } from '../../custody/log/continue-log.js';
import { chooseEnds } from './choose-ends.js';
import type { HandoverEnd, HandoverGroup } from './example-handovers.js';
import { lifeOf, type StoryEvent, type StoryHandover, type StoryMoment, type StoryParcel } from './lives.js';

/** An event of a parcel that was booked. */
export interface TimedEvent extends StoryEvent {
  readonly shipment: string;
}

/** A handover under a manifest, and what becomes of it. */
export interface ToldHandover extends HandoverGroup {
  readonly end: HandoverEnd;
  readonly packMs: number;
}

/** Everything that happens in an example. */
export interface Story {
  readonly events: readonly TimedEvent[]; // by moment
  readonly handovers: readonly ToldHandover[];
}

const MINUTE_MS = 60_000;
/** Older handovers are told by the parcels' events alone. */
const MANIFESTS_MS = 30 * 60 * MINUTE_MS;
const ADVISE_MS = 60 * MINUTE_MS;

/**
 * The story of parcels that were booked, as it is found at a moment and goes on from there. The same parcels and moment give the same
 * story, so that it can be told in parts.
 */
export function storyOf(parcels: readonly StoryParcel[], ids: readonly string[], foundMs: number): Story {
  const lives = parcels.map((parcel, row) => lifeOf(parcel, Number.parseInt(fingerprintOf(`${row} ${parcel.originPlace}`), 16))); // prettier-ignore
  const groups = groupsOf(parcels, lives, ids, foundMs);
  const ends = chooseEnds(groups, foundMs);
  const endMs = new Map<string, number>(); // of parcels that the story leaves to others
  for (const { number, handover, pieces } of groups) {
    const end = ends.get(number);
    const [first] = pieces;
    // Of a faulty handover the first piece is missing.
    const left = end === undefined ? [] : end === 'faulty' && first !== undefined ? [first] : pieces;
    for (const { id } of left) endMs.set(id, Math.min(handover.atMs, endMs.get(id) ?? Number.POSITIVE_INFINITY));
  }
  const events: TimedEvent[] = [];
  lives.forEach((moments, row) => {
    const id = ids[row];
    const untilMs = endMs.get(id) ?? Number.POSITIVE_INFINITY;
    for (const moment of moments) {
      if (moment.atMs >= untilMs) break;
      if (moment.kind === 'event') events.push({ ...moment.event, shipment: id });
      else if (moment.atMs < foundMs - MANIFESTS_MS) events.push(...plainHandover(moment.handover, id));
    }
  });
  events.sort((a, b) => a.atMs - b.atMs);
  const lastMs = lastBefore(lives, ids);
  const handovers = groups.flatMap(({ pieces, ...group }): ToldHandover[] => {
    const { number, handover } = group;
    const present = pieces.filter(({ id }) => handover.atMs <= (endMs.get(id) ?? Number.POSITIVE_INFINITY));
    if (present.length === 0) return [];
    const end = ends.get(number) ?? 'received';
    const readyMs = Math.max(...present.map(({ id }) => lastMs(id, handover.atMs)));
    const packMs = Math.max(readyMs + 4 * MINUTE_MS, handover.atMs - ADVISE_MS);
    return [{ ...group, pieces: present, end, packMs }];
  });
  return { events, handovers };
}

/** Handovers that are told by manifests: everything that is tendered between the same parties, there and then. */
function groupsOf(
  parcels: readonly StoryParcel[],
  lives: readonly (readonly StoryMoment[])[],
  ids: readonly string[],
  foundMs: number,
): HandoverGroup[] {
  const groups = new Map<string, { handover: StoryHandover; pieces: { id: string; weightG: number }[] }>();
  lives.forEach((moments, row) => {
    for (const moment of moments) {
      if (moment.kind !== 'handover' || moment.atMs < foundMs - MANIFESTS_MS) continue;
      const { handover } = moment;
      const key = `${handover.interchange} ${handover.giver} ${handover.receiver} ${handover.atMs}`;
      const group = groups.get(key) ?? { handover, pieces: [] };
      group.pieces.push({ id: ids[row], weightG: parcels[row].weightG });
      groups.set(key, group);
    }
  });
  return [...groups]
    .toSorted(([a, one], [b, other]) => one.handover.atMs - other.handover.atMs || (a < b ? -1 : 1))
    .map(([, { handover, pieces }], number) => {
      return { number, handover, pieces: pieces.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
    });
}

/** When anything was last told of a parcel before a moment. */
function lastBefore(
  lives: readonly (readonly StoryMoment[])[],
  ids: readonly string[],
): (id: string, ms: number) => number {
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  return (id, ms) => {
    const earlier = lives[rowOf.get(id) ?? 0].filter(({ atMs }) => atMs < ms).at(-1);
    if (earlier === undefined) return Number.NEGATIVE_INFINITY;
    return earlier.kind === 'event' ? earlier.atMs : earlier.handover.receivedMs;
  };
}

function plainHandover(handover: StoryHandover, shipment: string): TimedEvent[] {
  const { atMs, receivedMs, giver, receiver, giverPlace, receiverPlace } = handover;
  return [
    { atMs, kind: 'tendered', party: giver, place: giverPlace, counterparty: receiver, shipment },
    { atMs: receivedMs, kind: 'received', party: receiver, place: receiverPlace, counterparty: giver, shipment },
  ];
}
