import { distanceKm } from '../base/geo.js';

/** A place with the median distance of what surrounds it. */
export interface Centre {
  readonly lon: number; // degrees
  readonly lat: number; // degrees
  readonly spreadKm: number; // median distance of the points from the centre
}

/** Middle value; the lower one of two. Sorts its argument. */
export function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[(values.length - 1) >> 1];
}

/** Median longitude and latitude of some points, robust while fewer than half of them are wrong. */
export function centreOf(points: readonly number[], lon: Float64Array, lat: Float64Array): Centre | undefined {
  if (points.length === 0) return undefined;
  const at = {
    lon: median(points.map((point) => lon[point])),
    lat: median(points.map((point) => lat[point])),
  };
  const spreadKm = median(points.map((point) => distanceKm(at.lon, at.lat, lon[point], lat[point])));
  return { ...at, spreadKm };
}

/** Items by key, keys in the order of their first item. */
export function groupBy<K>(items: Iterable<number>, keyOf: (item: number) => K): Map<K, number[]> {
  const groups = new Map<K, number[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
