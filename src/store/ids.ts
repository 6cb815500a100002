import { randomFillSync } from 'node:crypto';
import { ID_ALPHABET, ID_DIGITS, ID_PREFIXES, type IdKind } from '../domain/ids.js';

/** A new id such as `shp_01jd8w4z5e7x2v9m3k6p1q0r8t`: a UUID of version 7 (RFC 9562, 5.7) behind what it names. */
export function newId(kind: IdKind, nowMs: number): string {
  return `${ID_PREFIXES[kind]}_${base32(uuid7(nowMs))}`;
}

/** The least id that is made at a moment: ids of before are less, ids of then and later are not. */
export function firstIdAt(kind: IdKind, ms: number): string {
  return `${ID_PREFIXES[kind]}_${base32(BigInt(Math.min(Math.max(ms, 0), ID_MS_MAX)) << 80n)}`;
}

/** Milliseconds that fit into 48 bits. */
const ID_MS_MAX = 2 ** 48 - 1;

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
  for (let digit = 0; digit < ID_DIGITS; digit++) {
    text = ID_ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}
