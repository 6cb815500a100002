import { refused, valid, type Parsed } from '../parsed.js';

/** An Indian postal index number: six digits, each of which narrows the area (India Post, PIN system of 1972). */
export interface PinCode {
  readonly pin: string;
  /** First digit. 9 is the Army Postal Service, which has no area. */
  readonly zone: number;
  /** First three digits. */
  readonly sortingDistrict: string;
  /** States and territories that the first two digits serve, as on vehicle plates; empty for the army. */
  readonly states: readonly string[];
}

/**
 * States by the first two digits. Where a circle serves several, they are all named; which of them a code lies in only
 * the directory of offices tells.
 */
const STATES: ReadonlyArray<readonly [from: number, to: number, states: string]> = [
  [11, 11, 'DL'],
  [12, 13, 'HR'],
  [14, 15, 'PB'],
  [16, 16, 'CH'],
  [17, 17, 'HP'],
  [18, 19, 'JK LA'],
  [20, 28, 'UP UK'],
  [30, 34, 'RJ'],
  [36, 39, 'GJ DD'],
  [40, 44, 'MH GA'],
  [45, 48, 'MP'],
  [49, 49, 'CG'],
  [50, 50, 'TG'],
  [51, 53, 'AP PY'],
  [56, 59, 'KA'],
  [60, 64, 'TN PY'],
  [67, 69, 'KL LD PY'],
  [70, 74, 'WB SK AN'],
  [75, 77, 'OD'],
  [78, 78, 'AS'],
  [79, 79, 'AR ML MN MZ NL TR'],
  [80, 85, 'BR JH'],
  [90, 99, ''],
];

/**
 * Reads a PIN as typed: spaces and dashes are accepted, also digits in Devanagari. Says what cannot be a PIN; whether
 * anybody delivers there is for the directory of offices to say.
 */
export function parsePin(text: string): Parsed<PinCode> {
  const pin = text.replace(/[\s-]/g, '').replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));
  if (!/^\d*$/.test(pin)) return refused('a PIN has digits only', 'six digits, such as 560025');
  if (pin.length !== 6) return refused(`a PIN has 6 digits, not ${pin.length}`, 'six digits, such as 560025');
  if (pin.startsWith('0')) return refused('no PIN starts with 0', 'a first digit from 1 to 9');
  const prefix = Number(pin.slice(0, 2));
  const row = STATES.find(([from, to]) => prefix >= from && prefix <= to);
  if (row === undefined) return refused(`no PIN starts with ${prefix}`, 'the first two digits of a circle in use');
  const states = row[2] === '' ? [] : row[2].split(' ');
  return valid({ pin, zone: Number(pin[0]), sortingDistrict: pin.slice(0, 3), states });
}
