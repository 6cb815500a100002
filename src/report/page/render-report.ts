import type { ReportModel } from '../report-model.js';
import { comparisonSection } from './comparison.js';
import { renderPage } from './frame.js';
import { headline, periodOf } from './headline.js';
import { html } from './html.js';
import { interchangeSection } from './interchanges.js';
import { mapView } from './map-view.js';
import { networkSection } from './network.js';
import { numbersOf } from './numbers.js';
import { proofSection } from './proof.js';
import { serviceSection } from './service.js';

/** The page about a plan itself. `interline plan` writes it as `report.html`. */
export function renderReport(model: ReportModel): string {
  const { summary, map, notes } = model;
  const numbers = numbersOf(summary.currency);
  return renderPage(summary, {
    file: 'report.html',
    title: `${summary.name}: joint plan, ${periodOf(summary)}`,
    kind: 'report',
    hero: { ...headline(summary, numbers), map: map && mapView(map, summary, numbers) },
    sections: [
      comparisonSection(summary, numbers),
      serviceSection(summary, numbers),
      interchangeSection(model, numbers),
      networkSection(model, numbers),
      proofSection(model, numbers),
    ],
    notes,
    data: html`Every figure is also in <code>summary.json</code>, every parcel in <code>routes.parquet</code> and every
      departure in <code>loads.parquet</code>, beside this file.`,
  });
}
