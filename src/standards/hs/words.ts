/** Words of a text in small letters, plurals made singular; in any script. Numbers are words too. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(stemOf);
}

/** The singular of an English word, by its ending alone: what is done to both sides of a search need not be right, only alike. */
function stemOf(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 4 && /(?:ss|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** Phrases that take something out of what a description covers, up to the next mark of punctuation. */
const EXCLUSION =
  /\((?:excluding|not|other than|except)[^)]*\)|\b(?:excluding|excludes|other than|except|without|not(?= of| including| covering| knitted| printed| elsewhere))\b[^;,()]*/g;

/** Words that only say that something is left out. */
const LEAVING_OUT: ReadonlySet<string> = new Set([
  'excluding',
  'exclude',
  'other',
  'than',
  'except',
  'without',
  'not',
  'of',
  'and',
  'or',
]);

/** A description's words: those of what it covers, and those of what it leaves out and says nothing else about. */
export function readDescription(description: string): { readonly covers: string[]; readonly leavesOut: string[] } {
  const text = description.toLowerCase().replaceAll('whether or not', ' ').replaceAll('n.e.c.', ' ');
  const covers = wordsOf(text.replace(EXCLUSION, ' '));
  const covered = new Set(covers);
  const excluded = [...text.matchAll(EXCLUSION)].flatMap(([phrase]) => wordsOf(phrase));
  return { covers, leavesOut: excluded.filter((word) => !covered.has(word) && !LEAVING_OUT.has(word)) };
}
