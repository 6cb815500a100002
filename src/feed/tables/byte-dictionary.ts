import { NONE } from '../../base/none.js';

/**
 * Distinct byte strings numbered in order of appearance, found without making a JavaScript string: a hash table with
 * open addressing (linear probing, at most half full) over one buffer of keys.
 */
export class ByteDictionary {
  count = 0;
  private slots = new Int32Array(64).fill(NONE); // entry, or NONE
  private hashes = new Int32Array(32); // [entry]
  private starts = new Uint32Array(33); // [entry + 1] into `keys`
  private keys = Buffer.allocUnsafe(512);

  /** A dictionary of texts; of equal ones the first keeps its index. */
  static of(texts: readonly string[]): ByteDictionary {
    const dictionary = new ByteDictionary();
    for (const text of texts) dictionary.addText(text);
    return dictionary;
  }

  /** Index of `bytes[start .. end]`, or NONE. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.slots[this.slotOf(bytes, start, end, hashOf(bytes, start, end))];
  }

  /** Index of `bytes[start .. end]`, added when it is new: then it equals the previous `count`. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const slot = this.slotOf(bytes, start, end, hash);
    const known = this.slots[slot];
    if (known !== NONE) return known;
    const entry = this.count++;
    this.reserve(entry + 1, end - start);
    const from = this.starts[entry];
    for (let at = start; at < end; at++) this.keys[from + at - start] = bytes[at];
    this.starts[entry + 1] = from + end - start;
    this.hashes[entry] = hash;
    this.slots[slot] = entry;
    if (this.count * 2 > this.slots.length) this.rehash();
    return entry;
  }

  findText(text: string): number {
    const bytes = Buffer.from(text);
    return this.find(bytes, 0, bytes.length);
  }

  addText(text: string): number {
    const bytes = Buffer.from(text);
    return this.add(bytes, 0, bytes.length);
  }

  textOf(entry: number): string {
    return this.keys.toString('utf8', this.starts[entry], this.starts[entry + 1]);
  }

  /** All texts in order of their indices. */
  texts(): string[] {
    return Array.from({ length: this.count }, (_, entry) => this.textOf(entry));
  }

  private slotOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const { slots, hashes, starts, keys } = this;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot];
      if (entry === NONE) return slot;
      if (hashes[entry] !== hash) continue;
      const from = starts[entry];
      if (starts[entry + 1] - from !== end - start) continue;
      let at = start;
      while (at < end && bytes[at] === keys[from + at - start]) at++;
      if (at === end) return slot;
    }
  }

  private reserve(entries: number, keyBytes: number): void {
    if (entries > this.hashes.length) {
      const hashes = new Int32Array(this.hashes.length * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
      const starts = new Uint32Array(hashes.length + 1);
      starts.set(this.starts);
      this.starts = starts;
    }
    const used = this.starts[entries - 1];
    if (used + keyBytes > this.keys.length) {
      const keys = Buffer.allocUnsafe(Math.max(this.keys.length * 2, used + keyBytes));
      keys.set(this.keys.subarray(0, used));
      this.keys = keys;
    }
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(NONE);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.count; entry++) {
      let slot = this.hashes[entry] & mask;
      while (slots[slot] !== NONE) slot = (slot + 1) & mask;
      slots[slot] = entry;
    }
    this.slots = slots;
  }
}

/** FNV-1a (Fowler, Noll, Vo) with a final mix, because only its low bits choose the slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash ^ (hash >>> 15);
}
