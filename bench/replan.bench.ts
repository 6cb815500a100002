import type { FlowResult } from '#interline/engine/flow/price-directed-flow.js';
import { priceDirectedFlow } from '#interline/engine/flow/price-directed-flow.js';
import { linehaulWorld } from '#interline/engine/timed/linehaul-world.js';
import { BLOCKED } from '#interline/engine/timed/scan.js';
import type { TimedProblem } from '#interline/engine/timed/timed-demand.js';
import { ThreadedFinder } from '#interline/workers/threaded-finder.js';
import type { Bench } from './bench.js';

const GAP = 1e-3;
const GOAL_MS = 1000;
const SIZE = { hubs: 500, legs: 50_000, origins: 200, parcels: 1_000_000, days: 3, seed: 1 };

/** The search goes on from the last answer after one departure is cancelled, or 1,000 parcels are added. */
export const bench: Bench = {
  name: 'replan',
  about: 'the 53,000-leg world with 1M parcels planned again, to 0.1 %, after a change',
  async run(context) {
    const finder = ThreadedFinder.open(linehaulWorld(SIZE), 2);
    try {
      const { problem } = finder;
      let answer = await search(problem, finder, undefined);
      context.figure('gap of the first plan', gapOf(answer) * 100, { unit: '%', atMost: GAP * 100 });
      const cancelled = await context.measure(
        'one full departure cancelled',
        async () => {
          cancelFullest(problem, answer);
          answer = await search(problem, finder, answer);
          return answer;
        },
        { goalMs: GOAL_MS },
      );
      context.check(gapOf(cancelled.result) <= GAP, 'the gap after a cancelled departure');
      let wave = 0;
      const added = await context.measure(
        '1,000 parcels added',
        async () => {
          addParcels(problem, wave++);
          answer = await search(problem, finder, answer);
          return answer;
        },
        { goalMs: GOAL_MS },
      );
      context.check(gapOf(added.result) <= GAP, 'the gap after added parcels');
    } finally {
      await finder.close();
    }
  },
};

function search(problem: TimedProblem, finder: ThreadedFinder, from: FlowResult | undefined): Promise<FlowResult> {
  const options = { gap: GAP, roundsMax: 100, stop: () => false, onRound: () => undefined, from };
  return priceDirectedFlow(problem.flow, finder, options);
}

function gapOf({ best, bound }: FlowResult): number {
  return (best.cost - bound) / bound;
}

/** Closes the most loaded of the legs that have a price, so that what rode it must go elsewhere. */
function cancelFullest({ flow, timed }: TimedProblem, { pool, prices }: FlowResult): void {
  let fullest = 0;
  pool.load.forEach((load, leg) => {
    if (prices[leg] > 0 && (prices[fullest] === 0 || load > pool.load[fullest])) fullest = leg;
  });
  flow.resources.capacity[fullest] = 0;
  timed.graph.leg.forEach((leg, item) => {
    if (leg === fullest) timed.baseCost[0][item] = BLOCKED;
  });
}

function addParcels({ flow }: TimedProblem, wave: number): void {
  const { demand, count } = flow.commodities;
  for (let i = 0; i < 1000; i++) demand[(wave * 31 + i * 7919) % count] += 1;
}
