const ZERO = 0x30;
const POINT = 0x2e;
const COLON = 0x3a;
const DIGITS_EXACT = 15;

/**
 * The plain decimal number (`12`, `0.5`, no sign, no exponent) in `bytes[start .. end]`; NaN for anything else, which a
 * slower reader then judges. Digits are gathered as an integer and divided once, so the result is correctly rounded.
 */
export function plainDecimal(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > DIGITS_EXACT || start === end) return Number.NaN;
  let digits = 0;
  let scale = 0; // power of ten below the point, 0 before it
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === POINT && scale === 0 && at > start && at + 1 < end) {
      scale = 1;
      continue;
    }
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    digits = digits * 10 + digit;
    if (scale > 0) scale *= 10;
  }
  return scale > 1 ? digits / scale : digits;
}

/** Seconds of `H:MM:SS` or `H:MM`, with up to three digits of hours, in `bytes[start .. end]`; -1 for anything else. */
export function plainClock(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[end - 3] !== COLON) return -1;
  const colon = bytes[end - 6] === COLON && end - 6 > start ? end - 6 : end - 3;
  if (colon <= start || colon - start > 3) return -1;
  const hours = plainDecimal(bytes, start, colon);
  const minutes = twoDigits(bytes, colon + 1);
  const seconds = colon === end - 3 ? 0 : twoDigits(bytes, end - 2);
  if (!(minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60 && Number.isInteger(hours))) return -1;
  return hours * 3600 + minutes * 60 + seconds;
}

/** The number of two digits at `at`, or -1. */
export function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] - ZERO;
  const ones = bytes[at + 1] - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}
