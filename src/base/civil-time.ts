import { assert } from './assert.js';

export const HOUR_SEC = 3600;
export const DAY_SEC = 86400;

/** Monday first, as ISO 8601 numbers them; bit `i` of a weekday mask is `WEEKDAYS[i]`. */
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** Every day of the week as a mask. */
export const DAILY = 0b1111111;

/**
 * The days of a horizon and how they map to seconds since the horizon's start, which is local midnight of the first
 * day. GTFS counts a service day from "noon minus 12 hours", so a day of a daylight-saving change still works.
 */
export interface Calendar {
  readonly timezone: string; // IANA
  /** Days since 1970-01-01 of the first service day. */
  readonly firstDay: number;
  readonly dayCount: number;
  /** Milliseconds since the epoch of second 0. */
  readonly startMs: number;
  /** [dayCount + 40] seconds from the horizon's start to the start of each service day, before it ends and after. */
  readonly dayStartSec: Int32Array;
}

/** A calendar of `dayCount` days from an ISO date (`2026-11-23`). Throws on a date or zone that does not exist. */
export function calendarOf(timezone: string, startDate: string, dayCount: number): Calendar {
  const firstDay = parseDate(startDate);
  assert(firstDay !== undefined, `${startDate} is not a date`);
  const startMs = serviceDayStartMs(timezone, firstDay);
  const dayStartSec = new Int32Array(dayCount + 40);
  for (let day = 0; day < dayStartSec.length; day++) {
    dayStartSec[day] = Math.round((serviceDayStartMs(timezone, firstDay + day) - startMs) / 1000);
  }
  return { timezone, firstDay, dayCount, startMs, dayStartSec };
}

/** Days since 1970-01-01 of `YYYY-MM-DD` or `YYYYMMDD`; undefined when it is not a real date. */
export function parseDate(text: string): number | undefined {
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const ms = Date.UTC(year, month - 1, date);
  const back = new Date(ms);
  const real = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === date;
  return real ? ms / 86_400_000 : undefined;
}

/** `YYYY-MM-DD` of a number of days since 1970-01-01. */
export function formatDate(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** Bit of the weekday mask on which a day falls; 1970-01-01 was a Thursday. */
export function weekdayBit(day: number): number {
  return 1 << ((((day + 3) % 7) + 7) % 7);
}

/** Index of the service day (may be negative or beyond the horizon) that holds a second of the horizon. */
export function dayOfSec(calendar: Calendar, sec: number): number {
  const { dayStartSec } = calendar;
  if (sec < 0) return Math.floor(sec / DAY_SEC);
  let day = Math.min(Math.floor(sec / DAY_SEC) + 1, dayStartSec.length - 1);
  while (day > 0 && dayStartSec[day] > sec) day--;
  return day;
}

/** Day on which an instant falls in an IANA zone, `2026-11-24`. */
export function localDate(timezone: string, ms: number): string {
  return localParts(timezone, ms).date;
}

/** `2026-11-24 18:05` in the calendar's zone. */
export function formatLocal(calendar: Calendar, sec: number): string {
  const { date, time } = localMinute(calendar, sec);
  return `${date} ${time}`;
}

/** `2026-11-24T18:05:30+05:30`: RFC 3339 with the offset of the calendar's zone at that moment. */
export function formatInstant(calendar: Calendar, sec: number): string {
  const { date, time, offset } = localMinute(calendar, sec);
  const seconds = ((Math.round(calendar.startMs / 1000 + sec) % 60) + 60) % 60;
  return `${date}T${time}:${String(seconds).padStart(2, '0')}${offset}`;
}

interface LocalMinute {
  readonly date: string;
  readonly time: string;
  readonly offset: string;
}

/** Minutes that were told before: asking a time zone takes microseconds, and answers tell the same few minutes. */
const told = new Map<string, Map<number, LocalMinute>>();
const TOLD_MAX = 50_000;

function localMinute({ timezone, startMs }: Calendar, sec: number): LocalMinute {
  const minute = Math.floor((startMs + sec * 1000) / 60_000);
  let minutes = told.get(timezone);
  if (minutes === undefined || minutes.size >= TOLD_MAX) told.set(timezone, (minutes = new Map<number, LocalMinute>()));
  let known = minutes.get(minute);
  if (known === undefined) {
    const { date, time } = localParts(timezone, minute * 60_000);
    const ahead = Math.round(Date.parse(`${date}T${time}:00Z`) / 60_000) - minute;
    known = { date, time, offset: `${ahead < 0 ? '-' : '+'}${formatClock(Math.abs(ahead) * 60)}` };
    minutes.set(minute, known);
  }
  return known;
}

/** `HH:MM` or `HH:MM:SS` (hours may pass 24) as seconds after the service day's start; undefined when malformed. */
export function parseClock(text: string): number | undefined {
  const match = /^\s*(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\s*$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

/** `HH:MM` of seconds after midnight; hours pass 24 for the next days, as in GTFS. */
export function formatClock(sec: number): string {
  const minutes = Math.round(sec / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Milliseconds since the epoch of noon minus 12 h, local, on a day. */
function serviceDayStartMs(timezone: string, day: number): number {
  const noonUtc = day * 86_400_000 + 43_200_000;
  let offset = offsetMs(timezone, noonUtc);
  offset = offsetMs(timezone, noonUtc - offset);
  return noonUtc - offset - 43_200_000;
}

/** Local wall clock minus UTC at an instant, in milliseconds. */
function offsetMs(timezone: string, ms: number): number {
  const { date, time } = localParts(timezone, ms);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(ms / 60_000) * 60_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localParts(timezone: string, ms: number): { date: string; time: string } {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timezone, format);
  }
  const parts = new Map(format.formatToParts(ms).map((part) => [part.type, part.value]));
  return {
    date: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  };
}
