import { NONE } from '../base/none.js';
import { GrowingNumbers } from './growing.js';

/** Dense indices of numeric keys; open addressing, because there can be ten million look-ups. */
export class KeyIndex {
  private table: Int32Array;
  private readonly keys = new GrowingNumbers();

  constructor(lookups: number) {
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(1024, lookups / 2)))).fill(NONE);
  }

  /** Keys known so far; indices are below it. */
  get count(): number {
    return this.keys.count;
  }

  /** Index of a key; the present count when it is new. */
  of(key: number): number {
    if (this.keys.count * 2 > this.table.length) this.rehash();
    const slot = this.slotOf(key);
    const known = this.table[slot];
    if (known !== NONE) return known;
    return (this.table[slot] = this.keys.push(key));
  }

  /** Slot that holds a key, or the empty one where it belongs. */
  private slotOf(key: number): number {
    const { table } = this;
    const { values } = this.keys;
    const mask = table.length - 1;
    let slot = mixed(key) & mask;
    while (table[slot] !== NONE && values[table[slot]] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2).fill(NONE);
    for (let index = 0; index < this.count; index++) {
      this.table[this.slotOf(this.keys.values[index])] = index;
    }
  }
}

/** Mixes both halves of a 53-bit integer (multipliers from Steele and Vigna, LXM, 2021). */
function mixed(key: number): number {
  const high = Math.floor(key / 4294967296);
  const low = (key - high * 4294967296) | 0;
  const product = Math.imul(low, 0x9e3779b1) ^ Math.imul(high ^ (low >>> 15), 0x85ebca6b);
  return (product ^ (product >>> 13)) >>> 0;
}
