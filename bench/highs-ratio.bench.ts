import highsModule from 'highs';
import { linehaulWorld, type WorldSize } from '#interline/engine/timed/linehaul-world.js';
import type { Bench, BenchContext } from './bench.js';
import { checkFlow } from './check-flow.js';
import { linehaulProgram, type LinearProgram } from './linehaul-program.js';
import { GAP, gapLabel, gapOf, solveLinehaul, THREADS } from './solve-linehaul.js';

/** Worlds of one kind, growing. The last is too large for the 2 GiB that HiGHS can have as WebAssembly. */
const WORLDS: readonly WorldSize[] = [
  { legs: 30_000, hubs: 350, origins: 120, parcels: 700_000, days: 3, seed: 1 },
  { legs: 37_000, hubs: 350, origins: 150, parcels: 863_333, days: 3, seed: 1 },
  { legs: 41_000, hubs: 350, origins: 164, parcels: 956_667, days: 3, seed: 1 },
];

const RATIO_MIN = 100;
const HIGHS_SECONDS_MAX = 900;

/** How HiGHS is asked to stop near the optimum as well: by its first-order method, which proves no bound. */
const FIRST_ORDER = { solver: 'pdlp', pdlp_optimality_tolerance: GAP, kkt_tolerance: GAP } as const;

// The package declares its types as CommonJS while Node loads its ES module, whose default is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

export const bench: Bench = {
  name: 'highs-ratio',
  about: `the same linear programs: HiGHS (WebAssembly) to the optimum, Interline on ${THREADS} threads to ${GAP * 100} %`,
  async run(context) {
    let ratio: number | undefined;
    for (const world of WORLDS) {
      const larger = await compare(context, world);
      if (larger === undefined) break;
      ratio = larger;
    }
    if (ratio === undefined) return context.check(false, 'HiGHS finished none of the worlds');
    context.figure('times as fast at the largest that HiGHS finishes', ratio, { atLeast: RATIO_MIN });
  },
};

/** How many times as fast as HiGHS a world is planned; undefined when HiGHS does not finish it. */
async function compare(context: BenchContext, world: WorldSize): Promise<number | undefined> {
  const problem = linehaulWorld(world);
  const program = linehaulProgram(problem);
  context.figure('legs', problem.flow.resources.count);
  context.figure('rows', program.rowLower.length);
  context.figure('columns', program.cost.length);

  const ours = await context.measure(`Interline to ${GAP * 100} %`, () => solveLinehaul(problem));
  const gap = gapOf(ours.result);
  context.figure(`  ${gapLabel(gap)}`, gap * 100, { unit: '%', atMost: GAP * 100 });
  for (const fault of checkFlow(problem, ours.result).slice(0, 5)) context.check(false, fault);

  const once = { warmups: 0, runs: 1 };
  const highs = await context.measure('HiGHS to the optimum', () => highsOf(program, {}), once);
  const { objective: optimum, ended } = highs.result;
  if (optimum === undefined) {
    context.skip(`HiGHS ended without an optimum: ${ended}`);
    return undefined;
  }
  const { bound, best } = ours.result;
  const inside = bound <= optimum * (1 + 1e-7) && optimum <= best.cost * (1 + 1e-7);
  context.check(inside, `the optimum ${optimum} is not in ${bound} .. ${best.cost}`);
  const ratio = highs.medianMs / ours.medianMs;
  context.figure('  times as fast as HiGHS', ratio);

  const near = await context.measure(`HiGHS near it (pdlp, ${GAP})`, () => highsOf(program, FIRST_ORDER), once);
  const { objective, broken } = near.result;
  if (objective === undefined) context.skip(near.result.ended);
  else {
    context.figure('  its objective above the optimum', (objective / optimum - 1) * 100, { unit: '%' });
    context.figure('  a capacity or balance broken by', broken, { unit: 'parcels' });
    context.figure('  times as fast', near.medianMs / ours.medianMs);
  }
  return ratio;
}

interface Ended {
  readonly objective?: number; // when it says that it is done
  readonly broken: number; // the largest violation of a row
  readonly ended: string; // how
}

/** A program solved by HiGHS. Handing it over counts, as for any user of it. */
async function highsOf(program: LinearProgram, options: Partial<typeof FIRST_ORDER>): Promise<Ended> {
  const highs = await loadHighs();
  const finite = (value: number): number => (Number.isFinite(value) ? value : Math.sign(value) * highs.infinity);
  const [numCols, numRows] = [program.cost.length, program.rowLower.length];
  const data = {
    numCols,
    numRows,
    colCost: program.cost,
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(highs.infinity),
    rowLower: program.rowLower.map(finite),
    rowUpper: program.rowUpper.map(finite),
    matrix: {
      format: 'csc' as const,
      numRows,
      numCols,
      starts: program.start,
      indices: program.index,
      values: program.value,
    },
  };
  try {
    return highs.withModel(data, (lp) => {
      lp.options.set({ output_flag: false, time_limit: HIGHS_SECONDS_MAX, ...options });
      lp.run();
      const status = lp.getModelStatus();
      const { optimal, timeLimit } = highs.constants.modelStatus;
      const broken = Number(lp.info.get('max_primal_infeasibility'));
      if (status === optimal) return { objective: lp.getObjectiveValue(), broken, ended: 'done' };
      return { broken, ended: status === timeLimit ? `no time left after ${HIGHS_SECONDS_MAX} s` : `status ${status}` };
    });
  } catch (error) {
    return { broken: 0, ended: error instanceof Error ? error.message : String(error) };
  }
}
