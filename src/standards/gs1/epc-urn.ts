import { gs1CheckDigit, withGs1CheckDigit } from './check-digit.js';
import { encodeReserved, parseDigitalLink } from './digital-link.js';
import type { CompanyPrefix } from './keys.js';
import { CANONICAL_DOMAIN, SCHEMES, type Scheme } from './scheme.js';

/** Characters of an EPC URN's alphanumeric fields: GS1's set of 82, the unsafe ones as `%` and two hex digits. */
const ALPHANUMERIC = /^(?:%[0-9A-Fa-f]{2}|[!'()*+,\-.0-9:;=A-Z_a-z])+$/;

/**
 * Canonical GS1 Digital Link of an EPC pure identity, class or pattern URN (`urn:epc:id:…`, `urn:epc:class:…`,
 * `urn:epc:idpat:…`), with the check digit that URNs leave out; undefined for any other text.
 */
export function urnToDigitalLink(urn: string): string | undefined {
  const match = /^urn:epc:(id|idpat|class):([a-z]+):(\d{6,12})\.(.*)$/.exec(urn);
  if (!match) return undefined;
  const [, form = '', name = '', prefix = '', rest = ''] = match;
  const scheme = SCHEMES.find((candidate) => candidate.name === name);
  if (scheme === undefined || (form === 'class') !== (scheme.kind === 'class')) return undefined;
  if (form === 'idpat' && !scheme.pattern) return undefined;
  const fields = fieldsOf(scheme, prefix, rest);
  if (fields === undefined) return undefined;
  // A star is a pattern only in a pattern URN; elsewhere it is a serial of one character.
  if (form !== 'idpat') return linkOf(scheme, fields);
  return fields.tail === '*' ? linkOf(scheme, { ...fields, tail: undefined }) : undefined;
}

/**
 * EPC URN of a GS1 Digital Link on any domain. The prefix is looked for among those that are given, since no key tells
 * how long its own is; undefined when none begins the key, or when a URN cannot say it (a GTIN with neither serial nor
 * lot becomes a pattern of all its serials).
 */
export function digitalLinkToUrn(link: string, companyPrefixes: readonly CompanyPrefix[]): string | undefined {
  const parsed = parseDigitalLink(link);
  if (parsed === undefined) return undefined;
  const scheme = schemeOf(parsed.ai, parsed.qualifier?.ai);
  if (scheme === undefined) return undefined;
  const body = bodyOf(scheme, parsed.value);
  if (body === undefined) return undefined;
  const start = scheme.indicator === true ? 1 : (scheme.lead?.length ?? 0);
  const prefix = companyPrefixes
    .filter((candidate) => body.key.startsWith(candidate, start))
    .reduce((longest, candidate) => (candidate.length > longest.length ? candidate : longest), '');
  if (prefix === '') return undefined;
  const indicator = scheme.indicator === true ? body.key.slice(0, 1) : '';
  const reference = `${indicator}${body.key.slice(start + prefix.length)}`;
  return urnOf(scheme, [prefix, reference, ...body.middle], body.tail ?? parsed.qualifier?.value);
}

interface Fields {
  readonly prefix: string;
  readonly reference: string;
  /** Piece and total of an ITIP. */
  readonly middle: string;
  readonly tail: string | undefined;
}

function fieldsOf(scheme: Scheme, prefix: string, rest: string): Fields | undefined {
  if (scheme.name === 'itip') {
    const match = /^(\d+)\.(\d\d)\.(\d\d)\.(.+)$/.exec(rest);
    const [, reference = '', piece = '', total = '', tail] = match ?? [];
    return checked(scheme, { prefix, reference, middle: `${piece}${total}`, tail });
  }
  // An alphanumeric reference may hold a full stop, a component part's may not: its serial has digits only.
  const cut = scheme.tail.to === 'none' ? -1 : scheme.name === 'cpi' ? rest.lastIndexOf('.') : rest.indexOf('.');
  if (scheme.tail.to !== 'none' && cut < 0) return undefined;
  const reference = cut < 0 ? rest : rest.slice(0, cut);
  return checked(scheme, { prefix, reference, middle: '', tail: cut < 0 ? undefined : rest.slice(cut + 1) });
}

function checked(scheme: Scheme, fields: Fields): Fields | undefined {
  const { prefix, reference, tail } = fields;
  const digits = scheme.digits;
  const fits =
    digits === undefined
      ? ALPHANUMERIC.test(reference)
      : /^\d*$/.test(reference) && prefix.length + reference.length === digits;
  if (!fits || (scheme.indicator === true && reference === '')) return undefined;
  if (scheme.tail.to !== 'none' && (tail === undefined || !ALPHANUMERIC.test(tail))) return undefined;
  return fields;
}

function linkOf(scheme: Scheme, { prefix, reference, middle, tail }: Fields): string {
  const key = `${CANONICAL_DOMAIN}/${scheme.ai}/${keyOf(scheme, prefix, reference)}${middle}`;
  if (tail === undefined) return key;
  const withTail = encodeReserved(tail);
  if (scheme.tail.to === 'key') return `${key}${withTail}`;
  if (scheme.tail.to === 'none') return key;
  // Extension 0 of an SGLN means that there is none (Tag Data Standard, section 6.3.3).
  return scheme.name === 'sgln' && tail === '0' ? key : `${key}/${scheme.tail.ai}/${withTail}`;
}

function keyOf(scheme: Scheme, prefix: string, reference: string): string {
  if (scheme.digits === undefined) return `${prefix}${encodeReserved(reference)}`;
  const indicator = scheme.indicator === true ? reference.slice(0, 1) : (scheme.lead ?? '');
  return withGs1CheckDigit(`${indicator}${prefix}${scheme.indicator === true ? reference.slice(1) : reference}`);
}

/** The other way of `encodeReserved`: URNs leave these characters as they are. */
function decodeReserved(text: string): string {
  return text.replace(/%(21|28|29|2A|2B|2C|3A)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function schemeOf(ai: string, qualifier: string | undefined): Scheme | undefined {
  const candidates = SCHEMES.filter((scheme) => scheme.ai === ai);
  if (candidates.length === 1) return candidates[0];
  const wanted = qualifier ?? '21';
  return candidates.find((scheme) => scheme.tail.to === 'qualifier' && scheme.tail.ai === wanted);
}

/** A key's digits without its check digit, and what stands behind it. */
function bodyOf(scheme: Scheme, value: string): { key: string; middle: string[]; tail?: string } | undefined {
  if (scheme.digits === undefined) return { key: decodeReserved(value), middle: [] };
  const length = scheme.digits + (scheme.lead?.length ?? 0);
  const key = value.slice(0, length);
  if (gs1CheckDigit(key) !== Number(value[length])) return undefined;
  const behind = value.slice(length + 1);
  if (scheme.name === 'itip') return { key, middle: [behind.slice(0, 2), behind.slice(2, 4)] };
  return behind === '' ? { key, middle: [] } : { key, middle: [], tail: decodeReserved(behind) };
}

function urnOf(scheme: Scheme, fields: readonly string[], tail: string | undefined): string | undefined {
  const body = `${scheme.name}:${fields.join('.')}`;
  if (scheme.tail.to === 'none') return `urn:epc:id:${body}`;
  if (tail !== undefined) return `urn:epc:${scheme.kind}:${body}.${decodeReserved(tail)}`;
  if (scheme.name === 'sgln') return `urn:epc:id:${body}.0`;
  return scheme.pattern === true ? `urn:epc:idpat:${body}.*` : undefined;
}
