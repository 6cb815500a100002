import type { ReportModel } from '../report-model.js';
import { comparisonSection } from './comparison.js';
import { headline, periodOf } from './headline.js';
import { html, type Html } from './html.js';
import { mapView } from './map-view.js';
import { interchangeSection } from './interchanges.js';
import { networkSection } from './network.js';
import { numbersOf } from './numbers.js';
import { proofSection } from './proof.js';
import { serviceSection } from './service.js';
import { pageStyle } from './style.js';

/**
 * The report as one HTML file that needs nothing else: no script, no font, no server. `interline plan` writes it as
 * `report.html`.
 */
export function renderReport(model: ReportModel): string {
  const { summary, map, notes } = model;
  const numbers = numbersOf(summary.currency);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="Interline" />
        <title>${summary.name}: joint plan, ${periodOf(summary)}</title>
        <style>
          ${pageStyle(summary.parties.length, summary.synthetic)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the report</a>
        ${summary.synthetic && banner()}
        <header class="hero ${map ? 'with-map' : ''}">
          ${headline(summary, numbers)} ${map && mapView(map, summary, numbers)}
        </header>
        <main id="main">
          ${comparisonSection(summary, numbers)} ${serviceSection(summary, numbers)}
          ${interchangeSection(model, numbers)} ${networkSection(model, numbers)} ${proofSection(model, numbers)}
          ${notesSection(notes, summary.synthetic)}
        </main>
        <footer>
          <p>
            Made by Interline from ${summary.name}. Money in ${summary.currency}; times are local to
            ${summary.timezone}. Every figure is also in <code>summary.json</code>, every parcel in
            <code>routes.parquet</code> and every departure in <code>loads.parquet</code>, beside this file.
          </p>
        </footer>
      </body>
    </html> `;
  return page.html;
}

function banner(): Html {
  return html`<aside class="banner" aria-label="Synthetic data">
    <strong>Synthetic data.</strong> <span>Computed from generated input; no real operation is described.</span>
    <a href="#notes">What is real, what is not</a>
  </aside>`;
}

function notesSection(notes: readonly string[], synthetic: boolean): Html {
  if (notes.length === 0 && !synthetic) return html``;
  return html`<section aria-labelledby="notes">
    <h2 id="notes">${synthetic ? 'What is synthetic, and what was repaired' : 'About the data'}</h2>
    <div class="card">
      ${
        notes.length === 0
          ? html`<p>Parts of this workspace are generated; it does not say which.</p>`
          : html`<ul class="notes">
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
      }
    </div>
  </section>`;
}
