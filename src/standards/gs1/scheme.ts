/**
 * How an EPC scheme's fields become a GS1 Digital Link (EPC Tag Data Standard 2.0, sections 6 and 7; GS1 Digital Link
 * URI Syntax 1.2, section 4.11). `digits` counts company prefix and reference together, without check digit; schemes
 * without it have an alphanumeric reference that follows the prefix directly.
 */
export interface Scheme {
  readonly name: string;
  readonly kind: 'id' | 'class';
  readonly ai: string;
  readonly digits?: number;
  /** The reference starts with an indicator or extension digit, which leads the key before the prefix. */
  readonly indicator?: boolean;
  /** Digits of the key before the prefix that no field of the URN holds. */
  readonly lead?: string;
  /** Where the last field goes: to a qualifier, onto the key itself, or there is none. */
  readonly tail: { readonly to: 'qualifier'; readonly ai: string } | { readonly to: 'key' } | { readonly to: 'none' };
  /** A pattern `urn:epc:idpat:…*` names all serials of a key. */
  readonly pattern?: boolean;
}

export const SCHEMES: readonly Scheme[] = [
  { name: 'sscc', kind: 'id', ai: '00', digits: 17, indicator: true, tail: { to: 'none' } },
  {
    name: 'sgtin',
    kind: 'id',
    ai: '01',
    digits: 13,
    indicator: true,
    tail: { to: 'qualifier', ai: '21' },
    pattern: true,
  },
  {
    name: 'upui',
    kind: 'id',
    ai: '01',
    digits: 13,
    indicator: true,
    tail: { to: 'qualifier', ai: '235' },
    pattern: true,
  },
  { name: 'lgtin', kind: 'class', ai: '01', digits: 13, indicator: true, tail: { to: 'qualifier', ai: '10' } },
  {
    name: 'itip',
    kind: 'id',
    ai: '8006',
    digits: 13,
    indicator: true,
    tail: { to: 'qualifier', ai: '21' },
    pattern: true,
  },
  { name: 'sgln', kind: 'id', ai: '414', digits: 12, tail: { to: 'qualifier', ai: '254' } },
  { name: 'pgln', kind: 'id', ai: '417', digits: 12, tail: { to: 'none' } },
  { name: 'grai', kind: 'id', ai: '8003', digits: 12, lead: '0', tail: { to: 'key' }, pattern: true },
  { name: 'giai', kind: 'id', ai: '8004', tail: { to: 'none' } },
  { name: 'gsrn', kind: 'id', ai: '8018', digits: 17, tail: { to: 'none' } },
  { name: 'gsrnp', kind: 'id', ai: '8017', digits: 17, tail: { to: 'none' } },
  { name: 'gdti', kind: 'id', ai: '253', digits: 12, tail: { to: 'key' }, pattern: true },
  { name: 'cpi', kind: 'id', ai: '8010', tail: { to: 'qualifier', ai: '8011' }, pattern: true },
  { name: 'sgcn', kind: 'id', ai: '255', digits: 12, tail: { to: 'key' }, pattern: true },
  { name: 'ginc', kind: 'id', ai: '401', tail: { to: 'none' } },
  { name: 'gsin', kind: 'id', ai: '402', digits: 16, tail: { to: 'none' } },
];

/** Domain of canonical GS1 Digital Link URIs. */
export const CANONICAL_DOMAIN = 'https://id.gs1.org';
