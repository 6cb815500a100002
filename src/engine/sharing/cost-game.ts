import { assert } from '../../base/assert.js';

/** Players at most whose coalitions fit a table: a million costs. */
export const TABLE_PLAYERS_MAX = 20;

/**
 * What every coalition would have to pay without the others. `cost[coalition]` is by bit mask: bit `i` is player `i`,
 * `cost[0]` is 0 and the last entry is the cost of all players together. Costs may be of any sign.
 */
export interface CostGame {
  readonly playerCount: number;
  readonly cost: Float64Array; // [2 ** playerCount]
}

/** A game from its table of costs; the table is kept, not copied. */
export function costGame(playerCount: number, cost: Float64Array): CostGame {
  assert(playerCount >= 1 && playerCount <= TABLE_PLAYERS_MAX, `${playerCount} players are not 1 to 20`);
  assert(cost.length === 2 ** playerCount, `${cost.length} costs are not 2 to the power of ${playerCount}`);
  assert(cost[0] === 0, `nobody together costs ${cost[0]}, not 0`);
  return { playerCount, cost };
}

/** Cost of all players together. */
export function totalCost({ cost }: CostGame): number {
  return cost[cost.length - 1];
}

/** Sum over players of what each pays alone. */
export function costApart({ playerCount, cost }: CostGame): number {
  let sum = 0;
  for (let player = 0; player < playerCount; player++) sum += cost[1 << player];
  return sum;
}

/** Number of players in a coalition. */
export function sizeOf(coalition: number): number {
  let size = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) size++;
  return size;
}

/** Sum of the shares of a coalition's members. */
export function sumOf(shares: ArrayLike<number>, coalition: number): number {
  let sum = 0;
  for (let player = 0; player < shares.length; player++) {
    if ((coalition & (1 << player)) !== 0) sum += shares[player];
  }
  return sum;
}

/**
 * The superadditive cover, said of costs: the least that a coalition pays when it may fall apart into groups that work
 * without each other. Equal to the game where joining never costs more; plans that end at a gap may miss that.
 * O(3 ** players); Shapley and Shubik (1969).
 */
export function coveredGame({ playerCount, cost }: CostGame): CostGame {
  const covered = cost.slice();
  for (let coalition = 1; coalition < covered.length; coalition++) {
    // One half of each split holds the lowest player, so that every split is looked at once.
    const lowest = coalition & -coalition;
    const others = coalition ^ lowest;
    for (let part = others; part !== 0; part = (part - 1) & others) {
      const apart = covered[part] + covered[coalition ^ part];
      if (apart < covered[coalition]) covered[coalition] = apart;
    }
  }
  return { playerCount, cost: covered };
}
