/** Days of a version, or without one; texts are YYYY-MM-DD. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** A stretch of the strip, in shares of its width. */
export interface Stretch<T extends Days> {
  readonly days: T;
  readonly left: number;
  readonly width: number;
}

/** A calendar as a strip from left to right. */
export interface Strip<T extends Days> {
  readonly stretches: readonly Stretch<T>[];
  readonly gaps: readonly Stretch<Days>[];
  readonly today: number;
  /** First days of quarters within it, to be marked. */
  readonly marks: readonly { readonly date: string; readonly left: number }[];
}

const DAY_MS = 86_400_000;
/** An agreement without an end is drawn this far beyond today. */
const AHEAD_DAYS = 400;
const BEHIND_DAYS = 120;
const MARKS_MAX = 10;

/** Where versions lie on a strip that shows today, some months before it, and what is known to come. */
export function calendarStrip<T extends Days>(
  spans: readonly T[],
  gaps: readonly Days[],
  today: string,
): Strip<T> | undefined {
  const now = dayOf(today);
  const ends = spans.map(({ until }) => Math.min(dayOf(until), now + AHEAD_DAYS));
  if (spans.length === 0) return undefined;
  const first = Math.max(Math.min(...spans.map(({ from }) => dayOf(from)), now), now - BEHIND_DAYS);
  const last = Math.max(...ends, now + 30);
  const share = (day: number): number => (day - first) / (last + 1 - first);
  const place = <D extends Days>(days: D): Stretch<D>[] => {
    const [from, until] = [Math.max(dayOf(days.from), first), Math.min(dayOf(days.until), last)];
    return until < from ? [] : [{ days, left: share(from), width: share(until + 1) - share(from) }];
  };
  return {
    stretches: spans.flatMap(place),
    gaps: gaps.flatMap(place),
    today: share(now),
    marks: marksBetween(first, last).map((day) => ({ date: textOf(day), left: share(day) })),
  };
}

/** First days of months, or of quarters where there would be too many. */
function marksBetween(first: number, last: number): number[] {
  const months: number[] = [];
  const start = new Date(first * DAY_MS);
  for (let month = 1; ; month++) {
    const day = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1) / DAY_MS;
    if (day > last) break;
    months.push(day);
  }
  const step = Math.ceil(months.length / MARKS_MAX);
  return months.filter((_, index) => index % step === 0);
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function textOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
