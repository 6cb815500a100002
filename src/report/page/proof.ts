import type { ReportModel } from '../report-model.js';
import { gapOf } from '../gap.js';
import type { Round } from '../summary.js';
import { GAP_HIGHEST, gapChart, type GapPoint } from './charts.js';
import { html, type Html } from './html.js';
import type { Numbers } from './numbers.js';

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
