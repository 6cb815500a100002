import type { Difference, Interval, Outcome, WithinDays } from '../../domain/exploration.js';
import type { Scenario } from '../../domain/scenario.js';
import { gapOf } from '../../report/gap.js';
import type { PlanSummary } from '../../report/summary.js';
import type { AlonePlan, PlannedScenario } from './plan-scenario.js';

/** Days within which deliveries are counted. */
const WITHIN = [1, 2, 3, 5] as const;

/** Each party alone, and all their plans taken as one, which is a joint plan too. */
export interface PlansApart {
  readonly alone: readonly AlonePlan[]; // by party
  readonly together: PlanSummary;
}

/**
 * What plans come to, against `base` unless they are the base's own. Where they say nothing of a party alone, `apart` does. A
 * joint plan that came out dearer than the parties apart stands aside for theirs.
 */
export function outcomeOf(
  scenario: Pick<Scenario, 'id' | 'name' | 'about' | 'told'>,
  planned: PlannedScenario,
  apart: PlansApart,
  base: Outcome | undefined,
): Outcome {
  const alone = apart.alone.map((asItIs, party) => planned.alone[party] ?? asItIs);
  const joint = planned.alone.length === 0 ? noDearer(planned.joint, apart.together) : planned.joint;
  const { seconds } = planned;
  const { total } = joint;
  const cost = certified(total.cost, joint.bound);
  const costAlone = certified(sumOf(alone, 'cost'), sumOf(alone, 'bound'));
  const gain = difference(costAlone, cost);
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
    alone: costAlone,
    gain,
    gainShare: costAlone.amount === 0 ? 0 : gain.amount / costAlone.amount,
    parties: joint.parties.map(({ netCost }, party) => {
      const netAlone = alone[party].cost;
      return { netAlone, netJoint: netCost, gain: netAlone - netCost };
    }),
    coverage: planned.coverage ?? null,
    difference: base === undefined ? null : differenceOf({ cost, costPerParcel, gain }, base),
    seconds,
  };
}

function sumOf(alone: readonly AlonePlan[], figure: keyof AlonePlan): number {
  return alone.reduce((sum, one) => sum + one[figure], 0);
}

function noDearer(joint: PlanSummary, together: PlanSummary): PlanSummary {
  if (joint.total.cost <= together.total.cost) return joint;
  return { ...together, bound: joint.bound, gap: gapOf(together.total.cost, joint.bound) };
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
