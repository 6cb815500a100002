import type { GainShares, RuleShares, ShareRuleId } from '../../domain/gain-shares.js';
import { shortName } from '../page/labels.js';

/** What a rule is called, and in a few words what it does. */
export const RULE_WORDS: Readonly<Record<ShareRuleId, { readonly name: string; readonly means: string }>> = {
  shapley: { name: 'Shapley', means: 'what each adds to the others, on average over all orders of joining' },
  nucleolus: { name: 'Nucleolus', means: 'the group that is left worst off is left as well off as can be' },
  equal_profit: { name: 'Equal profit', means: 'savings as alike as can be, as shares of the cost alone' },
  proportional: { name: 'In proportion to cost', means: 'everybody saves the same share of its cost alone' },
  volume: { name: 'In proportion to volume', means: 'the gain by kilograms sent' },
  dual_prices: {
    name: 'Dual prices',
    means: 'each pays for its parcels what room is worth, and earns what its own room is worth',
  },
};

/** `Amazon-style carrier and India Post-style operator` */
export function namesOf({ parties }: GainShares, members: readonly number[]): string {
  const names = members.map((party) => shortName(parties[party].name));
  return names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Whether amounts this small count as nothing, beside what is shared. */
export function isNothing({ apart }: GainShares, amount: number): boolean {
  return Math.abs(amount) <= 1e-6 * Math.max(1, Math.abs(apart));
}

/** The rule that is used: the agreement's, or Shapley's where it names none. */
export function usedRule({ rules }: GainShares): RuleShares {
  return rules.find(({ agreed }) => agreed) ?? rules[0];
}

/** `A pays B 1,200` of a rule's transfers; undefined where nothing has to move. */
export function transferWords(
  gains: GainShares,
  rule: RuleShares,
  money: (amount: number) => string,
): string | undefined {
  const payers = rule.parties.flatMap(({ transfer }, party) =>
    transfer < 0 && !isNothing(gains, transfer) ? [{ party, amount: -transfer }] : [],
  );
  const receivers = rule.parties.flatMap(({ transfer }, party) =>
    transfer > 0 && !isNothing(gains, transfer) ? [party] : [],
  );
  if (payers.length === 0 || receivers.length === 0) return undefined;
  const pay = payers.map(({ party, amount }) => `${namesOf(gains, [party])} pays ${money(amount)}`).join(', ');
  return `${pay} to ${namesOf(gains, receivers)}`;
}
