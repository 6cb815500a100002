/** What parcels can be looked for by, as it stands in the address of the page. */
export const FILTER_KEYS = [
  'q', 'state', 'exception', 'direction', 'partner_id', 'custodian', 'product', 'origin', 'destination_pin', 'place', 'promised_from',
  'promised_until', 'booked_from', 'booked_until', 'status', 'reference', 'tracking_number', 'upload_id',
] as const; // prettier-ignore
export type FilterKey = (typeof FILTER_KEYS)[number];

/** Values by filter; what is not filtered by is absent. Days are `YYYY-MM-DD`, the last one included. */
export type Filters = Readonly<Partial<Record<FilterKey, string>>>;

/** Columns that the table can show, in their order. */
export const COLUMN_KEYS = [
  'number', 'reference', 'state', 'promise', 'custodian', 'place', 'seen', 'direction', 'origin', 'destination', 'product', 'weight', 'booked',
] as const; // prettier-ignore
export type ColumnKey = (typeof COLUMN_KEYS)[number];

/** Those that it shows where nothing else was chosen. */
export const USUAL_COLUMNS: readonly ColumnKey[] = [
  'number',
  'state',
  'promise',
  'custodian',
  'place',
  'seen',
  'destination',
];

/** Filters of an address; anything else in it is left alone. */
export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  return Object.fromEntries(FILTER_KEYS.flatMap((key) => (query[key] ? [[key, query[key]]] : [])));
}

/** Columns of an address; the number is always there, because it leads to the parcel. */
export function columnsOf(query: Readonly<Record<string, string>>): readonly ColumnKey[] {
  const chosen = (query['cols'] ?? '').split(',');
  const columns = COLUMN_KEYS.filter((key) => key === 'number' || chosen.includes(key));
  return columns.length > 1 ? columns : USUAL_COLUMNS;
}

/** The address of a page with filters and columns. */
export function addressWith(path: string, filters: Filters, columns: readonly ColumnKey[] = USUAL_COLUMNS): string {
  const query = new URLSearchParams(FILTER_KEYS.flatMap((key) => (filters[key] ? [[key, filters[key]]] : [])));
  if (columns.join() !== USUAL_COLUMNS.join()) query.set('cols', columns.join());
  return query.size === 0 ? path : `${path}?${query}`;
}

/** Filters with one more, or without one where the value is empty. */
export function withFilter(filters: Filters, key: FilterKey, value: string): Filters {
  const { [key]: _, ...others } = filters;
  return value.trim() === '' ? others : { ...others, [key]: value.trim() };
}

const DAYS = ['promised_from', 'promised_until', 'booked_from', 'booked_until'] as const;

/** Filters as the server takes them: days as the moments at which they begin or, of last days, end in the zone of the networks. */
export function requestOf(filters: Filters, timeZone: string): Record<string, string> {
  const request: Record<string, string> = { ...filters };
  for (const key of DAYS) {
    const day = filters[key];
    if (day === undefined) continue;
    const startMs = dayStartMs(day, timeZone);
    if (startMs === undefined) delete request[key];
    else request[key] = new Date(key.endsWith('_until') ? nextDayMs(startMs, timeZone) : startMs).toISOString();
  }
  return request;
}

/** The first moment of a day in a zone; undefined where there is no such day. */
function dayStartMs(day: string, timeZone: string): number | undefined {
  const utcMs = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(utcMs)) return undefined;
  // Twice, because the zone's offset can differ between the guess and the answer.
  const guessMs = utcMs - offsetMs(utcMs, timeZone);
  return utcMs - offsetMs(guessMs, timeZone);
}

function nextDayMs(startMs: number, timeZone: string): number {
  const nextUtcMs = startMs + offsetMs(startMs, timeZone) + 86_400_000;
  return nextUtcMs - offsetMs(nextUtcMs - offsetMs(startMs, timeZone), timeZone);
}

/** How far the clocks of a zone are ahead of UTC at a moment. */
function offsetMs(ms: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }); // prettier-ignore
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}
