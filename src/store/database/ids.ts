import { randomFillSync } from 'node:crypto';
import { ID_ALPHABET, ID_PREFIXES, type IdKind } from '../../domain/ids.js';

/** A new id such as `shp_01jd8w4z5e7x2v9m3k6p1q0r8t`: a UUID of version 7 (RFC 9562, 5.7) behind what it names. */
export function newId(kind: IdKind, nowMs: number): string {
  return `${ID_PREFIXES[kind]}_${base32(uuid7(nowMs))}`;
}

/** The least id that is made at a moment: ids of before are less, ids of then and later are not. */
export function firstIdAt(kind: IdKind, ms: number): string {
  const bytes = Buffer.alloc(ID_BYTES);
  bytes.writeUIntBE(Math.min(Math.max(ms, 0), ID_MS_MAX), 0, 6);
  return `${ID_PREFIXES[kind]}_${base32(bytes)}`;
}

/** Milliseconds that fit into 48 bits. */
const ID_MS_MAX = 2 ** 48 - 1;
const ID_BYTES = 16;

/** Random bytes for many ids, since asking for them one by one costs more than all the rest. */
const random = Buffer.alloc(256 * ID_BYTES);
let randomAt = random.length;

/** 48 bits of milliseconds, then random bits but for version and variant. The bytes are overwritten when others have been made. */
function uuid7(nowMs: number): Uint8Array {
  if (randomAt === random.length) {
    randomFillSync(random);
    randomAt = 0;
  }
  const bytes = random.subarray(randomAt, (randomAt += ID_BYTES));
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes;
}

/** Digits of five bits, of which the first has what is left of 128. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bitCount = 0;
  for (let at = ID_BYTES - 1; at >= 0; at--) {
    held |= bytes[at] << bitCount;
    for (bitCount += 8; bitCount >= 5; bitCount -= 5) {
      text = ID_ALPHABET[held & 31] + text;
      held >>>= 5;
    }
  }
  return ID_ALPHABET[held] + text;
}
