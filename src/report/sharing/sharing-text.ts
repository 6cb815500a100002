import type { GainShares } from '../../domain/gain-shares.js';
import { shortName } from '../page/labels.js';
import { numbersOf } from '../page/numbers.js';
import { isNothing, RULE_WORDS, transferWords, usedRule } from './rule-words.js';

/** The shares for a terminal. */
export function sharingText(gains: GainShares): string {
  const numbers = numbersOf(gains.currency);
  const { parties, positions, rules, gain, apart, together } = gains;
  const money = numbers.shortMoney;
  const names = parties.map(({ name }) => shortName(name));
  const heads = names.map((name) => name.slice(0, 26));
  const width = Math.max(14, ...heads.map((name) => name.length + 2));
  const line = (label: string, cells: readonly string[]): string =>
    `${label.padEnd(26)}${cells.map((cell) => cell.padStart(width)).join('')}`;
  const transfer = transferWords(gains, usedRule(gains), money);
  return [
    `Apart ${money(apart)}, together ${money(together)}: a gain of ${money(gain)},`,
    `proven between ${numbers.money(gains.gainLeast)} and ${numbers.money(gains.gainMost)}.`,
    '',
    line('', heads),
    line(
      'Cost alone',
      positions.map(({ alone }) => money(alone)),
    ),
    line(
      'Net cost by the tariff',
      positions.map(({ net }) => money(net)),
    ),
    line(
      'Gain by the tariff',
      positions.map((position) => money(position.gain)),
    ),
    '',
    line('Gain by rule', heads),
    ...rules.map((rule) =>
      [
        line(
          `${RULE_WORDS[rule.rule].name}${rule.agreed ? ' *' : ''}`,
          rule.parties.map((share) => money(share.gain)),
        ),
        rule.coreSlack < 0 && !isNothing(gains, rule.coreSlack) ? '  not in the core' : '',
      ].join(''),
    ),
    ...(rules.some(({ agreed }) => agreed) ? ['* named in the agreement; settlement uses it'] : []),
    '',
    transfer === undefined ? 'Nothing more has to be paid than the tariff.' : `On top of the tariff, ${transfer}.`,
  ].join('\n');
}
