import { assert } from '../../base/assert.js';
import { likelyCorrections, refusedAsMistyped } from '../corrections.js';
import { refused, valid, type Parsed } from '../parsed.js';
import { gs1CheckDigit, hasGs1CheckDigit, withGs1CheckDigit } from './check-digit.js';

/** Numeric GS1 keys that a parcel network uses: application identifier and length with check digit. */
export const GS1_KEYS = {
  sscc: { ai: '00', length: 18, name: 'SSCC' },
  gtin: { ai: '01', length: 14, name: 'GTIN' },
  gsin: { ai: '402', length: 17, name: 'GSIN' },
  gln: { ai: '414', length: 13, name: 'GLN' },
  party: { ai: '417', length: 13, name: 'party GLN' },
} as const;

/**
 * A licensed GS1 company prefix, 6 to 12 digits. Its length cannot be read off a key: it is what GS1 licensed, so it is
 * given as data wherever a key is made or taken apart.
 */
export type CompanyPrefix = string;

/** Serial shipping container code (General Specifications, section 2.2.1) of a bag, cage or pallet: 18 digits. */
export function makeSscc(parts: {
  /** One digit that the company uses as it likes. */
  readonly extension: number;
  readonly companyPrefix: CompanyPrefix;
  /** Serial reference; filled with zeros to the digits that the prefix leaves. */
  readonly serial: string | number;
}): string {
  const prefix = checkedPrefix(parts.companyPrefix);
  assert(Number.isInteger(parts.extension) && parts.extension >= 0 && parts.extension <= 9, 'extension is one digit');
  const serial = padded(parts.serial, 16 - prefix.length, `an SSCC of prefix ${prefix}`);
  return withGs1CheckDigit(`${parts.extension}${prefix}${serial}`);
}

/** Global location number (section 2.4.1) of a place or, as party GLN, of an organisation: 13 digits. */
export function makeGln(companyPrefix: CompanyPrefix, reference: string | number): string {
  const prefix = checkedPrefix(companyPrefix);
  return withGs1CheckDigit(`${prefix}${padded(reference, 12 - prefix.length, `a GLN of prefix ${prefix}`)}`);
}

/** Global shipment identification number (section 2.2.3) of a run or despatch: 17 digits. */
export function makeGsin(companyPrefix: CompanyPrefix, reference: string | number): string {
  const prefix = checkedPrefix(companyPrefix);
  return withGs1CheckDigit(`${prefix}${padded(reference, 16 - prefix.length, `a GSIN of prefix ${prefix}`)}`);
}

/**
 * Reads a numeric key as scanned or typed: spaces, and the application identifier in brackets or before an SSCC of 20
 * digits, are accepted. GTINs of 8, 12 and 13 digits become 14. The value has digits only.
 */
export function parseGs1Key(kind: keyof typeof GS1_KEYS, text: string): Parsed<string> {
  const { ai, length, name } = GS1_KEYS[kind];
  let digits = text.replace(/\s/g, '').replace(`(${ai})`, '');
  if (kind === 'sscc' && digits.length === 20 && digits.startsWith('00')) digits = digits.slice(2);
  if (kind === 'gtin' && /^(\d{8}|\d{12,13})$/.test(digits)) digits = digits.padStart(14, '0');
  if (!/^\d*$/.test(digits)) {
    const upper = digits.toUpperCase();
    const corrections = upper.length === length ? likelyCorrections(upper, hasGs1CheckDigit) : [];
    return refusedAsMistyped(`a ${name} has digits only`, `${length} digits`, corrections);
  }
  if (digits.length !== length)
    return refused(`a ${name} has ${length} digits, not ${digits.length}`, `${length} digits`);
  if (!hasGs1CheckDigit(digits)) {
    const expected = gs1CheckDigit(digits.slice(0, -1));
    return refusedAsMistyped(
      `check digit ${digits.slice(-1)} does not fit ${digits.slice(0, -1)}`,
      `check digit ${expected}`,
      likelyCorrections(digits, hasGs1CheckDigit),
    );
  }
  return valid(digits);
}

/**
 * Element string of one or more application identifiers for a GS1-128 bar code, in brackets as printed below it
 * (section 7.8): `(00)106141412345678908`.
 */
export function elementString(elements: ReadonlyArray<readonly [ai: string, value: string]>): string {
  return elements.map(([ai, value]) => `(${ai})${value}`).join('');
}

function checkedPrefix(prefix: CompanyPrefix): string {
  assert(/^\d{6,12}$/.test(prefix), `a GS1 company prefix has 6 to 12 digits, got ${prefix}`);
  return prefix;
}

function padded(value: string | number, length: number, what: string): string {
  const digits = String(value).padStart(length, '0');
  assert(
    new RegExp(`^\\d{${length}}$`).test(digits) || (length === 0 && Number(value) === 0),
    `${what} leaves ${length} digits, got ${value}`,
  );
  return length === 0 ? '' : digits;
}
