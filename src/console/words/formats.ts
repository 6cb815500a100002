/** What formats depend on: the language, and where and in what money the networks run. */
export interface FormatSettings {
  readonly tag: string; // en-IN
  readonly timeZone: string; // IANA
  readonly currency: string; // ISO 4217
  readonly minorPerMajor: number;
}

/** How numbers, money, weights and times are written, alike everywhere. Instants are ISO 8601 texts or dates. */
export type Formats = ReturnType<typeof makeFormats>;

type When = string | Date;

/** Formats of a language, with times in the zone of the networks. */
export function makeFormats({ tag, timeZone, currency, minorPerMajor }: FormatSettings) {
  const number = new Intl.NumberFormat(tag);
  const money = new Intl.NumberFormat(tag, { style: 'currency', currency });
  const roundMoney = new Intl.NumberFormat(tag, { style: 'currency', currency, maximumFractionDigits: 0 });
  const shortMoney = new Intl.NumberFormat(tag, {
    style: 'currency',
    currency,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  const shortNumber = new Intl.NumberFormat(tag, { notation: 'compact', maximumSignificantDigits: 3 });
  const dated = (options: Intl.DateTimeFormatOptions): ((when: When) => string) => {
    const format = new Intl.DateTimeFormat(tag, { timeZone, hourCycle: 'h23', ...options });
    return (when) => format.format(dateOf(when));
  };
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  return {
    /** 1,65,627 */
    number: (value: number): string => number.format(value),
    /** 1.66 lakh, as narrow as it can be read */
    shortNumber: (value: number): string => shortNumber.format(value),
    decimal: (value: number, digits: number): string =>
      new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    /** Of a share: 0.984 is 98.4 %. */
    percent: (share: number, digits = 1): string =>
      new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: digits }).format(share),
    /** Of a change of a share or amount, always with its sign. */
    signed: (value: number, digits = 1): string =>
      new Intl.NumberFormat(tag, { signDisplay: 'exceptZero', maximumFractionDigits: digits }).format(value),
    signedPercent: (share: number, digits = 1): string =>
      new Intl.NumberFormat(tag, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: digits }).format(
        share,
      ),
    /** To the paisa, from minor units. */
    money: (minor: number): string => money.format(minor / minorPerMajor),
    /** To the rupee, from minor units. */
    roundMoney: (minor: number): string => roundMoney.format(minor / minorPerMajor),
    /** ₹23.8 lakh, from minor units. */
    shortMoney: (minor: number): string => shortMoney.format(minor / minorPerMajor),
    /** 1.25 kg, from grams */
    weight: (g: number): string =>
      new Intl.NumberFormat(tag, { style: 'unit', unit: 'kilogram', maximumFractionDigits: g < 10_000 ? 2 : 0 }).format(
        g / 1000,
      ),
    /** Mon, 23 Nov, 18:05 */
    instant: dated({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    /** 23 Nov 2026, 18:05:12 */
    exactInstant: dated({
      day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    }), // prettier-ignore
    /** Mon, 23 Nov */
    day: dated({ weekday: 'short', day: 'numeric', month: 'short' }),
    /** Mon */
    weekday: dated({ weekday: 'short' }),
    /** 18:05 */
    time: dated({ hour: '2-digit', minute: '2-digit' }),
    /** 2 hr, 35 min, from minutes */
    duration: (minutes: number): string => durationOf(tag, minutes),
    /** 5 minutes ago, in 2 hours */
    ago: (when: When, now: Date): string => agoOf(relative, dateOf(when), now),
  };
}

function dateOf(when: When): Date {
  return typeof when === 'string' ? new Date(when) : when;
}

function durationOf(tag: string, minutes: number): string {
  const rounded = Math.round(minutes);
  const parts: [number, string][] = [
    [Math.floor(rounded / 1440), 'day'],
    [Math.floor((rounded % 1440) / 60), 'hour'],
    [rounded % 60, 'minute'],
  ];
  const told = parts.filter(([count]) => count > 0).slice(0, 2);
  return (told.length === 0 ? [[0, 'minute'] as const] : told)
    .map(([count, unit]) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' }).format(count))
    .join(' ');
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function agoOf(relative: Intl.RelativeTimeFormat, when: Date, now: Date): string {
  const ms = when.getTime() - now.getTime();
  for (const [unit, unitMs] of STEPS) if (Math.abs(ms) >= unitMs) return relative.format(Math.round(ms / unitMs), unit);
  return relative.format(Math.round(ms / 1000), 'second');
}
