import type { Interval } from '../../domain/exploration.js';
import { html, type Html } from '../page/html.js';

export interface DifferenceRow {
  readonly name: string;
  readonly interval: Interval;
  readonly detail: string;
}

/** Differences on one scale with nothing in between: a dot for what was found, a bar for where it certainly lies. */
export function differenceChart(rows: readonly DifferenceRow[], show: (amount: number) => string): Html {
  const low = Math.min(0, ...rows.map(({ interval }) => interval.low));
  const high = Math.max(0, ...rows.map(({ interval }) => interval.high));
  const span = Math.max(1e-9, high - low);
  const at = (amount: number): string => (((amount - low) / span) * 100).toFixed(2);
  return html`<ul class="differences">
    ${rows.map(({ name, interval, detail }) => {
      const tone = interval.high < 0 ? 'less' : interval.low > 0 ? 'more' : 'open';
      const [from, to] = [Number(at(interval.low)), Number(at(interval.high))];
      return html`<li>
        <span class="difference-name">${name}</span>
        <span class="difference-scale" aria-hidden="true">
          <i class="nothing" style="left:${at(0)}%"></i>
          <i class="span ${tone}" style="left:${from.toFixed(2)}%;width:${Math.max(0.4, to - from).toFixed(2)}%"></i>
          <i class="found ${tone}" style="left:${at(interval.amount)}%"></i>
        </span>
        <span class="difference-figure">${show(interval.amount)}</span>
        <span class="difference-detail">${detail}</span>
      </li>`;
    })}
  </ul>`;
}

export const DIFFERENCE_STYLE = `
.differences{list-style:none;margin:0;padding:0}
.differences li{display:grid;grid-template-columns:minmax(0,15em) minmax(0,1fr) 6.2em;gap:.1em 1.2em;align-items:center;padding:.62em 0;border-top:1px solid var(--line);font-size:.9rem}
.differences li:first-child{border-top:0}
.difference-scale{position:relative;height:22px;background:linear-gradient(var(--track),var(--track)) center/100% 3px no-repeat}
.difference-scale i{position:absolute}
.nothing{top:0;bottom:0;width:1px;background:var(--soft)}
.span{top:7px;height:8px;border-radius:4px;background:var(--tone);opacity:.42}
.found{top:4.5px;width:13px;height:13px;margin-left:-6.5px;border-radius:50%;background:var(--tone);border:2px solid var(--card)}
.less{--tone:var(--good)}.more{--tone:var(--bad)}.open{--tone:var(--soft)}
.difference-figure{text-align:right;font-weight:650;white-space:nowrap}
.difference-detail{grid-column:2/-1;font-size:.78rem;color:var(--soft)}
.sure{color:var(--tone)}
.changes{margin:.6em 0 0;padding-left:1.1em;font-size:.84rem;color:var(--soft);overflow-wrap:anywhere}
@media screen and (max-width:560px){
.differences li{grid-template-columns:minmax(0,1fr) auto}.difference-name{font-weight:600}
.difference-scale{grid-row:2;grid-column:1/-1}.difference-figure{grid-row:1;grid-column:2}.difference-detail{grid-column:1/-1}
}`;
