import type { SitedSet, Siting } from '../../domain/siting.js';
import { dataTable } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import type { Numbers } from '../page/numbers.js';

/** The best sets: what flows pay with each, and what the plan of all parcels comes to. */
export function setsSection(siting: Siting, numbers: Numbers): Html {
  const { sets, planNow } = siting;
  return html`<section aria-labelledby="sets">
    <h2 id="sets">The best sets</h2>
    <p class="finding">${finding(siting, numbers)}</p>
    <div class="card">
      ${dataTable({
        caption: 'What flows pay, and what the joint plan of all parcels costs',
        columns: [
          { heading: html`<span class="hidden">Set</span>` },
          { heading: 'Points', kind: 'words' },
          { heading: 'Flows save' },
          { heading: 'Plan costs' },
          { heading: 'at least' },
          { heading: 'Plan saves' },
          { heading: 'certainly between', kind: 'words' },
          { heading: 'On time' },
        ],
        rows: [
          [
            'As it is',
            'none added',
            '–',
            numbers.money(planNow.cost),
            numbers.money(planNow.bound),
            '–',
            '–',
            onTimeText(planNow, numbers),
          ],
          ...sets.map((set, index) => setRow(siting, set, index, numbers)),
        ],
      })}
    </div>
    <p class="fine">
      Points that the first set does not have are underlined. “At least” is the plan's proven bound: no plan with these
      points costs less.
    </p>
  </section>`;
}

type Row = [Html | string, ...(Html | string)[]];

function setRow({ candidates, sets, costNow }: Siting, set: SitedSet, index: number, numbers: Numbers): Row {
  const { cost, points, plan, planSaving } = set;
  const names = points.map((point, at) => {
    const isNew = !sets[0].points.includes(point);
    const { name } = candidates[point];
    return html`${at > 0 && ', '}${isNew ? html`<u>${name}</u>` : name}`;
  });
  return [
    `Set ${index + 1}`,
    html`${names}`,
    numbers.shortMoney(costNow - cost),
    numbers.money(plan.cost),
    numbers.money(plan.bound),
    html`<strong>${numbers.shortMoney(planSaving.amount)}</strong>`,
    `${numbers.shortMoney(planSaving.low)} and ${numbers.shortMoney(planSaving.high)}`,
    onTimeText(plan, numbers),
  ];
}

function onTimeText({ onTime, parcels }: SitedSet['plan'], numbers: Numbers): string {
  return numbers.share(onTime / Math.max(1, parcels));
}

/** Whether the plans agree with the flows about which set is best. */
function finding({ sets }: Siting, numbers: Numbers): string {
  const cheapest = sets.reduce((best, set, index) => (set.plan.cost < sets[best].plan.cost ? index : best), 0);
  const spread = sets[sets.length - 1].cost - sets[0].cost;
  const close =
    sets.length < 2 ? '' : `The best ${sets.length} sets differ by ${numbers.shortMoney(spread)} in what flows pay. `;
  if (cheapest === 0) return `${close}The plan of all parcels is cheapest with the first of them, too.`;
  const certain = sets[cheapest].plan.cost < sets[0].plan.bound;
  const how = certain
    ? 'certainly cheaper than with the first.'
    : 'though what is proved of the plans does not tell them apart.';
  return `${close}The plan of all parcels came out cheapest with set ${cheapest + 1}, ${how}`;
}
