import { distanceKm } from '../../base/geo.js';
import type { FeedContext } from './feed-context.js';
import type { NetworkBuilder } from './network-builder.js';
import type { StopTimes } from './stop-times.js';

/** Units that feeds use for `shape_dist_traveled`, as kilometres. */
const UNITS = [
  { name: 'kilometres', km: 1 },
  { name: 'metres', km: 0.001 },
] as const;

/** A route is at least about as long as the straight line, and seldom several times longer. */
const RATIO_MIN = 0.85;
const RATIO_MAX = 4;

/**
 * Kilometres of one unit of the feed's `shape_dist_traveled`, which GTFS leaves open: the unit that makes all trips
 * together between 0.85 and 4 times as long as the straight lines between their stops. Undefined, with a warning when
 * there are distances, if none does: then kilometres come from the map.
 */
export function distanceFactor(context: FeedContext, rows: StopTimes, tripCount: number): number | undefined {
  const { facilities } = context.network;
  let travelled = 0;
  let straight = 0;
  for (let trip = 0; trip < tripCount; trip++) {
    const order = rows.order.subarray(rows.firstRow[trip], rows.firstRow[trip + 1]);
    if (order.length < 2 || !hasDistances(rows, order)) continue;
    const [first, last] = [order[0], order.at(-1) as number];
    travelled += rows.distance[last] - rows.distance[first];
    for (let at = 1; at < order.length; at++) straight += straightBetween(facilities, rows, order, at);
  }
  if (travelled === 0 || straight === 0) return undefined;
  const unit = UNITS.find(({ km }) => travelled * km >= RATIO_MIN * straight && travelled * km <= RATIO_MAX * straight);
  if (unit?.km !== 1) {
    context.faults.add({
      code: 'distance_unit',
      severity: 'warning',
      file: `${context.folder.name}/stop_times.txt`,
      column: 'shape_dist_traveled',
      message: unit
        ? `the distances are read as ${unit.name}, which fits the map`
        : 'the distances fit neither kilometres nor metres and are not used',
      allowed: 'kilometres along the route',
    });
  }
  return unit?.km;
}

/** Kilometres along the route from the trip's first call to each call. */
export function routeKm(trip: {
  readonly order: Uint32Array;
  readonly rows: StopTimes;
  readonly factor: number | undefined;
  readonly detour: number;
  readonly facilities: NetworkBuilder['facilities'];
}): Float64Array {
  const { order, rows, factor, detour, facilities } = trip;
  const km = new Float64Array(order.length);
  if (factor !== undefined && hasDistances(rows, order)) {
    const start = rows.distance[order[0]];
    // Rounding to millimetres keeps the sum of legs free of binary noise.
    order.forEach((row, at) => (km[at] = Math.round((rows.distance[row] - start) * factor * 1e6) / 1e6));
    return km;
  }
  for (let at = 1; at < order.length; at++) {
    km[at] = km[at - 1] + detour * straightBetween(facilities, rows, order, at);
  }
  return km;
}

/** True when every call has a distance and none is below the one before. */
function hasDistances(rows: StopTimes, order: Uint32Array): boolean {
  let before = 0;
  for (const row of order) {
    const distance = rows.distance[row];
    if (!(distance >= before)) return false;
    before = distance;
  }
  return order.length > 0;
}

function straightBetween(
  facilities: NetworkBuilder['facilities'],
  rows: StopTimes,
  order: Uint32Array,
  at: number,
): number {
  const from = rows.facility[order[at - 1]];
  const to = rows.facility[order[at]];
  const { lon, lat } = facilities;
  return distanceKm(lon[from], lat[from], lon[to], lat[to]);
}
