import type { Prng } from '../../base/prng.js';
import type { CostGame } from './cost-game.js';

/** Least and largest value of each player's share. */
export interface ShareRange {
  readonly least: Float64Array; // [playerCount]
  readonly most: Float64Array; // [playerCount]
}

/** A rule that shares the total cost, shape [playerCount]. */
export type ShareRule = (game: CostGame) => Float64Array;

/**
 * Where a rule's shares can lie when each cost is only known to be within `[least, most]`, for rules by which a player's
 * share rises with the costs of coalitions that hold it and falls with those of the others: Shapley's, those in
 * proportion, and for two players all of them. Exact, because the extremes are then at two corners. 2 x players calls.
 */
export function monotoneRange(least: CostGame, most: CostGame, rule: ShareRule): ShareRange {
  const { playerCount } = least;
  const range = { least: new Float64Array(playerCount), most: new Float64Array(playerCount) };
  for (let player = 0; player < playerCount; player++) {
    const holds = (coalition: number): boolean => (coalition & (1 << player)) !== 0;
    range.most[player] = rule(cornerOf(least, most, holds))[player];
    range.least[player] = rule(cornerOf(least, most, (coalition) => !holds(coalition)))[player];
  }
  return range;
}

/**
 * Extremes of any rule's shares over corners of the same box: the two that favour each player most, and `samples` by
 * chance. What was seen, not a proof: a share may go further elsewhere.
 */
export function sampledRange(
  least: CostGame,
  most: CostGame,
  rule: ShareRule,
  { samples, prng }: { readonly samples: number; readonly prng: Prng },
): ShareRange {
  const { least: low, most: high } = monotoneRange(least, most, rule);
  const range = { least: low.slice(), most: high.slice() };
  for (let sample = 0; sample < samples; sample++) {
    rule(cornerOf(least, most, () => prng.chance(0.5))).forEach((share, player) => {
      range.least[player] = Math.min(range.least[player], share);
      range.most[player] = Math.max(range.most[player], share);
    });
  }
  return range;
}

/** The game whose costs are at their most where `high` says so. */
function cornerOf(least: CostGame, most: CostGame, high: (coalition: number) => boolean): CostGame {
  const cost = least.cost.map((low, coalition) => (high(coalition) ? most.cost[coalition] : low));
  return { playerCount: least.playerCount, cost };
}
