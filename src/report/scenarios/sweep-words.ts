import { formatClock } from '../../base/civil-time.js';
import type { SweepResult, SweptPoint } from '../../domain/exploration.js';
import type { SweepUnit } from '../../domain/scenario.js';
import type { Numbers } from '../page/numbers.js';
import { signed } from './scenario-words.js';

/** How a swept value is shown: `800 kg`, `15 %`, `09:00`. */
export function valueText(unit: SweepUnit, value: number, numbers: Numbers): string {
  switch (unit) {
    case 'share':
      return numbers.share(value);
    case 'money':
      return numbers.money(value);
    case 'time':
      return formatClock(value * 60);
    case 'minutes':
      return `${value} min`;
    case 'number':
      return String(value);
    default:
      return `${numbers.count(value)} ${unit}`;
  }
}

/** One more of what, and how many of the value's units that is: a share is told by the percentage point. */
export function unitStep(unit: SweepUnit): { readonly name: string; readonly size: number } {
  const names: Readonly<Record<SweepUnit, string>> = {
    kg: 'kg',
    litres: 'litre',
    parcels: 'parcel',
    share: 'percentage point',
    money: 'unit of money',
    time: 'hour',
    minutes: 'minute',
    number: 'unit',
  };
  return { name: names[unit], size: unit === 'share' ? 0.01 : unit === 'time' ? 60 : 1 };
}

/** What one more unit takes off the cost, by the duals; a dash where they do not tell. */
export function marginalText({ unit }: SweepResult, { marginal }: SweptPoint, numbers: Numbers): string {
  return marginal === null ? '–' : numbers.money(marginal * unitStep(unit).size);
}

/** What the sweep shows, in a sentence or two. */
export function sweepFinding(sweep: SweepResult, numbers: Numbers): string {
  const { path, points, unit, knee, base } = sweep;
  const first = points[0];
  const last = points[points.length - 1];
  const change = last.outcome.cost.amount - first.outcome.cost.amount;
  const range = `From ${valueText(unit, first.value, numbers)} to ${valueText(unit, last.value, numbers)} the cost of all parcels changes by ${signed(change, numbers.shortMoney)}.`;
  const { name, size } = unitStep(unit);
  const bend =
    knee === null
      ? 'The curve has no knee.'
      : `The knee is at ${valueText(unit, knee.value, numbers)}: up to there one ${name} more brings ${numbers.money(knee.before * size)} on average, beyond it ${numbers.money(knee.after * size)}.${knee.sure ? '' : ' The bend is less than the gaps of the plans, so a smaller gap could move it.'}`;
  const now = base === null ? '' : ` The agreement has ${valueText(base.unit, base.value, numbers)}.`;
  return `${path}: ${range} ${bend}${now}`;
}
