import type { ClauseValues, Relaxation } from '../../domain/clause-values.js';
import { renderPage } from '../page/frame.js';
import type { Tile } from '../page/frame.js';
import { periodOf } from '../page/headline.js';
import { html, type Html } from '../page/html.js';
import { numbersOf } from '../page/numbers.js';
import type { Numbers } from '../page/numbers.js';
import { clausesSection, termsSection } from './clauses-section.js';

/** The page about what clauses are worth. `interline clauses` writes it as `clauses.html`. */
export function renderClauses(values: ClauseValues, notes: readonly string[]): string {
  const numbers = numbersOf(values.currency);
  return renderPage(values, {
    file: 'clauses.html',
    title: `${values.name}: what clauses are worth, ${periodOf(values)}`,
    kind: 'clauses',
    hero: {
      kicker: `What clauses are worth · ${periodOf(values)}`,
      heading: values.name,
      lede: sentence(values, numbers),
      tiles: tilesOf(values, numbers),
    },
    sections: [
      relaxationsSection(values, numbers),
      clausesSection(values, numbers),
      ...(values.terms.length > 0 ? [termsSection(values, numbers)] : []),
    ],
    notes,
    data: html`Every figure is also in <code>clauses.json</code>, beside this file.`,
    style: STYLE,
  });
}

const STYLE = `.ranked{list-style:none;margin:0;padding:0}
.ranked li{display:grid;grid-template-columns:2.2em minmax(0,1fr) auto;gap:.2em .8em;padding:.7em 0;border-top:1px solid var(--line)}
.ranked li:first-child{border-top:0;padding-top:0}.ranked .rank{color:var(--soft)}
.ranked .worth{font-weight:650;text-align:right;white-space:nowrap}.ranked .fine{grid-column:2/-1;margin:0;max-width:none}
.ranked li>span:nth-child(2)::first-letter{text-transform:uppercase}.idle{color:var(--soft)}
@media screen and (max-width:560px){.ranked li{grid-template-columns:1.4em minmax(0,1fr)}.ranked .worth{grid-column:2;text-align:left}}`;

function sentence({ clauses, relaxations }: ClauseValues, numbers: Numbers): string {
  const binding = clauses.filter((clause) => clause.binding > 0).length;
  const counted = `${numbers.count(binding)} of ${numbers.count(clauses.length)} amounts in the agreement bind somewhere.`;
  const [best] = relaxations;
  if (!best) return `${counted} No relaxation that was looked at is worth anything.`;
  return `${counted} Worth most: ${best.words}, up to ${numbers.shortMoney(best.worth)} a week.`;
}

function tilesOf({ clauses, relaxations, cost, open, readyDays, days }: ClauseValues, numbers: Numbers): Tile[] {
  const sum = relaxations.reduce((all, { worth }) => all + worth, 0);
  const full = clauses.reduce((all, clause) => all + clause.full, 0);
  const used = clauses.reduce((all, clause) => all + clause.used, 0);
  const binding = clauses.reduce((all, clause) => all + clause.binding, 0);
  return [
    {
      term: 'Best relaxation',
      figure: numbers.shortMoney(relaxations[0]?.worth ?? 0),
      detail: 'a week, at most',
    },
    { term: 'All that are listed', figure: numbers.shortMoney(sum), detail: 'a week, one by one; together less' },
    { term: 'Grants that bind', figure: numbers.count(binding), detail: `of ${numbers.count(used)} that partners use` },
    { term: 'Grants that are full', figure: numbers.count(full), detail: 'by 99 % and more' },
    {
      term: 'Cost of the plan',
      figure: numbers.shortMoney(cost),
      detail: `at the tariff; parcels of ${numbers.count(readyDays)} ${readyDays === 1 ? 'day' : 'days'}, ${numbers.count(days)} days to carry them`,
    },
    {
      term: 'Left open by the proof',
      figure: numbers.shortMoney(open),
      detail: 'no relaxation is worth more than its figure and this, over the horizon',
    },
  ];
}

function relaxationsSection({ relaxations }: ClauseValues, numbers: Numbers): Html {
  if (relaxations.length === 0) return html``;
  return html`<section aria-labelledby="relaxations">
    <h2 id="relaxations">What to ask for</h2>
    <p class="finding">The most valuable relaxations, each on its own.</p>
    <div class="card">
      <ol class="ranked">
        ${relaxations.map(
          (one, index) =>
            html`<li>
              <span class="rank">${index + 1}</span><span>${one.words}</span
              ><span class="worth">${numbers.shortMoney(one.worth)} a week</span>
              <span class="fine">${detailOf(one, numbers)}</span>
            </li>`,
        )}
      </ol>
    </div>
    <p class="fine">
      Worth is what the cost at the tariff falls by, for all parties together, and no more than that. The amount is one
      for which the price of a unit can be expected to hold: the network was priced again at lower prices, to see who
      would come and how far the price can fall. Departures keep room for it. A week is all that is planned, over the
      whole weeks that the horizon holds: parcels of one day count as one day's.
    </p>
  </section>`;
}

function detailOf({ clause, line, unit, each, cost, queue }: Relaxation, numbers: Numbers): string {
  const place = line === undefined ? clause : `${clause}, line ${line} of agreement.yaml`;
  if (clause.startsWith('products[')) return `${place}; ${numbers.money(each)} a week for each parcel that gains`;
  const one = { kg: 'kilogram', litres: 'litre', parcels: 'parcel' }[unit];
  const paid = cost > 0 ? `; the hard block costs ${numbers.shortMoney(cost)} a week more` : '';
  return `${place}; ${numbers.money(each)} a week for each ${one}; at half the price ${numbers.count(queue)} ${unit} a day would come${paid}`;
}
