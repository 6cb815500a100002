import type { HsIndex, Phrase, Place } from './hs-index.js';
import type { HsEntry } from './hs-list.js';
import { readQuery, sayingsOf } from './hs-query.js';
import type { HsReason } from './hs-reason.js';

export interface HsHit {
  readonly subheading: HsEntry;
  readonly heading: HsEntry;
  readonly score: number;
  readonly reasons: readonly HsReason[];
}

export interface HsAnswer {
  readonly hits: readonly HsHit[];
  /** Words that were read as others, because nothing has them as they were written. */
  readonly readAs: ReadonlyArray<{ readonly word: string; readonly as: string }>;
  /** Words that nothing has. */
  readonly unknown: readonly string[];
}

const PLACE_WEIGHT: Readonly<Record<Place, number>> = { subheading: 1, heading: 0.6, chapter: 0.25 };
/** A word that only the chapter has says little about the goods. */
const CHAPTER_SHARE = 0.5;
const LISTED_WEIGHT = 40;
const LISTED_NEXT = 0.95;
const LEFT_OUT_FACTOR = 0.4;

/**
 * Subheadings for goods in everyday words, best first, each with its reasons. A word counts the more the fewer subheadings have it, and the
 * finer the place it stands in; subheadings that have more of the words come first, and those that a table lists for these goods before others.
 * Digits look codes up. The answers are proposals: which code is right, who exports decides.
 */
export function searchHs(index: HsIndex, query: string, limit = 10): HsAnswer {
  const digits = query.replace(/[\s.-]/g, '');
  if (/^\d{2,8}$/.test(digits)) return byCode(index, digits, limit);
  const { words, phrases, readAs, unknown } = readQuery(index, query);
  const found = new Map<number, Found>();
  for (const word of words) addWord(index, found, word, phrases);
  for (const [position, one] of found) one.score *= (one.matched / words.length) ** 1.5 * fitOf(index, position, words);
  addListed(index, found, phrases, words);
  const hits = [...found]
    .toSorted(([a, { score }], [b, { score: other }]) => other - score || a - b)
    .slice(0, limit)
    .flatMap(([position, { score, reasons }]) => hitOf(index, position, score, reasons));
  return { hits, readAs, unknown };
}

/** What speaks for a subheading so far. */
interface Found {
  score: number;
  /** Words of the query that it has. */
  matched: number;
  readonly reasons: HsReason[];
}

function addWord(index: HsIndex, found: Map<number, Found>, word: string, phrases: readonly Phrase[]): void {
  const best = new Map<number, { readonly value: number; readonly reason: HsReason }>();
  for (const saying of sayingsOf(index, word, phrases)) {
    const places = saying.stems.map((stem) => index.found.get(stem) ?? new Map<number, Place>());
    const rarity = places.reduce((sum, { size }) => sum + rarityOf(index, size), 0) / places.length;
    const fewest = places.reduce((least, other) => (other.size < least.size ? other : least));
    for (const position of fewest.keys()) {
      const place = coarsest(places.map((stemPlaces) => stemPlaces.get(position)));
      if (place === undefined) continue;
      const value = saying.weight * PLACE_WEIGHT[place] * rarity;
      if (value <= (best.get(position)?.value ?? 0)) continue;
      best.set(position, { value, reason: { ...saying.reason, in: place } });
    }
  }
  for (const [position, { value, reason }] of best) {
    const one = foundAt(found, position);
    one.score += value;
    one.matched += reason.in === 'chapter' ? CHAPTER_SHARE : 1;
    one.reasons.push(reason);
  }
}

/** The place of a phrase: where its farthest word stands; undefined when a word is missing. */
function coarsest(places: ReadonlyArray<Place | undefined>): Place | undefined {
  if (places.includes(undefined)) return undefined;
  if (places.includes('chapter')) return 'chapter';
  return places.includes('heading') ? 'heading' : 'subheading';
}

/** Subheadings that the table lists for goods of the query: the more of its words the goods have, the more that counts. */
function addListed(
  index: HsIndex,
  found: Map<number, Found>,
  phrases: readonly Phrase[],
  words: readonly string[],
): void {
  const best = new Map<number, { readonly value: number; readonly reason: HsReason }>();
  for (const { text, stems, row } of phrases) {
    const share = stems.filter((stem) => words.includes(stem)).length / words.length;
    if (row.isOnlyAlone === true && share < 1) continue;
    for (const [order, code] of (row.codes ?? []).entries()) {
      const position = index.positions.get(code);
      const value = LISTED_WEIGHT * share ** 2 * LISTED_NEXT ** order;
      if (position === undefined || value <= (best.get(position)?.value ?? 0)) continue;
      const note = row.note === undefined ? {} : { note: row.note };
      const doubt = row.isUncertain ? ({ isUncertain: true } as const) : {};
      best.set(position, {
        value,
        reason: { word: text, as: code, by: 'listed', in: 'subheading', ...note, ...doubt },
      });
    }
  }
  for (const [position, { value, reason }] of best) {
    const one = foundAt(found, position);
    one.score += value;
    one.reasons.unshift(reason);
  }
}

function foundAt(found: Map<number, Found>, position: number): Found {
  const one = found.get(position) ?? { score: 0, matched: 0, reasons: [] };
  found.set(position, one);
  return one;
}

/** How well a description fits beyond its words: long ones say less of each, and those that leave a word out say the opposite. */
function fitOf(index: HsIndex, position: number, words: readonly string[]): number {
  const length = index.lengths[position] ?? 0;
  const leftOut = words.filter((word) => index.leftOut.get(word)?.has(position) === true).length;
  return LEFT_OUT_FACTOR ** leftOut / (0.85 + (0.15 * length) / index.lengthMean);
}

function rarityOf(index: HsIndex, count: number): number {
  return Math.log(1 + index.subheadings.length / Math.max(1, count));
}

function byCode(index: HsIndex, digits: string, limit: number): HsAnswer {
  const code = digits.slice(0, 6);
  const hits = index.subheadings.flatMap((entry, position) =>
    entry.code.startsWith(code)
      ? hitOf(index, position, 1, [{ word: digits, as: entry.code, by: 'code', in: 'subheading' }])
      : [],
  );
  return { hits: hits.slice(0, limit), readAs: [], unknown: hits.length === 0 ? [digits] : [] };
}

function hitOf(index: HsIndex, position: number, score: number, reasons: readonly HsReason[]): HsHit[] {
  const subheading = index.subheadings[position];
  const heading = subheading && index.list.byCode.get(subheading.code.slice(0, 4));
  return subheading && heading ? [{ subheading, heading, score, reasons }] : [];
}
