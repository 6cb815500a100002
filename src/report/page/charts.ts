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
