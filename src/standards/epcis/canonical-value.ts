import { canonicalDigitalLink } from '../gs1/digital-link.js';
import { urnToDigitalLink } from '../gs1/epc-urn.js';
import { STANDARD_PREFIXES, VOCABULARIES, type Vocabulary } from './vocabulary.js';

/** Namespace of each prefix that a document's `@context` declares, with those of the standard's own context. */
export type Prefixes = ReadonlyMap<string, string>;

/** Prefixes of an `@context`: a string, an object, or a list of them. What has no address is no prefix. */
export function prefixesOf(context: unknown, inherited?: Prefixes): Prefixes {
  const prefixes = new Map(inherited ?? Object.entries(STANDARD_PREFIXES));
  for (const part of Array.isArray(context) ? (context as unknown[]) : [context]) {
    if (typeof part !== 'object' || part === null) continue;
    for (const [prefix, namespace] of Object.entries(part) as Array<[string, unknown]>) {
      const address = typeof namespace === 'object' && namespace !== null ? termAddress(namespace) : namespace;
      if (typeof address === 'string') prefixes.set(prefix, address);
    }
  }
  return prefixes;
}

/** Address of an expanded term definition, `{ "@id": … }` (JSON-LD 1.1, section 9.15.1). */
function termAddress(definition: object): unknown {
  return (definition as Record<string, unknown>)['@id'];
}

/** `{namespace}name` of an extension's key (CBV 2.0, event hash rules 19 and 20); as it is where no prefix is known. */
export function canonicalKey(key: string, prefixes: Prefixes): string {
  const curie = splitCurie(key, prefixes);
  if (curie !== undefined) return `{${curie.namespace}}${curie.name}`;
  const url = /^(https?:\/\/.*[/#])([^/#]+)$/.exec(key);
  return url ? `{${url[1] ?? ''}}${url[2] ?? ''}` : key;
}

/**
 * A value as every system writes it (rules 5 to 7 and 14 to 18): trimmed, prefixes and bare words spelt out as web
 * addresses, numbers without needless zeros, GS1 keys as constrained canonical Digital Links.
 */
export function canonicalText(value: string, prefixes: Prefixes, vocabulary?: Vocabulary): string {
  let text = value.trim();
  const curie = splitCurie(text, prefixes);
  if (curie !== undefined) text = `${curie.namespace}${curie.name}`;
  if (vocabulary !== undefined && VOCABULARIES[vocabulary].words.includes(text)) {
    return `${VOCABULARIES[vocabulary].web}${text}`;
  }
  for (const { urn, web } of Object.values(VOCABULARIES)) {
    if (urn !== undefined && text.startsWith(urn)) return `${web}${text.slice(urn.length)}`;
  }
  // Whole numbers stay exact: two long identifiers must not become the same number.
  if (/^[+-]?\d+$/.test(text)) return BigInt(text).toString();
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return canonicalNumber(Number(text));
  return urnToDigitalLink(text) ?? canonicalDigitalLink(text) ?? text;
}

/**
 * A number as published hashes have it: whole ones in full, others in the fewest digits that give the same double, with
 * an exponent of two digits below 0.0001.
 */
export function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return BigInt(value).toString();
  if (Math.abs(value) >= 1e-4) return String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa}e-${exponent.replace('-', '').padStart(2, '0')}`;
}

const TIME = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?$/;

/**
 * A time in UTC with milliseconds and `Z` (rules 8 and 9). Finer fractions are rounded, a half to the even neighbour, as
 * the published hashes are. Without a zone it is UTC. What is not a time stays as it is.
 */
export function canonicalTime(value: string): string {
  const text = value.trim();
  const match = TIME.exec(text);
  if (!match) return text;
  const [, date = '', minutes = '', seconds = '00', fraction = '', zone = 'Z'] = match;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : zone.replace(/^(...):?(..)$/, '$1:$2');
  const wholeMs = Date.parse(`${date}T${minutes}:${seconds}${offset}`);
  if (Number.isNaN(wholeMs)) return text;
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'));
  return new Date(wholeMs + roundHalfEven(micros / 1000)).toISOString();
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Prefix and name of a compact address whose prefix is declared; `//` behind the colon makes it a full address. */
function splitCurie(text: string, prefixes: Prefixes): { namespace: string; name: string } | undefined {
  const colon = text.indexOf(':');
  if (colon < 0 || text.startsWith('//', colon + 1)) return undefined;
  const namespace = prefixes.get(text.slice(0, colon));
  return namespace === undefined ? undefined : { namespace, name: text.slice(colon + 1) };
}
