import { MODES, type Mode } from '../domain/network.js';
import { CARRIAGES, REASONS, STATUSES, type Reason } from '../domain/plan.js';
import type { Workspace } from '../domain/workspace.js';
import type { CarriageTally, ParcelTally } from './tally.js';

/**
 * Well-to-wheel emission of parcels bought outside both networks, whose vehicles nobody tells us: between a heavy truck
 * (about 100 g) and a delivery van (about 700 g), on the great-circle distance. An assumption, shown with the figures.
 */
export const SPOT_CO2_G_PER_TONNE_KM = 250;

/** Figures of one party, or of all together, in one plan. Money in major units. */
export interface Figures {
  readonly parcels: number;
  readonly onTime: number;
  readonly late: number;
  readonly unplanned: number;
  readonly onTimeShare: number; // of all parcels
  readonly carriedBy: { readonly network: number; readonly spot: number; readonly none: number };
  readonly interlined: number;
  readonly cost: number;
  readonly costPerParcel: number;
  readonly costOf: CostParts;
  readonly chargesPaid: number;
  readonly chargesReceived: number;
  readonly carryingCost: number;
  readonly netCost: number; // cost - chargesReceived + carryingCost
  readonly timetable: {
    readonly departures: number;
    readonly vehicleKm: number;
    readonly cost: number;
    readonly optionalRuns: number;
  };
  readonly tonneKm: Record<Mode, number>;
  readonly co2Kg: Record<Mode | 'spot' | 'total', number>;
  readonly utilisation: Record<Mode, number | null>;
  readonly transitDays: readonly number[];
  readonly transitDaysMean: number | null;
  readonly reasons: readonly ReasonCount[];
}

/** The parts that a plan's cost is the sum of. */
export interface CostParts {
  readonly ownLinehaul: number;
  readonly ownHandling: number;
  readonly ownDelivery: number;
  readonly partnerCharges: number;
  readonly spot: number;
  readonly lateness: number;
  readonly unplanned: number;
  readonly optionalRuns: number;
}

export interface ReasonCount {
  readonly reason: Reason;
  readonly late: number;
  readonly unplanned: number;
}

/** Figures of the sum of some parties' tallies. */
export function figuresOf(
  workspace: Workspace,
  parcelTallies: readonly ParcelTally[],
  carriageTallies: readonly CarriageTally[],
): Figures {
  const parcel = (pick: (tally: ParcelTally) => number) => total(parcelTallies, pick);
  const carriage = (pick: (tally: CarriageTally) => number) => total(carriageTallies, pick);
  const money = (minor: number) => Math.round(minor) / workspace.minorPerMajor;
  const parcels = parcel((tally) => tally.parcels);
  const status = (name: (typeof STATUSES)[number]) => parcel((tally) => tally.byStatus[STATUSES.indexOf(name)] ?? 0);
  const carriedBy = (name: (typeof CARRIAGES)[number]) =>
    parcel((tally) => tally.byCarriage[CARRIAGES.indexOf(name)] ?? 0);
  const optionalRuns = carriage((tally) => tally.optionalRunsCost);
  const cost = parcel((tally) => tally.cost) + optionalRuns;
  const received = carriage((tally) => tally.chargesReceived);
  const carrying = carriage((tally) => tally.carryingCost);
  const transitDays = columnSums(parcelTallies.map((tally) => tally.transitDays));
  return {
    parcels,
    onTime: status('on_time'),
    late: status('late'),
    unplanned: status('unplanned'),
    onTimeShare: parcels === 0 ? 0 : status('on_time') / parcels,
    carriedBy: { network: carriedBy('network'), spot: carriedBy('spot'), none: carriedBy('none') },
    interlined: carriage((tally) => tally.interlined),
    cost: money(cost),
    costPerParcel: parcels === 0 ? 0 : money(cost / parcels),
    costOf: {
      ownLinehaul: money(carriage((tally) => tally.ownLinehaul)),
      ownHandling: money(carriage((tally) => tally.ownHandling)),
      ownDelivery: money(carriage((tally) => tally.ownDelivery)),
      partnerCharges: money(carriage((tally) => tally.chargesPaid)),
      spot: money(parcel((tally) => tally.spotCost)),
      lateness: money(parcel((tally) => tally.latenessCost)),
      unplanned: money(parcel((tally) => tally.unplannedCost)),
      optionalRuns: money(optionalRuns),
    },
    chargesPaid: money(carriage((tally) => tally.chargesPaid)),
    chargesReceived: money(received),
    carryingCost: money(carrying),
    netCost: money(cost - received + carrying),
    timetable: {
      departures: carriage((tally) => tally.departures),
      vehicleKm: Math.round(carriage((tally) => total(tally.vehicleKm, (km) => km))),
      cost: money(carriage((tally) => tally.timetableCost)),
      optionalRuns: carriage((tally) => tally.optionalRuns),
    },
    ...movement(parcelTallies, carriageTallies),
    transitDays,
    transitDaysMean: mean(transitDays),
    reasons: reasonCounts(parcelTallies),
  };
}

function movement(
  parcelTallies: readonly ParcelTally[],
  tallies: readonly CarriageTally[],
): Pick<Figures, 'tonneKm' | 'co2Kg' | 'utilisation'> {
  const spotKg = (total(parcelTallies, (tally) => tally.spotTonneKm) * SPOT_CO2_G_PER_TONNE_KM) / 1000;
  const co2Kg = byMode((mode) => total(tallies, (tally) => tally.co2G[mode] ?? 0) / 1000);
  return {
    tonneKm: byMode((mode) => round(total(tallies, (tally) => tally.tonneKm[mode] ?? 0))),
    co2Kg: {
      ...byMode((mode) => round(co2Kg[MODES[mode]])),
      spot: round(spotKg),
      total: round(total(Object.values(co2Kg), (kg) => kg) + spotKg),
    },
    utilisation: byMode((mode) => {
      const capacity = total(tallies, (tally) => tally.capacityKgKm[mode] ?? 0);
      return capacity === 0 ? null : total(tallies, (tally) => tally.usedKgKm[mode] ?? 0) / capacity;
    }),
  };
}

function byMode<T>(figure: (mode: number) => T): Record<Mode, T> {
  return Object.fromEntries(MODES.map((name, mode) => [name, figure(mode)])) as Record<Mode, T>;
}

/** Reasons that occur, the most frequent first. */
function reasonCounts(tallies: readonly ParcelTally[]): ReasonCount[] {
  return REASONS.map((reason, index) => ({
    reason,
    late: total(tallies, (tally) => tally.reasonsLate[index] ?? 0),
    unplanned: total(tallies, (tally) => tally.reasonsUnplanned[index] ?? 0),
  }))
    .filter(({ late, unplanned }) => late + unplanned > 0)
    .sort((a, b) => b.late + b.unplanned - a.late - a.unplanned);
}

/** Element-wise sum of equally long rows, trailing zeros cut. */
function columnSums(rows: readonly (readonly number[])[]): number[] {
  const length = Math.max(0, ...rows.map((row) => row.length));
  const sums = Array.from({ length }, (_, index) => total(rows, (row) => row[index] ?? 0));
  while (sums.length > 0 && sums.at(-1) === 0) sums.pop();
  return sums;
}

function mean(histogram: readonly number[]): number | null {
  const count = total(histogram, (parcels) => parcels);
  if (count === 0) return null;
  return histogram.reduce((days, parcels, day) => days + day * parcels, 0) / count;
}

function total<T>(items: readonly T[], pick: (item: T) => number): number {
  return items.reduce((sum, item) => sum + pick(item), 0);
}

function round(amount: number): number {
  return Math.round(amount * 10) / 10;
}
