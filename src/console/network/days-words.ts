import type { Formats } from '../words/formats.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
/** A Monday at noon in any zone where parcels are carried. */
const MONDAY_MS = Date.UTC(2026, 10, 23, 6, 30);

/** Weekdays as people write them, runs of days shortened: `Mon–Sat`; nothing where it is every day. */
export function daysWords(formats: Pick<Formats, 'weekday'>, days: readonly string[]): string {
  if (days.length === WEEKDAYS.length) return '';
  const rows = WEEKDAYS.flatMap((name, row) => (days.includes(name) ? [row] : []));
  const word = (row: number): string => formats.weekday(new Date(MONDAY_MS + row * 86_400_000));
  const isRun = rows.length > 2 && rows.every((row, index) => row === rows[0] + index);
  return isRun ? `${word(rows[0])}–${word(rows[rows.length - 1])}` : rows.map(word).join(', ');
}
