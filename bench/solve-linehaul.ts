import type { TimedProblem } from '#interline/engine/timed/timed-demand.js';
import { priceDirectedFlow, type FlowResult } from '#interline/engine/flow/price-directed-flow.js';
import { ThreadedFinder } from '#interline/workers/threaded-finder.js';

/** What every benchmark of planning asks for. */
export const GAP = 0.001;
export const THREADS = 2;

/** A search that takes longer has failed; it ends with the best plan so far. */
export const SECONDS_MAX = 120;

const ROUNDS_MAX = 100_000;

/** When to stop searching and how close to come, counted from now. */
export function searchOptions() {
  const endMs = performance.now() + SECONDS_MAX * 1000;
  const secondsLeft = (): number => (endMs - performance.now()) / 1000;
  return { gap: GAP, roundsMax: ROUNDS_MAX, stop: () => secondsLeft() < 0, secondsLeft };
}

/** Solves a world from nothing, threads started included. */
export async function solveLinehaul(problem: TimedProblem): Promise<FlowResult> {
  const finder = ThreadedFinder.open(problem, THREADS);
  try {
    return await priceDirectedFlow(problem.flow, finder, { ...searchOptions(), onRound: () => undefined });
  } finally {
    await finder.close();
  }
}

/** (cost - bound) / bound of an answer. */
export function gapOf({ best, bound }: FlowResult): number {
  return (best.cost - bound) / bound;
}

/** How a gap is called: one above the goal says that the time was up. */
export function gapLabel(gap: number): string {
  return gap <= GAP ? 'certified gap' : `certified gap, not reached in ${SECONDS_MAX} s`;
}
