import { assert } from '../../base/assert.js';
import { likelyCorrections, refusedAsMistyped } from '../corrections.js';
import { valid, type Parsed } from '../parsed.js';

/** A postal item's identifier by UPU standard S10: `EE123456785IN` is service EE, serial 12345678, country IN. */
export interface S10Item {
  /** Service indicator, two letters; the first says what kind of mail it is. */
  readonly service: string;
  /** Eight digits; not given again within 12 months (S10, section on reuse; 24 months recommended). */
  readonly serial: string;
  /** ISO 3166-1 alpha-2 code of the issuing post's country. */
  readonly country: string;
}

const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/**
 * Check digit of an eight-digit serial (UPU S10): 11 less the weighted sum modulo 11, with 10 written as 0 and 11
 * written as 5.
 */
export function s10CheckDigit(serial: string): number {
  assert(/^\d{8}$/.test(serial), `an S10 serial has 8 digits, got ${serial}`);
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(serial[index]), 0);
  const remainder = 11 - (sum % 11);
  if (remainder === 10) return 0;
  return remainder === 11 ? 5 : remainder;
}

/** The 13 characters of an item identifier. The serial may be a number below 100 million. */
export function makeS10(item: Omit<S10Item, 'serial'> & { readonly serial: string | number }): string {
  const serial = String(item.serial).padStart(8, '0');
  assert(/^[A-Z]{2}$/.test(item.service), `an S10 service indicator is two capital letters, got ${item.service}`);
  assert(/^[A-Z]{2}$/.test(item.country), `an S10 country is two capital letters, got ${item.country}`);
  return `${item.service}${serial}${s10CheckDigit(serial)}${item.country}`;
}

/** As printed under a bar code, in groups: `EE 123 456 785 IN` (S10, human-readable form). */
export function displayS10(identifier: string): string {
  return identifier.replace(/^([A-Z]{2})(\d{3})(\d{3})(\d{3})([A-Z]{2})$/, '$1 $2 $3 $4 $5');
}

/** Reads an item identifier as typed or scanned: spaces and dashes between groups and small letters are accepted. */
export function parseS10(text: string): Parsed<S10Item> {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  const match = SHAPE.exec(compact);
  const corrections = (): string[] => (compact.length === 13 ? likelyCorrections(compact, isS10) : []);
  if (!match) {
    const message = `an item identifier ${shapeFault(compact)}`;
    return refusedAsMistyped(message, 'two letters, nine digits, two letters', corrections(), displayS10);
  }
  const [, service = '', serial = '', digit = '', country = ''] = match;
  const expected = s10CheckDigit(serial);
  if (Number(digit) !== expected) {
    const message = `check digit ${digit} does not fit serial ${serial}`;
    return refusedAsMistyped(message, `check digit ${expected}`, corrections(), displayS10);
  }
  return valid({ service, serial, country });
}

const SHAPE = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/;

/** Whether a text is an item identifier as it stands, with the right check digit. */
export function isS10(text: string): boolean {
  const [, , serial, digit] = SHAPE.exec(text) ?? [];
  return serial !== undefined && s10CheckDigit(serial) === Number(digit);
}

function shapeFault(compact: string): string {
  if (compact.length !== 13) return `has 13 characters, not ${compact.length}`;
  if (!/^[A-Z]{2}/.test(compact)) return 'starts with two letters for the service';
  if (!/[A-Z]{2}$/.test(compact)) return 'ends with two letters for the country';
  return 'has nine digits between its letters';
}
