import type { Figures } from '../figures.js';
import type { Summary } from '../summary.js';
import { html, type Html } from './html.js';
import { shortName } from './labels.js';
import type { Numbers } from './numbers.js';
import { costTable, emissionsTable } from './parts.js';

interface Row {
  readonly label: string;
  readonly pick: (figures: Figures) => number | null;
  readonly show: (amount: number) => string;
  readonly better?: 'more' | 'less';
}

/** The alone/joint table of all parcels, and a shorter one for each party. */
export function comparisonSection(summary: Summary, numbers: Numbers): Html {
  const { joint, alone, parties } = summary;
  return html`<section aria-labelledby="comparison">
    <h2 id="comparison">${alone === null ? 'The plan in figures' : 'Alone and together'}</h2>
    <div class="cards two">
      <div class="card">${comparisonTable('All parcels', rowsOf(numbers), joint.total, alone?.total, numbers)}</div>
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
                joint.parties[party] as Figures,
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

function rowsOf(numbers: Numbers): Row[] {
  const count = (label: string, pick: Row['pick'], better?: 'more' | 'less'): Row =>
    better ? { label, pick, show: numbers.count, better } : { label, pick, show: numbers.count };
  return [
    count('Parcels', (figures) => figures.parcels),
    { label: 'On time', pick: (figures) => figures.onTimeShare, show: numbers.share, better: 'more' },
    count('Late', (figures) => figures.late, 'less'),
    count('Unplanned', (figures) => figures.unplanned, 'less'),
    count('Bought outside (spot)', (figures) => figures.carriedBy.spot, 'less'),
    count('Changing hands', (figures) => figures.interlined),
    {
      label: 'Days in transit',
      pick: (figures) => figures.transitDaysMean,
      show: (days) => days.toFixed(2),
      better: 'less',
    },
    { label: 'Cost', pick: (figures) => figures.cost, show: numbers.shortMoney, better: 'less' },
    { label: 'Cost a parcel', pick: (figures) => figures.costPerParcel, show: numbers.money, better: 'less' },
    count('Tonne-kilometres', (figures) => sumOf(figures.tonneKm)),
    { label: 'CO₂e, tonnes', pick: (figures) => figures.co2Kg.total / 1000, show: numbers.amount, better: 'less' },
    count('Vehicle kilometres run', (figures) => figures.timetable.vehicleKm),
  ];
}

function partyRows(numbers: Numbers): Row[] {
  const money = (label: string, pick: Row['pick'], better?: 'more' | 'less'): Row =>
    better ? { label, pick, show: numbers.shortMoney, better } : { label, pick, show: numbers.shortMoney };
  return [
    { label: 'Parcels', pick: (figures) => figures.parcels, show: numbers.count },
    { label: 'On time', pick: (figures) => figures.onTimeShare, show: numbers.share, better: 'more' },
    {
      label: 'Days in transit',
      pick: (figures) => figures.transitDaysMean,
      show: (days) => days.toFixed(2),
      better: 'less',
    },
    { label: 'Bought outside (spot)', pick: (figures) => figures.carriedBy.spot, show: numbers.count, better: 'less' },
    { label: 'Changing hands', pick: (figures) => figures.interlined, show: numbers.count },
    money('Cost', (figures) => figures.cost, 'less'),
    money('Paid to partners', (figures) => figures.chargesPaid),
    money('Received from partners', (figures) => figures.chargesReceived),
    money('Cost of carrying theirs', (figures) => figures.carryingCost),
    money('Net cost', (figures) => figures.netCost, 'less'),
  ];
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
        <th scope="col">Joint</th>
        ${alone !== undefined && html`<th scope="col">Change</th>`}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => {
        const [before, after] = [alone ? row.pick(alone) : null, row.pick(joint)];
        return html`<tr>
          <th scope="row">${row.label}</th>
          ${alone !== undefined && html`<td>${before === null ? '–' : row.show(before)}</td>`}
          <td class="strong">${after === null ? '–' : row.show(after)}</td>
          ${alone !== undefined && changeCell(row, before, after, numbers)}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** Shares change by percentage points, amounts by per cent of what they were. */
function changeCell(row: Row, before: number | null, after: number | null, numbers: Numbers): Html {
  if (before === null || after === null || before === after) return html`<td></td>`;
  const better = row.better === undefined ? '' : after > before === (row.better === 'more') ? 'better' : 'worse';
  if (row.show === numbers.share) {
    const points = (after - before) * 100;
    return html`<td class="${better}">${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)} pt</td>`;
  }
  if (before === 0) return html`<td class="${better}">new</td>`;
  return html`<td class="${better}">${numbers.change(after / before - 1)}</td>`;
}

function sumOf(byMode: Readonly<Record<string, number>>): number {
  return Object.values(byMode).reduce((sum, amount) => sum + amount, 0);
}
