import { useSession } from '../app/session.js';
import { useWords } from '../words/use-words.js';

/** A party's name without what is said of it in brackets, where there is little room. */
export function shortName(name: string): string {
  return name.replace(/ \(.*\)$/, '');
}

/** Figures of results as they are written: money in major units; a dash for what is withheld. */
export interface FigureWords {
  readonly money: (major: number | null | undefined) => string;
  readonly roundMoney: (major: number | null | undefined) => string;
  readonly shortMoney: (major: number | null | undefined) => string;
  /** With its sign. */
  readonly change: (major: number | null | undefined) => string;
  readonly kilograms: (value: number | null | undefined) => string;
  readonly count: (value: number | null | undefined) => string;
  readonly share: (value: number | null | undefined, digits?: number) => string;
  readonly decimal: (value: number | null | undefined, digits: number) => string;
}

const NONE = '–';
/** Smaller changes are written out. */
const SHORT_FROM = 1000;

export function useFigures(): FigureWords {
  const { t, formats } = useWords();
  const { workspace } = useSession();
  const minor = (major: number): number => major * workspace.minor_per_major;
  const told =
    (words: (value: number) => string) =>
    (value: number | null | undefined): string =>
      value === null || value === undefined ? NONE : words(value);
  return {
    money: told((major) => formats.money(minor(major))),
    roundMoney: told((major) => formats.roundMoney(minor(major))),
    shortMoney: told((major) => formats.shortMoney(minor(major))),
    change: told((major) => {
      const write = Math.abs(major) < SHORT_FROM ? formats.roundMoney : formats.shortMoney;
      return `${major > 0 ? '+' : ''}${write(minor(major))}`.replace('-', '−');
    }),
    kilograms: told((value) => t('explore.kg', { kg: formats.number(Math.round(value)) })),
    count: told((value) => formats.number(value)),
    share: (value, digits = 1) => told((one) => formats.percent(one, digits))(value),
    decimal: (value, digits) => told((one) => formats.decimal(one, digits))(value),
  };
}
