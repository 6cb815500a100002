import type { PackedStrings } from '../../domain/shipments.js';
import { packedString } from '../../domain/shipments.js';

/**
 * Calls `found(row, first)` for rows whose id an earlier row has, in order, until it returns false. Ids that ascend, as
 * most exports number them, are done after one look; else two passes and 32 bits of memory an id: a first filter of bits
 * marks the hashes seen twice, and only those are compared.
 */
export function findDuplicateIds(ids: PackedStrings, found: (row: number, first: number) => boolean): void {
  if (ascend(ids)) return;
  const bits = Math.max(1024, 2 ** Math.ceil(Math.log2(Math.max(1, ids.count) * 16)));
  const seen = new Uint32Array(bits / 32);
  const twice = new Uint32Array(bits / 32);
  for (let row = 0; row < ids.count; row++) {
    const slot = hashAt(ids, row) & (bits - 1);
    const bit = 1 << (slot & 31);
    const word = slot >>> 5;
    if ((seen[word] & bit) !== 0) twice[word] = twice[word] | bit;
    else seen[word] = seen[word] | bit;
  }
  const firstRow = new Map<string, number>();
  for (let row = 0; row < ids.count; row++) {
    const slot = hashAt(ids, row) & (bits - 1);
    if ((twice[slot >>> 5] & (1 << (slot & 31))) === 0) continue;
    const id = packedString(ids, row);
    const first = firstRow.get(id);
    if (first === undefined) firstRow.set(id, row);
    else if (!found(row, first)) return;
  }
}

/** True when every id comes after the one before it, byte by byte. */
function ascend({ bytes, start, count }: PackedStrings): boolean {
  for (let row = 1; row < count; row++) {
    const length = Math.min(start[row] - start[row - 1], start[row + 1] - start[row]);
    let at = 0;
    while (at < length && bytes[start[row - 1] + at] === bytes[start[row] + at]) at++;
    const shorter = start[row] - start[row - 1] < start[row + 1] - start[row];
    if (at < length ? bytes[start[row - 1] + at] > bytes[start[row] + at] : !shorter) return false;
  }
  return true;
}

/** FNV-1a with the finisher of MurmurHash3, so that counting ids spread over all bits. */
function hashAt({ bytes, start }: PackedStrings, row: number): number {
  let hash = 0x811c9dc5;
  const end = start[row + 1];
  for (let at = start[row]; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
