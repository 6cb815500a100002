import { MODES } from '../../domain/network.js';
import type { BusyDeparture, ReportModel } from '../report-model.js';
import type { Summary } from '../summary.js';
import { shareBar } from './charts.js';
import { html, type Html } from './html.js';
import { MODE_LABELS, shortName } from './labels.js';
import type { Numbers } from './numbers.js';

/** How full vehicles are, and which departures are fullest. */
export function networkSection({ summary, busiest, fullness }: ReportModel, numbers: Numbers): Html {
  return html`<section aria-labelledby="network">
    <h2 id="network">How full the networks run</h2>
    <p class="finding">
      ${numbers.count(fullness.legsFull)} of ${numbers.count(fullness.legs)} departure legs in use,
      ${numbers.count(fullness.blocksFull)} of ${numbers.count(fullness.blocks)} blocks in use and
      ${numbers.count(fullness.officeDaysFull)} of ${numbers.count(fullness.officeDays)} delivery rounds are full.
    </p>
    <div class="cards two">
      ${summary.parties.map((_, party) => html`<div class="card">${utilisationTable(summary, party, numbers)}</div>`)}
    </div>
    <p class="fine">
      Kilogram-kilometres used of those that the timetable offers, own traffic included, over all departures with a
      limit.
    </p>
    ${busiest.length > 0 && html`<div class="card">${busiestTable(busiest, summary, numbers)}</div>`}
  </section>`;
}

function utilisationTable({ parties, joint, alone }: Summary, party: number, numbers: Numbers): Html {
  const cell = (share: number | null | undefined, tone: string): Html =>
    html`<td>${share === null || share === undefined ? '–' : shareBar(share, numbers.share(share), tone)}</td>`;
  const after = joint.parties[party]?.utilisation;
  const before = alone?.parties[party]?.utilisation;
  const modes = MODES.filter((mode) => typeof after?.[mode] === 'number');
  if (modes.length === 0)
    return html`<p>${shortName(parties[party]?.name ?? '')} gives no limits for its vehicles.</p>`;
  return html`<table class="figures bars">
    <caption>
      <i class="dot party-${party}"></i
      >Vehicle space used by ${shortName(parties[party]?.name ?? '')}
    </caption>
    <thead>
      <tr>
        <th scope="col"><span class="hidden">Mode</span></th>
        ${before !== undefined && html`<th scope="col">Alone</th>`}
        <th scope="col">${alone === null ? 'Plan' : 'Joint'}</th>
      </tr>
    </thead>
    <tbody>
      ${modes.map(
        (mode) =>
          html`<tr>
            <th scope="row">${MODE_LABELS[mode]}</th>
            ${before !== undefined && cell(before[mode], 'alone')} ${cell(after?.[mode], 'joint')}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function busiestTable(busiest: readonly BusyDeparture[], { parties }: Summary, numbers: Numbers): Html {
  const several = parties.length > 1;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Fullest departures">
      <table class="figures busiest">
        <caption>
          The fullest departures with planned parcels, largest vehicles first
        </caption>
        <thead>
          <tr>
            <th scope="col">Departure</th>
            <th scope="col" class="words">Fullest leg</th>
            <th scope="col" class="words">Leaves</th>
            <th scope="col">Parcels</th>
            <th scope="col">Load</th>
            <th scope="col" class="meter-head">Full</th>
          </tr>
        </thead>
        <tbody>
          ${busiest.map(
            (departure) =>
              html`<tr>
                <th scope="row">
                  ${several && html`<i class="dot party-${departure.party}"></i>`}${departure.name}
                  <small>${MODE_LABELS[departure.mode]}</small>
                </th>
                <td class="words">${shortName(departure.from)} – ${shortName(departure.to)}</td>
                <td class="words once">${shortMoment(departure.departs)}</td>
                <td>${numbers.count(departure.parcels)}</td>
                <td class="once">
                  ${numbers.count(departure.usedKg)}${Number.isFinite(departure.capacityKg) && html` / ${numbers.count(departure.capacityKg)}`}
                  kg
                </td>
                <td>
                  ${shareBar(departure.share, `${Math.floor(departure.share * 1000) / 10}%${departure.bindsBy === 'litres' ? ' l' : ''}`, `party-${departure.party}`)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      several &&
      html`<p class="legend">
        ${parties.map(({ name }, party) => html`<span><i class="dot party-${party}"></i>${shortName(name)}</span>`)}
      </p>`
    }
    <p class="fine">“l” marks a leg that is full by volume before it is full by weight.</p>`;
}

/** `2026-11-24 18:05` as `24 Nov 18:05`. */
function shortMoment(local: string): string {
  const date = new Date(`${local.slice(0, 10)}T00:00:00Z`);
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(date);
  return `${day} ${local.slice(11)}`;
}
