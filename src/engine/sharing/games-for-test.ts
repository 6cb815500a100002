import { Prng } from '../../base/prng.js';
import { costGame, sumOf } from './cost-game.js';
import type { CostGame } from './cost-game.js';

/** A runway is as long as its largest aircraft needs: a coalition costs what its dearest member costs. */
export function airportGame(costs: readonly number[]): CostGame {
  return gameOf(costs.length, (coalition) => Math.max(0, ...costs.filter((_, player) => (coalition >> player) & 1)));
}

/** Creditors' claims on an estate: a coalition is sure of what the others' claims leave of it. Values, as costs below 0. */
export function bankruptcyGame(claims: readonly number[], estate: number): CostGame {
  const all = claims.reduce((sum, claim) => sum + claim, 0);
  return gameOf(claims.length, (coalition) => -Math.max(0, estate - (all - sumOf(claims, coalition))));
}

/** Owners of left and of right gloves: each pair is worth 1. Values, as costs below 0. */
export function gloveGame(left: number, right: number): CostGame {
  return gameOf(left + right, (coalition) => {
    const lefts = sumOf(
      Array.from({ length: left + right }, (_, player) => (player < left ? 1 : 0)),
      coalition,
    );
    const rights = sumOf(
      Array.from({ length: left + right }, (_, player) => (player < left ? 0 : 1)),
      coalition,
    );
    return -Math.min(lefts, rights);
  });
}

/** Costs by chance; `synergy` above 0 makes joining cheaper, so that a core becomes likely. */
export function randomGame(seed: number, playerCount: number, synergy: number): CostGame {
  const prng = new Prng(seed);
  const alone = Array.from({ length: playerCount }, () => 10 + prng.below(90));
  return gameOf(playerCount, (coalition) => {
    const apart = sumOf(alone, coalition);
    const single = (coalition & (coalition - 1)) === 0;
    return single ? apart : apart * (1 - prng.between(0, synergy));
  });
}

export function gameOf(playerCount: number, costOf: (coalition: number) => number): CostGame {
  return costGame(
    playerCount,
    Float64Array.from({ length: 2 ** playerCount }, (_, coalition) => (coalition === 0 ? 0 : costOf(coalition))),
  );
}
