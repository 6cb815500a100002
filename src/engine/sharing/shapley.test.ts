import assert from 'node:assert/strict';
import test from 'node:test';
import { Prng } from '../../base/prng.js';
import { costApart, coveredGame, sumOf, totalCost } from './cost-game.js';
import type { CostGame } from './cost-game.js';
import { airportGame, gameOf, gloveGame, randomGame } from './games-for-test.js';
import { coalitionsIn, joiningOrders, sampledShapley } from './sampled-shapley.js';
import { shapleyShares } from './shapley.js';

function assertNear(actual: ArrayLike<number>, expected: readonly number[], place: string, tolerance = 1e-9): void {
  expected.forEach((value, index) => {
    assert.ok(
      Math.abs(actual[index] - value) <= tolerance,
      `${place}: ${Array.from(actual).join()}, not ${expected.join()}`,
    );
  });
}

/** Means over all orders, one by one. */
function byAllOrders({ playerCount, cost }: CostGame): number[] {
  const shares = Array.from({ length: playerCount }, () => 0);
  let orders = 0;
  const join = (coalition: number, added: readonly number[]): void => {
    if (coalition === cost.length - 1) {
      orders++;
      added.forEach((amount, player) => (shares[player] += amount));
      return;
    }
    for (let player = 0; player < playerCount; player++) {
      const after = coalition | (1 << player);
      if (after !== coalition) join(after, added.with(player, cost[after] - cost[coalition]));
    }
  };
  join(0, shares);
  return shares.map((sum) => sum / orders);
}

test('shapleyShares divides a runway by the parts each aircraft needs', () => {
  assertNear(shapleyShares(airportGame([1, 2, 3])), [1 / 3, 5 / 6, 11 / 6], 'runway');
});

test('shapleyShares gives the only right glove two thirds of a pair that two left ones compete for', () => {
  assertNear(shapleyShares(gloveGame(2, 1)), [-1 / 6, -1 / 6, -2 / 3], 'gloves');
});

test('shapleyShares is the mean over all orders, shares all of the cost, and treats nobodies as nobodies', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const game = randomGame(seed, 1 + (seed % 6), 0.6);
    const shares = shapleyShares(game);
    assertNear(shares, byAllOrders(game), `seed ${seed}`, 1e-6);
    assertNear([sumOf(shares, game.cost.length - 1)], [totalCost(game)], `seed ${seed}`, 1e-6);
    const { playerCount } = game;
    const joined = gameOf(playerCount + 1, (coalition) => game.cost[coalition & (2 ** playerCount - 1)]);
    assertNear(shapleyShares(joined), [...shares, 0], `seed ${seed} with a nobody`, 1e-6);
  }
});

test('sampledShapley shares all of the cost, and its interval holds the exact share about as often as it says', () => {
  let held = 0;
  let asked = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const game = randomGame(seed, 7, 0.6);
    const orders = joiningOrders(7, 200, new Prng(seed));
    const { shares, margin } = sampledShapley(7, orders, (coalition) => game.cost[coalition]);
    assertNear([sumOf(shares, 127)], [totalCost(game)], `seed ${seed}`, 1e-6);
    shapleyShares(game).forEach((exact, player) => {
      asked++;
      if (Math.abs(shares[player] - exact) <= margin[player] + 1e-9) held++;
    });
  }
  assert.ok(held >= 0.9 * asked && held < asked, `${held} of ${asked} intervals of 95 % hold the exact share`);
});

test('joiningOrders lists every player once, each second order backwards; coalitionsIn lists what they ask for', () => {
  const orders = joiningOrders(5, 3, new Prng(1));
  for (let order = 0; order < 6; order++) {
    const players = [...orders.subarray(order * 5, order * 5 + 5)];
    assert.deepEqual(
      players.toSorted((a, b) => a - b),
      [0, 1, 2, 3, 4],
    );
    if (order % 2 === 1) assert.deepEqual(players.toReversed(), [...orders.subarray(order * 5 - 5, order * 5)]);
  }
  assert.deepEqual(coalitionsIn(2, Uint8Array.of(0, 1, 1, 0)), [1, 2, 3]);
});

test('coveredGame lets coalitions fall apart where that is cheaper, and leaves other games alone', () => {
  const game = gameOf(3, (coalition) => [0, 4, 4, 7, 4, 9, 7, 13][coalition]);
  assert.deepEqual([...coveredGame(game).cost], [0, 4, 4, 7, 4, 8, 7, 11]);
  for (let seed = 1; seed <= 20; seed++) {
    const covered = coveredGame(randomGame(seed, 5, 0.5));
    assert.deepEqual(coveredGame(covered).cost, covered.cost, `seed ${seed}`);
    assert.ok(totalCost(covered) <= costApart(covered), `seed ${seed}`);
    for (let a = 1; a < 32; a++) {
      for (let b = 1; b < 32; b++) {
        if ((a & b) === 0) assert.ok(covered.cost[a | b] <= covered.cost[a] + covered.cost[b], `seed ${seed}`);
      }
    }
  }
});
