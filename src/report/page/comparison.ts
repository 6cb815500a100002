import type { Figures } from '../figures.js';
import type { Summary } from '../summary.js';
import { html, type Html } from './html.js';
import { shortName } from './labels.js';
import type { Numbers } from './numbers.js';
import { costTable, emissionsTable } from './parts.js';
import { allRows, changeOf, occurs, partyRows, shownAs, type Row } from './rows.js';

/** The alone/joint table of all parcels, and a shorter one for each party. */
export function comparisonSection(summary: Summary, numbers: Numbers): Html {
  const { joint, alone, parties } = summary;
  return html`<section aria-labelledby="comparison">
    <h2 id="comparison">${alone === null ? 'The plan in figures' : 'Alone and together'}</h2>
    <div class="cards two">
      <div class="card">${comparisonTable('All parcels', allRows(numbers), joint.total, alone?.total, numbers)}</div>
      <div class="column-of-cards">
        <div class="card">${costTable(joint, alone, numbers)}</div>
        <div class="card">${emissionsTable(summary, numbers)}</div>
      </div>
      ${
        parties.length > 1 &&
        parties.map(
          ({ name }, party) =>
            html`<div class="card">
              ${comparisonTable(
                html`<i class="dot party-${party}"></i>Parcels of ${shortName(name)}`,
                partyRows(numbers),
                joint.parties[party],
                alone?.parties[party],
                numbers,
              )}
            </div>`,
        )
      }
    </div>
    ${
      parties.length > 1 &&
      html`<p class="fine">
        Net cost is what a party's own parcels cost it, less what partners pay it by the agreement's tariff, plus what
        carrying their parcels costs. Timetables run in either case and are not part of any cost here.
      </p>`
    }
  </section>`;
}

function comparisonTable(
  caption: string | Html,
  rows: readonly Row[],
  joint: Figures,
  alone: Figures | undefined,
  numbers: Numbers,
): Html {
  return html`<table class="figures">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col"><span class="hidden">Figure</span></th>
        ${alone !== undefined && html`<th scope="col">Alone</th>`}
        <th scope="col">${alone === undefined ? 'Plan' : 'Joint'}</th>
        ${alone !== undefined && html`<th scope="col">Change</th>`}
      </tr>
    </thead>
    <tbody>
      ${rows
        .filter((row) => occurs(row, [joint, alone]))
        .map((row) => {
          const [before, after] = [alone ? row.pick(alone) : null, row.pick(joint)];
          const change = changeOf(row, before, after, numbers);
          return html`<tr>
            <th scope="row">${row.label}</th>
            ${alone !== undefined && html`<td>${shownAs(row, before)}</td>`}
            <td class="strong">${shownAs(row, after)}</td>
            ${alone !== undefined && html`<td class="${change.tone}">${change.text}</td>`}
          </tr>`;
        })}
    </tbody>
  </table>`;
}
