import { assert } from '../../base/assert.js';
import { likelyCorrections, refusedAsMistyped } from '../corrections.js';
import { valid, type Parsed } from '../parsed.js';

/** A freight container's number (ISO 6346): owner, category, serial; its check digit is left out. */
export interface ContainerNumber {
  readonly owner: string; // three letters
  readonly category: string; // U freight container, J equipment, Z trailer or chassis
  readonly serial: string; // six digits
}

const SHAPE = /^([A-Z]{3})([UJZ])(\d{6})(\d)$/;

/** Letters count from 10 on without multiples of 11: A 10, B 12, … L 23, … V 34, … Z 38. */
const LETTER_VALUES: readonly number[] = Array.from({ length: 29 }, (_, index) => 10 + index).filter(
  (value) => value % 11 !== 0,
);

/** Check digit of the ten characters before it (ISO 6346, annex A): values times powers of two, modulo 11, with 10 written as 0. */
export function containerCheckDigit(first10: string): number {
  assert(/^[A-Z]{4}\d{6}$/.test(first10), `a container number begins with four letters and six digits, got ${first10}`);
  const sum = first10.split('').reduce((total, char, index) => {
    const value = /\d/.test(char) ? Number(char) : (LETTER_VALUES[char.charCodeAt(0) - 65] ?? 0);
    return total + value * 2 ** index;
  }, 0);
  return (sum % 11) % 10;
}

export function makeContainerNumber({ owner, category, serial }: ContainerNumber): string {
  const first10 = `${owner}${category}${serial}`;
  const number = `${first10}${containerCheckDigit(first10)}`;
  assert(SHAPE.test(number), `${number} is no container number`);
  return number;
}

/** Reads a container number as painted or typed: spaces, dashes and small letters are accepted. */
export function parseContainerNumber(text: string): Parsed<ContainerNumber> {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  const [, owner = '', category = '', serial = '', digit] = SHAPE.exec(compact) ?? [];
  if (digit !== undefined && isRight(compact)) return valid({ owner, category, serial });
  const corrections = compact.length === 11 ? likelyCorrections(compact, isRight) : [];
  if (digit !== undefined) {
    const expected = containerCheckDigit(compact.slice(0, 10));
    return refusedAsMistyped(
      `check digit ${digit} does not fit ${compact.slice(0, 10)}`,
      `check digit ${expected}`,
      corrections,
    );
  }
  const message =
    compact.length === 11
      ? 'a container number is three letters, U, J or Z, and seven digits'
      : `a container number has 11 characters, not ${compact.length}`;
  return refusedAsMistyped(message, 'such as CSQU3054383', corrections);
}

function isRight(number: string): boolean {
  return SHAPE.test(number) && containerCheckDigit(number.slice(0, 10)) === Number(number.charAt(10));
}
