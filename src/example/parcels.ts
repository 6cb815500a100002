import type { Prng } from '../base/prng.js';
import { bandOf } from '../domain/shipments.js';
import type { Band } from '../domain/workspace.js';

/** Size bands of the example; litres are six to the kilogram, as in the vehicles. */
export const BANDS: readonly Band[] = [0.5, 2, 10, 35].map((kg) => ({
  g: kg * 1000,
  ml: kg * 6000,
}));

/** Log-normal weight with median 0.5 kg and mean 1.3 kg, so that 95 % are below 4.8 kg. */
const WEIGHT_MEDIAN_G = 500;
const WEIGHT_SIGMA = Math.sqrt(2 * Math.log(2.6));
const WEIGHT_G = { min: 40, max: 30_000 };

/** Millilitres to the gram, log-normal. */
const VOLUME_MEDIAN = 3.4;
const VOLUME_SIGMA = 0.35;
const VOLUME_ML_MAX = 200_000;

/** Sides are near enough to a cube for the longest to be this times the cube root. */
const SIDE_FACTOR = 1.6;

export interface ParcelSize {
  readonly weightG: number;
  readonly volumeMl: number;
  readonly longestSideCm: number;
}

/** A random parcel's size. */
export function parcelSize(prng: Prng): ParcelSize {
  const g = WEIGHT_MEDIAN_G * Math.exp(WEIGHT_SIGMA * prng.normal());
  const weightG = Math.round(Math.min(WEIGHT_G.max, Math.max(WEIGHT_G.min, g)));
  const ml = weightG * VOLUME_MEDIAN * Math.exp(VOLUME_SIGMA * prng.normal());
  const volumeMl = Math.round(Math.min(VOLUME_ML_MAX, ml));
  return { weightG, volumeMl, longestSideCm: Math.ceil(Math.cbrt(volumeMl) * SIDE_FACTOR) };
}

/** Mean kilograms at which parcels are planned: those of their bands. */
export function meanPlannedKg(prng: Prng, samples: number): number {
  let grams = 0;
  for (let i = 0; i < samples; i++) {
    const { weightG, volumeMl } = parcelSize(prng);
    grams += BANDS[bandOf(BANDS, weightG, volumeMl)].g;
  }
  return grams / samples / 1000;
}
