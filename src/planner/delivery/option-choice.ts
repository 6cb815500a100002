import { NONE } from '../../base/none.js';
import type { OptionColumns } from './option-columns.js';
import type { RowTable } from '../row-table.js';

/** Options kept of some delivery rows: number `offset[i]` of those of the row at position `list[i]`. */
export interface Choice {
  readonly merged: number; // choices whose options mean the same to the engine share it
  readonly list: readonly number[];
  readonly offset: readonly number[];
}

/** Options of delivery row `row` are `firstOfRow[row] .. endOfRow[row]`. */
export interface RowRanges {
  readonly firstOfRow: Int32Array;
  readonly endOfRow: Int32Array;
}

interface Candidate {
  readonly option: number;
  readonly list: number;
  readonly offset: number;
}

/**
 * Chooses among the options of delivery rows. Most offices below a gate have the same options but for the row itself, so
 * rows are numbered by what their options mean (their *profile*) and a choice is made once for each list of profiles.
 */
export class OptionChoice {
  /** Distinct merged numbers so far. */
  count = 0;
  private readonly options: OptionColumns;
  private readonly rates: RowTable<Int32Array>;
  private readonly placeOf: Int32Array; // [item]
  private readonly ranges: RowRanges;
  private readonly profiles: Profiles;
  private readonly byProfiles = new Map<string, Choice>();
  private readonly byMeaning = new Map<string, number>();

  constructor(options: OptionColumns, rates: RowTable<Int32Array>, placeOf: Int32Array, ranges: RowRanges) {
    this.options = options;
    this.rates = rates;
    this.placeOf = placeOf;
    this.ranges = ranges;
    this.profiles = new Profiles(options, ranges);
  }

  /** The choice among the options of rows (ascending), with the first option of each row that it tells apart. */
  of(rows: readonly number[]): { choice: Choice; firstOptions: readonly number[] } {
    const profiles: number[] = [];
    const firstOptions: number[] = [];
    for (const row of rows) {
      const first = this.ranges.firstOfRow[row];
      const profile = this.profiles.ofRow[row];
      if (profile === NONE) continue;
      // A later row that offers the same and uses nothing scarce adds nothing.
      if (!this.profiles.isScarce(profile) && profiles.includes(profile)) continue;
      profiles.push(profile);
      firstOptions.push(first);
    }
    const key = profiles.join();
    let choice = this.byProfiles.get(key);
    if (!choice) {
      choice = this.choose(
        profiles.map((profile) => this.profiles.lengthOf(profile)),
        firstOptions,
      );
      this.byProfiles.set(key, choice);
    }
    return { choice, firstOptions };
  }

  /** Drops options that another makes pointless: no earlier at the gate, no later delivered, no dearer, never full. */
  private choose(lengths: readonly number[], firstOptions: readonly number[]): Choice {
    const { item, deliveredSec, rate, row } = this.options;
    const candidates = this.candidates(lengths, firstOptions);
    const by = (column: Int32Array, a: number, b: number): number => column[a] - column[b];
    candidates.sort(
      ({ option: a }, { option: b }) =>
        by(item, b, a) ||
        by(deliveredSec, a, b) ||
        this.keyCount(a) - this.keyCount(b) ||
        by(rate, a, b) ||
        by(row, a, b),
    );
    const kept: Candidate[] = [];
    const strong: number[] = [];
    for (const candidate of candidates) {
      if (strong.some((other) => this.beats(other, candidate.option))) continue;
      kept.push(candidate);
      if (this.keyCount(candidate.option) === 0) strong.push(candidate.option);
    }
    return {
      merged: this.mergedNumber(kept.map(({ option }) => option)),
      list: kept.map(({ list }) => list),
      offset: kept.map(({ offset }) => offset),
    };
  }

  /**
   * Options of rows that may be chosen. Only options that are never full (*strong*) make others pointless, so most of the
   * others are gone before anything is sorted.
   */
  private candidates(lengths: readonly number[], firstOptions: readonly number[]): Candidate[] {
    const candidates: Candidate[] = [];
    const strong: number[] = [];
    const each = (visit: (option: number, list: number, offset: number) => void): void => {
      for (let list = 0; list < lengths.length; list++) {
        for (let offset = 0; offset < lengths[list]; offset++) {
          visit(firstOptions[list] + offset, list, offset);
        }
      }
    };
    each((option) => {
      if (this.keyCount(option) > 0 || strong.some((other) => this.beats(other, option))) return;
      strong.push(option);
    });
    each((option, list, offset) => {
      if (this.keyCount(option) > 0 && strong.some((other) => this.beats(other, option))) return;
      candidates.push({ option, list, offset });
    });
    return candidates;
  }

  private keyCount(option: number): number {
    const { firstKey } = this.options;
    return firstKey[option + 1] - firstKey[option];
  }

  private beats(a: number, b: number): boolean {
    const { item, deliveredSec, rate } = this.options;
    if (item[a] < item[b]) return false;
    if (deliveredSec[a] > deliveredSec[b]) return false;
    // Items are in time order over all places; only those of one place can stand in for each other.
    if (this.placeOf[item[a]] !== this.placeOf[item[b]]) return false;
    return this.rates.noneAbove(rate[a], rate[b]);
  }

  private mergedNumber(options: readonly number[]): number {
    const { item, deliveredSec, rate, firstKey, key } = this.options;
    const meaning = options
      .map((o) => `${item[o]} ${deliveredSec[o]} ${rate[o]} ${key.subarray(firstKey[o], firstKey[o + 1]).join('/')}`)
      .join();
    const known = this.byMeaning.get(meaning);
    if (known !== undefined) return known;
    this.byMeaning.set(meaning, this.count);
    return this.count++;
  }
}

/** Numbers delivery rows by what their options mean to the engine. */
class Profiles {
  readonly ofRow: Int32Array; // [delivery row] profile, or NONE where it has no options
  private readonly options: OptionColumns;
  private readonly byHash = new Map<number, number[]>();
  private readonly first: number[] = []; // [profile] first option of a row that has it
  private readonly length: number[] = []; // [profile]

  constructor(options: OptionColumns, { firstOfRow, endOfRow }: RowRanges) {
    this.options = options;
    this.ofRow = new Int32Array(firstOfRow.length).fill(NONE);
    for (let row = 0; row < firstOfRow.length; row++) {
      const first = firstOfRow[row];
      if (first !== NONE && first !== endOfRow[row]) this.ofRow[row] = this.find(first, endOfRow[row] - first);
    }
  }

  lengthOf(profile: number): number {
    return this.length[profile];
  }

  /** True when some of its options use what could be full. */
  isScarce(profile: number): boolean {
    const first = this.first[profile];
    const { firstKey } = this.options;
    return firstKey[first] !== firstKey[first + this.lengthOf(profile)];
  }

  private find(first: number, length: number): number {
    const hash = this.hash(first, length);
    const candidates = this.byHash.get(hash) ?? [];
    for (const profile of candidates) {
      if (this.length[profile] === length && this.same(first, this.first[profile], length)) return profile;
    }
    const profile = this.first.push(first) - 1;
    this.length.push(length);
    if (candidates.push(profile) === 1) this.byHash.set(hash, candidates);
    return profile;
  }

  private hash(first: number, length: number): number {
    const { item, deliveredSec, rate, firstKey, key } = this.options;
    let hash = length;
    for (let o = first; o < first + length; o++) {
      hash = (Math.imul(hash, 31) + item[o]) | 0;
      hash = (Math.imul(hash, 31) + deliveredSec[o]) | 0;
      hash = (Math.imul(hash, 31) + rate[o]) | 0;
    }
    for (let u = firstKey[first]; u < firstKey[first + length]; u++) {
      hash = (Math.imul(hash, 31) + key[u]) | 0;
    }
    return hash;
  }

  private same(a: number, b: number, length: number): boolean {
    const { item, deliveredSec, rate, firstKey, key } = this.options;
    for (let i = 0; i < length; i++) {
      if (item[a + i] !== item[b + i] || deliveredSec[a + i] !== deliveredSec[b + i]) return false;
      if (rate[a + i] !== rate[b + i]) return false;
      const [x, y] = [firstKey[a + i], firstKey[b + i]];
      const keys = firstKey[a + i + 1] - x;
      if (firstKey[b + i + 1] - y !== keys) return false;
      for (let u = 0; u < keys; u++) if (key[x + u] !== key[y + u]) return false;
    }
    return true;
  }
}
