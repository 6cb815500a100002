import type { CostGame } from './cost-game.js';
import { totalCost } from './cost-game.js';
import { lexicographicMinimax } from './lexicographic.js';
import { leastCoreSlack, membersOf, properCoalitions, scaleOf } from './nucleolus.js';

/**
 * Shares of the equal profit method, shape [playerCount]: within the core, savings relative to the cost alone that differ
 * as little as possible between any two players. Frisk, Göthe-Lundgren, Jörnsten, Rönnqvist (2010). Where the core is
 * empty no coalition is left worse off than it must be (the least core), as section 4.4 there suggests.
 *
 * Their linear program can have many answers; we also make the second largest difference least, and so on.
 */
export function equalProfitShares(game: CostGame): Float64Array {
  const { playerCount, cost } = game;
  if (playerCount === 1) return cost.slice(1);
  const scale = scaleOf(game);
  const coalitions = properCoalitions(game);
  // A little room, so that rounding never makes a least core empty.
  const relief = Math.max(0, -leastCoreSlack(game)) / scale + 1e-9;
  // Who pays nothing alone has no relative saving; a tiny cost stands in and leaves it at about nothing.
  const alone = Array.from({ length: playerCount }, (_, player) => Math.max(cost[1 << player] / scale, 1e-6));
  const functions = alone.flatMap((_, player) =>
    alone.flatMap((__, other) => {
      if (other === player) return [];
      const slope = alone.map((own, p) => (p === player ? 1 / own : p === other ? -1 / own : 0));
      return [{ slope, constant: 0 }];
    }),
  );
  const shares = lexicographicMinimax(functions, {
    rows: coalitions.map((coalition) => membersOf(coalition, playerCount)),
    limit: coalitions.map((coalition) => cost[coalition] / scale + relief),
    equalRow: alone.map(() => 1),
    equalTo: totalCost(game) / scale,
  });
  return (shares ?? new Float64Array(playerCount)).map((share) => share * scale);
}
