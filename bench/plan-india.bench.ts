import { checkBound } from '#interline/audit/check-bound.js';
import { checkPlan } from '#interline/audit/check-plan.js';
import type { Shipments } from '#interline/domain/shipments.js';
import type { Workspace } from '#interline/domain/workspace.js';
import { readShipments } from '#interline/feed/shipments/read-shipments.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import { accessOf } from '#interline/planner/network/access.js';
import { compile } from '#interline/planner/compile/compile.js';
import { solve, type Solution } from '#interline/planner/answer/solve.js';
import { timetableOf } from '#interline/planner/network/timetable.js';
import { ThreadedFinder } from '#interline/workers/threaded-finder.js';
import type { Bench } from './bench.js';
import { indiaFolder } from './india-folder.js';
import { GAP, gapLabel, searchOptions, THREADS } from './solve-linehaul.js';

const PARCELS = 1_000_000;
const SEED = 1;
const GOAL_MS = 10_000;

export const bench: Bench = {
  name: 'plan-india',
  about: `the India example with ${PARCELS.toLocaleString('en')} shared parcels, jointly to a certified ${GAP * 100} % on ${THREADS} threads`,
  async run(context) {
    const dir = await indiaFolder(PARCELS, SEED);
    const read = await context.measure('read the workspace and its shipments', () => readAll(dir), {
      warmups: 0,
      runs: 3,
    });
    const { workspace, shipments } = read.result;
    context.figure('shipments, own products included', shipments.count);

    const plan = () => planJointly(workspace, shipments);
    const planned = await context.measure('joint plan, all after reading', plan, {
      warmups: 0,
      runs: 3,
      goalMs: GOAL_MS,
    });
    const { solution, stages } = planned.result;
    for (const { stage, ms } of stages) context.figure(`  of the last run, ${stage}`, ms / 1000, { unit: 's' });
    const { cost, bound, certificate } = solution;
    const gap = (cost - bound) / bound;
    context.figure(`  ${gapLabel(gap)}`, gap * 100, { unit: '%', atMost: GAP * 100 });
    context.figure('  rounds', planned.result.rounds);

    const findings = [
      ...checkPlan(workspace, shipments, solution.plan),
      ...checkBound(workspace, shipments, certificate).findings,
    ];
    for (const { code, place, message } of findings.slice(0, 5)) context.check(false, `${code} ${place}: ${message}`);
  },
};

async function readAll(dir: string): Promise<{ workspace: Workspace; shipments: Shipments }> {
  const { workspace, shipmentsFile } = await readWorkspace(dir);
  const { shipments } = await readShipments(shipmentsFile, workspace);
  return { workspace, shipments };
}

interface Planned {
  readonly solution: Solution;
  readonly rounds: number;
  readonly stages: readonly { readonly stage: string; readonly ms: number }[];
}

/** From the tables as read to routes of every parcel. */
async function planJointly(workspace: Workspace, shipments: Shipments): Promise<Planned> {
  const stages: { stage: string; ms: number }[] = [];
  let startMs = performance.now();
  const ended = (stage: string): void => {
    stages.push({ stage, ms: performance.now() - startMs });
    startMs = performance.now();
  };
  const access = accessOf(workspace, timetableOf(workspace));
  ended('timetable');
  const compiled = compile(workspace, access, shipments, 'joint');
  ended('compile');
  const finder = ThreadedFinder.open(compiled.problem, THREADS);
  let rounds = 0;
  try {
    const options = { ...searchOptions(), onRound: () => rounds++ };
    const solution = await solve(workspace, compiled, shipments, finder, options);
    ended('search and reading back');
    return { solution, rounds, stages };
  } finally {
    await finder.close();
  }
}
