import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { assert } from '../../base/assert.js';
import type { WordKey } from './en/all.js';
import type { Formats } from './formats.js';
import type { Locale } from './locales.js';
import type { Values } from './message-format.js';

/** Language, words and formats of whoever reads. */
export interface Wording {
  readonly locale: Locale;
  /** The words of a key. */
  readonly t: (key: WordKey, values?: Values) => string;
  /** Words of a key made of a prefix and a code that the server told; the code itself where there are none. */
  readonly tCode: (prefix: string, code: string) => string;
  readonly formats: Formats;
}

export const WordingContext = createContext<Wording | undefined>(undefined);

/** Everything on a page is told by these; no text stands in code. */
export function useWords(): Wording {
  const wording = useContext(WordingContext);
  assert(wording !== undefined, 'a page is drawn within the console');
  return wording;
}
