import { z } from 'zod';
import type { Parsed } from '../parsed.js';
import { readTable, type Sourced, type Table } from '../tables/table.js';

/**
 * What people call goods, and what the Harmonized System calls them: all words of a phrase must be in a query. A row with `means` stands for
 * other words, one with `codes` names subheadings, likeliest first; one with neither is left out of searches.
 */
export interface HsWords {
  readonly words: readonly string[];
  /** Phrases of the list; all words of one must be in a description. */
  readonly means?: readonly string[] | undefined;
  readonly codes?: readonly string[] | undefined;
  /** Its codes count only where a query says nothing else: a material by itself. */
  readonly isOnlyAlone?: boolean | undefined;
  readonly note?: string | undefined;
}

export type HsWordsRow = HsWords & Sourced;

const ROW = z.strictObject({
  words: z.array(z.string().min(1)).min(1),
  means: z.array(z.string().min(1)).min(1).optional(),
  codes: z
    .array(z.string().regex(/^\d{6}$/))
    .min(1)
    .optional(),
  isOnlyAlone: z.boolean().optional(),
  note: z.string().optional(),
});

/** Reads a table of words, such as `data/hs-words.json`. */
export function readHsWords(text: string): Parsed<Table<HsWords>> {
  return readTable<HsWords>(text, ROW);
}
