import { linehaulWorld, type WorldSize } from '#interline/engine/timed/linehaul-world.js';
import type { Bench, BenchContext } from './bench.js';
import { checkFlow } from './check-flow.js';
import { GAP, gapLabel, gapOf, solveLinehaul, THREADS } from './solve-linehaul.js';

/** Legs are a target; the worlds have 53, 113 and 530 thousand. */
const WORLDS: readonly { size: WorldSize; runs: number; goalMs: number }[] = [
  { size: { legs: 50_000, hubs: 500, origins: 200, parcels: 1_000_000, days: 3, seed: 1 }, runs: 5, goalMs: 4000 },
  { size: { legs: 106_500, hubs: 500, origins: 400, parcels: 3_000_000, days: 3, seed: 1 }, runs: 3, goalMs: 10_000 },
  { size: { legs: 498_700, hubs: 500, origins: 500, parcels: 5_000_000, days: 5, seed: 1 }, runs: 3, goalMs: 30_000 },
];

export const bench: Bench = {
  name: 'linehaul',
  about: `synthetic linehaul under heavy congestion to a certified ${GAP * 100} % on ${THREADS} threads`,
  async run(context) {
    for (const world of WORLDS) await measureWorld(context, world);
  },
};

/** Times the search from starting its threads to the gap; building the world is not counted, as reading would not be. */
async function measureWorld(context: BenchContext, { size, runs, goalMs }: (typeof WORLDS)[number]): Promise<void> {
  const problem = linehaulWorld(size);
  const parcels = problem.flow.commodities.demand.reduce((sum, units) => sum + units, 0);
  const legs = problem.flow.resources.count;
  const name = `${Math.round(legs / 1000)}k legs, ${(parcels / 1e6).toFixed(1)}M parcels`;
  const { result } = await context.measure(name, () => solveLinehaul(problem), { warmups: 0, runs, goalMs });
  const gap = gapOf(result);
  context.figure(`  ${gapLabel(gap)}`, gap * 100, { unit: '%', atMost: GAP * 100 });
  context.figure('  rounds', result.rounds.length);
  for (const fault of checkFlow(problem, result).slice(0, 5)) context.check(false, fault);
}
