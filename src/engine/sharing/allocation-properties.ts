import type { CostGame } from './cost-game.js';
import { sumOf, totalCost } from './cost-game.js';
import type { ShareRule } from './share-range.js';

/** What an allocation of the total cost keeps and what it does not. Amounts in the game's money. */
export interface AllocationProperties {
  /** Shares together less the total cost: 0 when exactly that is shared. */
  readonly surplus: number;
  /** Least over players of what it saves against being alone; negative when somebody loses by taking part. */
  readonly leastSaving: number;
  /** Least over coalitions of what its members save against going on their own; in the core when none is negative. */
  readonly coreSlack: number;
  readonly worstCoalition: number; // bit mask of the one with the least; 0 when there is none
}

/** Properties of shares, shape [playerCount]. O(players x 2 ** players). */
export function allocationProperties(game: CostGame, shares: Float64Array): AllocationProperties {
  const { playerCount, cost } = game;
  let leastSaving = Infinity;
  for (let player = 0; player < playerCount; player++) {
    leastSaving = Math.min(leastSaving, cost[1 << player] - shares[player]);
  }
  let coreSlack = Infinity;
  let worstCoalition = 0;
  for (let coalition = 1; coalition < cost.length - 1; coalition++) {
    const slack = cost[coalition] - sumOf(shares, coalition);
    if (slack < coreSlack) [coreSlack, worstCoalition] = [slack, coalition];
  }
  return {
    surplus: sumOf(shares, cost.length - 1) - totalCost(game),
    leastSaving,
    coreSlack: worstCoalition === 0 ? 0 : coreSlack,
    worstCoalition,
  };
}

/** How shares answer to small changes of a game. */
export interface Monotonicity {
  /** True when nobody pays less because all together cost more (Megiddo 1974). */
  readonly aggregate: boolean;
  /** True when no member pays less because one coalition it belongs to costs more (Young 1985). */
  readonly coalitional: boolean;
}

/**
 * Tries a rule on games in which one cost is higher by `step`: what it finds wrong is wrong, what it finds right is right
 * of this game and these changes. 2 ** players calls of the rule.
 */
export function monotonicityOf(game: CostGame, rule: ShareRule, step: number): Monotonicity {
  const { playerCount, cost } = game;
  const before = rule(game);
  const tolerance = 1e-6 * step;
  const kept = (coalition: number): boolean => {
    const changed = cost.slice();
    changed[coalition] = changed[coalition] + step;
    const after = rule({ playerCount, cost: changed });
    return after.every((share, player) => (coalition & (1 << player)) === 0 || share >= before[player] - tolerance);
  };
  const everybody = cost.length - 1;
  const aggregate = kept(everybody);
  let coalitional = aggregate;
  for (let coalition = 1; coalition < everybody && coalitional; coalition++) coalitional = kept(coalition);
  return { aggregate, coalitional };
}
