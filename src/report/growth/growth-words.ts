import type { Bottleneck, BottleneckKind, GrowthPromise, RaisedClause } from '../../domain/growth.js';
import type { Numbers } from '../page/numbers.js';

/** Kinds of what binds, as people call them: one, several, and what is full. */
export const KIND_WORDS: Readonly<Record<BottleneckKind, readonly [one: string, several: string, full: string]>> = {
  departure: ['departure', 'departures', 'vehicle full'],
  block: ['block', 'blocks', "partner's block full"],
  interchange: ['interchange', 'interchanges', 'windows full'],
  office: ['office', 'offices', 'delivery rounds full'],
  office_block: ['office block', 'office blocks', "partner's share of rounds full"],
  sorting: ['sorting hour', 'sorting hours', 'sorting full'],
};

/** `Delhi to Patna mail train (indiapost:RAIL-12003), vehicle full`. */
export function bottleneckName({ kind, party, id, name }: Bottleneck): string {
  const what = party === '' ? id : `${party}:${id}`;
  return `${name === id ? what : `${name} (${what})`}, ${KIND_WORDS[kind][2]}`;
}

/** The promise in words. */
export function promiseText({ onTimeShare, unplannedShare, from }: GrowthPromise, numbers: Numbers): string {
  const source = { start: 'as at the start', agreement: "the agreement's target", given: 'as asked for' }[from];
  return `at least ${numbers.share(onTimeShare)} on time, ${source}, and at most ${numbers.share(unplannedShare)} unplanned`;
}

/** The most valuable of those that bind first in each step, about `count` in all; steps share the room. */
export function firstOfEachStep(bottlenecks: readonly Bottleneck[], count: number): Bottleneck[] {
  const months = [...new Set(bottlenecks.map(({ firstMonth }) => firstMonth))];
  const each = Math.ceil(count / Math.max(1, months.length));
  return months.flatMap((month) => bottlenecks.filter(({ firstMonth }) => firstMonth === month).slice(0, each));
}

/** What a plan without a raised clause comes to. */
export function withoutText({ without }: Pick<RaisedClause, 'without'>, numbers: Numbers): string {
  if (without === null) return 'not tried';
  if (!without.keeps) return 'the promise breaks';
  return `${numbers.shortMoney(without.cost)} dearer`;
}
