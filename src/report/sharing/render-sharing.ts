import type { GainShares } from '../../domain/gain-shares.js';
import { renderPage } from '../page/frame.js';
import type { Tile } from '../page/frame.js';
import { periodOf } from '../page/headline.js';
import { html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import { numbersOf } from '../page/numbers.js';
import type { Numbers } from '../page/numbers.js';
import { groupsSection } from './groups-section.js';
import { RULE_WORDS, transferWords, usedRule } from './rule-words.js';
import { coalitionsSection, positionsSection } from './positions-section.js';
import { rulesSection } from './rules-section.js';

/** The page about who gains from a joint plan. `interline share` writes it as `sharing.html`. */
export function renderSharing(gains: GainShares, notes: readonly string[]): string {
  const numbers = numbersOf(gains.currency);
  return renderPage(gains, {
    file: 'sharing.html',
    title: `${gains.name}: sharing the gain, ${periodOf(gains)}`,
    kind: 'shares',
    hero: {
      kicker: `Sharing the gain · ${periodOf(gains)}`,
      heading: gains.name,
      lede: sentence(gains, numbers),
      tiles: tilesOf(gains, numbers),
    },
    sections: [
      rulesSection(gains, numbers),
      positionsSection(gains, numbers),
      ...(gains.parties.length > 2 ? [coalitionsSection(gains, numbers)] : []),
      groupsSection(gains, numbers),
    ],
    notes,
    data: html`Every figure is also in <code>sharing.json</code>, beside this file.`,
    style: '.agreed{font-weight:650}.split{min-width:9em}.yes{color:var(--good)}.no{color:var(--bad)}',
  });
}

function sentence(gains: GainShares, numbers: Numbers): string {
  const { gain, apart, agreedRule } = gains;
  if (gain <= 0) {
    return `At the carriers' own costs the joint plan spends ${numbers.shortMoney(-gain)} more than each carrier alone: there is nothing to share, only a loss to divide.`;
  }
  const rule = usedRule(gains);
  const saves = `Working together saves ${numbers.shortMoney(gain)} of ${numbers.shortMoney(apart)} that the carriers would spend apart.`;
  const transfer = transferWords(gains, rule, numbers.shortMoney);
  const { name } = RULE_WORDS[rule.rule];
  const named =
    agreedRule === undefined ? 'The agreement names no rule; by that of Shapley' : `By the agreement's rule, ${name},`;
  return `${saves} ${named} ${transfer === undefined ? 'nothing more has to be paid than the tariff.' : `${transfer}, on top of the tariff.`}`;
}

function tilesOf(gains: GainShares, numbers: Numbers): Tile[] {
  const { gain, apart, gainLeast, gainMost, parties, positions } = gains;
  const rule = usedRule(gains);
  const core = rule.coreSlack >= -1e-6 * Math.abs(apart);
  return [
    {
      term: 'Cost together',
      figure: numbers.shortMoney(gains.together),
      detail: `${numbers.shortMoney(apart)} apart, at the carriers' own costs`,
    },
    {
      term: 'Gain',
      figure: numbers.shortMoney(gain),
      detail: `${numbers.share(apart === 0 ? 0 : gain / apart)} of the cost apart`,
    },
    {
      term: 'Proven between',
      figure: numbers.money(gainLeast),
      detail: `and ${numbers.money(gainMost)}, whatever better plans the gaps leave open`,
    },
    ...rule.parties.slice(0, 3).map((share, party) => ({
      term: `${shortName(parties[party].name)} gains`,
      figure: numbers.shortMoney(share.gain),
      detail: `${numbers.shortMoney(positions[party].gain)} before, by the tariff alone`,
    })),
    {
      term: core ? 'Nobody would rather leave' : 'Somebody would rather leave',
      figure: numbers.shortMoney(Math.abs(rule.coreSlack)),
      detail: core ? 'saved at least by every group of parties' : 'more than on its own, for the group worst off',
    },
  ];
}
