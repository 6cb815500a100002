/** Six digits as Indian addresses write them, also with a space in the middle. */
const PIN = /(?<!\d)([1-9]\d{2}) ?(\d{3})(?!\d)/g;

/** Words between an address and its code. */
const BEFORE_CODE = /[\s,.-]*(?:\b(?:pin(?:\s*code)?)\b)?[\s:,.-]*$/i;

/**
 * An address line by line: composed as Unicode advises for text (NFC), no empty lines, no double spaces, no commas at ends, and
 * without the postal code at its end. Words stay as they are written. `otherCode` is a code at the end that is not the one given.
 */
export function addressLines(
  address: string,
  postalCode: string,
): { readonly lines: string[]; readonly otherCode: string | undefined } {
  const text = address.normalize('NFC');
  const last = [...text.matchAll(PIN)].at(-1);
  const isAtEnd = last !== undefined && /^[\s,.-]*(?:india)?[\s.]*$/i.test(text.slice(last.index + last[0].length));
  const found = isAtEnd ? `${last[1]}${last[2]}` : undefined;
  const kept = isAtEnd && found === postalCode ? text.slice(0, last.index).replace(BEFORE_CODE, '') : text;
  const lines = kept
    .split('\n')
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/^[\s,]+|[\s,]+$/g, '')
        .trim(),
    )
    .filter((line) => line !== '');
  return { lines, otherCode: found === postalCode ? undefined : found };
}
