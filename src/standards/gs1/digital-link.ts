import { CANONICAL_DOMAIN } from './scheme.js';

/** A GS1 key as a Digital Link carries it, at its finest level: one key and at most one qualifier of it. */
export interface DigitalLink {
  /** Application identifier of the key, such as `00`. */
  readonly ai: string;
  /** The key as it stands in the path, with `%` for reserved characters. */
  readonly value: string;
  readonly qualifier?: { readonly ai: string; readonly value: string };
}

/** A value in a path: anything but separators; reserved characters as `%` and two hex digits. */
const TEXT = '(?:%[0-9A-Fa-f]{2}|[^/?#%])';

/**
 * Keys that the event hash knows (CBV 2.0, section on the event hash id): names instead of numbers that older links
 * use, what a value looks like, and the qualifiers in order of fineness, coarsest first.
 */
const KEYS: ReadonlyArray<{
  readonly ai: string;
  readonly word: string;
  readonly value: RegExp;
  readonly qualifiers: readonly string[];
  /** Qualifiers that may stand in a link and name nothing finer that events use. */
  readonly ignored?: readonly string[];
}> = [
  { ai: '00', word: 'sscc', value: /^\d{18}$/, qualifiers: [] },
  { ai: '01', word: 'gtin', value: /^(?:\d{8}|\d{12,14})$/, qualifiers: ['10', '21', '235'], ignored: ['22'] },
  { ai: '253', word: 'gdti', value: new RegExp(`^\\d{13}${TEXT}{0,17}$`), qualifiers: [] },
  { ai: '255', word: 'gcn', value: /^\d{13,25}$/, qualifiers: [] },
  { ai: '401', word: 'ginc', value: new RegExp(`^\\d{4}${TEXT}{1,26}$`), qualifiers: [] },
  { ai: '402', word: 'gsin', value: /^\d{17}$/, qualifiers: [] },
  { ai: '414', word: 'gln', value: /^\d{13}$/, qualifiers: ['254'] },
  { ai: '417', word: 'party', value: /^\d{13}$/, qualifiers: [] },
  { ai: '8003', word: 'grai', value: new RegExp(`^\\d{14}${TEXT}{0,16}$`), qualifiers: [] },
  { ai: '8004', word: 'giai', value: new RegExp(`^\\d{4}${TEXT}{1,26}$`), qualifiers: [] },
  { ai: '8006', word: 'itip', value: /^\d{18}$/, qualifiers: ['10', '21'], ignored: ['22'] },
  { ai: '8010', word: 'cpid', value: new RegExp(`^\\d{4}${TEXT}{1,26}$`), qualifiers: ['8011'] },
  { ai: '8017', word: 'gsrnp', value: /^\d{18}$/, qualifiers: [], ignored: ['8019'] },
  { ai: '8018', word: 'gsrn', value: /^\d{18}$/, qualifiers: [], ignored: ['8019'] },
];

const QUALIFIER_WORDS: Readonly<Record<string, string>> = {
  cpv: '22',
  lot: '10',
  ser: '21',
  glnx: '254',
  cpsn: '8011',
  srin: '8019',
};

/** Reads a GS1 Digital Link URI on any domain, below any path; undefined when it is none (Digital Link URI Syntax 1.2). */
export function parseDigitalLink(uri: string): DigitalLink | undefined {
  const match = /^https?:\/\/[^/?#]+\/([^?#]*)/i.exec(uri);
  if (!match) return undefined;
  const segments = (match[1] ?? '').replace(/\/$/, '').split('/');
  for (let start = 0; start + 1 < segments.length; start++) {
    const link = linkAt(segments.slice(start));
    if (link !== undefined) return link;
  }
  return undefined;
}

/**
 * The constrained canonical form that event hashes use: domain `https://id.gs1.org`, numbers instead of words, GTINs of
 * 14 digits, only the finest qualifier, no query. Undefined when the text is not a Digital Link.
 */
export function canonicalDigitalLink(uri: string): string | undefined {
  const link = parseDigitalLink(uri);
  if (link === undefined) return undefined;
  const { ai, value, qualifier } = link;
  const end = qualifier === undefined ? '' : `/${qualifier.ai}/${encodeReserved(qualifier.value)}`;
  return `${CANONICAL_DOMAIN}/${ai}/${encodeReserved(value)}${end}`;
}

/** Characters that EPC URNs allow and Digital Links write with `%` (Digital Link URI Syntax, reserved characters). */
export function encodeReserved(text: string): string {
  return text.replace(/[!()*+,:]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Digital Link of a key: `gs1Link('00', '106141412345678908')`. Values are percent-encoded here. */
export function gs1Link(
  ai: string,
  value: string,
  qualifier?: { readonly ai: string; readonly value: string },
): string {
  const encoded = (text: string): string => encodeReserved(encodeURIComponent(text));
  const end = qualifier === undefined ? '' : `/${qualifier.ai}/${encoded(qualifier.value)}`;
  return `${CANONICAL_DOMAIN}/${ai}/${encoded(value)}${end}`;
}

function linkAt(segments: readonly string[]): DigitalLink | undefined {
  const [name = '', raw = ''] = segments;
  const key = KEYS.find(({ ai, word }) => ai === name || word === name);
  if (key === undefined || !key.value.test(raw)) return undefined;
  let qualifier: { ai: string; value: string } | undefined;
  for (let index = 2; index < segments.length; index += 2) {
    const named = segments[index] ?? '';
    const ai = QUALIFIER_WORDS[named] ?? named;
    const value = segments[index + 1];
    if (value === undefined || value === '') return undefined;
    if (key.ignored?.includes(ai) === true) continue;
    const fineness = key.qualifiers.indexOf(ai);
    if (fineness < 0) return undefined;
    if (qualifier === undefined || fineness > key.qualifiers.indexOf(qualifier.ai)) qualifier = { ai, value };
  }
  const value = key.ai === '01' ? raw.padStart(14, '0') : raw;
  return qualifier === undefined ? { ai: key.ai, value } : { ai: key.ai, value, qualifier };
}
