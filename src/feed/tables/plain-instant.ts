import { plainDecimal, twoDigits } from './byte-numbers.js';

const ZULU = 0x5a;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;
const LETTER_T = 0x54;
/** Days that a month has in every year, January at 1; 29 February is left to the slower reader. */
const DAYS_SURE = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Seconds since the epoch of `2026-11-23T18:00:00+05:30` or `…Z` in `bytes[start .. end]`, exactly in that form; NaN
 * for anything else, which a slower reader then judges.
 */
export function plainInstant(bytes: Uint8Array, start: number, end: number): number {
  const zone = start + 19;
  if (end !== zone + 1 && end !== zone + 6) return Number.NaN;
  if (bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS || bytes[start + 10] !== LETTER_T) return Number.NaN;
  if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return Number.NaN;
  const year = plainDecimal(bytes, start, start + 4);
  const month = twoDigits(bytes, start + 5);
  const date = twoDigits(bytes, start + 8);
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  const second = twoDigits(bytes, start + 17);
  if (!(Number.isInteger(year) && month >= 1 && month <= 12 && date >= 1)) return Number.NaN;
  if (date > DAYS_SURE[month]) return Number.NaN;
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return Number.NaN;
  const offset = offsetSec(bytes, zone, end);
  return civilDay(year, month, date) * 86_400 + hour * 3600 + minute * 60 + second - offset;
}

/** Offset from UTC in seconds, NaN when malformed. */
function offsetSec(bytes: Uint8Array, zone: number, end: number): number {
  if (end === zone + 1) return bytes[zone] === ZULU ? 0 : Number.NaN;
  const hours = twoDigits(bytes, zone + 1);
  const minutes = twoDigits(bytes, zone + 4);
  const sign = bytes[zone];
  if (bytes[zone + 3] !== COLON || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return Number.NaN;
  if (sign !== PLUS && sign !== MINUS) return Number.NaN;
  return (sign === MINUS ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/**
 * Days since 1970-01-01 of a date of the proleptic Gregorian calendar. Years start in March, so that a leap day comes
 * last: Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
function civilDay(year: number, month: number, date: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
