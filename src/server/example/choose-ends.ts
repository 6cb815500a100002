import type { HandoverEnd, HandoverGroup } from './example-handovers.js';

const HOUR_MS = 3_600_000;
/** Handovers so long past, and so far ahead, are part of the day that people find. */
const PAST_MS = 20 * HOUR_MS;
const AHEAD_MS = 12 * HOUR_MS;
/** A handover of fewer pieces shows little. */
const PIECES_MIN = 3;

const PAST_ENDS: readonly HandoverEnd[] = ['tendered', 'faulty', 'half', 'faulty'];
const AHEAD_ENDS: readonly HandoverEnd[] = ['advised', 'open', 'drafted', 'open'];

/**
 * Handovers that the story leaves to whoever tries the service, by their numbers: of each receiver the last ones before a moment, of each giver
 * the next ones. All others go as they should.
 */
export function chooseEnds(groups: readonly HandoverGroup[], nowMs: number): ReadonlyMap<number, HandoverEnd> {
  const ends = new Map<number, HandoverEnd>();
  const choose = (
    candidates: readonly HandoverGroup[],
    side: 'giver' | 'receiver',
    wanted: readonly HandoverEnd[],
  ): void => {
    const taken = new Map<string, number>();
    for (const { number, handover } of candidates) {
      const count = taken.get(handover[side]) ?? 0;
      const end = wanted[count];
      if (end === undefined) continue;
      taken.set(handover[side], count + 1);
      ends.set(number, end);
    }
  };
  const large = groups.filter(({ pieces }) => pieces.length >= PIECES_MIN);
  const past = large.filter(({ handover: { atMs } }) => atMs <= nowMs && atMs > nowMs - PAST_MS);
  const ahead = large.filter(({ handover: { atMs } }) => atMs > nowMs && atMs <= nowMs + AHEAD_MS);
  const bySize = (a: HandoverGroup, b: HandoverGroup): number =>
    b.pieces.length - a.pieces.length || a.number - b.number;
  choose(past.toSorted((a, b) => b.handover.atMs - a.handover.atMs || bySize(a, b)), 'receiver', PAST_ENDS); // prettier-ignore
  choose(ahead.toSorted((a, b) => a.handover.atMs - b.handover.atMs || bySize(a, b)), 'giver', AHEAD_ENDS); // prettier-ignore
  return ends;
}
