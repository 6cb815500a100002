import type { CostGame } from './cost-game.js';
import { sizeOf } from './cost-game.js';

/**
 * Shapley's shares, shape [playerCount]: what each player adds to the cost of those before it, on average over all
 * orders in which the players could join. O(players x 2 ** players). Shapley (1953).
 */
export function shapleyShares({ playerCount, cost }: CostGame): Float64Array {
  const weight = joiningWeights(playerCount);
  const shares = new Float64Array(playerCount);
  for (let coalition = 0; coalition < cost.length; coalition++) {
    const joins = weight[sizeOf(coalition)];
    for (let player = 0; player < playerCount; player++) {
      const bit = 1 << player;
      if ((coalition & bit) !== 0) continue;
      shares[player] = shares[player] + joins * (cost[coalition | bit] - cost[coalition]);
    }
  }
  return shares;
}

/** Chance that a player finds exactly the members of one coalition of a size before it, shape [playerCount]. */
function joiningWeights(playerCount: number): Float64Array {
  const weight = new Float64Array(playerCount + 1);
  weight[0] = 1 / playerCount;
  for (let size = 1; size < playerCount; size++) weight[size] = (weight[size - 1] * size) / (playerCount - size);
  return weight;
}
