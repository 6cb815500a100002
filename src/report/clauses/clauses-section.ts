import type { ClauseUnit, ClauseValue, ClauseValues, GrantLine } from '../../domain/clause-values.js';
import { dataTable } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import type { Numbers } from '../page/numbers.js';

/** Lines shown under a clause; the rest are in the JSON beside the page. */
const LINES_SHOWN = 5;

const ONE: Readonly<Record<ClauseUnit, string>> = { kg: 'kilogram', litres: 'litre', parcels: 'parcel' };

/** Every amount of the agreement, with where it binds. */
export function clausesSection(values: ClauseValues, numbers: Numbers): Html {
  const { clauses } = values;
  const binding = clauses.filter((clause) => clause.binding > 0).toSorted((a, b) => b.worth - a.worth);
  return html`<section aria-labelledby="clauses">
    <h2 id="clauses">Every clause</h2>
    <p class="finding">
      What one more unit on every departure, round or window of a clause is worth a week, by the prices that prove the
      plan's bound.
    </p>
    <div class="card">
      ${dataTable({
        caption: 'Clauses with an amount',
        columns: [
          { heading: 'Clause' },
          { heading: 'Grants', kind: 'words' },
          { heading: 'Covers' },
          { heading: 'used' },
          { heading: 'full' },
          { heading: 'with a price' },
          { heading: 'One more of each, a week' },
          { heading: 'One point more, a week' },
        ],
        rows: clauses.map((clause) => clauseRow(values, clause, numbers)),
      })}
    </div>
    ${binding.length > 0 && html`<div class="card">${whereTable(binding, numbers)}</div>`}
    <p class="fine">
      A clause without a price is not idle: it may be used, and full, and still leave nobody who would pay for more.
      Covers, used and full count legs of departures, rounds of offices on which anything is delivered, or windows, over
      the horizon. Amounts that are released before departure count with what is left of them.
    </p>
  </section>`;
}

function clauseRow(
  { parties }: ClauseValues,
  clause: ClauseValue,
  numbers: Numbers,
): readonly [Html, ...(string | Html)[]] {
  const { on, party, says, grants, used, full, binding, worth, worthOfPoint, unit, cost, clause: where } = clause;
  const dot =
    party === undefined ? '' : html`<i class="dot party-${party}" title="${shortName(parties[party].name)}"></i>`;
  const idle = binding === 0 && 'idle';
  const block = cost > 0 ? html`<small>costs ${numbers.money(cost)}</small>` : '';
  return [
    html`${dot}${on}<small>${where}</small>`,
    says,
    numbers.count(grants),
    numbers.count(used),
    numbers.count(full),
    html`<span class="${idle}">${numbers.count(binding)}</span>`,
    html`<span class="${idle}">${binding === 0 ? '–' : numbers.money(worth)}</span
      ><small>${binding > 0 && `for each ${ONE[unit]}`}</small>${block}`,
    worthOfPoint === undefined || binding === 0 ? '–' : numbers.money(worthOfPoint),
  ];
}

function whereTable(binding: readonly ClauseValue[], numbers: Numbers): Html {
  const rows = binding
    .flatMap((clause) => clause.where.slice(0, LINES_SHOWN).map((line) => ({ clause, line })))
    .toSorted((a, b) => b.line.worth - a.line.worth);
  return dataTable({
    caption: 'Where and when they bind',
    columns: [
      { heading: 'Departure, office or window' },
      { heading: 'Clause', kind: 'words' },
      { heading: 'Leaves', kind: 'words' },
      { heading: 'Days', kind: 'words' },
      { heading: 'One more a day, a week' },
    ],
    rows: rows.map(({ clause, line }) => [
      nameOf(line),
      `${clause.on}, ${clause.unit}`,
      line.leaves === '' ? '–' : line.leaves,
      line.days,
      numbers.money(line.worth),
    ]),
  });
}

function nameOf({ name, what }: GrantLine): Html {
  const id = what.slice(what.indexOf(':') + 1);
  return html`${name}${name !== id && !name.startsWith(id.split(' ')[0]) && html`<small>${id}</small>`}`;
}

/** Terms of products that keep parcels from the partner. */
export function termsSection({ terms }: ClauseValues, numbers: Numbers): Html {
  return html`<section aria-labelledby="terms">
    <h2 id="terms">Terms of products</h2>
    <div class="card">
      ${dataTable({
        caption: 'Parcels that one term alone keeps from the partner',
        columns: [
          { heading: 'Term' },
          { heading: 'Product', kind: 'words' },
          { heading: 'Parcels' },
          { heading: 'cheaper together' },
          { heading: 'Worth a week, at most' },
        ],
        rows: terms.map(({ clause, says, product, parcels, better, worth }) => [
          html`${says}<small>${clause}</small>`,
          product,
          numbers.count(parcels),
          numbers.count(better),
          numbers.shortMoney(worth),
        ]),
      })}
    </div>
    <p class="fine">
      By the prices of the plan as it is: with more parcels what is scarce would become dearer, so it is worth no more
      than this.
    </p>
  </section>`;
}
