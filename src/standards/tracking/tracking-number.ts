import { assert } from '../../base/assert.js';
import { gs1CheckDigit } from '../gs1/check-digit.js';
import { refused, valid, type Parsed } from '../parsed.js';
import { displayS10, makeS10, parseS10 } from '../s10/item-identifier.js';

/** Who gives numbers to parcels: a carrier by its code, a designated postal operator also by its S10 letters. */
export interface NumberIssuer {
  readonly code: string;
  readonly s10: { readonly service: string; readonly country: string } | undefined;
}

/** Random digits that a number is made of: an S10 serial has room for 8 of them, a number of our own takes them all. */
export const RANDOM_DIGITS = 12;

const CODE_CHARACTERS = 8;

/** The letters and digits of a carrier's code that its numbers begin with: `ATS` of `ats`. */
export function numberPrefix(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, CODE_CHARACTERS);
}

/**
 * A tracking number: a post's is an S10 item identifier (`EE123456785IN`), any other carrier's its code, twelve random digits and
 * their GS1 check digit (`ATS4711081523420`). The digits come from the caller and must be hard to guess.
 */
export function makeTrackingNumber({ code, s10 }: NumberIssuer, randomDigits: string): string {
  assert(/^\d{12}$/.test(randomDigits), `a tracking number takes ${RANDOM_DIGITS} digits, got ${randomDigits}`);
  if (s10 !== undefined) return makeS10({ ...s10, serial: randomDigits.slice(0, 8) });
  return `${numberPrefix(code)}${randomDigits}${gs1CheckDigit(randomDigits)}`;
}

/** Reads a tracking number of either form as typed or scanned: spaces, dashes and small letters are accepted. */
export function parseTrackingNumber(text: string): Parsed<string> {
  const compact = compactNumber(text);
  const own = /^[A-Z0-9]{1,8}?(\d{12})(\d)$/.exec(compact);
  if (own === null) {
    const item = parseS10(compact);
    return item.status === 'valid' ? valid(compact) : item;
  }
  const [, digits = '', digit = ''] = own;
  const expected = gs1CheckDigit(digits);
  if (Number(digit) === expected) return valid(compact);
  return refused(`check digit ${digit} does not fit ${digits}`, `check digit ${expected}`);
}

/** A number as it is kept, whether or not it is right. */
export function compactNumber(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

/**
 * As people compare numbers by eye: an S10 number as below its bar code (`AV 308 635 348 IN`), any other in groups of four. Spaces are those
 * at which no line breaks.
 */
export function displayTrackingNumber(number: string): string {
  const grouped = displayS10(number);
  return (grouped === number ? number.replaceAll(/(.{4})(?=.)/g, '$1 ') : grouped).replaceAll(' ', '\u00A0');
}
