import { MODES, type Mode } from '../../domain/network.js';
import type { CostParts } from '../figures.js';
import type { PlanSummary, Summary } from '../summary.js';
import { shareBar } from './charts.js';
import { html, type Html } from './html.js';
import { MODE_LABELS } from './labels.js';
import type { Numbers } from './numbers.js';

const COST_PARTS: readonly (readonly [keyof CostParts, string])[] = [
  ['ownLinehaul', 'Own linehaul'],
  ['ownHandling', 'Own handling'],
  ['ownDelivery', 'Own delivery'],
  ['partnerCharges', 'Partner charges'],
  ['spot', 'Spot carriage'],
  ['lateness', 'Lateness'],
  ['unplanned', 'Left unplanned'],
  ['optionalRuns', 'Optional runs'],
];

/** What the cost of all parcels is the sum of, alone and jointly. */
export function costTable(joint: PlanSummary, alone: PlanSummary | null, numbers: Numbers): Html {
  const parts = COST_PARTS.filter(([part]) => joint.total.costOf[part] !== 0 || (alone?.total.costOf[part] ?? 0) !== 0);
  const most = Math.max(1e-9, ...parts.flatMap(([part]) => [joint.total.costOf[part], alone?.total.costOf[part] ?? 0]));
  const cell = (amount: number, tone: string): Html =>
    html`<td>${shareBar(amount / most, numbers.shortMoney(amount), tone)}</td>`;
  return html`<table class="figures bars">
    <caption>
      What the cost consists of
    </caption>
    <thead>
      <tr>
        <th scope="col"><span class="hidden">Part</span></th>
        ${alone !== null && html`<th scope="col">Alone</th>`}
        <th scope="col">${alone === null ? 'Plan' : 'Joint'}</th>
      </tr>
    </thead>
    <tbody>
      ${parts.map(
        ([part, label]) =>
          html`<tr>
            <th scope="row">${label}</th>
            ${alone !== null && cell(alone.total.costOf[part], 'alone')} ${cell(joint.total.costOf[part], 'joint')}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Emissions by mode, alone and jointly. */
export function emissionsTable({ joint, alone, spotCo2GPerTonneKm }: Summary, numbers: Numbers): Html {
  const sources = [...MODES, 'spot'] as const;
  const used = sources.filter((source) => joint.total.co2Kg[source] > 0 || (alone?.total.co2Kg[source] ?? 0) > 0);
  const label = (source: Mode | 'spot') => (source === 'spot' ? 'Spot carriage' : MODE_LABELS[source]);
  const most = Math.max(
    1e-9,
    ...used.flatMap((source) => [joint.total.co2Kg[source], alone?.total.co2Kg[source] ?? 0]),
  );
  const cell = (kg: number, tone: string): Html => html`<td>${shareBar(kg / most, numbers.mass(kg), tone)}</td>`;
  return html`<table class="figures bars">
      <caption>
        Emissions of the planned parcels, CO₂e
      </caption>
      <thead>
        <tr>
          <th scope="col"><span class="hidden">Source</span></th>
          ${alone !== null && html`<th scope="col">Alone</th>`}
          <th scope="col">${alone === null ? 'Plan' : 'Joint'}</th>
        </tr>
      </thead>
      <tbody>
        ${used.map(
          (source) =>
            html`<tr>
              <th scope="row">${label(source)}</th>
              ${alone !== null && cell(alone.total.co2Kg[source], 'alone')} ${cell(joint.total.co2Kg[source], 'joint')}
            </tr>`,
        )}
        <tr class="sum">
          <th scope="row">Total</th>
          ${alone !== null && html`<td>${numbers.mass(alone.total.co2Kg.total)}</td>`}
          <td>${numbers.mass(joint.total.co2Kg.total)}</td>
        </tr>
      </tbody>
    </table>
    <p class="fine">
      In the manner of ISO 14083: tonne-kilometres at each vehicle's factor; spot at an assumed
      ${numbers.count(spotCo2GPerTonneKm)} g a tonne-kilometre on the great-circle distance.
    </p>`;
}
