/** Tables of exports, in the order in which they are shown. */
export const TABLES = [
  'destinations', 'prohibitions', 'rates', 'tariffs', 'services', 'limits', 'deadlines', 'schemes', 'foreignPostOffices',
  'exchangeOffices',
] as const; // prettier-ignore
export type TableId = (typeof TABLES)[number];

/** A row as the server has it: what it is about, and where it is known from. */
export type TableRow = Readonly<Record<string, unknown>>;

/**
 * How a value is written: `rate` in rupees, kept in ten-thousandths; `percent` kept in hundredths of it; `services` as `itps, ems 20000`;
 * `zones` a line each as `near: NP, BD`; `prices` a line each as `near: 100 300.00 100 40.00` in grams and rupees.
 */
export type ValueKind =
  | 'text' | 'whole' | 'number' | 'rate' | 'percent' | 'day' | 'flag' | 'list' | 'range' | 'services' | 'zones' | 'prices'; // prettier-ignore

const SOURCED = { source: 'text', isUncertain: 'flag', isSynthetic: 'flag' } as const;

/** Fields of each table with how they are written; the first ones name a row. */
export const FIELDS = {
  limits: { id: 'text', value: 'number', ...SOURCED },
  rates: { currency: 'text', validFrom: 'day', units: 'whole', inrE4: 'rate', ...SOURCED },
  services: {
    id: 'text', name: 'text', nameHi: 'text', indicator: 'text', mailCategory: 'text', mailSubclass: 'text', takesCn22: 'flag',
    weightMaxG: 'whole', longestMm: 'whole', sumMm: 'whole', girthMm: 'whole', ...SOURCED,
  },
  destinations: {
    country: 'text', name: 'text', nameHi: 'text', services: 'services', needs: 'list', postalCode: 'text', transitDays: 'range',
    ...SOURCED,
  },
  prohibitions: { country: 'text', reason: 'text', hs: 'text', words: 'list', ...SOURCED },
  tariffs: { service: 'text', validFrom: 'day', taxBp: 'percent', zones: 'zones', prices: 'prices', ...SOURCED },
  schemes: { id: 'text', name: 'text', validFrom: 'day', chapters: 'list', notChapters: 'list', ...SOURCED },
  foreignPostOffices: { id: 'text', name: 'text', ...SOURCED },
  deadlines: { state: 'text', hours: 'whole', words: 'text', ...SOURCED },
  exchangeOffices: {
    code: 'text', name: 'text', cutOff: 'text', days: 'list', clearanceHours: 'range', lat: 'number', lon: 'number', ...SOURCED,
  },
} as const satisfies Readonly<Record<TableId, Readonly<Record<string, ValueKind>>>>; // prettier-ignore

type KeysOf<T> = T extends unknown ? keyof T : never;
export type TableField = KeysOf<(typeof FIELDS)[TableId]>;

/** A row while it is written: texts by field; flags are `true` or empty. */
export type WrittenRow = Readonly<Partial<Record<TableField, string>>>;

export function fieldsOf(table: TableId): readonly (readonly [TableField, ValueKind])[] {
  return Object.entries(FIELDS[table]) as unknown as readonly (readonly [TableField, ValueKind])[];
}

/** A row as it is written. */
export function writtenOf(table: TableId, row: TableRow): WrittenRow {
  return Object.fromEntries(fieldsOf(table).map(([field, kind]) => [field, textOf(row[field], kind)]));
}

/** What a written row says, and the fields whose texts cannot be read. */
export function readRow(
  table: TableId,
  written: WrittenRow,
): { readonly row: TableRow; readonly unreadable: ReadonlySet<string> } {
  const row: Record<string, unknown> = {};
  const unreadable = new Set<string>();
  for (const [field, kind] of fieldsOf(table)) {
    const text = (written[field] ?? '').trim();
    if (kind === 'flag') row[field] = text === 'true';
    else if (text !== '' || NEEDED_LISTS.has(field)) {
      const value = READERS[kind](text);
      if (value === undefined) unreadable.add(field);
      else row[field] = value;
    }
  }
  return { row, unreadable };
}

/** Fields that are there even when they are empty. */
const NEEDED_LISTS: ReadonlySet<string> = new Set<TableField>(['services', 'needs', 'zones', 'prices']);

/** Rows with one that is changed, added (at the end), or taken away. */
export function rowsWith(rows: readonly TableRow[], at: number, row: TableRow | undefined): TableRow[] {
  if (row === undefined) return rows.filter((_, index) => index !== at);
  return at >= rows.length ? [...rows, row] : rows.map((one, index) => (index === at ? row : one));
}

/** The field of a row that a fault of the whole table is about, `rows/3/services/0` of row 3 is `services`. */
export function faultyField(pointer: string, at: number): string | undefined {
  const [, index, field] = /^#?\/?rows\/(\d+)(?:\/([^/]+))?/.exec(pointer) ?? [];
  return Number(index) === at ? (field ?? '') : undefined;
}

/** A value as it is written. */
export function textOf(value: unknown, kind: ValueKind): string {
  if (value === undefined || value === null) return '';
  if (kind === 'flag') return value === true ? 'true' : '';
  return (WRITERS[kind] ?? String)(value as never);
}

interface Served {
  readonly service: string;
  readonly weightMaxG?: number;
}
interface Zone {
  readonly zone: string;
  readonly countries: readonly string[];
}
interface Price {
  readonly zone: string;
  readonly firstG: number;
  readonly firstPaise: number;
  readonly furtherG: number;
  readonly furtherPaise: number;
}

const WRITERS: Readonly<Partial<Record<ValueKind, (value: never) => string>>> = {
  rate: (value: number) => (value / 10_000).toFixed(4).replace(/0{1,2}$/, ''),
  percent: (value: number) => String(value / 100),
  list: (value: readonly string[]) => value.join(', '),
  range: (value: readonly number[]) => value.join('-'),
  services: (value: readonly Served[]) =>
    value.map(({ service, weightMaxG }) => `${service}${weightMaxG === undefined ? '' : ` ${weightMaxG}`}`).join(', '),
  zones: (value: readonly Zone[]) => value.map(({ zone, countries }) => `${zone}: ${countries.join(', ')}`).join('\n'),
  prices: (value: readonly Price[]) =>
    value
      .map(
        ({ zone, firstG, firstPaise, furtherG, furtherPaise }) =>
          `${zone}: ${firstG} ${(firstPaise / 100).toFixed(2)} ${furtherG} ${(furtherPaise / 100).toFixed(2)}`,
      )
      .join('\n'),
};

const READERS: Readonly<Record<Exclude<ValueKind, 'flag'>, (text: string) => unknown>> = {
  text: (text) => text,
  day: (text) => text,
  whole: (text) => scaled(text, 0),
  number: (text) => (/^-?\d{1,12}(\.\d+)?$/.test(text) ? Number(text) : undefined),
  rate: (text) => scaled(text, 4),
  percent: (text) => scaled(text, 2),
  list: (text) => parts(text),
  range: (text) => {
    const [, least, most] = /^(\d+)\s*[-–]\s*(\d+)$/.exec(text) ?? [];
    return least === undefined || Number(least) > Number(most) ? undefined : [Number(least), Number(most)];
  },
  services: (text) => every(parts(text), serviceOf),
  zones: (text) => every(lines(text), zoneOf),
  prices: (text) => every(lines(text), priceOf),
};

function serviceOf(text: string): Served | undefined {
  const [, service, grams] = /^([\w-]+)(?:\s+(\d+))?$/.exec(text) ?? [];
  if (service === undefined) return undefined;
  return grams === undefined ? { service } : { service, weightMaxG: Number(grams) };
}

function zoneOf(text: string): Zone | undefined {
  const [, zone, countries] = /^([\w-]+)\s*:(.*)$/.exec(text) ?? [];
  return zone === undefined ? undefined : { zone, countries: parts(countries ?? '') };
}

function priceOf(text: string): Price | undefined {
  const [, zone, firstG, first, furtherG, further] =
    /^([\w-]+)\s*:\s*(\d+)\s+([\d.]+)\s+(\d+)\s+([\d.]+)$/.exec(text) ?? [];
  const [firstPaise, furtherPaise] = [scaled(first ?? '', 2), scaled(further ?? '', 2)];
  if (zone === undefined || firstPaise === undefined || furtherPaise === undefined) return undefined;
  return { zone, firstG: Number(firstG), firstPaise, furtherG: Number(furtherG), furtherPaise };
}

/** All that were read, or undefined where one could not be. */
function every<T>(texts: readonly string[], read: (text: string) => T | undefined): T[] | undefined {
  const found = texts.flatMap((text) => read(text) ?? []);
  return found.length === texts.length ? found : undefined;
}

function parts(text: string): string[] {
  return text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

function lines(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

/** A number with up to so many decimals, in its smallest unit. */
function scaled(text: string, digits: number): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.replaceAll(/[,\s]/g, '')) ?? [];
  if (whole === undefined || fraction.length > digits) return undefined;
  return Number(`${whole}${fraction.padEnd(digits, '0')}`);
}
