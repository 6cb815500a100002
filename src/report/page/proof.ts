import type { ReportModel } from '../report-model.js';
import { gapOf } from '../gap.js';
import type { Round } from '../summary.js';
import { html, type Html } from './html.js';
import { lineChart } from './line-chart.js';
import type { Numbers } from './numbers.js';

/** Distance of plan from bound after some seconds, as a share of the bound. */
interface GapPoint {
  readonly seconds: number;
  readonly gap: number;
}

/** Top of the chart; larger gaps are drawn there. */
const GAP_HIGHEST = 1; // 100 %
const GAP_LOWEST = 1e-4;

/** How near the plan is to the best possible one, and how that is known. */
export function proofSection({ summary, rounds }: ReportModel, numbers: Numbers): Html {
  const points = gapsOf(rounds, summary.cost);
  return html`<section aria-labelledby="proof">
    <h2 id="proof">How good the plan is, and how that is proven</h2>
    <div class="cards ${points.length > 1 ? 'two' : ''}">
      <div class="card">
        <p class="big">${numbers.gap(summary.gap)}</p>
        <p>
          The plan costs <strong>${numbers.money(summary.cost)}</strong>. No plan whatsoever that keeps to the same
          timetables, capacities and agreement can cost less than <strong>${numbers.money(summary.bound)}</strong>: that
          is a mathematical bound, not an estimate.
        </p>
        <p>
          It rests on prices for every scarce leg, window and office day. With those prices the cheapest way of each
          parcel is summed up and the value of all capacity taken off (Lagrangian duality).
          <code>interline verify</code>
          recomputes plan and bound from the raw tables with code that shares nothing with the solver.
        </p>
        <dl class="pairs">
          <div>
            <dt>Solved in</dt>
            <dd>${numbers.seconds(summary.joint.seconds)}</dd>
          </div>
          ${
            summary.alone !== null &&
            html`<div>
              <dt>Gap of the plans alone</dt>
              <dd>${numbers.gap(summary.alone.gap)}</dd>
            </div>`
          }
          ${
            rounds.length > 0 &&
            html`<div>
              <dt>Rounds</dt>
              <dd>${numbers.count(rounds.length)}</dd>
            </div>`
          }
        </dl>
      </div>
      ${
        points.length > 1 &&
        html`<div class="card chart-card">
          <h3>Distance between plan and bound while solving</h3>
          ${gapChart(points, numbers)}
        </div>`
      }
    </div>
  </section>`;
}

/** Gap after each round: the best bound so far against the best plan so far, or the final one before there is any. */
function gapsOf(rounds: readonly Round[], finalCost: number): GapPoint[] {
  let bound = Number.NEGATIVE_INFINITY;
  let cost = Number.POSITIVE_INFINITY;
  return rounds.map((round) => {
    bound = Math.max(bound, round.bound);
    cost = Math.min(cost, round.cost ?? Number.POSITIVE_INFINITY);
    const against = Number.isFinite(cost) ? cost : finalCost;
    return { seconds: round.seconds, gap: gapOf(against, bound) ?? GAP_HIGHEST };
  });
}

/** How the gap closed over time, on a logarithmic scale. */
function gapChart(points: readonly GapPoint[], numbers: Numbers): Html {
  const secondsMax = Math.max(1e-9, ...points.map(({ seconds }) => seconds));
  const lowest = Math.min(1e-3, Math.max(GAP_LOWEST, Math.min(...points.map(({ gap }) => gap)) / 1.5));
  const last = points[points.length - 1];
  return lineChart({
    label: `Gap between the plan's cost and the proven bound: ${numbers.fineShare(last.gap)} after ${numbers.seconds(
      last.seconds,
    )}`,
    lines: [
      {
        label: 'gap',
        tone: 'joint',
        style: 'area',
        points: points.map(({ seconds, gap }) => [seconds, gap] as const),
      },
    ],
    x: {
      from: 0,
      to: secondsMax,
      ticks: [0, secondsMax],
      show: (seconds) => (seconds === 0 ? '0 s' : numbers.seconds(seconds)),
    },
    y: {
      from: lowest,
      to: GAP_HIGHEST,
      ticks: [1, 0.1, 0.01, 0.001, 0.0001].filter((gap) => gap >= lowest * 0.999),
      scale: 'logarithmic',
      show: numbers.fineShare,
    },
  });
}
