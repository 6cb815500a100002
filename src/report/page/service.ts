import type { Figures } from '../figures.js';
import type { PlanSummary, Summary } from '../summary.js';
import { TRANSIT_DAYS_MAX } from '../tally.js';
import { histogram, legend, shareBar, stackedBar } from './charts.js';
import { html, type Html } from './html.js';
import { REASON_LABELS, shortName } from './labels.js';
import type { Numbers } from './numbers.js';

/** On time, late, unplanned; days in transit; and why. */
export function serviceSection(summary: Summary, numbers: Numbers): Html {
  return html`<section aria-labelledby="service">
    <h2 id="service">Service</h2>
    <div class="cards two">
      <div class="card">${onTimeChart(summary, numbers)}</div>
      <div class="card">${transitChart(summary, numbers)}</div>
    </div>
    ${reasonsCard(summary, numbers)}
  </section>`;
}

function onTimeChart({ parties, joint, alone }: Summary, numbers: Numbers): Html {
  const groups = [
    { label: 'All parcels', of: (plan: PlanSummary) => plan.total },
    ...(parties.length > 1
      ? parties.map(({ name }, party) => ({
          label: shortName(name),
          of: (plan: PlanSummary) => plan.parties[party],
        }))
      : []),
  ];
  const bar = (label: string, figures: Figures): Html =>
    html`<div class="bar-row">
      <span class="bar-label">${label}</span>
      ${stackedBar(
        [
          { label: 'on time', amount: figures.onTime, tone: 'on-time' },
          { label: 'late', amount: figures.late, tone: 'late' },
          { label: 'unplanned', amount: figures.unplanned, tone: 'unplanned' },
        ],
        numbers,
      )}
      <span class="bar-figure">${numbers.share(figures.onTimeShare)}</span>
    </div>`;
  return html`<h3>On time</h3>
    ${legend([
      { label: 'on time', tone: 'on-time' },
      { label: 'late', tone: 'late' },
      { label: 'unplanned', tone: 'unplanned' },
    ])}
    ${groups.map(
      ({ label, of }) =>
        html`<div class="bar-group">
          <h4>${label}</h4>
          ${alone !== null && bar('Alone', of(alone))} ${bar(alone === null ? 'Plan' : 'Joint', of(joint))}
        </div>`,
    )}`;
}

function transitChart({ joint, alone }: Summary, numbers: Numbers): Html {
  const length = Math.max(joint.total.transitDays.length, alone?.total.transitDays.length ?? 0);
  if (length === 0)
    return html`<h3>Days in transit</h3>
      <p>No parcel is delivered.</p>`;
  const steps = Array.from({ length }, (_, day) => (day === TRANSIT_DAYS_MAX ? `${day}+` : String(day)));
  const sharesOf = (figures: Figures) =>
    steps.map((_, day) => (figures.parcels === 0 ? 0 : (figures.transitDays[day] ?? 0) / figures.parcels));
  const series = [
    ...(alone === null ? [] : [{ label: 'alone', tone: 'alone', shares: sharesOf(alone.total) }]),
    { label: alone === null ? 'plan' : 'joint', tone: 'joint', shares: sharesOf(joint.total) },
  ];
  return html`<h3>Days in transit</h3>
    ${legend(series)} ${histogram(steps, series, numbers)}
    <p class="fine">Share of all parcels by calendar days from ready to delivered, own carriage and spot together.</p>
    <details>
      <summary>As a table</summary>
      <table class="figures">
        <caption>
          Parcels by days in transit
        </caption>
        <thead>
          <tr>
            <th scope="col">Days</th>
            ${series.map(({ label }) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${steps.map(
            (step, day) =>
              html`<tr>
                <th scope="row">${step}</th>
                ${alone !== null && html`<td>${numbers.count(alone.total.transitDays[day] ?? 0)}</td>`}
                <td>${numbers.count(joint.total.transitDays[day] ?? 0)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
}

function reasonsCard({ joint, alone }: Summary, numbers: Numbers): Html {
  const { reasons } = joint.total;
  if (reasons.length === 0) return html`<p class="card">Every parcel arrives on time.</p>`;
  const most = Math.max(...reasons.map(({ late, unplanned }) => late + unplanned));
  const before = new Map(alone?.total.reasons.map((one) => [one.reason, one.late + one.unplanned]));
  return html`<div class="card">
    <div class="scroll" tabindex="0" role="region" aria-label="Reasons">
      <table class="figures reasons">
        <caption>
          Why parcels are late or unplanned
        </caption>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col" class="meter-head">Late or unplanned</th>
            <th scope="col">Late</th>
            <th scope="col">Unplanned</th>
            ${alone !== null && html`<th scope="col">Alone, both</th>`}
          </tr>
        </thead>
        <tbody>
          ${reasons.map(({ reason, late, unplanned }) => {
            const [title, meaning] = REASON_LABELS[reason];
            return html`<tr>
              <th scope="row">${title}<small>${meaning}</small></th>
              <td>${shareBar((late + unplanned) / most, numbers.count(late + unplanned), 'late')}</td>
              <td>${numbers.count(late)}</td>
              <td>${numbers.count(unplanned)}</td>
              ${alone !== null && html`<td>${numbers.count(before.get(reason) ?? 0)}</td>`}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </div>`;
}
