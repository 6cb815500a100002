import type { WordKey } from '../../words/en/all.js';
import { LOCALES } from '../../words/locales.js';
import type { Wording } from '../../words/use-words.js';
import type { Values } from '../../words/message-format.js';

/** A sentence, and where in the file its clause stands. */
export interface Sentence {
  readonly path: string; // interchange[IX-DEL].minutes
  readonly text: string;
}

/** Sentences about one thing. What a plan makes of the clause at `path` is told beside it. */
export interface Paragraph {
  readonly path: string;
  readonly sentences: readonly Sentence[];
}

/** A heading of the agreement with its paragraphs. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
}

/** Names of those whom an agreement names by code. */
export interface ProseNames {
  /** Without what stands in brackets after it. */
  readonly party: (code: string) => string;
  readonly partyInFull: (code: string) => string;
  readonly place: (party: string, id: string) => string;
}

/** How values of terms are written in a language. Money in terms is in major units. */
export interface ProseTools extends Pick<Wording, 't'> {
  readonly names: ProseNames;
  readonly code: (code: string) => string;
  readonly codes: (codes: readonly string[]) => string;
  readonly list: (texts: readonly string[]) => string;
  readonly number: (value: number) => string;
  readonly share: (share: number) => string;
  readonly percent: (percent: number) => string;
  readonly money: (major: number) => string;
  readonly date: (date: string) => string;
  readonly days: (days: string) => string;
  readonly unit: (count: number, unit: 'minute' | 'hour' | 'day') => string;
  readonly sentence: (path: string, key: WordKey, values?: Values) => Sentence;
}

const WEEKDAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** A Monday. */
const FIRST_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** Tools of whoever reads; amounts are in the agreement's currency. */
export function proseTools({ t, tCode, locale, formats }: Wording, names: ProseNames, currency: string): ProseTools {
  const { tag } = LOCALES[locale];
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' });
  const date = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 6 });
  const code = (text: string): string => {
    const words = tCode('prose.code', text);
    return words === text ? text.replaceAll('_', ' ') : words;
  };
  const list = (texts: readonly string[]): string => lists.format(texts);
  const dayName = (day: number): string => weekday.format(new Date(FIRST_MS + day * DAY_MS));
  return {
    t,
    names,
    code,
    list,
    codes: (texts) => list(texts.map(code)),
    number: (value) => number.format(value),
    share: (share) => formats.percent(share, 2),
    percent: (percent) => formats.percent(percent / 100, 2),
    money: (major) =>
      new Intl.NumberFormat(tag, {
        style: 'currency',
        currency,
        minimumFractionDigits: Number.isInteger(major) ? 0 : 2,
        maximumFractionDigits: 6,
      }).format(major),
    date: (text) => date.format(new Date(`${text}T00:00:00Z`)),
    days: (text) => (text === 'daily' ? t('prose.daily') : daysWords(text, dayName, list)),
    unit: (count, unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    sentence: (path, key, values) => ({ path, text: t(key, values) }),
  };
}

/** `Mon Tue Wed Sat` as runs of days: `Mon–Wed and Sat`. */
function daysWords(text: string, nameOf: (day: number) => string, list: (texts: readonly string[]) => string): string {
  const days = text.split(' ').map((name) => WEEKDAYS.indexOf(name));
  if (days.includes(-1)) return text;
  const runs: [first: number, last: number][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  return list(
    runs.flatMap(([first, last]) => {
      if (last - first > 1) return [`${nameOf(first)}–${nameOf(last)}`];
      return first === last ? [nameOf(first)] : [nameOf(first), nameOf(last)];
    }),
  );
}
