import { componentOf, segment, type Segment } from './segments.js';

/** Characters of one component of names, addresses and free text. */
const NAME_CHARACTERS = 35;
const TEXT_CHARACTERS = 70;

/** `DTM` with a moment to the minute and its offset (format 205, CCYYMMDDHHMMZHHMM). */
export function momentSegment(qualifier: string, moment: string): Segment {
  const written = `${moment.slice(0, 16).replace(/\D/g, '')}${moment.slice(16).replace(':', '')}`;
  return segment('DTM', [qualifier, written, '205']);
}

/** The moment of a `DTM` of format 205; text that is none stays as it is, for the shape to refuse. */
export function momentOf(one: Segment): string {
  const told = componentOf(one, 0, 1);
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)(\d\d)$/.exec(told);
  if (match === null) return told;
  const [, year, month, day, hour, minute, hours, minutes] = match;
  return `${year}-${month}-${day}T${hour}:${minute}${hours}:${minutes}`;
}

/** `MEA` with a weight in grams: `AAD` gross, `AAF` net. */
export function weightSegment(kind: 'AAD' | 'AAF', grams: number): Segment {
  return segment('MEA', 'WT', kind, ['GRM', String(grams)]);
}

/** The grams of a `MEA` in grams or kilograms. */
export function gramsOf(one: Segment): number | undefined {
  const value = numberOf(componentOf(one, 2, 1));
  if (value === undefined) return undefined;
  return componentOf(one, 2) === 'KGM' ? Math.round(value * 1000) : value;
}

/** `MOA` with an amount of money in its currency's own decimals. */
export function moneySegment(qualifier: string, minor: number, currency: string): Segment {
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return segment('MOA', [qualifier, decimals === 0 ? digits : `${whole}.${digits.slice(-decimals)}`, currency]);
}

/** Minor units of a `MOA`; undefined where the amount has more decimals than its currency. */
export function minorOf(one: Segment): number | undefined {
  const [, whole = '', fraction = ''] = /^(\d{1,15})(?:[.,](\d*))?$/.exec(componentOf(one, 0, 1)) ?? [];
  const decimals = decimalsOf(componentOf(one, 0, 2));
  if (whole === '' || fraction.slice(decimals).replace(/0/g, '') !== '') return undefined;
  return Number(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
}

export function numberOf(text: string): number | undefined {
  return /^\d{1,12}(?:[.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** A text as components of at most 35 characters, or 70 in free text, to be put together again without anything between. */
export function chunks(text: string, length = NAME_CHARACTERS): string[] {
  // By code points, so that no character beyond the basic plane is cut in two.
  const characters = Array.from(text);
  return Array.from({ length: Math.ceil(characters.length / length) }, (_, index) =>
    characters.slice(index * length, (index + 1) * length).join(''),
  );
}

/** `FTX` with a free text of up to five components. */
export function textSegment(subject: string, text: string): Segment {
  return segment('FTX', subject, '', '', chunks(text, TEXT_CHARACTERS));
}

export function textOf(one: Segment): string {
  return (one.elements[3] ?? []).join('');
}

function decimalsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
