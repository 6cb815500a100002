import type { Place } from './hs-index.js';

/** Why a subheading is among the answers. */
export interface HsReason {
  /** A word of the query, or the goods that a table lists. */
  readonly word: string;
  /** What the description says for it. */
  readonly as: string;
  /** `means`: a table says so; `beginning`: the word begins it; `listed`: a table names the subheading for these goods; `code`: its number. */
  readonly by: 'word' | 'means' | 'beginning' | 'listed' | 'code';
  /** Where it stands. */
  readonly in: Place;
  readonly note?: string;
  /** The table is not sure. */
  readonly isUncertain?: true;
}
