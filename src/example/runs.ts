/** A point to serve. */
export interface Stop {
  readonly lon: number; // degrees
  readonly lat: number; // degrees
}

/** Splits stops into compact groups of at most `size` by halving along the longer side. O(n log² n). */
export function groupStops<T extends Stop>(stops: readonly T[], size: number): T[][] {
  if (stops.length === 0) return [];
  if (stops.length <= size) return [[...stops]];
  const spread = (of: (stop: T) => number) => {
    let [low, high] = [Infinity, -Infinity];
    for (const stop of stops) {
      low = Math.min(low, of(stop));
      high = Math.max(high, of(stop));
    }
    return high - low;
  };
  const byLon = spread((stop) => stop.lon) > spread((stop) => stop.lat);
  const sorted = [...stops].sort((a, b) => (byLon ? a.lon - b.lon : a.lat - b.lat));
  const groups = Math.ceil(stops.length / size);
  const half = Math.round((stops.length * Math.floor(groups / 2)) / groups);
  return [...groupStops(sorted.slice(0, half), size), ...groupStops(sorted.slice(half), size)];
}

/** Stops in the order of a walk that always goes to the nearest one left, starting from a depot. */
export function walkOrder<T extends Stop>(depot: Stop, stops: readonly T[]): T[] {
  const left = [...stops];
  const order: T[] = [];
  let at: Stop = depot;
  while (left.length > 0) {
    const next = nearest(at, left);
    order.push(left[next]);
    at = left[next];
    left.splice(next, 1);
  }
  return order;
}

/** Index of the stop nearest to a place, by flat geometry at that latitude; stops must not be empty. */
export function nearest(at: Stop, stops: readonly Stop[]): number {
  const squeeze = Math.cos((at.lat * Math.PI) / 180);
  let best = 0;
  let bestSquare = Infinity;
  for (let i = 0; i < stops.length; i++) {
    const stop = stops[i];
    const dx = (stop.lon - at.lon) * squeeze;
    const dy = stop.lat - at.lat;
    const square = dx * dx + dy * dy;
    if (square < bestSquare) {
      bestSquare = square;
      best = i;
    }
  }
  return best;
}
