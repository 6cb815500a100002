import type { SweepResult, SweptPoint } from '../../domain/exploration.js';
import { legend } from '../page/charts.js';
import { dataTable } from '../page/data-table.js';
import { renderPage, type Tile } from '../page/frame.js';
import { periodOf } from '../page/headline.js';
import { html, type Html } from '../page/html.js';
import { axisOver, lineChart, roundTicks, type Axis, type Line, type Mark } from '../page/line-chart.js';
import { numbersOf, type Numbers } from '../page/numbers.js';
import { signed } from './scenario-words.js';
import { marginalText, sweepFinding, unitStep, valueText } from './sweep-words.js';

/** `sweep.html`: what a number of the agreement is worth, value by value. */
export function renderSweep(sweep: SweepResult): string {
  const { subject, path, points } = sweep;
  const numbers = numbersOf(subject.currency);
  return renderPage(subject, {
    file: 'sweep.html',
    title: `${path}: what it is worth`,
    kind: 'sweep',
    hero: {
      kicker: `A clause at ${points.length} values · ${periodOf(subject)}`,
      heading: path,
      lede: sweepFinding(sweep, numbers).slice(path.length + 2),
      tiles: tilesOf(sweep, numbers),
    },
    sections: [curves(sweep, numbers), table(sweep, numbers)],
    notes: sweep.notes,
    data: html`Every figure is also in <code>sweep.json</code>, beside this file.`,
    style: 'h1{overflow-wrap:anywhere}',
  });
}

function tilesOf(sweep: SweepResult, numbers: Numbers): Tile[] {
  const { points, knee, unit, base, seconds } = sweep;
  const best = points.reduce((least, point) => (point.outcome.cost.amount < least.outcome.cost.amount ? point : least));
  const tile = (term: string, figure: string, detail: string): Tile => ({ term, figure, detail });
  const { name, size } = unitStep(unit);
  return [
    tile('In the agreement', base === null ? 'not given' : valueText(base.unit, base.value, numbers), 'as it is'),
    tile('Least cost', numbers.shortMoney(best.outcome.cost.amount), `at ${valueText(unit, best.value, numbers)}`),
    ...(knee === null
      ? [tile('Knee', 'none', 'the curve is straight')]
      : [
          tile(
            'Knee',
            valueText(unit, knee.value, numbers),
            knee.sure ? 'where more stops paying as well' : 'not sure: within the plans’ gaps',
          ),
          tile('Up to the knee', numbers.money(knee.before * size), `for each ${name} more`),
          tile('Beyond it', numbers.money(knee.after * size), `for each ${name} more`),
        ]),
    tile('Planned in', numbers.seconds(seconds), `${points.length} values, and as it is`),
  ];
}

function curves(sweep: SweepResult, numbers: Numbers): Html {
  const { points, unit, base, knee } = sweep;
  const x: Axis = axisOf(sweep, numbers);
  const marks: Mark[] = [
    ...(knee === null ? [] : [{ x: knee.value, label: 'knee' }]),
    ...(base?.unit !== unit || base.value < x.from || base.value > x.to || base.value === knee?.value
      ? []
      : [{ x: base.value, label: 'as agreed' }]),
  ];
  const line = (label: string, tone: string, of: (point: SweptPoint) => number, style?: Line['style']): Line => ({
    label,
    tone,
    points: points.map((point) => [point.value, of(point)] as const),
    ...(style === undefined ? {} : { style }),
  });
  const first = points[0].outcome;
  const cost = [
    line('Cost', 'joint', ({ outcome }) => outcome.cost.amount - first.cost.amount),
    line('No plan costs less', 'joint', ({ outcome }) => outcome.cost.low - first.cost.amount, 'dashed'),
  ];
  const gain = [
    line('Gain', 'on-time', ({ outcome }) => outcome.gain.amount - first.gain.amount),
    line('Most it could be', 'on-time', ({ outcome }) => outcome.gain.high - first.gain.amount, 'dashed'),
  ];
  const from = valueText(unit, points[0].value, numbers);
  const showChange = (amount: number): string => signed(amount, numbers.shortMoney);
  const size = unitStep(unit).size;
  const priced = points.filter(({ marginal }) => marginal !== null);
  const marginal = {
    ...line('Dual price', 'late', () => 0),
    points: priced.map((p) => [p.value, (p.marginal ?? 0) * size] as const),
  };
  const between = {
    ...line('Between values', 'alone', () => 0),
    style: 'steps' as const,
    points: slopes(points, size),
  };
  const several = sweep.subject.parties.length > 1;
  return html`<section aria-labelledby="curves">
    <h2 id="curves">Value by value</h2>
    <div class="cards two">
      ${chart(`Cost of all parcels, against ${from}`, cost, x, marks, showChange)}
      ${several && chart(`Gain of working together, against ${from}`, gain, x, marks, showChange)}
      ${chart(`What one ${unitStep(unit).name} more is worth`, [between, ...(priced.length === 0 ? [] : [marginal])], x, marks, numbers.money)}
    </div>
    <p class="fine">
      Dashed: what no better plan could pass. The dual price is what the prices that prove the bound, and the plan’s own
      charges, say of a little more at that value; between values stands what the plans came to. The two agree as far as
      the plans are near their bounds. The knee is the point farthest from the straight line between the ends, where
      that is more than a tenth of the range and more than the plans’ gaps.
    </p>
  </section>`;
}

/** What one unit more brought from each value to the next; steps hold from a value on. */
function slopes(points: readonly SweptPoint[], size: number): [number, number][] {
  const steps = points.slice(1).map((point, index): [number, number] => {
    const before = points[index];
    const saved = before.outcome.cost.amount - point.outcome.cost.amount;
    return [before.value, (saved / (point.value - before.value)) * size];
  });
  const last = steps.at(-1);
  const end = points.at(-1);
  return last && end ? [...steps, [end.value, last[1]]] : steps;
}

function axisOf({ points, unit }: SweepResult, numbers: Numbers): Axis {
  const [from, to] = [points[0].value, points[points.length - 1].value];
  const ticks = roundTicks(from, to, 4).filter((tick) => tick >= from && tick <= to);
  const show = (value: number): string => valueText(unit, value, numbers);
  return { from, to, ticks: ticks.length < 2 ? [from, to] : ticks, show };
}

function chart(
  title: string,
  lines: readonly Line[],
  x: Axis,
  marks: readonly Mark[],
  show: (value: number) => string,
): Html {
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y));
  return html`<div class="card chart-card">
    <h3>${title}</h3>
    ${legend(lines.map(({ label, tone, style }) => ({ label, tone: style === 'dashed' ? `line dashed` : tone })))}
    ${lineChart({ label: title, lines, x, y: axisOver(values.length === 0 ? [0] : values, show), marks })}
  </div>`;
}

function table(sweep: SweepResult, numbers: Numbers): Html {
  const several = sweep.subject.parties.length > 1;
  return html`<section aria-labelledby="table">
    <h2 id="table">In figures</h2>
    <div class="card">
      ${dataTable({
        caption: sweep.path,
        columns: [
          { heading: 'Value', kind: 'words' },
          { heading: 'Cost' },
          { heading: 'at least' },
          ...(several ? [{ heading: 'Gain' }] : []),
          { heading: `one ${unitStep(sweep.unit).name} more` },
          { heading: 'a parcel' },
          { heading: 'On time' },
          { heading: 'Spot' },
          { heading: 'Unplanned' },
          { heading: 'CO₂e' },
          { heading: 'Plan within' },
        ],
        rows: sweep.points.map((point) => [
          valueText(sweep.unit, point.value, numbers),
          numbers.money(point.outcome.cost.amount),
          numbers.money(point.outcome.cost.low),
          ...(several ? [numbers.money(point.outcome.gain.amount)] : []),
          marginalText(sweep, point, numbers),
          numbers.money(point.outcome.costPerParcel.amount),
          numbers.share(point.outcome.onTimeShare),
          numbers.count(point.outcome.spot),
          numbers.count(point.outcome.unplanned),
          numbers.mass(point.outcome.co2Kg),
          numbers.gap(point.outcome.gap),
        ]),
      })}
    </div>
  </section>`;
}
