import type { GainShares, GroupGain } from '../../domain/gain-shares.js';
import { dataTable } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import type { Numbers } from '../page/numbers.js';
import { RULE_WORDS, usedRule } from './rule-words.js';

/** Lanes shown; all of them are in the JSON beside the page. */
const LANES_SHOWN = 12;

/** Where the gain comes from: lanes and interchanges. */
export function groupsSection(gains: GainShares, numbers: Numbers): Html {
  const { lanes, interchanges } = gains;
  const losing = lanes.filter(({ gain }) => gain < 0);
  const shown = lanes.slice(0, LANES_SHOWN);
  const lost = losing.reduce((sum, { gain }) => sum - gain, 0);
  return html`<section aria-labelledby="groups">
    <h2 id="groups">Where it comes from</h2>
    <p class="finding">
      ${numbers.count(shown.length)} of ${numbers.count(lanes.length)} lanes, those with most to gain.
      ${losing.length > 0 && `On ${numbers.count(losing.length)} lanes parcels cost more together than apart, ${numbers.shortMoney(lost)} in all: they make room for others, or go where the tariff is below the carrier's cost.`}
    </p>
    <div class="card">${groupTable(gains, 'Gain by lane', shown, numbers)}</div>
    <div class="card">
      ${groupTable(gains, 'Gain by the interchange where parcels first change hands', interchanges, numbers)}
    </div>
    <p class="fine">
      The last columns are the gain where the tariff leaves it, and by the rule
      ${RULE_WORDS[usedRule(gains).rule].name}. A gain belongs to the parcels that cost less, wherever the room came
      from: parcels that never change hands gain where others left room for them. A region is the first two characters
      of its postal codes, with the first hub there.
    </p>
  </section>`;
}

function groupTable(gains: GainShares, caption: string, groups: readonly GroupGain[], numbers: Numbers): Html {
  const { parties } = gains;
  const nameOf = (party: number): Html => html`<i class="dot party-${party}"></i>${shortName(parties[party].name)}`;
  return dataTable({
    caption,
    columns: [
      { heading: caption === 'Gain by lane' ? 'Lane' : 'Interchange' },
      { heading: 'Parcels' },
      { heading: 'Cost apart' },
      { heading: 'together' },
      { heading: 'Gain' },
      ...parties.map((_, party) => ({ heading: nameOf(party) })),
    ],
    rows: groups.map((group) => [
      group.to === '' ? group.from : `${group.from} → ${group.to}`,
      numbers.count(group.parcels),
      numbers.shortMoney(group.apart),
      numbers.shortMoney(group.together),
      html`<strong>${numbers.shortMoney(group.gain)}</strong>`,
      ...group.landed.map(
        (gain, party) =>
          html`<span class="soft">${numbers.shortMoney(gain)} →</span> ${numbers.shortMoney(group.shared[party])}`,
      ),
    ]),
  });
}
