import type { Said } from '../../domain/said.js';

interface Words {
  readonly words: string;
  readonly said?: Said | null | undefined;
}

/** The sentence of an exception as its column keeps it: as JSON with its data where it has them, otherwise as plain text. */
export function packWords({ words, said }: Words): string {
  return said === undefined || said === null ? words : JSON.stringify({ words, said });
}

/** The reverse. What was kept before sentences had data is plain text. */
export function unpackWords(kept: string): { readonly words: string; readonly said: Said | null } {
  if (!kept.startsWith('{"words":')) return { words: kept, said: null };
  const { words, said = null } = JSON.parse(kept) as { readonly words: string; readonly said?: Said };
  return { words, said };
}
