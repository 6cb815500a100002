import type { Figures } from '../../report/figures.js';
import type { PlanFigures } from './planning-work.js';

/** What a party may know of its own part of a plan, from a summary's figures in major units. */
export function figuresOf(figures: Figures, costAlone: number | undefined, minorPerMajor: number): PlanFigures {
  const minor = (major: number): number => Math.round(major * minorPerMajor);
  const { parcels, onTime, late, unplanned, cost, chargesPaid, chargesReceived, interlined } = figures;
  return {
    parcels,
    on_time: onTime,
    late,
    unplanned,
    cost_minor: minor(cost),
    cost_alone_minor: costAlone === undefined ? null : minor(costAlone),
    charges_paid_minor: minor(chargesPaid),
    charges_received_minor: minor(chargesReceived),
    interlined,
  };
}
