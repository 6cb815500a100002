import assert from 'node:assert/strict';
import test from 'node:test';
import { Prng } from '../../base/prng.js';
import { allocationProperties, monotonicityOf } from './allocation-properties.js';
import { sumOf, totalCost } from './cost-game.js';
import type { CostGame } from './cost-game.js';
import { equalProfitShares } from './equal-profit.js';
import { airportGame, bankruptcyGame, gameOf, gloveGame, randomGame } from './games-for-test.js';
import { leastByHighs } from './mps-for-test.js';
import { leastCoreSlack, membersOf, nucleolusShares } from './nucleolus.js';
import { proportionalShares, volumeShares } from './proportional.js';
import { shapleyShares } from './shapley.js';
import { monotoneRange, sampledRange } from './share-range.js';

function assertNear(actual: ArrayLike<number>, expected: readonly number[], place: string, tolerance = 1e-6): void {
  expected.forEach((value, index) => {
    const text = `${place}: ${Array.from(actual).join()}, not ${expected.join()}`;
    assert.ok(Math.abs(actual[index] - value) <= tolerance, text);
  });
}

test('nucleolusShares divides three estates among creditors as the Talmud does', () => {
  for (const [estate, shares] of [
    [100, [100 / 3, 100 / 3, 100 / 3]],
    [200, [50, 75, 75]],
    [300, [50, 100, 150]],
  ] as const) {
    assertNear(
      nucleolusShares(bankruptcyGame([100, 200, 300], estate)),
      shares.map((share) => -share),
      `${estate}`,
    );
  }
});

test('nucleolusShares of a runway and of gloves', () => {
  // The smallest aircraft pays half of what it needs; the rest is the same question for the others, from there on.
  assertNear(nucleolusShares(airportGame([1, 2, 3])), [0.5, 0.75, 1.75], 'runway');
  assertNear(nucleolusShares(gloveGame(2, 1)), [0, 0, -1], 'gloves');
});

test('nucleolusShares of two players is half of the gain each, as Shapley says', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const game = randomGame(seed, 2, 0.5);
    assertNear(nucleolusShares(game), [...shapleyShares(game)], `seed ${seed}`);
  }
});

/**
 * Kohlberg (1971): shares are the nucleolus when nothing moves money without hurting one of the coalitions that save
 * least, at every level of saving. The most that could move is a linear program of its own.
 */
async function movable({ playerCount, cost }: CostGame, shares: Float64Array): Promise<number> {
  const coalitions = Array.from({ length: cost.length - 2 }, (_, index) => index + 1);
  const savings = coalitions.map((coalition) => cost[coalition] - sumOf(shares, coalition));
  const singles = coalitions.filter((coalition) => (coalition & (coalition - 1)) === 0);
  const full = singles.filter((single) => savings[single - 1] < 1e-5); // they may not pay more
  let most = 0;
  for (const level of new Set(savings.map((saving) => Math.round(saving * 1e5) / 1e5))) {
    const family = coalitions.filter((_, index) => savings[index] <= level + 2e-5);
    const rows = [...family, ...full].map((coalition) => membersOf(coalition, playerCount));
    const everybody = Array.from({ length: playerCount }, () => 1);
    const objective = everybody.map((_, player) =>
      family.reduce((sum, coalition) => sum + ((coalition >> player) & 1), 0),
    );
    const program = { objective, rows, limit: rows.map(() => 0), equalRows: [everybody], equalTo: [0] };
    most = Math.max(most, -(await leastByHighs(program, 1)));
  }
  return most;
}

test('nucleolusShares keeps the criterion of Kohlberg, for cores that are empty too', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const game = randomGame(seed, 3 + (seed % 3), seed % 2 === 0 ? 0.2 : 0.6);
    const shares = nucleolusShares(game);
    assertNear([sumOf(shares, game.cost.length - 1)], [totalCost(game)], `seed ${seed}`);
    assert.ok((await movable(game, shares)) < 1e-4, `seed ${seed}: ${shares.join()} is not the nucleolus`);
  }
});

/** Least over shares of the most that a coalition pays too much, by HiGHS. */
async function coreDeficit({ playerCount, cost }: CostGame): Promise<number> {
  const coalitions = Array.from({ length: cost.length - 2 }, (_, index) => index + 1);
  return leastByHighs({
    objective: [...membersOf(0, playerCount), 1],
    rows: coalitions.map((coalition) => [...membersOf(coalition, playerCount), -1]),
    limit: coalitions.map((coalition) => cost[coalition]),
    equalRows: [[...membersOf(cost.length - 1, playerCount), 0]],
    equalTo: [cost[cost.length - 1]],
  });
}

test('nucleolus and equal profit are in the core whenever there is one, and as near as can be when there is none', async () => {
  let cores = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const game = randomGame(seed, 3 + (seed % 3), 0.15 * (1 + (seed % 4)));
    const deficit = await coreDeficit(game);
    assertNear([leastCoreSlack(game)], [-deficit], `seed ${seed}`);
    if (deficit <= 0) cores++;
    for (const rule of [nucleolusShares, equalProfitShares]) {
      const { coreSlack, surplus } = allocationProperties(game, rule(game));
      assertNear([surplus], [0], `seed ${seed}`);
      const least = rule === nucleolusShares ? -deficit : Math.min(0, -deficit);
      // Where everybody must also save by itself the nucleolus may leave a larger coalition a little worse off.
      if (rule === equalProfitShares || deficit <= 0) {
        assert.ok(coreSlack >= least - 1e-5, `seed ${seed}: ${rule.name} has slack ${coreSlack}, possible is ${least}`);
      }
    }
  }
  assert.ok(cores >= 5 && cores <= 25, `${cores} of 30 games have a core`);
});

test('equalProfitShares makes the largest difference of relative savings as small as HiGHS can', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const game = randomGame(seed, 3 + (seed % 2), 0.5);
    const { playerCount, cost } = game;
    const coalitions = Array.from({ length: cost.length - 2 }, (_, index) => index + 1);
    const relief = Math.max(0, await coreDeficit(game)) + 1e-6;
    const players = Array.from({ length: playerCount }, (_, player) => player);
    const pairs = players.flatMap((a) => players.filter((b) => b !== a).map((b) => [a, b] as const));
    const least = await leastByHighs({
      objective: [...membersOf(0, playerCount), 1],
      rows: [
        ...pairs.map(([a, b]) => [...players.map((p) => (p === a ? 1 : p === b ? -1 : 0) / cost[1 << p]), -1]),
        ...coalitions.map((coalition) => [...membersOf(coalition, playerCount), 0]),
      ],
      limit: [...pairs.map(() => 0), ...coalitions.map((coalition) => cost[coalition] + relief)],
      equalRows: [[...membersOf(cost.length - 1, playerCount), 0]],
      equalTo: [cost[cost.length - 1]],
    });
    const relative = [...equalProfitShares(game)].map((share, player) => share / cost[1 << player]);
    assertNear([Math.max(...relative) - Math.min(...relative)], [least], `seed ${seed}`, 1e-5);
  }
});

test('equalProfitShares is proportional where that is in the core', () => {
  const game = gameOf(3, (coalition) => [0, 30, 60, 80, 90, 115, 140, 150][coalition]);
  assertNear(equalProfitShares(game), [25, 50, 75], 'three');
  assertNear(proportionalShares(game), [25, 50, 75], 'three');
});

test('proportionalShares and volumeShares share exactly the cost; nobody pays more than alone when there is a gain', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const game = randomGame(seed, 4, 0.5);
    const volume = [1, 0, 3, seed];
    for (const shares of [proportionalShares(game), volumeShares(game, volume)]) {
      const { surplus, leastSaving } = allocationProperties(game, shares);
      assertNear([surplus], [0], `seed ${seed}`);
      assert.ok(leastSaving >= -1e-9, `seed ${seed}`);
    }
    assertNear([volumeShares(game, volume)[1]], [game.cost[2]], `seed ${seed}: no volume, no gain`);
  }
});

test('allocationProperties names the coalition that would rather leave', () => {
  const game = gameOf(3, (coalition) => [0, 10, 10, 12, 10, 16, 18, 21][coalition]);
  const { surplus, leastSaving, coreSlack, worstCoalition } = allocationProperties(game, Float64Array.of(8, 8, 5));
  assert.deepEqual(
    { surplus, leastSaving, coreSlack, worstCoalition },
    { surplus: 0, leastSaving: 2, coreSlack: -4, worstCoalition: 3 },
  );
});

test('monotonicityOf finds Shapley monotone, and a rule that is not', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const game = randomGame(seed, 4, 0.5);
    assert.deepEqual(monotonicityOf(game, shapleyShares, 1), { aggregate: true, coalitional: true }, `seed ${seed}`);
  }
  const game = gameOf(2, (coalition) => [0, 4, 6, 8][coalition]);
  const contrary = ({ cost }: CostGame): Float64Array => Float64Array.of(10 - cost[3], 2 * cost[3] - 10);
  assert.deepEqual(monotonicityOf(game, contrary, 1), { aggregate: false, coalitional: false });
});

test('monotoneRange holds every share of every game in between, and reaches both ends', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const prng = new Prng(seed);
    const most = randomGame(seed, 3, 0.4);
    const least = gameOf(3, (coalition) => most.cost[coalition] * prng.between(0.9, 1));
    for (const rule of [shapleyShares, proportionalShares]) {
      const range = monotoneRange(least, most, rule);
      const seen = sampledRange(least, most, rule, { samples: 128, prng });
      assertNear(seen.least, [...range.least], `seed ${seed}`);
      assertNear(seen.most, [...range.most], `seed ${seed}`);
      for (let sample = 0; sample < 20; sample++) {
        const shares = rule(gameOf(3, (c) => prng.between(least.cost[c], most.cost[c])));
        shares.forEach((share, player) => {
          assert.ok(share >= range.least[player] - 1e-9 && share <= range.most[player] + 1e-9, `seed ${seed}`);
        });
      }
    }
  }
});
