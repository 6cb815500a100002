import { NONE } from '../../base/none.js';

/**
 * How flows use points when each takes its cheapest way: by point, parcels, and what all flows would pay more without
 * it. `costs` has a column of shape [flow] for each point; `without` is what a flow pays without any.
 */
export function pointUse(
  costs: readonly Float64Array[],
  without: Float64Array,
  parcels: Float64Array,
): { readonly parcels: number; readonly worth: number }[] {
  const use = costs.map(() => ({ parcels: 0, worth: 0 }));
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
    use[best].parcels += parcels[flow];
    use[best].worth += second - least;
  });
  return use;
}
