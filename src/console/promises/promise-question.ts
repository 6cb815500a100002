/** What somebody asks about: where from, where to, when, and what. As texts, so that an address holds it. */
export interface Asked {
  readonly from: string; // PIN, or a facility of one's own
  readonly to: string; // PIN
  readonly at: string; // local time in the networks' zone, `2026-11-23T18:00`; empty: now
  readonly product: string;
  readonly grams: string;
}

/** Which moments and products there are. */
export interface AskedWithin {
  readonly timeZone: string;
  readonly firstDay: string; // 2026-11-23
  readonly days: number;
  readonly products: readonly string[];
}

/** What is asked of the server. */
export interface PromiseRequest {
  readonly origin: string;
  readonly destination_pin: string;
  readonly product: string;
  readonly weight_g: number;
  readonly ready_at?: string;
}

const GRAMS = '500';
const GRAMS_MAX = 1_000_000;
const DAY_MS = 86_400_000;

/** Reads an address. Where the timetable does not run now, its first morning is asked about. */
export function askedOf(query: Readonly<Record<string, string | undefined>>, within: AskedWithin, now: Date): Asked {
  return {
    from: query['from'] ?? '',
    to: query['to'] ?? '',
    at: query['at'] ?? (runsAt(within, now) ? '' : `${within.firstDay}T10:00`),
    product: query['product'] ?? within.products[0] ?? '',
    grams: query['weight'] ?? GRAMS,
  };
}

/** The address below the page that asks the same. */
export function addressOf({ from, to, at, product, grams }: Asked): string {
  const parts = { from, to, at, product, weight: grams };
  return `?${new URLSearchParams(Object.entries(parts).filter(([, text]) => text !== ''))}`;
}

/** What is asked of the server; undefined while something is missing. */
export function requestOf(asked: Asked, { timeZone }: Pick<AskedWithin, 'timeZone'>): PromiseRequest | undefined {
  const grams = Number(asked.grams);
  if (asked.from === '' || !Number.isInteger(grams) || grams < 1 || grams > GRAMS_MAX) return undefined;
  const readyAt = asked.at === '' ? undefined : instantOf(asked.at, timeZone);
  if (asked.at !== '' && readyAt === undefined) return undefined;
  return {
    origin: asked.from,
    destination_pin: asked.to,
    product: asked.product,
    weight_g: grams,
    ...(readyAt === undefined ? {} : { ready_at: readyAt }),
  };
}

/** A local time of a zone as an instant; undefined when it is none. */
export function instantOf(local: string, timeZone: string): string | undefined {
  const asUtcMs = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtcMs)) return undefined;
  // Twice, because the offset is that of the instant, which is not known before.
  const firstMs = asUtcMs - offsetMs(new Date(asUtcMs), timeZone);
  return new Date(asUtcMs - offsetMs(new Date(firstMs), timeZone)).toISOString();
}

function runsAt({ firstDay, days, timeZone }: AskedWithin, now: Date): boolean {
  const startMs = Date.parse(instantOf(`${firstDay}T00:00`, timeZone) ?? '');
  return now.getTime() >= startMs && now.getTime() < startMs + days * DAY_MS;
}

function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const localMs = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return localMs - Math.floor(at.getTime() / 1000) * 1000;
}
