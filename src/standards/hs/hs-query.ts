import { editDistance } from '../../base/did-you-mean.js';
import type { HsIndex, Phrase } from './hs-index.js';
import type { HsReason } from './hs-reason.js';
import { wordsOf } from './words.js';

const QUERY_LENGTH_MAX = 400;
const QUERY_WORDS_MAX = 12;
const MEANS_WEIGHT = 0.9;
const BEGINNING_WEIGHT = 0.55;
/** A beginning may lack this many letters where the whole word is known too: `wood` finds `wooden`. */
const ENDING_MAX = 3;
/** Shorter words have too many near ones. */
const GUESSED_LENGTH_MIN = 4;

/** A query as it is understood. */
export interface HsQuery {
  /** Words that count: known, and more than a filler such as `handmade`. */
  readonly words: readonly string[];
  /** Phrases of the table whose words are all in the query. */
  readonly phrases: readonly Phrase[];
  readonly readAs: ReadonlyArray<{ readonly word: string; readonly as: string }>;
  readonly unknown: readonly string[];
}

/** A way to say a word of the query: stems that must all be there. */
export interface Saying {
  readonly stems: readonly string[];
  readonly weight: number;
  readonly reason: Omit<HsReason, 'in'>;
}

export function readQuery(index: HsIndex, text: string): HsQuery {
  const written = [...new Set(wordsOf(text.slice(0, QUERY_LENGTH_MAX)))].slice(0, QUERY_WORDS_MAX);
  const readings = written.map((word) => ({ word, as: isKnown(index, word) ? word : nearest(index, word) }));
  const stems = [...new Set(readings.flatMap(({ as }) => as ?? []))];
  const phrases = phrasesIn(index, stems);
  const fillers = new Set(phrases.filter(({ row }) => !row.means && !row.codes).flatMap((phrase) => phrase.stems));
  const counted = stems.filter((stem) => !fillers.has(stem));
  return {
    words: counted.length > 0 ? counted : stems,
    phrases,
    readAs: readings.flatMap(({ word, as }) => (as === undefined || as === word ? [] : [{ word, as }])),
    unknown: readings.flatMap(({ word, as }) => (as === undefined ? [word] : [])),
  };
}

/** All ways to say a word: itself, what the table says it means, and longer words that begin with it. */
export function sayingsOf(index: HsIndex, word: string, phrases: readonly Phrase[]): Saying[] {
  const itself: Saying[] = index.found.has(word)
    ? [{ stems: [word], weight: 1, reason: { word, as: word, by: 'word' } }]
    : [];
  const meant = phrases
    .filter(({ stems }) => stems.includes(word))
    .flatMap(({ means, row }) =>
      means.map(({ text, stems }): Saying => {
        const note = row.note === undefined ? {} : { note: row.note };
        return { stems, weight: MEANS_WEIGHT, reason: { word, as: text, by: 'means', ...note } };
      }),
    );
  const lengthMax = itself.length + meant.length === 0 ? Number.POSITIVE_INFINITY : word.length + ENDING_MAX;
  return [...itself, ...meant, ...beginnings(index, word, lengthMax)];
}

function beginnings(index: HsIndex, word: string, lengthMax: number): Saying[] {
  if (word.length < GUESSED_LENGTH_MIN) return [];
  return [...index.found.keys()]
    .filter((stem) => stem.length > word.length && stem.length <= lengthMax && stem.startsWith(word))
    .map((stem) => ({ stems: [stem], weight: BEGINNING_WEIGHT, reason: { word, as: stem, by: 'beginning' } }));
}

function phrasesIn(index: HsIndex, stems: readonly string[]): Phrase[] {
  const has = new Set(stems);
  return stems.flatMap((stem) =>
    (index.phrases.get(stem) ?? []).filter((phrase) => phrase.stems.every((other) => has.has(other))),
  );
}

function isKnown(index: HsIndex, word: string): boolean {
  if (index.vocabulary.has(word)) return true;
  if (word.length < GUESSED_LENGTH_MIN) return false;
  return [...index.vocabulary].some((stem) => stem.startsWith(word));
}

/** The known word that is one slip away, or two in a word of eight letters and more. */
function nearest(index: HsIndex, word: string): string | undefined {
  if (word.length < GUESSED_LENGTH_MIN) return undefined;
  let best: string | undefined;
  let least = word.length < 8 ? 2 : 3;
  for (const stem of index.vocabulary) {
    if (stem.charAt(0) !== word.charAt(0) || Math.abs(stem.length - word.length) >= least) continue;
    const distance = editDistance(word, stem, least);
    if (distance < least) [best, least] = [stem, distance];
  }
  return best;
}
