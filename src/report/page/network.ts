import { MODES, type Mode } from '../../domain/network.js';
import type { BusyDeparture, ReportModel, WindowUse } from '../report-model.js';
import type { Summary } from '../summary.js';
import { legend, shareBar } from './charts.js';
import { html, type Html } from './html.js';
import { MODE_LABELS } from './labels.js';
import type { Numbers } from './numbers.js';

/** How full vehicles are, which departures are fullest, what is emitted. */
export function networkSection({ summary, busiest, fullness }: ReportModel, numbers: Numbers): Html {
  return html`<section aria-labelledby="network">
    <h2 id="network">How full the networks run</h2>
    <p class="finding">
      ${numbers.count(fullness.legsFull)} of ${numbers.count(fullness.legs)} departure legs,
      ${numbers.count(fullness.blocksFull)} of ${numbers.count(fullness.blocks)} granted blocks and
      ${numbers.count(fullness.officeDaysFull)} of ${numbers.count(fullness.officeDays)} delivery rounds are full.
    </p>
    <div class="cards two">
      <div class="card">${utilisationTable(summary, numbers)}</div>
      <div class="card">${emissionsTable(summary, numbers)}</div>
    </div>
    ${busiest.length > 0 && html`<div class="card">${busiestTable(busiest, summary, numbers)}</div>`}
  </section>`;
}

function utilisationTable({ parties, joint, alone }: Summary, numbers: Numbers): Html {
  const rows = parties.flatMap(({ name }, party) =>
    MODES.flatMap((mode) => {
      const after = joint.parties[party]?.utilisation[mode];
      if (after === null || after === undefined) return [];
      return [{ name, party, mode, after, before: alone?.parties[party]?.utilisation[mode] ?? null }];
    }),
  );
  return html`<table class="figures bars">
      <caption>
        Vehicle space used, own traffic included
      </caption>
      <thead>
        <tr>
          <th scope="col"><span class="hidden">Party and mode</span></th>
          ${alone !== null && html`<th scope="col">Alone</th>`}
          <th scope="col">Joint</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, party, mode, after, before }) =>
            html`<tr>
              <th scope="row"><i class="dot party-${party}"></i>${MODE_LABELS[mode]}<small>${name}</small></th>
              ${alone !== null && html`<td>${before === null ? '–' : shareBar(before, numbers.share(before), 'alone')}</td>`}
              <td>${shareBar(after, numbers.share(after), 'joint')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="fine">Kilogram-kilometres used of those that the timetable offers, over all departures with a limit.</p>`;
}

function emissionsTable({ joint, alone, spotCo2GPerTonneKm }: Summary, numbers: Numbers): Html {
  const sources = [...MODES, 'spot'] as const;
  const used = sources.filter((source) => joint.total.co2Kg[source] > 0 || (alone?.total.co2Kg[source] ?? 0) > 0);
  const label = (source: Mode | 'spot') => (source === 'spot' ? 'Bought outside (spot)' : MODE_LABELS[source]);
  const most = Math.max(
    1e-9,
    ...used.flatMap((source) => [joint.total.co2Kg[source], alone?.total.co2Kg[source] ?? 0]),
  );
  const cell = (kg: number, tone: string): Html =>
    html`<td>${shareBar(kg / most, `${numbers.amount(kg / 1000)} t`, tone)}</td>`;
  return html`<table class="figures bars">
      <caption>
        Emissions of the planned parcels, tonnes CO₂e
      </caption>
      <thead>
        <tr>
          <th scope="col"><span class="hidden">Source</span></th>
          ${alone !== null && html`<th scope="col">Alone</th>`}
          <th scope="col">Joint</th>
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
          ${alone !== null && html`<td>${numbers.amount(alone.total.co2Kg.total / 1000)} t</td>`}
          <td>${numbers.amount(joint.total.co2Kg.total / 1000)} t</td>
        </tr>
      </tbody>
    </table>
    <p class="fine">
      In the manner of ISO 14083: tonne-kilometres at each vehicle's factor; spot at an assumed
      ${numbers.count(spotCo2GPerTonneKm)} g a tonne-kilometre on the great-circle distance.
    </p>`;
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
            <th scope="col">Fullest leg</th>
            <th scope="col">Leaves</th>
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
                <td class="words">${departure.from} – ${departure.to}</td>
                <td class="words">${shortMoment(departure.departs)}</td>
                <td>${numbers.count(departure.parcels)}</td>
                <td>
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
        ${parties.map(({ name }, party) => html`<span><i class="dot party-${party}"></i>${name}</span>`)}
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

/** What each interchange moves, and every window as a small square, darker when fuller. */
export function interchangeSection({ summary, windows }: ReportModel, numbers: Numbers): Html {
  const { interchanges, parties } = summary;
  if (interchanges.length === 0) return html``;
  const full = interchanges.reduce((sum, one) => sum + one.windowsFull, 0);
  const all = interchanges.reduce((sum, one) => sum + one.windows, 0);
  const nameOf = (id: string) => parties.find((party) => party.id === id)?.name ?? id;
  const directions = [
    ...new Map(interchanges.flatMap((one) => one.directions).map((one) => [`${one.from}>${one.to}`, one])).values(),
  ];
  return html`<section aria-labelledby="interchanges">
    <h2 id="interchanges">Where parcels change hands</h2>
    <p class="finding">${numbers.count(full)} of ${numbers.count(all)} interchange windows are full.</p>
    <div class="card">
      <div class="scroll" tabindex="0" role="region" aria-label="Interchanges">
        <table class="figures interchanges">
          <caption>
            Parcels tendered at each interchange, and the use of its windows
          </caption>
          <thead>
            <tr>
              <th scope="col">Interchange</th>
              ${directions.map(({ from, to }) => html`<th scope="col" title="${nameOf(from)} to ${nameOf(to)}">${from} → ${to}</th>`)}
              <th scope="col" class="meter-head">Of granted</th>
              <th scope="col" class="words">Windows, first to last</th>
            </tr>
          </thead>
          <tbody>
            ${interchanges.map(
              (one, index) =>
                html`<tr>
                  <th scope="row"><b class="badge">${index + 1}</b>${one.name}<small>${one.id}</small></th>
                  ${directions.map(({ from, to }) => {
                    const found = one.directions.find((direction) => direction.from === from && direction.to === to);
                    return html`<td>${found ? numbers.count(found.parcels) : '–'}</td>`;
                  })}
                  <td>
                    ${one.granted === null || one.granted === 0 ? 'no limit' : shareBar(one.used / one.granted, numbers.share(one.used / one.granted), 'joint')}
                  </td>
                  <td class="words">${windowStrip(windows[index] ?? [], numbers)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${legend([
        { label: 'unused', tone: 'heat-0' },
        { label: 'in use', tone: 'heat-2' },
        { label: 'over half', tone: 'heat-3' },
        { label: 'full', tone: 'heat-5' },
      ])}
    </div>
  </section>`;
}

function windowStrip(windows: readonly WindowUse[], numbers: Numbers): Html {
  const shareOf = ({ used, granted }: WindowUse) =>
    granted === undefined ? (used > 0 ? 0.5 : 0) : used / Math.max(1, granted);
  const full = windows.filter((window) => shareOf(window) >= 1).length;
  return html`<span class="strip" role="img" aria-label="${windows.length} windows, ${full} full">
    ${windows.map((window) => {
      const share = shareOf(window);
      const heat = share <= 0 ? 0 : share >= 1 ? 5 : 1 + Math.floor(share * 4);
      const granted = window.granted === undefined ? '' : ` of ${numbers.count(window.granted)}`;
      return html`<i
        class="fill heat-${heat}"
        title="${window.date} ${window.hours}: ${numbers.count(window.used)}${granted}"
      ></i>`;
    })}
  </span>`;
}
