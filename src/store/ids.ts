import { randomFillSync } from 'node:crypto';

/** What an id names, by its first letters, so that a wrong one is seen at a glance. */
export const ID_PREFIXES = {
  organisation: 'org',
  user: 'usr',
  apiKey: 'key',
  agreementVersion: 'agv',
  shipment: 'shp',
  request: 'req',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Crockford's alphabet: no letter that is read as a digit, and in ascending order, so that ids sort by their time. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Digits of 128 bits at five bits each; the first holds three. */
const DIGITS = 26;

/** A new id such as `shp_01jd8w4z5e7x2v9m3k6p1q0r8t`: a UUID of version 7 (RFC 9562, 5.7) behind what it names. */
export function newId(kind: IdKind, nowMs: number): string {
  return `${ID_PREFIXES[kind]}_${base32(uuid7(nowMs))}`;
}

/** Matches ids of a kind, and nothing else. */
export function idPattern(kind: IdKind): RegExp {
  return new RegExp(`^${ID_PREFIXES[kind]}_[0-7][${ALPHABET}]{${DIGITS - 1}}$`);
}

/** 48 bits of milliseconds, then random bits but for version and variant. */
function uuid7(nowMs: number): bigint {
  const bytes = randomFillSync(Buffer.alloc(16));
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.readBigUInt64BE(0) * 2n ** 64n + bytes.readBigUInt64BE(8);
}

function base32(value: bigint): string {
  let text = '';
  for (let digit = 0; digit < DIGITS; digit++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}
