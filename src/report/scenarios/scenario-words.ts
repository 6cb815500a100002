import type { Exploration, Interval, Outcome } from '../../domain/exploration.js';
import type { Numbers } from '../page/numbers.js';

/** The base first, then the scenarios in their order. */
export function allOutcomes({ base, scenarios }: Exploration): readonly Outcome[] {
  return [base, ...scenarios];
}

/** An amount with a sign in either direction: `−₹1.3 lakh`, `+₹0.42`. */
export function signed(amount: number, show: (amount: number) => string): string {
  return amount > 0 ? `+${show(amount)}` : show(amount);
}

/** How sure a difference is: its sign is proved when the whole interval lies on one side of nothing. */
export function verdictOf({ low, high }: Interval): 'less' | 'more' | 'open' {
  if (high < 0) return 'less';
  return low > 0 ? 'more' : 'open';
}

/** `certainly ₹1.0 to ₹1.3 lakh less`, or that the plans do not tell. */
export function certaintyOf(interval: Interval, numbers: Numbers): string {
  const { low, high } = interval;
  const range = (from: number, to: number): string => {
    const [least, most] = [numbers.shortMoney(from), numbers.shortMoney(to)];
    return least === most ? least : `${least} to ${most}`;
  };
  switch (verdictOf(interval)) {
    case 'less':
      return `certainly ${range(-high, -low)} less`;
    case 'more':
      return `certainly ${range(low, high)} more`;
    default:
      return `between ${numbers.shortMoney(-low)} less and ${numbers.shortMoney(high)} more`;
  }
}

/** What the whole exploration says, in a sentence or two. */
export function findingOf({ scenarios, base }: Exploration, numbers: Numbers): string {
  const withDifference = scenarios.flatMap((one) =>
    one.difference ? [{ one, cost: one.difference.costPerParcel }] : [],
  );
  if (withDifference.length === 0) {
    return `As it is, ${numbers.count(base.parcels)} parcels cost ${numbers.money(base.costPerParcel.amount)} each.`;
  }
  const sorted = withDifference.toSorted((a, b) => a.cost.amount - b.cost.amount);
  const [best, worst] = [sorted[0], sorted[sorted.length - 1]];
  const sentences = [`A parcel costs ${numbers.money(base.costPerParcel.amount)} as it is.`];
  if (best.cost.amount < 0) sentences.push(`“${best.one.name}” takes off ${numbers.money(-best.cost.amount)}.`);
  if (worst.cost.amount > 0) sentences.push(`“${worst.one.name}” adds ${numbers.money(worst.cost.amount)}.`);
  return sentences.join(' ');
}
