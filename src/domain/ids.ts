/** What an id of the service names, by its first letters, so that a wrong one is seen at a glance. */
export const ID_PREFIXES = {
  organisation: 'org',
  user: 'usr',
  apiKey: 'key',
  agreementVersion: 'agv',
  agreementAct: 'aga',
  partyKey: 'pky',
  auditEntry: 'aud',
  shipment: 'shp',
  upload: 'upl',
  container: 'cnt',
  manifest: 'mnf',
  evidence: 'evd',
  request: 'req',
  notice: 'ntc',
  webhook: 'whk',
  job: 'job',
  plan: 'pln',
  exception: 'exc',
  note: 'not',
  epcisCapture: 'cap',
  departureChange: 'dpc',
  exploration: 'xpl',
  loggedRequest: 'rql',
  savedView: 'viw',
  export: 'exp',
  exportDespatch: 'dsp',
  postalMessage: 'psm',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Crockford's alphabet: no letter that is read as a digit, and in ascending order, so that ids sort by their time. */
export const ID_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Digits of 128 bits at five bits each; the first holds three. */
export const ID_DIGITS = 26;

/** Matches ids of a kind, and nothing else. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${ID_PREFIXES[kind]}_[0-7][${ID_ALPHABET}]{${ID_DIGITS - 1}}$`);
}
