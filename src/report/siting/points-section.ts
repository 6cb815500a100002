import type { SitePoint, Siting } from '../../domain/siting.js';
import { dataTable, type TableRow } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import type { Numbers } from '../page/numbers.js';

/** What each point is worth: those to be added, and those there are. */
export function pointsSection(siting: Siting, numbers: Numbers): Html {
  const { sets, existing } = siting;
  return html`<section aria-labelledby="points">
    <h2 id="points">What each point is worth</h2>
    <p class="finding">${finding(siting, numbers)}</p>
    ${sets.length > 0 && html`<div class="card">${addedTable(siting, numbers)}</div>`}
    ${existing.length > 0 && html`<div class="card">${existingTable(siting, numbers)}</div>`}
    <p class="fine">
      A point's worth is what all flows together would pay more if it alone were not there and each took its next
      cheapest way. Worths do not add up: points near each other stand in for each other.
    </p>
  </section>`;
}

function finding({ sets, existing, candidates }: Siting, numbers: Numbers): string {
  const least = existing.reduce((worst, { use }, index) => (use.worth < existing[worst].use.worth ? index : worst), 0);
  const there =
    existing.length === 0
      ? 'There is no point yet.'
      : `Of the points there are, ${existing[least].name} is worth least: ${numbers.shortMoney(existing[least].use.worth)}.`;
  if (sets.length === 0) return there;
  const { points, use } = sets[0];
  const most = use.reduce((best, one, index) => (one.worth > use[best].worth ? index : best), 0);
  return `Of the new points, ${candidates[points[most]].name} is worth most: ${numbers.shortMoney(use[most].worth)}. ${there}`;
}

function addedTable({ sets, existing, candidates }: Siting, numbers: Numbers): Html {
  const [{ points, use, plan }] = sets;
  return dataTable({
    caption: 'To be added: the first set',
    columns: [
      { heading: 'Point' },
      { heading: 'Facilities', kind: 'words' },
      { heading: 'Apart' },
      { heading: 'Parcels of flows' },
      { heading: 'Tendered in the plan' },
      { heading: 'Worth' },
    ],
    rows: points.map((point, index): TableRow => {
      const { name, facilities, kmApart } = candidates[point];
      return [
        html`<span class="badge">${index + 1}</span>${name}`,
        facilities.map(({ id }) => id).join(' and '),
        kmApart < 1 ? 'under 1 km' : `${numbers.count(kmApart)} km`,
        numbers.count(use[index].parcels),
        numbers.count(plan.tendered[existing.length + index]),
        html`<strong>${numbers.shortMoney(use[index].worth)}</strong>`,
      ];
    }),
  });
}

function existingTable({ sets, existing, planNow }: Siting, numbers: Numbers): Html {
  const order = existing.map((_, index) => index).sort((a, b) => existing[a].use.worth - existing[b].use.worth);
  const set = sets.at(0);
  return dataTable({
    caption: 'There already, worth least first',
    columns: [
      { heading: 'Point' },
      { heading: 'Parcels of flows' },
      { heading: 'Tendered in the plan' },
      { heading: 'Worth' },
      ...(set === undefined ? [] : [{ heading: 'once points are added' }]),
    ],
    rows: order.map((index): TableRow => {
      const point: SitePoint = existing[index];
      const { use } = existing[index];
      return [
        html`${point.name}<small>${point.id}</small>`,
        numbers.count(use.parcels),
        numbers.count(planNow.tendered[index]),
        numbers.shortMoney(use.worth),
        ...(set === undefined ? [] : [numbers.shortMoney(set.existingUse[index].worth)]),
      ];
    }),
  });
}
