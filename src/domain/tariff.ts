import type { Tariff } from './agreement.js';
import { FACILITY_KINDS } from './network.js';

const DELIVERING_KINDS = new Set(
  (['delivery_station', 'post_office', 'branch_office'] as const).map((kind) => FACILITY_KINDS.indexOf(kind)),
);

/** Kilograms a partner is charged for: the larger of weight and volume over the divisor. */
export function chargeableKg(tariff: Tariff, g: number, ml: number): number {
  return Math.max(g / 1000, ml / tariff.volumetricCm3PerKg);
}

/** Zone of a distance: index of the first limit that is not below it, or the last zone. */
export function zoneOf(tariff: Tariff, km: number): number {
  const zone = tariff.zoneKm.findIndex((limit) => km <= limit);
  return zone < 0 ? tariff.zoneKm.length : zone;
}

/**
 * Minor money for carrying a parcel on one leg of a partner's departure. Prepaid hard blocks are not charged again, and
 * the run to an office that delivers (`toKind`, its facility kind) is part of the delivery's rate.
 */
export function linehaulCharge(tariff: Tariff, leg: { km: number; toKind: number }, g: number, ml: number): number {
  if (DELIVERING_KINDS.has(leg.toKind)) return 0;
  return tariff.linehaulPerKg[zoneOf(tariff, leg.km)] * chargeableKg(tariff, g, ml);
}

/** True where a partner charges nothing for carrying a parcel to a facility of a kind: its delivery's rate includes the run. */
export function isFreeRun(toKind: number): boolean {
  return DELIVERING_KINDS.has(toKind);
}

/** Minor money for a partner's delivery: base up to a weight, then steps or parts of steps; local zone. */
export function deliveryCharge(tariff: Tariff, g: number, ml: number, byBranchOffice: boolean): number {
  const kg = chargeableKg(tariff, g, ml);
  const over = Math.max(0, kg - tariff.deliveryBaseKg);
  const steps = Math.ceil(Math.round((over / tariff.deliveryStepKg) * 1e6) / 1e6);
  const base = tariff.deliveryBase[0];
  const step = tariff.deliveryStep[0];
  return base + steps * step + (byBranchOffice ? tariff.branchOffice : 0);
}

/** Minor money for collecting cash on delivery; settled per parcel, not part of a plan's cost. */
export function codCharge(tariff: Tariff, codAmount: number): number {
  return codAmount === 0 ? 0 : Math.max(tariff.codLeast, (codAmount * tariff.codPercent) / 100);
}
