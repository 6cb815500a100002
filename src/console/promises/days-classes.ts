import { DAYS_NOT_SERVED } from '../../wire/quotes/promise-map.js';
import type { Tone } from '../map/map-theme.js';

/** What the colours of the map of days tell. */
export const DAYS_VIEWS = ['together', 'alone', 'saved'] as const;
export type DaysView = (typeof DAYS_VIEWS)[number];

/** Days from one place to every postal code, with the partner and without; DAYS_NOT_SERVED where never. */
export interface DaysColumns {
  readonly together: Uint8Array; // [postal code]
  readonly alone: Uint8Array;
}

/** One colour: which codes have it, and how it looks. */
export interface DaysClass {
  /** Of words: days `to1`, `2` to `5`, `from6`; saved `saved0` to `saved3`, `only`; `never`. */
  readonly key: string;
  readonly tone: Tone;
}

const NEVER: DaysClass = { key: 'never', tone: { dark: '#5b6470', light: '#a8a294' } };

const DAYS_CLASSES: readonly DaysClass[] = [
  { key: 'to1', tone: { dark: '#21e6a1', light: '#00724f' } },
  { key: '2', tone: { dark: '#3aa0ff', light: '#0b57b5' } },
  { key: '3', tone: { dark: '#f4d13d', light: '#8a6d00' } },
  { key: '4', tone: { dark: '#ff8b3d', light: '#b04a00' } },
  { key: '5', tone: { dark: '#ff4b5c', light: '#b5122b' } },
  { key: 'from6', tone: { dark: '#c45bff', light: '#7a1fa8' } },
  NEVER,
];

const SAVED_CLASSES: readonly DaysClass[] = [
  { key: 'saved0', tone: { dark: '#6f7d92', light: '#8a93a0' } },
  { key: 'saved1', tone: { dark: '#5a9bf0', light: '#3b6fc4' } },
  { key: 'saved2', tone: { dark: '#4bc9d8', light: '#14758c' } },
  { key: 'saved3', tone: { dark: '#7ef0c5', light: '#0b5d4a' } },
  { key: 'only', tone: { dark: '#ffb05c', light: '#b24a08' } },
  NEVER,
];

/** Colours of a view, in the order of its legend. */
export function classesOf(view: DaysView): readonly DaysClass[] {
  return view === 'saved' ? SAVED_CLASSES : DAYS_CLASSES;
}

/** Class of every postal code in a view: an index into `classesOf`. */
export function classOfCodes(days: DaysColumns, view: DaysView): Uint8Array {
  const keys = classesOf(view).map(({ key }) => key);
  return Uint8Array.from(days.together, (together, code) => {
    const alone = days.alone[code];
    if (view !== 'saved') return keys.indexOf(daysKey(view === 'alone' ? alone : together));
    if (together === DAYS_NOT_SERVED) return keys.indexOf('never');
    if (alone === DAYS_NOT_SERVED) return keys.indexOf('only');
    return keys.indexOf(`saved${Math.min(3, Math.max(0, alone - together))}`);
  });
}

function daysKey(days: number): string {
  if (days === DAYS_NOT_SERVED) return 'never';
  return days <= 1 ? 'to1' : days >= 6 ? 'from6' : String(days);
}

/** How many postal codes have each class. */
export function countClasses(classOfCode: Uint8Array, classCount: number): number[] {
  const counts = Array.from({ length: classCount }, () => 0);
  for (const one of classOfCode) counts[one]++;
  return counts;
}
