import type { Numbers } from './numbers.js';
import { html, type Html } from './html.js';

/** A part of a stacked bar; `tone` names a colour of the style sheet. */
export interface BarPart {
  readonly label: string;
  readonly amount: number;
  readonly tone: string;
}

/** One bar from edge to edge, parts in proportion; read out as a sentence. */
export function stackedBar(parts: readonly BarPart[], numbers: Numbers): Html {
  const sum = parts.reduce((total, { amount }) => total + amount, 0);
  const text = parts.map(({ label, amount }) => `${label} ${numbers.share(sum === 0 ? 0 : amount / sum)}`).join(', ');
  return html`<div class="stack" role="img" aria-label="${text}">
    ${parts
      .filter(({ amount }) => amount > 0)
      .map(
        ({ amount, tone }) => html`<span class="fill ${tone}" style="flex-grow:${(amount / sum).toFixed(5)}"></span>`,
      )}
  </div>`;
}

/** A share as a short bar with its number, for table cells. `tone` names a colour of the style sheet. */
export function shareBar(share: number, label: string, tone: string): Html {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return html`<span class="meter"
    ><span class="track"><span class="fill ${tone}" style="width:${width.toFixed(1)}%"></span></span
    ><span class="meter-label">${label}</span></span
  >`;
}

/** Columns side by side for each step of a histogram, one series behind the other named in `series`. */
export function histogram(
  steps: readonly string[],
  series: readonly { readonly label: string; readonly tone: string; readonly shares: readonly number[] }[],
  numbers: Numbers,
): Html {
  const most = Math.max(1e-9, ...series.flatMap(({ shares }) => shares));
  return html`<div class="histogram" aria-hidden="true" style="--steps:${steps.length}">
    ${steps.map(
      (step, index) =>
        html`<div class="step">
          <div class="columns">
            ${series.map(({ shares, tone }) => {
              const share = shares[index] ?? 0;
              const high = ((share / most) * 100).toFixed(1);
              return html`<div class="column">
                <span class="column-label">${share >= 0.0005 && shortShare(share, numbers)}</span>
                <span class="fill ${tone}" style="height:${high}%"></span>
              </div>`;
            })}
          </div>
          <div class="step-label">${step}</div>
        </div>`,
    )}
  </div>`;
}

function shortShare(share: number, numbers: Numbers): string {
  return share >= 0.1 ? `${Math.round(share * 100)}%` : numbers.share(share).replace(' ', '');
}

/** A key to the tones of a chart. */
export function legend(entries: readonly { readonly label: string; readonly tone: string }[]): Html {
  return html`<p class="legend">
    ${entries.map(({ label, tone }) => html`<span><i class="fill ${tone}"></i>${label}</span>`)}
  </p>`;
}

/** Distance of plan from bound after some seconds, as a share of the bound. */
export interface GapPoint {
  readonly seconds: number;
  readonly gap: number;
}

/** Top of the chart; larger gaps are drawn there. */
export const GAP_HIGHEST = 1; // 100 %
const GAP_LOWEST = 1e-4;

/** How the gap closed over time, on a logarithmic scale. Labels are text of the page, so they stay readable when small. */
export function gapChart(points: readonly GapPoint[], numbers: Numbers): Html {
  const secondsMax = Math.max(1e-9, ...points.map(({ seconds }) => seconds));
  const lowest = Math.min(1e-3, Math.max(GAP_LOWEST, Math.min(...points.map(({ gap }) => gap)) / 1.5));
  const down = (gap: number) =>
    (Math.log(GAP_HIGHEST / Math.min(GAP_HIGHEST, Math.max(lowest, gap))) / Math.log(GAP_HIGHEST / lowest)) * 100;
  const across = (seconds: number) => (seconds / secondsMax) * 100;
  const line = points.map(({ seconds, gap }) => `${across(seconds).toFixed(2)},${down(gap).toFixed(2)}`);
  const ticks = [1, 0.1, 0.01, 0.001, 0.0001].filter((gap) => gap >= lowest * 0.999);
  const last = points.at(-1) as GapPoint;
  return html`<div
    class="gap-chart"
    role="img"
    aria-label="Gap between the plan's cost and the proven bound: ${numbers.fineShare(last.gap)} after ${numbers.seconds(
      last.seconds,
    )}"
  >
    ${ticks.map((gap) => html`<span class="tick" style="top:${down(gap).toFixed(2)}%">${numbers.fineShare(gap)}</span>`)}
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      ${ticks.map((gap) => html`<path class="grid" d="M0 ${down(gap).toFixed(2)}H100" />`)}
      <path class="area" d="M${line.join(' ')} 100,100 ${line[0]?.split(',')[0] ?? 0},100Z" />
      <polyline class="curve" points="${line.join(' ')}" />
    </svg>
    <span class="time start">0 s</span><span class="time end">${numbers.seconds(secondsMax)}</span>
  </div>`;
}
