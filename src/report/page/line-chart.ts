import { html, type Html } from './html.js';

export interface Line {
  readonly label: string;
  /** A colour of the style sheet. */
  readonly tone: string;
  /** In order of x. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly style?: 'area' | 'dashed' | 'steps';
}

/** An axis from one end to the other; values beyond are drawn at the end. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly scale?: 'linear' | 'logarithmic';
  readonly show: (value: number) => string;
  readonly title?: string;
}

/** Something to point at: a knee, a limit that is met. */
export interface Mark {
  readonly x: number;
  readonly label: string;
}

export interface LineChart {
  /** What a listener is told in place of the drawing. */
  readonly label: string;
  readonly lines: readonly Line[];
  readonly x: Axis;
  readonly y: Axis;
  readonly marks?: readonly Mark[];
}

/** Curves over an axis. Labels are text of the page, so they stay readable when the drawing is small. */
export function lineChart({ label, lines, x, y, marks = [] }: LineChart): Html {
  const across = (value: number) => percent(shareOf(x, value));
  const down = (value: number) => percent(1 - shareOf(y, value));
  return html`${y.title !== undefined && html`<p class="axis-title">${y.title}</p>`}
    <div class="line-chart" role="img" aria-label="${label}">
      ${y.ticks.map((tick) => html`<span class="tick" style="top:${down(tick)}%">${y.show(tick)}</span>`)}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        ${y.ticks.map((tick) => html`<path class="grid" d="M0 ${down(tick)}H100" />`)}
        ${marks.map((mark) => html`<path class="mark" d="M${across(mark.x)} 0V100" />`)}
        ${lines.map((line) => curve(line, across, down))}
      </svg>
      ${marks.map(
        (mark) =>
          html`<span class="mark-label ${shareOf(x, mark.x) > 0.7 && 'left'}" style="left:${across(mark.x)}%"
            >${mark.label}</span
          >`,
      )}
      ${x.ticks.map((tick) => html`<span class="time ${endOf(x, tick)}" style="left:${across(tick)}%">${x.show(tick)}</span>`)}
    </div>
    ${x.title !== undefined && html`<p class="axis-title x">${x.title}</p>`}`;
}

/** Round values from at most `from` to at least `to`, about `count` of them. */
export function roundTicks(from: number, to: number, count = 5): number[] {
  if (!(to > from)) return [from];
  const raw = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= raw * 0.999) ?? 10) * power;
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** An axis over values, with round ends. */
export function axisOver(values: readonly number[], show: Axis['show'], { fromZero = false } = {}): Axis {
  const least = Math.min(...values, ...(fromZero ? [0] : []));
  const most = Math.max(...values, ...(fromZero ? [0] : []));
  const ticks = roundTicks(least, most > least ? most : least + 1);
  return { from: ticks[0], to: ticks[ticks.length - 1], ticks, show };
}

function curve(line: Line, across: (x: number) => string, down: (y: number) => string): Html {
  const { points, style, tone } = line;
  if (points.length === 0) return html``;
  const places = points.flatMap(([x, y], index) => {
    const before = style === 'steps' && index > 0 ? [`${across(x)},${down(points[index - 1][1])}`] : [];
    return [...before, `${across(x)},${down(y)}`];
  });
  const first = across(points[0][0]);
  const last = across(points[points.length - 1][0]);
  return html`${style === 'area' && html`<path class="area ${tone}" d="M${places.join(' ')} ${last},100 ${first},100Z" />`}
    <polyline class="curve ${tone} ${style === 'dashed' && 'dashed'}" points="${places.join(' ')}" />`;
}

function shareOf({ from, to, scale }: Axis, value: number): number {
  const held = Math.min(Math.max(value, Math.min(from, to)), Math.max(from, to));
  if (from === to) return 0;
  return scale === 'logarithmic' ? Math.log(held / from) / Math.log(to / from) : (held - from) / (to - from);
}

function percent(share: number): string {
  return (share * 100).toFixed(2);
}

/** Labels at the ends of the axis are kept inside the drawing. */
function endOf({ from, to }: Axis, tick: number): string {
  if (tick === from) return 'start';
  return tick === to ? 'end' : '';
}
