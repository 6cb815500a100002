import { assert } from '../../base/assert.js';
import { likelyCorrections, refusedAsMistyped } from '../corrections.js';
import { valid, type Parsed } from '../parsed.js';
import { isPan } from './pan.js';

/** An Indian goods and services tax identification number of 15 characters, taken apart. */
export interface Gstin {
  readonly gstin: string;
  /** Two digits: where the registration is. */
  readonly stateCode: string;
  /** Letters of the state as on vehicle plates; empty for a jurisdiction that is no state. */
  readonly state: string;
  /** Permanent account number of the holder. */
  readonly pan: string;
  /** Which registration of the holder in the state it is: 1 to 9, then A to Z. */
  readonly registration: string;
}

/** Codes of states in a GSTIN (list of state codes under GST). 25 and 28 are from before states were joined and divided. */
const STATES: Readonly<Record<string, string>> = {
  '01': 'JK',
  '02': 'HP',
  '03': 'PB',
  '04': 'CH',
  '05': 'UK',
  '06': 'HR',
  '07': 'DL',
  '08': 'RJ',
  '09': 'UP',
  '10': 'BR',
  '11': 'SK',
  '12': 'AR',
  '13': 'NL',
  '14': 'MN',
  '15': 'MZ',
  '16': 'TR',
  '17': 'ML',
  '18': 'AS',
  '19': 'WB',
  '20': 'JH',
  '21': 'OD',
  '22': 'CG',
  '23': 'MP',
  '24': 'GJ',
  '25': 'DD',
  '26': 'DD',
  '27': 'MH',
  '28': 'AP',
  '29': 'KA',
  '30': 'GA',
  '31': 'LD',
  '32': 'KL',
  '33': 'TN',
  '34': 'PY',
  '35': 'AN',
  '36': 'TG',
  '37': 'AP',
  '38': 'LA',
  '97': '',
  '99': '',
};

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SHAPE = /^(\d{2})([A-Z]{5}\d{4}[A-Z])([1-9A-Z])([A-Z])[0-9A-Z]$/;

/**
 * Check character of a GSTIN's first 14 (GST system, Luhn's rule in base 36): values times 1 and 2 in turn, digits of each product in base 36
 * added up, and what is missing to the next 36.
 */
export function gstinCheckCharacter(first14: string): string {
  assert(/^[0-9A-Z]{14}$/.test(first14), `a GSTIN has 14 characters before its check character, got ${first14}`);
  let sum = 0;
  for (const [index, char] of first14.split('').entries()) {
    const product = ALPHABET.indexOf(char) * (index % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return ALPHABET.charAt((36 - (sum % 36)) % 36);
}

/** The GSTIN of a holder's first registration in a state, or of another: `makeGstin({ stateCode: '27', pan: 'AAPFU0939F' })`. */
export function makeGstin({
  stateCode,
  pan,
  registration = '1',
}: Pick<Gstin, 'stateCode' | 'pan'> & { readonly registration?: string }): string {
  const first14 = `${stateCode}${pan}${registration}Z`;
  const gstin = `${first14}${gstinCheckCharacter(first14)}`;
  assert(faultOf(gstin) === undefined, `${gstin} is no GSTIN`);
  return gstin;
}

/** Reads a GSTIN as typed: spaces, dashes and small letters are accepted. */
export function parseGstin(text: string): Parsed<Gstin> {
  const gstin = text.replace(/[\s-]/g, '').toUpperCase();
  const fault = faultOf(gstin);
  if (fault !== undefined) {
    const corrections = gstin.length === 15 ? likelyCorrections(gstin, (other) => faultOf(other) === undefined) : [];
    return refusedAsMistyped(fault.message, fault.allowed, corrections);
  }
  const stateCode = gstin.slice(0, 2);
  return valid({
    gstin,
    stateCode,
    state: STATES[stateCode] ?? '',
    pan: gstin.slice(2, 12),
    registration: gstin.charAt(12),
  });
}

function faultOf(gstin: string): { readonly message: string; readonly allowed: string } | undefined {
  if (gstin.length !== 15) {
    return { message: `a GSTIN has 15 characters, not ${gstin.length}`, allowed: 'such as 27AAPFU0939F1ZV' };
  }
  const [, stateCode, pan = ''] = SHAPE.exec(gstin) ?? [];
  if (stateCode === undefined) {
    return {
      message: `a GSTIN ${shapeFault(gstin)}`,
      allowed: 'two digits for the state, a PAN, 1 to 9 or a letter, Z, a check character',
    };
  }
  if (STATES[stateCode] === undefined) {
    return { message: `no state has code ${stateCode}`, allowed: 'codes 01 to 38, 97 and 99' };
  }
  if (!isPan(pan)) {
    return { message: `${pan} inside it is no PAN`, allowed: 'a PAN whose fourth letter tells its kind of holder' };
  }
  const expected = gstinCheckCharacter(gstin.slice(0, 14));
  if (gstin.endsWith(expected)) return undefined;
  return {
    message: `check character ${gstin.slice(-1)} does not fit ${gstin.slice(0, 14)}`,
    allowed: `check character ${expected}`,
  };
}

function shapeFault(gstin: string): string {
  if (!/^\d{2}/.test(gstin)) return 'starts with two digits for the state';
  if (!/^[A-Z]{5}\d{4}[A-Z]$/.test(gstin.slice(2, 12)))
    return 'has a PAN of five letters, four digits and a letter in it';
  if (!/[1-9A-Z]/.test(gstin.charAt(12))) return 'has 1 to 9 or a letter as its thirteenth character';
  if (!/[A-Z]/.test(gstin.charAt(13))) return 'has Z, or another letter, as its fourteenth character';
  return 'has capital letters and digits only';
}
