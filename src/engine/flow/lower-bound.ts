import type { Extensions, FlowProblem } from './flow-problem.js';

/**
 * No whole plan costs less than this, whatever the prices: the cheapest way of every commodity at them, less what the
 * resources would earn (docs/model.md section 9; Lagrangian duality).
 */
export function lowerBound(problem: FlowProblem, prices: Float64Array, cheapest: Float64Array): number {
  const { commodities, resources, extensions } = problem;
  let bound = 0;
  for (let k = 0; k < commodities.count; k++) {
    bound += commodities.demand[k] * Math.min(cheapest[k], commodities.outsideCost[k]);
  }
  for (let r = 0; r < resources.count; r++) {
    if (prices[r] > 0) bound -= prices[r] * resources.capacity[r];
  }
  return bound - extensionWorth(extensions, prices);
}

/** What the cheapest choice of runs would earn at these prices. */
function extensionWorth(extensions: Extensions, prices: Float64Array): number {
  let sum = 0;
  for (let e = 0; e < extensions.count; e++) {
    let worth = -extensions.cost[e];
    for (let i = extensions.first[e]; i < extensions.first[e + 1]; i++) {
      worth += prices[extensions.resource[i]] * extensions.added[i];
    }
    if (worth > 0) sum += extensions.runsMax[e] * worth;
  }
  return sum;
}
