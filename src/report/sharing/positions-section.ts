import type { GainShares, PartyPosition } from '../../domain/gain-shares.js';
import { dataTable } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import type { Numbers } from '../page/numbers.js';
import { namesOf } from './rule-words.js';

const ROWS: readonly (readonly [keyof PartyPosition, string, string])[] = [
  ['alone', 'Cost alone', 'its own parcels over its own network'],
  ['cost', 'Cost of its parcels together', 'own costs, and what partners charge'],
  ['paid', 'of which paid to partners', 'by the tariff'],
  ['received', 'Received from partners', 'by the tariff'],
  ['carrying', 'Cost of carrying theirs', 'at its own rates, handling included'],
  ['net', 'Net cost', 'cost less received plus carrying'],
  ['gain', 'Gain before sharing', 'cost alone less net cost'],
];

/** With whom the gain lands by the tariff alone. */
export function positionsSection(gains: GainShares, numbers: Numbers): Html {
  const { parties, positions } = gains;
  const sum = (field: keyof PartyPosition): number => positions.reduce((all, position) => all + position[field], 0);
  return html`<section aria-labelledby="positions">
    <h2 id="positions">Where the tariff leaves it</h2>
    <p class="finding">
      What one party pays the other receives, so the tariff moves the gain and does not make it. What counts for all is
      what each of them spends.
    </p>
    <div class="card">
      ${dataTable({
        caption: 'Before anything is shared',
        columns: [
          { heading: html`<span class="hidden">Figure</span>` },
          ...parties.map(({ name }, party) => ({
            heading: html`<i class="dot party-${party}"></i>${shortName(name)}`,
          })),
          { heading: 'All' },
        ],
        rows: ROWS.map(([field, label, means]) => [
          html`${label}<small>${means}</small>`,
          ...positions.map((position) => numbers.shortMoney(position[field])),
          numbers.shortMoney(sum(field)),
        ]),
        sum: true,
      })}
    </div>
    <p class="fine">
      Not part of it, because the plan does not decide it: payments for hard blocks, discounts, fees for cash on
      delivery, penalties and tax. Settlement adds them.
    </p>
  </section>`;
}

/** What every group of parties would spend without the others. */
export function coalitionsSection(gains: GainShares, numbers: Numbers): Html {
  return html`<section aria-labelledby="coalitions">
    <h2 id="coalitions">What each group could do without the others</h2>
    <div class="card">
      ${dataTable({
        caption: 'Plans of all groups',
        columns: [
          { heading: 'Group' },
          { heading: 'Spends' },
          { heading: 'at least' },
          { heading: 'Charged, with tariff' },
          { heading: 'Plan within' },
        ],
        rows: gains.coalitions.map(({ members, cost, costLeast, charged, gap }) => [
          namesOf(gains, members),
          numbers.shortMoney(cost),
          numbers.shortMoney(costLeast),
          numbers.shortMoney(charged),
          numbers.gap(gap),
        ]),
      })}
    </div>
  </section>`;
}
