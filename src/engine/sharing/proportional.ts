import type { CostGame } from './cost-game.js';
import { costApart, totalCost } from './cost-game.js';

/**
 * Shares in proportion to what each player pays alone, shape [playerCount]: everybody saves the same part of it. Equal
 * parts where nobody pays anything alone.
 */
export function proportionalShares(game: CostGame): Float64Array {
  const apart = costApart(game);
  const total = totalCost(game);
  return Float64Array.from({ length: game.playerCount }, (_, player) =>
    apart === 0 ? total / game.playerCount : (game.cost[1 << player] / apart) * total,
  );
}

/** Cost alone less a part of the gain in proportion to `volume`, shape [playerCount], which is 0 or more. */
export function volumeShares(game: CostGame, volume: ArrayLike<number>): Float64Array {
  const gain = costApart(game) - totalCost(game);
  let all = 0;
  for (let player = 0; player < game.playerCount; player++) all += volume[player];
  return Float64Array.from({ length: game.playerCount }, (_, player) => {
    const part = all === 0 ? 1 / game.playerCount : volume[player] / all;
    return game.cost[1 << player] - gain * part;
  });
}
