import { NONE } from '../../base/none.js';
import type { PointUse } from '../../domain/siting.js';

/**
 * How flows use points when each takes its cheapest way. `costs` has a column of shape [flow] for each point; `without`
 * is what a flow pays without any; `parcels` is how many it has.
 */
export function pointUse(costs: readonly Float64Array[], without: Float64Array, parcels: Float64Array): PointUse {
  const used = costs.map(() => 0);
  const worth = costs.map(() => 0);
  without.forEach((alone, flow) => {
    let best = NONE;
    let least = alone;
    let second = alone;
    costs.forEach((column, point) => {
      if (column[flow] < least) {
        second = least;
        least = column[flow];
        best = point;
      } else if (column[flow] < second) second = column[flow];
    });
    if (best === NONE) return;
    used[best] += parcels[flow];
    worth[best] += second - least;
  });
  return { parcels: used, worth };
}
