import type { Difference, Interval, Outcome, WithinDays } from '../../domain/exploration.js';
import type { Scenario } from '../../domain/scenario.js';
import type { PlanSummary } from '../../report/summary.js';

/** Days within which deliveries are counted. */
const WITHIN = [1, 2, 3, 5] as const;

/** A joint plan, and those of the parties apart, as they were summed up. */
export interface Planned {
  readonly joint: PlanSummary;
  readonly alone: PlanSummary;
  readonly seconds: number;
}

/** What plans come to, against `base` unless they are the base's own. */
export function outcomeOf(
  scenario: Pick<Scenario, 'id' | 'name' | 'about' | 'told'>,
  { joint, alone, seconds }: Planned,
  base: Outcome | undefined,
): Outcome {
  const { total } = joint;
  const cost = certified(total.cost, joint.bound);
  const apart = certified(alone.total.cost, alone.bound);
  const gain = difference(apart, cost);
  const costPerParcel = perParcel(cost, total.parcels);
  return {
    id: scenario.id,
    name: scenario.name,
    about: scenario.about,
    changes: scenario.told,
    parcels: total.parcels,
    cost,
    gap: joint.gap,
    costPerParcel,
    onTimeShare: total.onTimeShare,
    late: total.late,
    unplanned: total.unplanned,
    spot: total.carriedBy.spot,
    interlined: total.interlined,
    transitDays: total.transitDaysMean,
    within: WITHIN.map((days) => withinDays(total.transitDays, total.parcels, days)),
    utilisation: total.utilisation,
    vehicleKm: total.timetable.vehicleKm,
    tonneKm: Object.values(total.tonneKm).reduce((sum, amount) => sum + amount, 0),
    co2Kg: total.co2Kg.total,
    alone: apart,
    gain,
    gainShare: apart.amount === 0 ? 0 : gain.amount / apart.amount,
    parties: joint.parties.map(({ netCost }, party) => {
      const netAlone = alone.parties[party].netCost;
      return { netAlone, netJoint: netCost, gain: netAlone - netCost };
    }),
    difference: base === undefined ? null : differenceOf({ cost, costPerParcel, gain }, base),
    seconds,
  };
}

function differenceOf(outcome: Pick<Outcome, 'cost' | 'costPerParcel' | 'gain'>, base: Outcome): Difference {
  return {
    cost: difference(outcome.cost, base.cost),
    costPerParcel: difference(outcome.costPerParcel, base.costPerParcel),
    gain: difference(outcome.gain, base.gain),
  };
}

/** The least cost lies between the proven bound and the cost of the plan that was found. */
function certified(cost: number, bound: number): Interval {
  return { amount: cost, low: Math.min(bound, cost), high: cost };
}

/** Limits of a difference of two figures that each lie between theirs. */
function difference(a: Interval, b: Interval): Interval {
  return { amount: a.amount - b.amount, low: a.low - b.high, high: a.high - b.low };
}

function perParcel({ amount, low, high }: Interval, parcels: number): Interval {
  const each = (sum: number): number => (parcels === 0 ? 0 : sum / parcels);
  return { amount: each(amount), low: each(low), high: each(high) };
}

function withinDays(transitDays: readonly number[], parcels: number, days: number): WithinDays {
  const delivered = transitDays.slice(0, days + 1).reduce((sum, count) => sum + count, 0);
  return { days, share: parcels === 0 ? 0 : delivered / parcels };
}
