import { DAILY, WEEKDAYS } from '../../base/civil-time.js';
import { GOODS } from '../../domain/network.js';

export const DAYS_ALLOWED = 'daily, a weekday (Mon), a range (Mon-Sat), a list of those, or seven 0/1 from Monday';
export const GOODS_ALLOWED = `${GOODS.join(', ')}; several separated by spaces`;

/** Weekday mask of `daily`, `Mon-Sat`, `Mon, Wed Fri` or `1111100`; undefined when malformed or no day at all. */
export function parseDays(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[01]{7}$/.test(trimmed)) {
    const mask = WEEKDAYS.reduce((sum, _, day) => sum + (trimmed[day] === '1' ? 1 << day : 0), 0);
    return mask === 0 ? undefined : mask;
  }
  let mask = 0;
  for (const part of trimmed.split(/[\s,;+]+/)) {
    const days = parseDayRange(part);
    if (days === undefined) return undefined;
    mask |= days;
  }
  return mask === 0 ? undefined : mask;
}

function parseDayRange(text: string): number | undefined {
  if (text.toLowerCase() === 'daily') return DAILY;
  const [first, last, rest] = text.split('-');
  const from = weekdayOf(first ?? '');
  const until = last === undefined ? from : weekdayOf(last);
  if (from < 0 || until < 0 || rest !== undefined) return undefined;
  let mask = 1 << from;
  for (let day = from; day !== until;) {
    day = (day + 1) % 7;
    mask |= 1 << day;
  }
  return mask;
}

function weekdayOf(text: string): number {
  return WEEKDAYS.findIndex((name) => name.toLowerCase() === text.toLowerCase());
}

/** Text of a weekday mask that `parseDays` reads back. */
export function formatDays(mask: number): string {
  if (mask === DAILY) return 'daily';
  return WEEKDAYS.filter((_, day) => (mask & (1 << day)) !== 0).join(' ');
}

/** Goods mask of names separated by spaces, commas or semicolons; the unknown names apart. */
export function parseGoods(text: string): { readonly mask: number; readonly unknown: readonly string[] } {
  let mask = 0;
  const unknown: string[] = [];
  for (const name of text.split(/[\s,;|]+/)) {
    if (name === '') continue;
    const bit = GOODS.findIndex((goods) => goods === name.toLowerCase());
    if (bit < 0) unknown.push(name);
    else mask |= 1 << bit;
  }
  return { mask, unknown };
}

/** A decimal number (`12`, `-0.5`, `1e3`); undefined for anything else, also for what only JavaScript calls a number. */
export function parseDecimal(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

/** Minor money of a decimal amount in major units, free of binary noise far below a minor unit. */
export function toMinor(major: number, minorPerMajor: number): number {
  return Math.round(major * minorPerMajor * 1e6) / 1e6;
}

/** Milliseconds since the epoch of an RFC 3339 instant with offset; undefined when malformed. */
export function parseInstant(text: string): number | undefined {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s?([Zz]|([+-])(\d{2}):?(\d{2})?)$/.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [year, month, date, hour, minute] = match.slice(1, 6).map(Number) as [number, number, number, number, number];
  const second = Number(match[6] ?? 0);
  const utc = Date.UTC(year, month - 1, date, hour, minute, second);
  const real = new Date(Date.UTC(year, month - 1, date)).getUTCDate() === date && month >= 1 && month <= 12;
  if (!real || hour > 23 || minute > 59 || second > 60) return undefined;
  const [offsetHours, offsetMinutes] = [Number(match[10] ?? 0), Number(match[11] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) return undefined;
  const offset = offsetHours * 60 + offsetMinutes;
  return utc - (match[9] === '-' ? -offset : offset) * 60_000;
}
