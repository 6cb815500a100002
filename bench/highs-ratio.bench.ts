import highsModule from 'highs';
import { linehaulWorld } from '#interline/engine/linehaul-world.js';
import type { Bench } from './bench.js';
import { checkFlow } from './check-flow.js';
import { linehaulProgram, type LinearProgram } from './linehaul-program.js';
import { GAP, gapLabel, gapOf, solveLinehaul, THREADS } from './solve-linehaul.js';

/** About the largest that HiGHS finishes: it takes over a minute, and twice the columns do not fit its memory. */
const WORLD = { legs: 30_000, hubs: 350, origins: 120, parcels: 700_000, days: 3, seed: 1 };

const RATIO_MIN = 100;
const HIGHS_SECONDS_MAX = 600;

// The package declares its types as CommonJS while Node loads its ES module, whose default is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default;

export const bench: Bench = {
  name: 'highs-ratio',
  about: `the same linear program: HiGHS (WebAssembly) to its optimum, Interline on ${THREADS} threads to ${GAP * 100} %`,
  async run(context) {
    const problem = linehaulWorld(WORLD);
    const program = linehaulProgram(problem);
    context.figure('legs', problem.flow.resources.count);
    context.figure('rows', program.rowLower.length);
    context.figure('columns', program.cost.length);

    const ours = await context.measure(`Interline to ${GAP * 100} %`, () => solveLinehaul(problem));
    const gap = gapOf(ours.result);
    context.figure(`  ${gapLabel(gap)}`, gap * 100, { unit: '%', atMost: GAP * 100 });
    for (const fault of checkFlow(problem, ours.result).slice(0, 5)) context.check(false, fault);

    const solve = () => optimumOf(program);
    const highs = await context.measure('HiGHS to its optimum', solve, { warmups: 0, runs: 1 });
    const optimum = highs.result;
    if (optimum === undefined) return context.check(false, `HiGHS found no optimum in ${HIGHS_SECONDS_MAX} s`);
    const { bound, best } = ours.result;
    const inside = bound <= optimum * (1 + 1e-7) && optimum <= best.cost * (1 + 1e-7);
    context.check(inside, `the optimum ${optimum} is not in ${bound} .. ${best.cost}`);
    context.figure('times as fast as HiGHS', highs.medianMs / ours.medianMs, { atLeast: RATIO_MIN });
  },
};

/** Optimum by HiGHS; undefined when its time is up. Handing the program over counts, as it does for any user of it. */
async function optimumOf(program: LinearProgram): Promise<number | undefined> {
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
  return highs.withModel(data, (lp) => {
    lp.options.set({ output_flag: false, time_limit: HIGHS_SECONDS_MAX });
    lp.run();
    return lp.getModelStatus() === highs.constants.modelStatus.optimal ? lp.getObjectiveValue() : undefined;
  });
}
