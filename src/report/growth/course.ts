import type { Growth, GrowthStep } from '../../domain/growth.js';
import { legend } from '../page/charts.js';
import { dataTable } from '../page/data-table.js';
import { html, type Html } from '../page/html.js';
import { axisOver, lineChart, type Line } from '../page/line-chart.js';
import type { Numbers } from '../page/numbers.js';
import { promiseText } from './growth-words.js';

/** Share on time and cost a parcel from step to step, as it is and with what keeps the promise. */
export function courseSection(growth: Growth, numbers: Numbers): Html {
  const { promise, steps } = growth;
  const broken = steps.filter(({ kept }) => !kept).length;
  return html`<section aria-labelledby="course">
    <h2 id="course">As volume grows</h2>
    <p class="finding">
      The promise is ${promiseText(promise, numbers)}. As it is,
      ${broken === 0 ? 'it is kept in every step.' : html`it is broken in ${broken} of ${steps.length} steps.`}
    </p>
    <div class="cards two">
      <div class="card chart-card">${onTimeChart(growth, numbers)}</div>
      <div class="card chart-card">${costChart(growth, numbers)}</div>
    </div>
    <div class="card">${stepTable(growth, numbers)}</div>
  </section>`;
}

function onTimeChart({ steps, promise }: Growth, numbers: Numbers): Html {
  const lines = linesOf(steps, ({ onTimeShare }) => onTimeShare);
  const goal: Line = {
    label: 'promise',
    tone: 'late',
    style: 'dashed',
    points: [
      [0, promise.onTimeShare],
      [lastMonth(steps), promise.onTimeShare],
    ],
  };
  const shares = [...lines, goal].flatMap(({ points }) => points.map(([, share]) => share));
  return html`<h3>Share on time</h3>
    ${legend([...lines, goal])}
    ${lineChart({
      label: `Share on time by month: ${told(lines, numbers.share)}`,
      lines: [goal, ...lines],
      x: monthAxis(steps),
      y: axisOver(shares, (share) => `${Number((share * 100).toFixed(2))}%`),
    })}`;
}

function costChart({ steps }: Growth, numbers: Numbers): Html {
  const lines = linesOf(steps, ({ costPerParcel }) => costPerParcel);
  const costs = lines.flatMap(({ points }) => points.map(([, cost]) => cost));
  return html`<h3>Cost a parcel</h3>
    ${legend(lines)}
    ${lineChart({
      label: `Cost a parcel by month: ${told(lines, numbers.money)}`,
      lines,
      x: monthAxis(steps),
      y: axisOver(costs, numbers.money),
    })}`;
}

function linesOf(steps: readonly GrowthStep[], of: (outcome: GrowthStep['asIs']) => number): Line[] {
  const asIs = { label: 'as it is', tone: 'alone', points: steps.map(({ month, asIs }) => [month, of(asIs)] as const) };
  if (steps.every(({ remedy }) => remedy === null)) return [asIs];
  const remedied = steps.map(({ month, asIs: before, remedy }) => [month, of(remedy?.outcome ?? before)] as const);
  return [asIs, { label: 'with runs and clauses', tone: 'joint', points: remedied }];
}

function monthAxis(steps: readonly GrowthStep[]) {
  const months = steps.map(({ month }) => month);
  const every = Math.ceil(months.length / 10);
  return {
    from: 0,
    to: lastMonth(steps),
    ticks: months.filter((month, step) => step % every === 0 || month === lastMonth(steps)),
    show: String,
    title: 'Month',
  };
}

function lastMonth(steps: readonly GrowthStep[]): number {
  return steps[steps.length - 1].month;
}

function told(lines: readonly Line[], show: (value: number) => string): string {
  return lines
    .map(({ label, points }) => `${label} from ${show(points[0][1])} to ${show(points[points.length - 1][1])}`)
    .join(', ');
}

function stepTable({ steps }: Growth, numbers: Numbers): Html {
  return dataTable({
    caption: 'Step by step',
    columns: [
      { heading: 'Step', kind: 'words' },
      { heading: 'Volume' },
      { heading: 'Parcels' },
      { heading: 'Cost a parcel' },
      { heading: 'On time' },
      { heading: 'Late', minor: true },
      { heading: 'Unplanned' },
      { heading: 'Spot', minor: true },
      { heading: 'Promise' },
      { heading: 'On time with runs and clauses' },
      { heading: 'Cost a parcel with them' },
      { heading: 'Runs added', minor: true },
    ],
    rows: steps.map(({ month, times, parcels, asIs, kept, remedy }) => [
      month === 0 ? 'Start' : `Month ${month}`,
      `× ${times.toFixed(2)}`,
      numbers.count(parcels),
      numbers.money(asIs.costPerParcel),
      numbers.share(asIs.onTimeShare),
      numbers.share(asIs.lateShare),
      numbers.share(asIs.unplannedShare),
      numbers.share(asIs.spotShare),
      kept ? 'kept' : 'broken',
      remedy === null ? '–' : html`${numbers.share(remedy.outcome.onTimeShare)}${!remedy.keeps && ', nearest'}`,
      remedy === null ? '–' : numbers.money(remedy.outcome.costPerParcel),
      remedy === null ? '–' : numbers.count(remedy.runs.reduce((sum, { runs }) => sum + runs, 0)),
    ]),
  });
}
