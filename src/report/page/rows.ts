import { MODES } from '../../domain/network.js';
import type { Figures } from '../figures.js';
import type { Numbers } from './numbers.js';

/** A line of the alone/joint table, on a page or in a terminal. */
export interface Row {
  readonly label: string;
  readonly kind: 'count' | 'shortCount' | 'share' | 'days' | 'mass' | 'money' | 'shortMoney';
  readonly pick: (figures: Figures) => number | null;
  readonly better?: 'more' | 'less';
  /** Left out where it is nothing in every plan. */
  readonly optional?: true;
  readonly show: (amount: number) => string;
}

/** What is compared for all parcels together. */
export function allRows(numbers: Numbers): Row[] {
  const row = rowMaker(numbers);
  return [
    row('Parcels', 'count', (figures) => figures.parcels),
    row('On time', 'share', (figures) => figures.onTimeShare, 'more'),
    row('Late', 'count', (figures) => figures.late, 'less'),
    row('Unplanned', 'count', (figures) => figures.unplanned, 'less'),
    row('Spot carriage', 'count', (figures) => figures.carriedBy.spot, 'less'),
    row('Changing hands', 'count', (figures) => figures.interlined),
    row('Days in transit', 'days', (figures) => figures.transitDaysMean, 'less'),
    row('Cost', 'shortMoney', (figures) => figures.cost, 'less'),
    row('Cost a parcel', 'money', (figures) => figures.costPerParcel, 'less'),
    row('Tonne-kilometres', 'shortCount', (figures) => sumOf(figures.tonneKm)),
    ...MODES.map((mode): Row => ({
      ...row(`… by ${mode}`, 'shortCount', (figures) => figures.tonneKm[mode]),
      optional: true,
    })),
    row('CO₂e', 'mass', (figures) => figures.co2Kg.total, 'less'),
    row('Departures run', 'count', (figures) => figures.timetable.departures),
    row('Vehicle kilometres', 'shortCount', (figures) => figures.timetable.vehicleKm),
  ];
}

/** What is compared for each party. */
export function partyRows(numbers: Numbers): Row[] {
  const row = rowMaker(numbers);
  return [
    row('Parcels', 'count', (figures) => figures.parcels),
    row('On time', 'share', (figures) => figures.onTimeShare, 'more'),
    row('Days in transit', 'days', (figures) => figures.transitDaysMean, 'less'),
    row('Spot carriage', 'count', (figures) => figures.carriedBy.spot, 'less'),
    row('Changing hands', 'count', (figures) => figures.interlined),
    row('Cost', 'shortMoney', (figures) => figures.cost, 'less'),
    row('Paid to partners', 'shortMoney', (figures) => figures.chargesPaid),
    row('Received from partners', 'shortMoney', (figures) => figures.chargesReceived),
    row('Cost of carrying theirs', 'shortMoney', (figures) => figures.carryingCost),
    row('Net cost', 'shortMoney', (figures) => figures.netCost, 'less'),
  ];
}

/** A figure as text, a dash where there is none. */
export function shownAs(row: Row, amount: number | null): string {
  return amount === null ? '–' : row.show(amount);
}

/** False for an optional row that is nothing everywhere. */
export function occurs(row: Row, plans: readonly (Figures | undefined)[]): boolean {
  return !row.optional || plans.some((figures) => figures !== undefined && row.pick(figures) !== 0);
}

/** Shares change by percentage points, amounts by per cent of what they were; and whether that is good. */
export function changeOf(
  row: Row,
  before: number | null,
  after: number | null,
  numbers: Numbers,
): { readonly text: string; readonly tone: 'better' | 'worse' | '' } {
  if (before === null || after === null || before === after) return { text: '', tone: '' };
  const tone = row.better === undefined ? '' : after > before === (row.better === 'more') ? 'better' : 'worse';
  const points = Math.round((after - before) * 1000) / 10;
  if (row.kind === 'share' && points === 0) return { text: '', tone: '' };
  if (row.kind === 'share') return { text: `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)} pt`, tone };
  return { text: before === 0 ? 'new' : numbers.change(after / before - 1), tone };
}

function rowMaker(numbers: Numbers) {
  const shows: Record<Row['kind'], (amount: number) => string> = {
    count: numbers.count,
    shortCount: numbers.shortCount,
    share: numbers.share,
    days: (days) => days.toFixed(2),
    mass: numbers.mass,
    money: numbers.money,
    shortMoney: numbers.shortMoney,
  };
  return (label: string, kind: Row['kind'], pick: Row['pick'], better?: 'more' | 'less'): Row => ({
    label,
    kind,
    pick,
    show: shows[kind],
    ...(better === undefined ? {} : { better }),
  });
}

function sumOf(byMode: Readonly<Record<string, number>>): number {
  return Object.values(byMode).reduce((sum, amount) => sum + amount, 0);
}
