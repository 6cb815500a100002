import type { Coverage, OfficeGain } from '../../domain/coverage.js';
import { dataTable, type TableRow } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import { shortName } from '../page/labels.js';
import type { Numbers } from '../page/numbers.js';

/** Offices that the partnership brings within reach, and those that gain most. */
export function gainSection(coverage: Coverage, numbers: Numbers): Html {
  const { gained, fasterOffices, all, mostGained, beyondDays, parties } = coverage;
  const rows = gained.map(({ days, overEach, overBetter }): TableRow => [
    days === beyondDays - 1 ? 'Ever' : `≤ ${days} d`,
    ...overEach.map(numbers.count),
    numbers.count(overBetter),
  ]);
  return html`<section aria-labelledby="gains">
    <h2 id="gains">What the partnership brings within reach</h2>
    <p class="finding">
      ${fasterOffices === all.offices ? 'All' : html`${numbers.count(fasterOffices)} of`} ${numbers.count(all.offices)}
      offices are reached sooner on average than by the better carrier alone.
    </p>
    <div class="cards ${mostGained.length > 0 && 'two'}">
      <div class="card">
        ${dataTable({
          caption: 'Offices reached jointly that were not before',
          columns: [
            { heading: 'Reached', kind: 'words' },
            ...parties.map(({ name }) => ({ heading: `Not by ${shortName(name)} alone` })),
            { heading: 'By neither alone' },
          ],
          rows,
        })}
      </div>
      ${mostGained.length > 0 && html`<div class="card">${mostGainedTable(mostGained)}</div>`}
    </div>
  </section>`;
}

function mostGainedTable(mostGained: readonly OfficeGain[]): Html {
  const daysText = (days: number | null) => (days === null ? 'not reached' : String(days));
  return html`${dataTable({
      caption: 'Offices that gain most, the first of each circle',
      columns: [
        { heading: 'Office', kind: 'words' },
        { heading: 'Days before' },
        { heading: 'Days jointly' },
        { heading: 'Mean days saved' },
      ],
      rows: mostGained.map(({ name, postalCode, betterAloneDays, jointDays, meanDaysSaved }) => [
        html`${name}<small>${postalCode}</small>`,
        daysText(betterAloneDays),
        daysText(jointDays),
        meanDaysSaved.toFixed(2),
      ]),
    })}
    <p class="fine">Before: by the better carrier alone.</p>`;
}
