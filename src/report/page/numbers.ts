/** How a report writes numbers: Indian grouping, lakh and crore where the currency is the rupee. */
export interface Numbers {
  readonly count: (amount: number) => string;
  /** Kilograms, or tonnes from 1000 kg; one decimal below 100. */
  readonly mass: (kg: number) => string;
  readonly share: (share: number) => string;
  /** A share so small that two digits matter. */
  readonly fineShare: (share: number) => string;
  /** A gap between cost and bound; null where no bound is proven. */
  readonly gap: (gap: number | null) => string;
  readonly money: (amount: number) => string;
  /** Three digits and a word, e.g. `₹1.24 crore`. */
  readonly shortMoney: (amount: number) => string;
  readonly shortCount: (amount: number) => string;
  /** With its sign, a true minus and a plus. */
  readonly change: (share: number) => string;
  readonly seconds: (seconds: number) => string;
}

export function numbersOf(currency: string): Numbers {
  const locale = currency === 'INR' ? 'en-IN' : 'en';
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const whole = format({ maximumFractionDigits: 0 });
  const one = format({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const two = format({ maximumFractionDigits: 2 });
  const percent = format({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const fine = format({ style: 'percent', maximumSignificantDigits: 2 });
  const signed = format({ style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const money = moneyFormat(locale, currency, { maximumFractionDigits: 0 });
  const exactMoney = moneyFormat(locale, currency, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const fineMoney = moneyFormat(locale, currency, { maximumSignificantDigits: 3 });
  const digits = format({ maximumSignificantDigits: 3 });
  return {
    count: (amount) => whole.format(amount),
    mass: (kg) => {
      const [amount, unit] = kg < 1000 ? [kg, 'kg'] : [kg / 1000, 't'];
      return `${(amount < 100 ? one : whole).format(amount)} ${unit}`;
    },
    share: (share) => percent.format(share),
    fineShare: (share) => fine.format(share),
    gap: (gap) => (gap === null ? 'not proven' : fine.format(gap)),
    money: (amount) => minus((Math.abs(amount) < 1000 ? exactMoney : money).format(amount)),
    shortMoney: (amount) => {
      const [divisor, word] = scaleOf(currency, amount);
      return minus(`${(divisor === 1 ? money : fineMoney).format(amount / divisor)}${word}`);
    },
    shortCount: (amount) => {
      const [divisor, word] = scaleOf(currency, amount);
      return minus(`${(divisor === 1 ? whole : digits).format(amount / divisor)}${word}`);
    },
    change: (share) => minus(signed.format(share)),
    seconds: (seconds) => `${(seconds < 10 ? two : one).format(seconds)} s`,
  };
}

function moneyFormat(locale: string, currency: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...options });
  } catch {
    // A currency code that Intl refuses still has amounts.
    return new Intl.NumberFormat(locale, options);
  }
}

const INDIAN_SCALE = [
  [1e7, ' crore'],
  [1e5, ' lakh'],
] as const;
const WESTERN_SCALE = [
  [1e9, ' bn'],
  [1e6, ' m'],
] as const;

function scaleOf(currency: string, amount: number): readonly [number, string] {
  const scale = currency === 'INR' ? INDIAN_SCALE : WESTERN_SCALE;
  return scale.find(([from]) => Math.abs(amount) >= from) ?? [1, ''];
}

function minus(text: string): string {
  return text.replace('-', '−');
}
