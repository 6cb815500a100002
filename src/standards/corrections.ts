import { refused, type Parsed } from './parsed.js';

/** Characters that people and scanners take for each other: letters for digits first, then digits in handwriting. */
const LETTER_FOR_DIGIT: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  A: '4',
  S: '5',
  G: '6',
  T: '7',
  B: '8',
};
const ALIKE_DIGITS: readonly string[] = ['17', '38', '56', '68', '08', '06', '49', '27', '09', '35'];

const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** More than this many codes that would fit help nobody. */
const CORRECTIONS_MAX = 40;

/**
 * Codes one slip away from `text` that `isRight` accepts, likeliest first: a letter for a digit that looks like it or the other way
 * round, two neighbours swapped, a digit for one that looks like it in handwriting, then any other single character of the same kind.
 * `text` has capital letters and digits only, whatever else stays as it is.
 */
export function likelyCorrections(text: string, isRight: (candidate: string) => boolean): string[] {
  const fitting = new Set<string>();
  for (const candidates of [confused(text, otherKind), swapped(text), confused(text, alikeDigits), changed(text)]) {
    for (const candidate of candidates) {
      if (fitting.size < CORRECTIONS_MAX && candidate !== text && isRight(candidate)) fitting.add(candidate);
    }
  }
  return [...fitting];
}

/** Of `likelyCorrections`, those with a letter for a digit that looks like it or the other way round: for codes without a check digit. */
export function lookalikeCorrections(text: string, isRight: (candidate: string) => boolean): string[] {
  return [...new Set(confused(text, otherKind))].filter(isRight);
}

/** A refusal of a code with a slip in it, which says what was likely meant. `display` is how people write the code. */
export function refusedAsMistyped(
  message: string,
  allowed: string | undefined,
  corrections: readonly string[],
  display: (code: string) => string = (code) => code,
): Parsed<never> {
  if (corrections.length === 0) return refused(message, allowed, 'Scan it again, or look for a mistyped character.');
  const [first = '', ...others] = corrections.slice(0, 3).map(display);
  const last = others.pop();
  const suggestion =
    last === undefined
      ? `Did you mean ${first}?`
      : `Look for a mistyped character: ${[first, ...others].join(', ')} or ${last} would fit.`;
  return refused(message, allowed, suggestion, corrections);
}

function* confused(text: string, alternativesOf: (char: string) => readonly string[]): Generator<string> {
  for (const [index, char] of text.split('').entries()) {
    for (const other of alternativesOf(char)) yield replaced(text, index, other);
  }
}

function otherKind(char: string): string[] {
  const digit = LETTER_FOR_DIGIT[char];
  if (digit !== undefined) return [digit];
  return Object.entries(LETTER_FOR_DIGIT).flatMap(([letter, value]) => (value === char ? [letter] : []));
}

function alikeDigits(char: string): string[] {
  return ALIKE_DIGITS.filter((pair) => pair.includes(char)).map((pair) => pair.replace(char, ''));
}

function* swapped(text: string): Generator<string> {
  for (let index = 0; index + 1 < text.length; index++) {
    yield `${text.slice(0, index)}${text.charAt(index + 1)}${text.charAt(index)}${text.slice(index + 2)}`;
  }
}

function* changed(text: string): Generator<string> {
  for (const [index, char] of text.split('').entries()) {
    const alphabet = DIGITS.includes(char) ? DIGITS : LETTERS.includes(char) ? LETTERS : '';
    for (const other of alphabet) yield replaced(text, index, other);
  }
}

function replaced(text: string, index: number, char: string): string {
  return `${text.slice(0, index)}${char}${text.slice(index + 1)}`;
}
