import type { Wording } from '../words/use-words.js';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A relaxation as it is told: figures that are withheld are null, and the places are those of grants only. */
export interface ToldRelaxation {
  readonly words: string;
  readonly name?: string;
  readonly leaves?: string;
  readonly amount: number | null;
  readonly unit: 'kg' | 'litres' | 'parcels';
  readonly days: string;
}

/** What more of a grant is, in the reader's language; terms, and what was worked out before it was told as data, in the server's words. */
export function relaxationWords(
  { words, name, leaves, amount, unit, days }: ToldRelaxation,
  { t, formats }: Wording,
): string {
  if (name === undefined || amount === null) return words;
  const where = leaves === undefined || leaves === '' ? name : t('explore.clauses.leaves', { name, leaves });
  const measure = t(`explore.unit.${unit}`);
  return t('explore.clauses.moreOf', { amount: formats.number(amount), measure, where, days: daysInWords(days, t) });
}

/** `daily`, `Mon to Sat` or `Mon, Wed and Fri`, as the server writes days, in the reader's language. */
function daysInWords(days: string, t: Wording['t']): string {
  if (days === 'daily') return t('explore.clauses.daily');
  const [first, last] = days.split(' to ');
  if (first !== undefined && last !== undefined) {
    return t('explore.clauses.fromTo', { first: dayInWords(first, t), last: dayInWords(last, t) });
  }
  return days
    .split(/, | and /)
    .map((day) => dayInWords(day, t))
    .join(', ');
}

function dayInWords(day: string, t: Wording['t']): string {
  const known = DAYS.find((one) => one === day);
  return known === undefined ? day : t(`explore.day.${known}`);
}
