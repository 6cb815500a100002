import type { LonLat } from '../places.js';

/** Places on the paper: `[x, y]` as shares of the drawing's width and of its width again, y downwards. */
export interface Projection {
  readonly height: number; // of the drawing, as a share of its width
  readonly place: (lon: number, lat: number) => readonly [number, number];
}

const MARGIN = 0.025;
const HEIGHT_MIN = 0.5;
const HEIGHT_MAX = 1.4;

/**
 * Lambert's azimuthal equal-area projection (1772) around the middle of the places, cut to where nearly all of them are:
 * a few misplaced ones must not shrink the rest. Equal areas, so that density of points can be compared.
 */
export function projectionOf(places: readonly LonLat[]): Projection {
  const centre: LonLat = [median(places.map(([lon]) => lon)), median(places.map(([, lat]) => lat))];
  const projected = places.map(([lon, lat]) => azimuthal(centre, lon, lat));
  const [left, right] = coreRange(projected.map(([x]) => x));
  const [top, bottom] = coreRange(projected.map(([, y]) => y));
  const wide = Math.max(right - left, (bottom - top) / HEIGHT_MAX, 1e-6);
  const high = Math.max(bottom - top, wide * HEIGHT_MIN);
  const scale = (1 - 2 * MARGIN) / wide;
  const shiftX = 0.5 - ((left + right) / 2) * scale;
  const height = high * scale + 2 * MARGIN;
  const shiftY = height / 2 - ((top + bottom) / 2) * scale;
  return {
    height,
    place(lon, lat) {
      const [x, y] = azimuthal(centre, lon, lat);
      return [x * scale + shiftX, y * scale + shiftY];
    },
  };
}

function azimuthal([lon0, lat0]: LonLat, lon: number, lat: number): readonly [number, number] {
  const radians = Math.PI / 180;
  const [phi, phi0, lambda] = [lat * radians, lat0 * radians, (lon - lon0) * radians];
  const cosine = Math.sin(phi0) * Math.sin(phi) + Math.cos(phi0) * Math.cos(phi) * Math.cos(lambda);
  const k = Math.sqrt(2 / Math.max(1e-9, 1 + cosine));
  const x = k * Math.cos(phi) * Math.sin(lambda);
  const y = k * (Math.cos(phi0) * Math.sin(phi) - Math.sin(phi0) * Math.cos(phi) * Math.cos(lambda));
  return [x, -y];
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? 0 : sorted[sorted.length >> 1];
}

/** The range of 99.8 % of the values, widened by a third where there are more. */
function coreRange(values: readonly number[]): readonly [number, number] {
  if (values.length === 0) return [0, 0];
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const [low, high] = [at(0.001), at(0.999)];
  const slack = (high - low) / 3;
  return [Math.max(at(0), low - slack), Math.min(at(1), high + slack)];
}
