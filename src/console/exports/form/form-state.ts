import {
  GOODS_FIELDS,
  isAsked,
  PARCEL_FIELDS,
  type FieldKind,
  type GoodsField,
  type ParcelField,
} from './form-fields.js';
import type { Declaration } from '../wire-types.js';

/** A line of goods as it is written; `row` stays the same while others come and go. */
export interface GoodsRow {
  readonly row: number;
  readonly fields: Readonly<Partial<Record<GoodsField, string>>>;
}

/** A declaration as it is written: texts by field. Flags are `true`, `false` or empty. */
export interface FormState {
  readonly fields: Readonly<Partial<Record<ParcelField, string>>>;
  readonly goods: readonly GoodsRow[];
  readonly nextRow: number;
}

export const EMPTY_FORM: FormState = { fields: {}, goods: [{ row: 0, fields: {} }], nextRow: 1 };

/** What a form says, and the fields (by path) whose texts are no numbers. */
export interface ReadForm {
  readonly declaration: Declaration;
  readonly unreadable: ReadonlySet<string>;
}

export function valueOf(form: FormState, path: ParcelField): string {
  return form.fields[path] ?? '';
}

export function withField(form: FormState, path: ParcelField, value: string): FormState {
  return { ...form, fields: { ...form.fields, [path]: value } };
}

export function withGoodsField(form: FormState, row: number, path: GoodsField, value: string): FormState {
  const goods = form.goods.map((line) =>
    line.row === row ? { ...line, fields: { ...line.fields, [path]: value } } : line,
  );
  return { ...form, goods };
}

/** With one more line, made where the one before was made. */
export function withLine(form: FormState): FormState {
  const { origin, unit } = form.goods.at(-1)?.fields ?? {};
  const fields = { ...(origin === undefined ? {} : { origin }), ...(unit === undefined ? {} : { unit }) };
  return { ...form, goods: [...form.goods, { row: form.nextRow, fields }], nextRow: form.nextRow + 1 };
}

/** Without a line; the last one is emptied. */
export function withoutLine(form: FormState, row: number): FormState {
  const goods = form.goods.filter((line) => line.row !== row);
  if (goods.length > 0) return { ...form, goods };
  return { ...form, goods: [{ row: form.nextRow, fields: {} }], nextRow: form.nextRow + 1 };
}

/** The form of a declaration. */
export function formOf(declaration: Declaration): FormState {
  const { goods = [] } = declaration;
  const { currency } = declaration;
  const fields = writtenFields(PARCEL_FIELDS, declaration, currency);
  const rows = goods.map((line, row) => ({ row, fields: writtenFields(GOODS_FIELDS, line, currency) }));
  return rows.length === 0 ? { ...EMPTY_FORM, fields } : { fields, goods: rows, nextRow: rows.length };
}

/** The declaration that a form says, without what is not asked for. */
export function readForm(form: FormState, only?: readonly ParcelField[]): ReadForm {
  const unreadable = new Set<string>();
  const currency = valueOf(form, 'currency').trim();
  const asked = (path: ParcelField): string => valueOf(form, path);
  const read = <P extends ParcelField | GoodsField>(
    kinds: Readonly<Record<P, FieldKind>>,
    texts: Readonly<Partial<Record<P, string>>>,
    under: string,
  ): Record<string, unknown> => {
    const into: Record<string, unknown> = {};
    for (const path of Object.keys(kinds) as P[]) {
      const text = (texts[path] ?? '').trim();
      if (text === '' || !isAsked(path, asked)) continue;
      const value = valueOfText(text, kinds[path], currency);
      if (value === undefined) unreadable.add(`${under}${path}`);
      else place(into, path, value);
    }
    return into;
  };
  const kinds = only === undefined ? PARCEL_FIELDS : pick(only);
  const declaration: Record<string, unknown> = read(kinds as typeof PARCEL_FIELDS, form.fields, '');
  if (only === undefined) {
    declaration['goods'] = form.goods.map(({ fields }, index) => read(GOODS_FIELDS, fields, `goods/${index}/`));
  }
  return { declaration, unreadable };
}

/** What a draft's parts must become, by what the server has; null for those that go. Undefined where nothing changed. */
export function patchOf(before: Declaration, after: Declaration): Record<string, unknown> | undefined {
  const old: Readonly<Record<string, unknown>> = before;
  const now: Readonly<Record<string, unknown>> = after;
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = keys.filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]));
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((key) => [key, now[key] ?? null]));
}

/** Digits behind the point of a currency's amounts. */
export function fractionDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function pick(paths: readonly ParcelField[]): Partial<Record<ParcelField, FieldKind>> {
  return Object.fromEntries(paths.map((path) => [path, PARCEL_FIELDS[path]]));
}

/** Digits behind the point by kind; of money by its currency. */
function digitsOf(kind: FieldKind, currency: string): number {
  if (kind === 'whole') return 0;
  if (kind === 'number') return 6;
  return kind === 'money' ? fractionDigits(currency) : 2;
}

/** What a text says; undefined where it is no number. Amounts are told in minor units, rates in basis points. */
function valueOfText(text: string, kind: FieldKind, currency: string): unknown {
  if (kind === 'text' || kind === 'lines' || kind === 'day') return text;
  if (kind === 'flag') return text === 'true';
  if (kind === 'list') return text.split(/[,;]/).flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
  const digits = digitsOf(kind, currency);
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.replaceAll(/[,\s]/g, ''));
  if (match === null) return undefined;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > digits) return undefined;
  if (kind === 'number') return Number(`${whole}.${fraction || '0'}`);
  return Number(`${whole}${fraction.padEnd(digits, '0')}`);
}

function textOf(value: unknown, kind: FieldKind, currency: string): string {
  if (Array.isArray(value)) return value.join(', ');
  if (kind !== 'money' && kind !== 'rupees' && kind !== 'percent') return String(value);
  const digits = digitsOf(kind, currency);
  const text = String(value).padStart(digits + 1, '0');
  const [whole, fraction] = [text.slice(0, text.length - digits), text.slice(text.length - digits)];
  return /^0*$/.test(fraction) ? whole : `${whole}.${fraction}`;
}

function writtenFields<P extends string>(
  kinds: Readonly<Record<P, FieldKind>>,
  from: object,
  currency = '',
): Partial<Record<P, string>> {
  const fields: Partial<Record<P, string>> = {};
  for (const path of Object.keys(kinds) as P[]) {
    let value: unknown = from;
    for (const key of path.split('/')) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
    if (value !== undefined && value !== null) fields[path] = textOf(value, kinds[path], currency);
  }
  return fields;
}

/** Puts a value where its path says. */
function place(into: Record<string, unknown>, path: string, value: unknown): void {
  const [first = '', second] = path.split('/');
  if (second === undefined) into[first] = value;
  else into[first] = { ...(into[first] as object | undefined), [second]: value };
}
