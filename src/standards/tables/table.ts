import { z } from 'zod';
import { refused, valid, type Parsed } from '../parsed.js';

/** Where a row of a table comes from, and how far it can be relied on. */
export interface Sourced {
  readonly source: string;
  /** Not confirmed by who publishes it: look it up before you rely on it. */
  readonly isUncertain: boolean;
}

/** Facts that others decide and change, kept as a file that people edit: a JSON object with `title`, `source` and `rows`. */
export interface Table<Row> {
  readonly title: string;
  readonly source: string;
  readonly rows: readonly (Row & Sourced)[];
}

/** Faults beyond this many are not told. */
const FAULTS_MAX = 10;

const HEAD = z.strictObject({
  title: z.string().min(1),
  source: z.string().min(1),
  notes: z.string().optional(),
  rows: z.array(z.looseObject({})),
});

/**
 * Reads a table whose rows have the shape of `row`. A row may name a `source` of its own, otherwise it has the table's, and may be
 * marked `isUncertain`. With `key`, no two rows have the same one. A refusal names all rows at fault, up to ten.
 */
export function readTable<Row extends object>(
  text: string,
  row: z.ZodObject<z.ZodRawShape> & z.ZodType<Row>,
  key?: (row: Row) => string,
): Parsed<Table<Row>> {
  const json = jsonOf(text);
  if (json === undefined) return refused('the table is no JSON');
  const head = HEAD.safeParse(json);
  if (!head.success) return refused(`the table ${faultsOf(head.error)}`, 'an object with title, source and rows');
  const { title, source, rows } = head.data;
  const faults: string[] = [];
  const keys = new Map<string, number>();
  const read = rows.map((raw, index) => {
    const { source: ownSource = source, isUncertain = false, ...rest } = raw;
    const parsed = row.safeParse(rest);
    if (!parsed.success) faults.push(`row ${index + 1} ${faultsOf(parsed.error)}`);
    if (typeof ownSource !== 'string' || ownSource === '') faults.push(`row ${index + 1} source: is no text`);
    if (typeof isUncertain !== 'boolean') faults.push(`row ${index + 1} isUncertain: is neither true nor false`);
    const name = parsed.success ? key?.(parsed.data) : undefined;
    const other = name === undefined ? undefined : keys.get(name);
    if (other !== undefined) faults.push(`row ${index + 1} has ${name}, which row ${other} has`);
    else if (name !== undefined) keys.set(name, index + 1);
    return { ...(parsed.data as Row), source: String(ownSource), isUncertain: isUncertain === true };
  });
  if (faults.length > 0) return refused(faults.slice(0, FAULTS_MAX).join('; '));
  return valid({ title, source, rows: read });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function faultsOf(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
