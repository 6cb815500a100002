import type { ClauseValues } from '../../domain/clause-values.js';
import { numbersOf } from '../page/numbers.js';

/** Clause values for a terminal. */
export function clausesText({ clauses, relaxations, currency, open }: ClauseValues): string {
  const numbers = numbersOf(currency);
  const binding = clauses.filter((clause) => clause.binding > 0).toSorted((a, b) => b.worth - a.worth);
  const idle = clauses.length - binding.length;
  const width = Math.min(28, Math.max(8, ...binding.map(({ on }) => on.length)));
  return [
    'Most valuable relaxations, each on its own, at most:',
    ...relaxations.map(({ words, worth, cost }, index) => {
      const block = cost > 0 ? ` (the hard block costs ${numbers.shortMoney(cost)} more)` : '';
      return `${String(index + 1).padStart(2)}. ${words}: worth ${numbers.shortMoney(worth)} a week${block}`;
    }),
    ...(relaxations.length === 0 ? ['none'] : []),
    '',
    'Clauses that bind, and what one more unit of each is worth a week:',
    ...binding.map(
      ({ on, unit, says, worth, binding: priced, used }) =>
        `${on.padEnd(width)}  ${numbers.money(worth).padStart(12)} a ${unit === 'parcels' ? 'parcel' : unit}, binds ${numbers.count(priced)} of ${numbers.count(used)} in use  (${says})`,
    ),
    `${numbers.count(idle)} other amounts bind nowhere.`,
    `The proof leaves ${numbers.shortMoney(open)} open over the horizon.`,
  ].join('\n');
}
