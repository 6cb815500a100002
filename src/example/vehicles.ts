import type { Mode } from '../domain/network.js';

/** A vehicle, or a group of them that runs as one departure. Money in rupees. */
export interface Vehicle {
  readonly id: string;
  readonly mode: Mode;
  readonly capacityKg: number;
  readonly litresPerKg: number;
  readonly costPerRun: number;
  readonly costPerKm: number;
  readonly costPerKgKm: number;
  readonly co2GPerTonneKm: number;
}

/** Sizes in kg by mode, as they drive, roll and fly in India; larger rooms are several of the last one together. */
const SIZES: Readonly<Record<Exclude<Mode, 'water'>, readonly number[]>> = {
  road: [25, 50, 100, 200, 400, 750, 1_500, 3_500, 7_000, 12_000, 18_000, 25_000],
  rail: [2_000, 4_000, 8_000, 23_000],
  air: [500, 1_000, 2_000, 5_000, 20_000],
};

/** Synthetic rates of the usual order: rupees per run, km and kg km, grams of CO2 per tonne km. */
const RATES: Readonly<Record<Exclude<Mode, 'water'>, readonly [number, number, number, number]>> = {
  road: [600, 26, 0.006, 85],
  rail: [1_500, 8, 0.0035, 18],
  air: [9_000, 90, 0.05, 650],
};

/** Whole-network speeds in km/h with halts, and minutes lost at both ends together. */
export const SPEEDS: Readonly<Record<Exclude<Mode, 'water'>, { readonly kmh: number; readonly endMinutes: number }>> = {
  road: { kmh: 48, endMinutes: 20 },
  rail: { kmh: 58, endMinutes: 30 },
  air: { kmh: 620, endMinutes: 110 },
};

/** Kilometres run for each great-circle kilometre. */
export const DETOUR: Readonly<Record<Exclude<Mode, 'water'>, number>> = { road: 1.3, rail: 1.2, air: 1 };

/** Litres a vehicle holds for each kilogram it may carry. */
const LITRES_PER_KG = 6;

/**
 * The vehicle of a local run, at so many kilograms of room. It goes its round with or without a parcel, so a kilogram
 * more costs nothing; the delivery's cost per parcel pays for it.
 */
export function localVehicleFor(kg: number): Vehicle {
  const vehicle = vehicleFor('road', kg);
  return { ...vehicle, id: `local-${vehicle.id}`, costPerKgKm: 0 };
}

/** The smallest vehicle, or the smallest group of the largest one, that carries so many kilograms. */
export function vehicleFor(mode: Exclude<Mode, 'water'>, kg: number): Vehicle {
  const sizes = SIZES[mode];
  const largest = sizes.at(-1) as number;
  const size = sizes.find((candidate) => candidate >= kg) ?? largest;
  const count = size >= kg ? 1 : 2 ** Math.ceil(Math.log2(kg / largest));
  const [run, km, kgKm, co2] = RATES[mode];
  const share = Math.max(0.02, Math.min(1, size / largest));
  return {
    id: `${mode}-${size}kg${count > 1 ? `-x${count}` : ''}`,
    mode,
    capacityKg: size * count,
    litresPerKg: LITRES_PER_KG,
    costPerRun: Math.round(run * share * count),
    costPerKm: Math.round(km * share * count * 100) / 100,
    costPerKgKm: kgKm,
    co2GPerTonneKm: co2,
  };
}
