import type { ReportModel, WindowUse } from '../report-model.js';
import { legend, shareBar } from './charts.js';
import { html, type Html } from './html.js';
import { shortName } from './labels.js';
import type { Numbers } from './numbers.js';

/** What each interchange moves, and every window as a small square, darker when fuller. */
export function interchangeSection({ summary, windows }: ReportModel, numbers: Numbers): Html {
  const { interchanges, parties } = summary;
  if (interchanges.length === 0) return html``;
  const full = interchanges.reduce((sum, one) => sum + one.windowsFull, 0);
  const all = interchanges.reduce((sum, one) => sum + one.windows, 0);
  const nameOf = (id: string) => shortName(parties.find((party) => party.id === id)?.name ?? id);
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
                  <th scope="row">
                    <b class="badge">${index + 1}</b
                    >${one.name}${one.id !== one.name && html` <span class="soft">${one.id}</span>`}
                  </th>
                  ${directions.map(({ from, to }) => {
                    const found = one.directions.find((direction) => direction.from === from && direction.to === to);
                    return html`<td data-label="${from} → ${to}">${found ? numbers.count(found.parcels) : '–'}</td>`;
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
