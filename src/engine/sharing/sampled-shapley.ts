import { assert } from '../../base/assert.js';
import type { Prng } from '../../base/prng.js';

/** Players at most that a bit mask of a small integer names. */
export const SAMPLED_PLAYERS_MAX = 30;

/** Shares as means over sampled orders, with the half width of their confidence interval. */
export interface SampledShares {
  readonly shares: Float64Array; // [playerCount]
  readonly margin: Float64Array; // [playerCount] share plus and minus this holds the truth at the confidence
}

/**
 * Orders in which players join, row-major: order `o` is `orders[o * playerCount ..]`. They come in pairs, each second one
 * the first backwards: who joins early in one joins late in the other, which evens out most of the luck (antithetic
 * sampling; Lomeli, Rowland, Gretton, Ghahramani 2019). O(pairs x players).
 */
export function joiningOrders(playerCount: number, pairs: number, prng: Prng): Uint8Array {
  assert(playerCount >= 1 && playerCount <= SAMPLED_PLAYERS_MAX, `${playerCount} players are not 1 to 30`);
  const orders = new Uint8Array(pairs * 2 * playerCount);
  for (let pair = 0; pair < pairs; pair++) {
    const first = pair * 2 * playerCount;
    const order = orders.subarray(first, first + playerCount);
    for (let place = 0; place < playerCount; place++) {
      const swapped = prng.below(place + 1);
      order[place] = order[swapped];
      order[swapped] = place;
    }
    orders.set(order.toReversed(), first + playerCount);
  }
  return orders;
}

/** The coalitions that some orders ask for, ascending, the empty one left out. */
export function coalitionsIn(playerCount: number, orders: Uint8Array): number[] {
  const coalitions = new Set<number>();
  let coalition = 0;
  orders.forEach((player, at) => {
    coalition = at % playerCount === 0 ? 1 << player : coalition | (1 << player);
    coalitions.add(coalition);
  });
  return [...coalitions].toSorted((a, b) => a - b);
}

/**
 * Shapley's shares estimated from sampled orders; `costOf` gives a coalition's cost by bit mask. They sum to the cost of
 * all players exactly. `deviations` is the normal quantile of the confidence: 1.96 for 95 %. O(orders x players).
 */
export function sampledShapley(
  playerCount: number,
  orders: Uint8Array,
  costOf: (coalition: number) => number,
  deviations = 1.96,
): SampledShares {
  const pairs = orders.length / (2 * playerCount);
  assert(Number.isInteger(pairs) && pairs >= 2, `${orders.length} places are not two or more pairs of orders`);
  const sum = new Float64Array(playerCount);
  const squares = new Float64Array(playerCount);
  const added = new Float64Array(playerCount);
  for (let pair = 0; pair < pairs; pair++) {
    added.fill(0);
    for (let half = 0; half < 2; half++) {
      let [coalition, before] = [0, 0];
      for (let place = 0; place < playerCount; place++) {
        const player = orders[(pair * 2 + half) * playerCount + place];
        coalition |= 1 << player;
        const cost = costOf(coalition);
        added[player] = added[player] + (cost - before) / 2;
        before = cost;
      }
    }
    for (let player = 0; player < playerCount; player++) {
      sum[player] = sum[player] + added[player];
      squares[player] = squares[player] + added[player] ** 2;
    }
  }
  const shares = sum.map((total) => total / pairs);
  // Pairs are independent of each other, the two orders of a pair are not: the pair is the observation.
  const margin = squares.map((square, player) => {
    const variance = Math.max(0, square - pairs * shares[player] ** 2) / (pairs - 1);
    return deviations * Math.sqrt(variance / pairs);
  });
  return { shares, margin };
}
