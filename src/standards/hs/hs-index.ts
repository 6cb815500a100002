import type { HsEntry, HsList } from './hs-list.js';
import type { HsWordsRow } from './hs-words.js';
import { readDescription, wordsOf } from './words.js';

/** Where in the nomenclature a word stands, and how much that counts. */
export const PLACES = ['subheading', 'heading', 'chapter'] as const;
export type Place = (typeof PLACES)[number];

/** A phrase of the table of words, ready to be looked for. */
export interface Phrase {
  readonly text: string;
  readonly stems: readonly string[];
  readonly row: HsWordsRow;
  readonly means: ReadonlyArray<{ readonly text: string; readonly stems: readonly string[] }>;
}

/** What a search looks at: made once for a list and a table of words. */
export interface HsIndex {
  readonly list: HsList;
  /** All subheadings; other members speak of them by position. */
  readonly subheadings: readonly HsEntry[];
  readonly positions: ReadonlyMap<string, number>;
  /** By stem: subheadings that have it, with where. Each has a stem once, in the finest place. */
  readonly found: ReadonlyMap<string, ReadonlyMap<number, Place>>;
  /** By stem: subheadings that leave it out. */
  readonly leftOut: ReadonlyMap<string, ReadonlySet<number>>;
  /** How many different stems a subheading's own description has. */
  readonly lengths: readonly number[];
  readonly lengthMean: number;
  /** By first stem of the phrase. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** Every stem of descriptions and phrases. */
  readonly vocabulary: ReadonlySet<string>;
}

/** Makes the index of all subheadings of a list. O(words of the list). */
export function indexHs(list: HsList, words: readonly HsWordsRow[]): HsIndex {
  const subheadings = list.entries.filter(({ code }) => code.length === 6);
  const found = new Map<string, Map<number, Place>>();
  const leftOut = new Map<string, Set<number>>();
  const read = new Map(list.entries.map(({ code, description }) => [code, readDescription(description)]));
  const lengths = subheadings.map(({ code }, position) => {
    for (const [index, place] of PLACES.entries()) {
      for (const stem of read.get(code.slice(0, 6 - 2 * index))?.covers ?? []) {
        const places = memberOf(found, stem, () => new Map<number, Place>());
        if (!places.has(position)) places.set(position, place);
      }
    }
    for (const stem of read.get(code)?.leavesOut ?? []) memberOf(leftOut, stem, () => new Set<number>()).add(position);
    return new Set(read.get(code)?.covers).size;
  });
  const phrases = phrasesOf(words);
  return {
    list,
    subheadings,
    positions: new Map(subheadings.map(({ code }, position) => [code, position])),
    found,
    leftOut,
    lengths,
    lengthMean: lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length),
    phrases,
    vocabulary: new Set([...found.keys(), ...[...phrases.values()].flat().flatMap(({ stems }) => stems)]),
  };
}

function phrasesOf(words: readonly HsWordsRow[]): Map<string, Phrase[]> {
  const phrases = new Map<string, Phrase[]>();
  for (const row of words) {
    const means = (row.means ?? []).map((text) => ({ text, stems: wordsOf(text) }));
    for (const text of row.words) {
      const stems = [...new Set(wordsOf(text))];
      const [first] = stems;
      if (first !== undefined) memberOf(phrases, first, (): Phrase[] => []).push({ text, stems, row, means });
    }
  }
  return phrases;
}

function memberOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
