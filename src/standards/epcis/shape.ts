import { didYouMean } from '../../base/did-you-mean.js';
import { VOCABULARIES, type Vocabulary } from './vocabulary.js';

/** One thing that is wrong in a JSON value. */
export interface ShapeFault {
  /** Such as `epcisBody.eventList[3].bizStep`; empty for the value as a whole. */
  readonly path: string;
  readonly value: unknown;
  readonly message: string;
  readonly allowed?: string;
  readonly suggestion?: string;
}

/** Looks at a value and reports what is wrong with it. */
export type Shape = (value: unknown, path: string, report: (fault: ShapeFault) => void) => void;

export type JsonObject = Readonly<Record<string, unknown>>;

/** Characters of RFC 3986; everything else in an address is written with `%`. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;
const TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-](\d{2}):(\d{2}))$/;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isUri(value: unknown): value is string {
  return typeof value === 'string' && URI.test(value);
}

export const text: Shape = (value, path, report) => {
  if (typeof value !== 'string') report({ path, value, message: 'must be a text' });
};

export const decimal: Shape = (value, path, report) => {
  if (typeof value !== 'number') report({ path, value, message: 'must be a number', ...unquoted(value) });
};

export const flag: Shape = (value, path, report) => {
  if (typeof value !== 'boolean') report({ path, value, message: 'must be true or false', allowed: 'true, false' });
};

export const uri: Shape = (value, path, report) => {
  if (isUri(value)) return;
  const message = typeof value === 'string' ? 'is not an address (URI)' : 'must be an address (URI) as a text';
  report({
    path,
    value,
    message,
    allowed: 'such as urn:epc:id:sscc:4012345.1112223334 or https://id.gs1.org/00/140123451122233341',
  });
};

/** A moment with its zone (RFC 3339). */
export const time: Shape = (value, path, report) => {
  if (typeof value === 'string' && isMoment(value)) return;
  const suggestion =
    typeof value === 'string' && isMoment(`${value}Z`) ? 'Add its zone: Z, or for example +05:30.' : undefined;
  report({
    path,
    value,
    message: 'is not a time with date, seconds and zone',
    allowed: 'such as 2026-11-23T18:05:00.000+05:30',
    ...(suggestion === undefined ? {} : { suggestion }),
  });
};

export function matching(pattern: RegExp, message: string, allowed: string): Shape {
  return (value, path, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report({ path, value, message, allowed });
  };
}

export function oneOf(words: readonly string[]): Shape {
  return (value, path, report) => {
    if (typeof value === 'string' && words.includes(value)) return;
    const suggestion = typeof value === 'string' ? didYouMean(value, words) : undefined;
    report({
      path,
      value,
      message: 'is none of the allowed words',
      allowed: words.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  };
}

/** A bare word of a vocabulary, or an address of one's own; addresses of the standard's words are written bare. */
export function wordOf(vocabulary: Vocabulary): Shape {
  const { words } = VOCABULARIES[vocabulary];
  const gs1Web = vocabulary === 'measurementType' || vocabulary === 'sensorAlert';
  const standard = gs1Web
    ? /^https?:\/\/(www\.)?gs1\.org\/voc\//
    : /^(urn:epcglobal:cbv|https?:\/\/ns\.gs1\.org\/cbv\/)/;
  return (value, path, report) => {
    if (typeof value === 'string' && (words.includes(value) || (isUri(value) && !standard.test(value)))) return;
    const last = typeof value === 'string' ? /[A-Za-z_]+$/.exec(value)?.[0] : undefined;
    const known = last !== undefined && words.includes(last) && last !== value;
    const suggestion = known ? `Write "${last}".` : last === undefined ? undefined : didYouMean(last, words);
    report({
      path,
      value,
      message: 'is neither a word of the vocabulary nor an address of your own',
      allowed: words.length > 45 ? `${words.slice(0, 6).join(', ')} and ${words.length - 6} more` : words.join(', '),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  };
}

export function listOf(each: Shape, options: { readonly least?: number; readonly unique?: boolean } = {}): Shape {
  return (value, path, report) => {
    if (!Array.isArray(value)) {
      report({ path, value, message: 'must be a list', suggestion: 'Put it into square brackets.' });
      return;
    }
    const items = value as unknown[];
    if (items.length < (options.least ?? 0)) report({ path, value, message: `must have at least ${options.least}` });
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const place = `${path}[${index}]`;
      each(item, place, report);
      if (options.unique !== true) continue;
      const key = stableText(item);
      if (seen.has(key)) report({ path: place, value: item, message: 'is there twice', suggestion: 'Remove one.' });
      seen.add(key);
    }
  };
}

/**
 * An object of known fields. `others` says what else may be there: `prefixed` extensions such as `example:field`,
 * `any`, or `none`. `rules` look at the object as a whole, once its fields are known to be right.
 */
export function objectOf(options: {
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly others: 'prefixed' | 'any' | 'none';
  readonly rules?: ReadonlyArray<(object: JsonObject) => Omit<ShapeFault, 'path' | 'value'> | undefined>;
}): Shape {
  const { fields, required = [], others, rules = [] } = options;
  return (value, path, report) => {
    if (!isObject(value)) {
      report({ path, value, message: 'must be an object with fields' });
      return;
    }
    for (const name of required) {
      if (value[name] === undefined) report({ path: below(path, name), value: undefined, message: 'is missing' });
    }
    for (const [name, field] of Object.entries(value)) {
      const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (shape !== undefined) shape(field, below(path, name), report);
      else if (others === 'none' || (others === 'prefixed' && !isUri(name))) {
        report({
          path: below(path, name),
          value: field,
          message: 'is not a field here',
          ...unknownField(name, fields, others),
        });
      }
    }
    for (const rule of rules) {
      const fault = rule(value);
      if (fault !== undefined) report({ path, value: undefined, ...fault });
    }
  };
}

/** The same shape for several fields. */
export function fieldsOf(shape: Shape, ...names: string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, shape]));
}

export function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** A date and time of day that exist; leap seconds are not taken, as no clock of ours shows one. */
function isMoment(value: string): boolean {
  const match = TIME.exec(value);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const daysInMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const dateExists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth;
  return dateExists && hour <= 23 && minute <= 59 && second <= 59 && zoneHour <= 23 && zoneMinute <= 59;
}

function unquoted(value: unknown): { suggestion?: string } {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
    ? { suggestion: `Write ${Number(value)} without quotes.` }
    : {};
}

function unknownField(name: string, fields: Readonly<Record<string, Shape>>, others: string): Partial<ShapeFault> {
  const suggestion = didYouMean(name, Object.keys(fields));
  return {
    allowed: `${Object.keys(fields).join(', ')}${others === 'prefixed' ? ', or an extension such as example:field' : ''}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The same text for equal values, whatever the order of their keys. */
function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${(value as unknown[]).map((item) => stableText(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${stableText(field)}`).join(',')}}`;
}
