import { assert } from '../../base/assert.js';

/** Serials that a post gave to one service, to be printed on parcels: `first` to `last`, eight digits each. */
export interface SerialRange {
  readonly service: string;
  readonly country: string;
  readonly first: number;
  readonly last: number;
  /** Serials given, in the order in which they were: one run of neighbours each. */
  readonly given: readonly GivenRun[];
}

export interface GivenRun {
  readonly first: number;
  readonly last: number;
  readonly givenMs: number; // since 1970-01-01 UTC
}

/** A serial is not given again within this many months (UPU S10); 24 are recommended. */
export const REUSE_MONTHS_MIN = 12;
export const REUSE_MONTHS = 24;

export type GiveAnswer =
  | { readonly status: 'given'; readonly runs: readonly GivenRun[]; readonly range: SerialRange }
  | {
      readonly status: 'exhausted';
      /** Serials that could be given now. */
      readonly freeCount: number;
      /** When as many as were asked for are free; undefined when the range is too small for that. */
      readonly freeFromMs: number | undefined;
    };

/**
 * Gives the next serials of a range, each at most once in `months`: on from the last one given, and from the beginning again behind the
 * last. All or none. Forgets runs whose serials are free again, so that what is kept never has more runs than the range has serials.
 * Pure: whoever keeps the range replaces it by the one in the answer before the numbers are used.
 */
export function giveSerials(range: SerialRange, count: number, nowMs: number, months = REUSE_MONTHS): GiveAnswer {
  checkRange(range);
  assert(Number.isInteger(count) && count > 0, `serials are given in whole numbers, got ${count}`);
  assert(months >= REUSE_MONTHS_MIN, `a serial is not given again within ${REUSE_MONTHS_MIN} months, got ${months}`);
  const given = range.given.filter((run) => freeFromMs(run, months) > nowMs);
  const size = range.last - range.first + 1;
  const freeCount = size - given.reduce((sum, run) => sum + run.last - run.first + 1, 0);
  if (freeCount < count)
    return { status: 'exhausted', freeCount, freeFromMs: freeWhen(given, size, freeCount, count, months) };
  const start = (range.given.at(-1)?.last ?? range.first - 1) + 1;
  const runs: GivenRun[] = [];
  let missing = count;
  for (const gap of gapsFrom(range, given, start)) {
    if (missing === 0) break;
    const last = Math.min(gap.last, gap.first + missing - 1);
    runs.push({ first: gap.first, last, givenMs: nowMs });
    missing -= last - gap.first + 1;
  }
  assert(missing === 0, `${missing} free serials were counted that no gap has`);
  return { status: 'given', runs, range: { ...range, given: [...given, ...runs] } };
}

/** When a run's serials may be given again: the same day and time, so many months later. */
export function freeFromMs(run: GivenRun, months: number): number {
  const date = new Date(run.givenMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const daysOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, daysOfMonth));
}

function checkRange(range: SerialRange): void {
  const { first, last } = range;
  const fits = Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last <= 99_999_999;
  assert(fits, `a range of serials lies in 0 to 99999999, got ${first} to ${last}`);
  const outside = range.given.find((run) => run.first < first || run.last > last || run.first > run.last);
  assert(outside === undefined, `serials ${outside?.first} to ${outside?.last} are not of the range`);
}

/** Stretches of free serials, from `start` to the end of the range and then from its beginning. */
function gapsFrom(range: SerialRange, given: readonly GivenRun[], start: number): { first: number; last: number }[] {
  const taken = given.toSorted((a, b) => a.first - b.first);
  const gaps: { first: number; last: number }[] = [];
  let next = range.first;
  for (const run of [...taken, { first: range.last + 1, last: range.last + 1 }]) {
    if (run.first > next) gaps.push({ first: next, last: run.first - 1 });
    next = Math.max(next, run.last + 1);
  }
  const behind = gaps.flatMap((gap) =>
    gap.last >= start ? [{ first: Math.max(gap.first, start), last: gap.last }] : [],
  );
  const before = gaps.flatMap((gap) =>
    gap.first < start ? [{ first: gap.first, last: Math.min(gap.last, start - 1) }] : [],
  );
  return [...behind, ...before];
}

function freeWhen(
  given: readonly GivenRun[],
  size: number,
  freeCount: number,
  count: number,
  months: number,
): number | undefined {
  if (count > size) return undefined;
  let free = freeCount;
  for (const run of given.toSorted((a, b) => a.givenMs - b.givenMs)) {
    free += run.last - run.first + 1;
    if (free >= count) return freeFromMs(run, months);
  }
  return undefined;
}
