import type { Plan } from '../../domain/plan.js';
import { accessOf } from '../../planner/access.js';
import { compile } from '../../planner/compile.js';
import { solve } from '../../planner/solve.js';
import { timetableOf } from '../../planner/timetable.js';
import { ThreadedFinder } from '../../workers/threaded-finder.js';
import type { CoalitionWorld } from './coalition-world.js';

/** A coalition's plan as far as shares ask for it. Money in minor units, the tariff being paid. */
export interface CoalitionPlan {
  readonly plan: Plan; // rows as in the coalition's world
  readonly cost: number;
  readonly bound: number; // no plan of the coalition costs less
}

export interface CoalitionSearch {
  readonly gap: number;
  readonly threads: number;
  readonly stop: () => boolean;
}

const ROUNDS_MAX = 10_000;

/** Plans the joint network of a coalition's members. */
export async function planCoalition(
  world: Pick<CoalitionWorld, 'workspace' | 'shipments'>,
  search: CoalitionSearch,
): Promise<CoalitionPlan> {
  const { workspace, shipments } = world;
  const compiled = compile(workspace, accessOf(workspace, timetableOf(workspace)), shipments, 'joint');
  const finder = ThreadedFinder.open(compiled.problem, search.threads);
  const options = { gap: search.gap, roundsMax: ROUNDS_MAX, stop: search.stop, onRound: () => undefined };
  try {
    const { plan, cost, bound } = await solve(workspace, compiled, shipments, finder, options);
    return { plan, cost, bound };
  } finally {
    await finder.close();
  }
}
