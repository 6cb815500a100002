import { Prng } from '#interline/base/prng.js';
import { coveredGame, sizeOf, sumOf, totalCost } from '#interline/engine/sharing/cost-game.js';
import type { CostGame } from '#interline/engine/sharing/cost-game.js';
import { equalProfitShares } from '#interline/engine/sharing/equal-profit.js';
import { nucleolusShares } from '#interline/engine/sharing/nucleolus.js';
import { joiningOrders, sampledShapley } from '#interline/engine/sharing/sampled-shapley.js';
import { shapleyShares } from '#interline/engine/sharing/shapley.js';
import type { Bench } from './bench.js';

/** Rules of gain sharing over tables of coalition costs; plans of coalitions are not part of it. */
export const bench: Bench = {
  name: 'sharing',
  about: 'gain shares from tables of coalition costs',
  async run(context) {
    const twelve = randomGame(12);
    const exact = await context.measure('Shapley exact, 12 players', () => shapleyShares(twelve), { goalMs: 50 });
    context.check(isShared(twelve, exact.result), 'Shapley shares all of the cost');
    const orders = joiningOrders(12, 500, new Prng(1));
    const sampled = await context.measure('Shapley from 1,000 orders, 12 players', () =>
      sampledShapley(12, orders, (coalition) => twelve.cost[coalition]),
    );
    const widest = Math.max(...sampled.result.margin) / Math.abs(totalCost(twelve));
    context.figure('widest half interval, of the cost', widest * 100, { unit: '%' });
    await context.measure('covered game, 12 players', () => coveredGame(twelve));
    const five = randomGame(5);
    for (const rule of [nucleolusShares, equalProfitShares]) {
      const { result } = await context.measure(`${rule.name}, 5 players`, () => rule(five));
      context.check(isShared(five, result), `${rule.name} shares all of the cost`);
    }
  },
};

/** Costs that grow slower than the coalition, by chance. */
function randomGame(playerCount: number): CostGame {
  const prng = new Prng(playerCount);
  const cost = Float64Array.from({ length: 2 ** playerCount }, (_, coalition) =>
    coalition === 0 ? 0 : 1000 * sizeOf(coalition) ** 0.8 * prng.between(0.9, 1.1),
  );
  return { playerCount, cost };
}

function isShared(game: CostGame, shares: Float64Array): boolean {
  return Math.abs(sumOf(shares, game.cost.length - 1) - totalCost(game)) <= 1e-6 * totalCost(game);
}
