import type { CostGame } from './cost-game.js';
import { costApart, totalCost } from './cost-game.js';
import { lexicographicMinimax } from './lexicographic.js';
import type { Feasible } from './lexicographic.js';
import { solveLinearProgram } from './linear-program.js';

/**
 * The nucleolus, shape [playerCount]: the shares that leave the most dissatisfied coalition as well off as can be, then
 * the next, and so on; in the core whenever there is one. Nobody pays more than alone where that is possible at all.
 * Some dozens of small linear programs for five players. Schmeidler (1969).
 */
export function nucleolusShares(game: CostGame): Float64Array {
  const { playerCount, cost } = game;
  if (playerCount === 1) return cost.slice(1);
  const scale = scaleOf(game);
  const functions = properCoalitions(game).map((coalition) => ({
    slope: membersOf(coalition, playerCount),
    constant: -cost[coalition] / scale,
  }));
  const equalRow = Array.from({ length: playerCount }, () => 1);
  const singles = costApart(game) >= totalCost(game) ? equalRow.map((_, player) => 1 << player) : [];
  const within: Feasible = {
    rows: singles.map((single) => membersOf(single, playerCount)),
    limit: singles.map((single) => cost[single] / scale),
    equalRow,
    equalTo: totalCost(game) / scale,
  };
  const shares = lexicographicMinimax(functions, within) ?? new Float64Array(playerCount);
  return shares.map((share) => share * scale);
}

/**
 * The largest amount that the most dissatisfied coalition can be left with below its own cost, over all ways to share the
 * total: negative when the core is empty. O(one linear program); the least core of Maschler, Peleg, Shapley (1979).
 */
export function leastCoreSlack(game: CostGame): number {
  const { playerCount, cost } = game;
  if (playerCount === 1) return 0;
  const scale = scaleOf(game);
  const coalitions = properCoalitions(game);
  const answer = solveLinearProgram({
    objective: [...Array.from({ length: playerCount }, () => 0), 1],
    rows: coalitions.map((coalition) => [...membersOf(coalition, playerCount), -1]),
    limit: coalitions.map((coalition) => cost[coalition] / scale),
    equalRows: [[...Array.from({ length: playerCount }, () => 1), 0]],
    equalTo: [totalCost(game) / scale],
  });
  return answer.status === 'optimal' ? -answer.value * scale : Number.NaN;
}

/** All coalitions but the empty one and that of everybody. */
export function properCoalitions({ cost }: CostGame): number[] {
  return Array.from({ length: cost.length - 2 }, (_, index) => index + 1);
}

/** 1 for every member of a coalition, 0 for the others. */
export function membersOf(coalition: number, playerCount: number): number[] {
  return Array.from({ length: playerCount }, (_, player) => (coalition >> player) & 1);
}

/** Largest amount in a game, to bring its numbers near 1. */
export function scaleOf({ cost }: CostGame): number {
  return cost.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0) || 1;
}
