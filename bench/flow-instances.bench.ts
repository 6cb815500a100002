import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFlowInstance } from '#interline/cli/flow/read-flow-instance.js';
import { solvePlainFlow } from '#interline/planner/flow/plain-flow.js';
import type { Bench } from './bench.js';

const FOLDER = join('..', 'shared', 'data', 'mcf');
const GAP = 0.001;
const SECONDS_MAX = 120;

export const bench: Bench = {
  name: 'flow-instances',
  about: `published multicommodity flow instances to a certified ${GAP * 100} %`,
  async run(context) {
    if (!existsSync(FOLDER)) return context.skip(`there are no instances in ${FOLDER}`);
    for (const family of ['planar', 'grid']) {
      const optima = readOptima(join(FOLDER, family, 'optimal.csv'));
      for (const name of readdirSync(join(FOLDER, family)).filter((file) => optima.has(file))) {
        const instance = await readFlowInstance(join(FOLDER, family, name));
        const { result } = await context.measure(name, () => {
          const endMs = performance.now() + SECONDS_MAX * 1000;
          const stop = () => performance.now() > endMs;
          return solvePlainFlow(instance, { gap: GAP, roundsMax: 100_000, stop, onRound: () => undefined });
        });
        context.figure(`${name} gap`, result.gap * 100, { unit: '%', atMost: GAP * 100 });
        const optimum = optima.get(name) ?? 0;
        const inside = result.bound <= optimum * (1 + 1e-9) && optimum <= result.cost * (1 + 1e-9);
        context.check(inside, `${name}: the optimum ${optimum} is not in ${result.bound} .. ${result.cost}`);
      }
    }
  },
};

/** Proven optima by instance. */
function readOptima(file: string): ReadonlyMap<string, number> {
  const rows = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return new Map(rows.map((row) => row.split(',')).map(([name, optimum]) => [name, Number(optimum)]));
}
