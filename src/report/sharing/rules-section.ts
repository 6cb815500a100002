import type { GainShares, RuleShares } from '../../domain/gain-shares.js';
import { legend, stackedBar } from '../page/charts.js';
import { dataTable } from '../page/data-table.js';
import type { Column, TableRow } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import type { Numbers } from '../page/numbers.js';
import { isNothing, namesOf, RULE_WORDS } from './rule-words.js';

/** All rules side by side: who gains what, and what each rule keeps. */
export function rulesSection(gains: GainShares, numbers: Numbers): Html {
  const { parties, rules } = gains;
  const agreed = rules.find((rule) => rule.agreed);
  return html`<section aria-labelledby="rules">
    <h2 id="rules">Ways to share it</h2>
    <p class="finding">
      ${
        agreed === undefined
          ? 'The agreement names none of them, so settlement charges the tariff alone.'
          : `The agreement names ${RULE_WORDS[agreed.rule].name}: settlement uses it.`
      }
    </p>
    <div class="card">
      ${sharesTable(gains, numbers)}
      ${legend(parties.map(({ name }, party) => ({ label: shortName(name), tone: `party-${party}` })))}
    </div>
    <div class="card">${propertiesTable(gains, numbers)}</div>
    <p class="fine">
      No party's share of the cost is further from the one shown than “certain within”, whatever the plans behind it
      cost between their proven bounds and their prices; by trial means the extremes of many such costs, which is no
      proof. Monotone: small changes of each cost were tried, and nobody paid less because a group it belongs to had
      become dearer.
    </p>
  </section>`;
}

function sharesTable(gains: GainShares, numbers: Numbers): Html {
  const { parties, rules } = gains;
  const columns: [Column, ...Column[]] = [
    { heading: 'Rule' },
    { heading: 'Split', kind: 'meter' },
    ...parties.map(({ name }, party): Column => ({
      heading: html`<i class="dot party-${party}"></i>${shortName(name)}`,
    })),
  ];
  return dataTable({
    caption: 'Gain of each party, and what moves on top of the tariff to get there',
    columns,
    rows: rules.map((rule) => sharesRow(gains, rule, numbers)),
  });
}

function sharesRow(gains: GainShares, rule: RuleShares, numbers: Numbers): TableRow {
  const { parties } = gains;
  const { name, means } = RULE_WORDS[rule.rule];
  const splits = rule.parties.every(({ gain }) => gain >= 0);
  const parts = rule.parties.map(({ gain }, party) => ({
    label: shortName(parties[party].name),
    amount: gain,
    tone: `party-${party}`,
  }));
  return [
    html`<span class="${rule.agreed && 'agreed'}">${name}${rule.agreed && ' · agreed'}</span><small>${means}</small>`,
    splits ? html`<div class="split">${stackedBar(parts, numbers)}</div>` : 'somebody loses',
    ...rule.parties.map(
      ({ gain, transfer }) =>
        html`<span class="${rule.agreed && 'agreed'}">${numbers.shortMoney(gain)}</span
          ><small
            >${isNothing(gains, transfer) ? 'as the tariff leaves it' : `${transfer > 0 ? 'gets' : 'pays'} ${numbers.shortMoney(Math.abs(transfer))} on top`}</small
          >`,
    ),
  ];
}

function propertiesTable(gains: GainShares, numbers: Numbers): Html {
  const mark = (kept: boolean, text: string): Html => html`<span class="${kept ? 'yes' : 'no'}">${text}</span>`;
  return dataTable({
    caption: 'What each rule keeps',
    columns: [
      { heading: 'Rule' },
      { heading: 'Shares all of it' },
      { heading: 'Least saving of a party' },
      { heading: 'Least saving of a group' },
      { heading: 'Group that saves least', kind: 'words' },
      { heading: 'Monotone', kind: 'words' },
      { heading: 'Certain within' },
    ],
    rows: gains.rules.map(
      ({ rule, agreed, surplus, leastSaving, coreSlack, worstCoalition, monotone, range, parties }) => [
        html`<span class="${agreed && 'agreed'}">${RULE_WORDS[rule].name}</span>`,
        mark(isNothing(gains, surplus), isNothing(gains, surplus) ? 'yes' : numbers.shortMoney(surplus)),
        mark(leastSaving >= 0 || isNothing(gains, leastSaving), numbers.shortMoney(leastSaving)),
        mark(coreSlack >= 0 || isNothing(gains, coreSlack), numbers.shortMoney(coreSlack)),
        namesOf(gains, worstCoalition),
        monotone === undefined
          ? 'does not apply'
          : mark(monotone.coalitional, monotone.coalitional ? 'yes' : monotone.aggregate ? 'in the whole only' : 'no'),
        html`${numbers.shortMoney(Math.max(...parties.map(({ share, least, most }) => Math.max(share - least, most - share))))}<small
            >by ${{ exact: 'proof', sampled: 'trial', confidence: 'samples, 95 %' }[range]}</small
          >`,
      ],
    ),
  });
}
