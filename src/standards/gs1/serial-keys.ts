import { assert } from '../../base/assert.js';
import { refused, valid, type Parsed } from '../parsed.js';
import { withGs1CheckDigit } from './check-digit.js';
import { gs1Link, parseDigitalLink } from './digital-link.js';
import { parseGs1Key, type CompanyPrefix } from './keys.js';

/** Characters of a serial or an alphanumeric reference: GS1's set of 82 (General Specifications, section 7.11). */
const CHARACTERS = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;

const SERIAL_MAX = 20;
const GINC_MAX = 30;

/** One piece of a trade item: its GTIN of 14 digits and its serial (application identifiers 01 and 21). */
export interface SerialItem {
  readonly gtin: string;
  readonly serial: string;
}

/** A GTIN of 14 digits: indicator 0 for a consumer unit, 1 to 8 for a case of them. */
export function makeGtin(parts: {
  readonly indicator: number;
  readonly companyPrefix: CompanyPrefix;
  readonly item: string | number;
}): string {
  const { indicator, companyPrefix } = parts;
  assert(Number.isInteger(indicator) && indicator >= 0 && indicator <= 9, 'a GTIN has an indicator of one digit');
  const item = String(parts.item).padStart(12 - companyPrefix.length, '0');
  const digits = `${indicator}${companyPrefix}${companyPrefix.length === 12 ? '' : item}`;
  assert(/^\d{13}$/.test(digits), `${digits} is not the beginning of a GTIN`);
  return withGs1CheckDigit(digits);
}

/** Element string of a serialised item, as printed below a bar code: `(01)10614141073464(21)2017`. */
export function makeSgtin({ gtin, serial }: SerialItem): string {
  const read = parseSgtin(`(01)${gtin}(21)${serial}`);
  assert(read.status === 'valid', `${gtin} and ${serial} are no serialised item`);
  return `(01)${read.value.gtin}(21)${serial}`;
}

/** Reads a serialised item from an element string with brackets or a GS1 Digital Link. */
export function parseSgtin(text: string): Parsed<SerialItem> {
  const allowed = 'a GTIN and a serial: (01)10614141073464(21)2017, or a GS1 Digital Link of them';
  const link = parseDigitalLink(text);
  const [, key, own] = /^\s*\(01\)([\d\s]+)\(21\)(.*)$/s.exec(text) ?? [];
  const value = link?.ai === '01' ? link.value : key;
  const serial = link?.ai === '01' && link.qualifier?.ai === '21' ? decoded(link.qualifier.value) : own;
  if (value === undefined || serial === undefined) return refused('this is no serialised item', allowed);
  const gtin = parseGs1Key('gtin', value);
  if (gtin.status === 'refused') return gtin;
  const fault = referenceFault('a serial', serial, SERIAL_MAX);
  return fault === undefined ? valid({ gtin: gtin.value, serial }) : refused(fault, allowed);
}

/** Canonical GS1 Digital Link of a serialised item. */
export function sgtinLink({ gtin, serial }: SerialItem): string {
  return gs1Link('01', gtin, { ai: '21', value: serial });
}

/**
 * Reads a global identification number for consignments (application identifier 401): a company prefix and up to 26 characters. It has no
 * check digit; brackets and a GS1 Digital Link are accepted.
 */
export function parseGinc(text: string): Parsed<string> {
  const allowed = 'a company prefix and a reference, together at most 30 characters';
  const link = parseDigitalLink(text);
  const ginc = link?.ai === '401' ? decoded(link.value) : text.trim().replace(/^\(401\)/, '');
  if (ginc === undefined) return refused('the link is not well encoded', allowed);
  if (!/^\d{6}/.test(ginc)) return refused('a GINC starts with a company prefix of digits', allowed);
  if (ginc.length === 6) return refused('a GINC has a reference behind its company prefix', allowed);
  const fault = referenceFault('a GINC', ginc, GINC_MAX);
  return fault === undefined ? valid(ginc) : refused(fault, allowed);
}

/** A GINC of a prefix and the issuer's own reference. */
export function makeGinc(companyPrefix: CompanyPrefix, reference: string): string {
  const read = parseGinc(`${companyPrefix}${reference}`);
  assert(/^\d{6,12}$/.test(companyPrefix) && read.status === 'valid', `${reference} is no reference of a GINC`);
  return read.value;
}

function referenceFault(what: string, text: string, lengthMax: number): string | undefined {
  if (text === '') return `${what} has at least one character`;
  if (text.length > lengthMax) return `${what} has at most ${lengthMax} characters, not ${text.length}`;
  return CHARACTERS.test(text) ? undefined : `${what} has a character that GS1 does not allow`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
