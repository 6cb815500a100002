import { z } from 'zod';
import { parseDate, WEEKDAYS } from '../../base/civil-time.js';
import { EXPORT_STATES } from '../status/export-state.js';
import { LIMIT_IDS, type ExportTables } from './export-tables.js';

const sourced = { source: z.string().min(1).max(500), isUncertain: z.boolean(), isSynthetic: z.boolean() };
const day = z
  .string()
  .refine((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined, 'must be a day, YYYY-MM-DD');
const whole = z.number().int().min(0).max(1e12);
const above0 = z.number().int().min(1).max(1e12);
const country = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters of ISO 3166-1');
const name = z.string().min(1).max(200);
const id = z.string().regex(/^[\w-]{1,40}$/, 'must be letters, digits, _ or -');
const hsBeginning = z.string().regex(/^\d{2}([.\d]{0,8})$/, 'must be the beginning of an HS code');
const basisPoints = z.number().int().min(0).max(100_000);

/** Rows of each table. */
const SHAPES = {
  limits: z.strictObject({ id: z.enum(LIMIT_IDS), value: z.number().min(0), ...sourced }),
  rates: z.strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/),
    units: above0,
    inrE4: above0,
    validFrom: day,
    ...sourced,
  }),
  services: z.strictObject({
    id,
    name,
    nameHi: name,
    indicator: z.string().regex(/^[A-Z]{2}$/),
    mailCategory: z.string().regex(/^[A-D]$/),
    mailSubclass: z.string().regex(/^[A-Z]{2}$/),
    takesCn22: z.boolean(),
    weightMaxG: above0,
    longestMm: above0,
    sumMm: above0.optional(),
    girthMm: above0.optional(),
    ...sourced,
  }),
  destinations: z.strictObject({
    country,
    name,
    nameHi: name,
    services: z.array(z.strictObject({ service: id, weightMaxG: above0.optional() })).max(20),
    needs: z.array(z.enum(['phone', 'email', 'state', 'postalCode', 'importerReference'])),
    postalCode: z.string().max(200).refine(isPattern, 'must be a regular expression').optional(),
    transitDays: z.tuple([whole, whole]).optional(),
    ...sourced,
  }),
  prohibitions: z.strictObject({
    country: z.union([country, z.literal('*')]),
    hs: hsBeginning.optional(),
    words: z.array(z.string().min(2).max(60)).optional(),
    reason: name,
    ...sourced,
  }),
  tariffs: z.strictObject({
    service: id,
    validFrom: day,
    taxBp: basisPoints,
    zones: z.array(z.strictObject({ zone: id, countries: z.array(country) })).max(300),
    prices: z
      .array(z.strictObject({ zone: id, firstG: above0, firstPaise: whole, furtherG: above0, furtherPaise: whole }))
      .max(300),
    ...sourced,
  }),
  schemes: z.strictObject({
    id: z.enum(['drawback', 'rodtep', 'rosctl']),
    name,
    validFrom: day,
    chapters: z.array(z.string().regex(/^\d\d$/)).optional(),
    notChapters: z.array(z.string().regex(/^\d\d$/)).optional(),
    ...sourced,
  }),
  foreignPostOffices: z.strictObject({ id, name, ...sourced }),
  deadlines: z.strictObject({ state: z.enum(EXPORT_STATES), hours: above0, words: name, ...sourced }),
  exchangeOffices: z.strictObject({
    code: z.string().regex(/^[A-Z]{2}[A-Z0-9]{4}$/, 'must be six characters of an IMPC code, such as INBOMA'),
    name,
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 16:00'),
    days: z.array(z.enum(WEEKDAYS)).min(1).max(WEEKDAYS.length),
    clearanceHours: z
      .tuple([z.number().min(0), z.number().max(2000)])
      .refine(([least, most]) => least <= most, 'must be from the least to the most'),
    ...sourced,
  }),
};

export type TableName = keyof typeof SHAPES;
export const TABLE_NAMES = Object.keys(SHAPES) as [TableName, ...TableName[]];

/** Rows that a table may have. */
const ROWS_MAX = 5000;

/** Something that is wrong with a table. */
export interface TableFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export type ReadRows<N extends TableName> =
  | { readonly status: 'read'; readonly rows: ExportTables[N] }
  | { readonly status: 'refused'; readonly faults: readonly TableFault[] };

/** Reads the rows of one table; refuses all rows at fault at once, and a table that lacks what rules look up. */
export function readRows<N extends TableName>(table: N, rows: unknown): ReadRows<N> {
  const parsed = z.array(SHAPES[table]).max(ROWS_MAX).safeParse(rows);
  if (!parsed.success) {
    return { status: 'refused', faults: parsed.error.issues.map(({ path, message }) => ({ path, message })) };
  }
  const read = parsed.data as unknown as ExportTables[N];
  const keys = read.map((row) => keyOf(row));
  const twice = keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [{ path: [index], message: `${key} is there twice` }] : [],
  );
  const lacking = table === 'limits' ? LIMIT_IDS.filter((limit) => !keys.includes(limit)) : [];
  const faults = [...twice, ...lacking.map((limit) => ({ path: [], message: `${limit} is missing` }))];
  return faults.length > 0 ? { status: 'refused', faults } : { status: 'read', rows: read };
}

/** Reads all tables of a file. Throws with everything that is wrong. */
export function readExportTables(text: string): ExportTables {
  const json = JSON.parse(text) as Record<string, unknown>;
  const faults: string[] = [];
  const tables = TABLE_NAMES.map((table) => {
    const read = readRows(table, json[table]);
    if (read.status === 'read') return [table, read.rows] as const;
    faults.push(...read.faults.map(({ path, message }) => `${table} ${path.join('.')}: ${message}`));
    return [table, []] as const;
  });
  if (faults.length > 0) throw new Error(`The tables of exports cannot be read: ${faults.join('; ')}`);
  const read: Record<string, unknown> = Object.fromEntries(tables);
  return read as unknown as ExportTables;
}

/** What tells rows apart. */
function keyOf(row: object): string {
  const {
    id: known,
    code: office,
    country: place,
    service,
    state,
    currency,
    validFrom,
    hs,
    words,
  } = row as Record<string, unknown>;
  return [known, office, place, service, state, currency, validFrom, hs, words]
    .filter((part) => part !== undefined)
    .map((part) => (Array.isArray(part) ? part.join('+') : (part as string)))
    .join(' ');
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(`^(?:${text})$`, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}
