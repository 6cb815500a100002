import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Prng } from '#interline/base/prng.js';
import { readMedianInstance } from '#interline/cli/siting/read-median-instance.js';
import { sitingTable, solveSiting } from '#interline/explore/siting/site-points.js';
import { readShipments } from '#interline/feed/shipments/read-shipments.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import { costListsOf, costOfOpening } from '#interline/engine/siting/cost-lists.js';
import { solveMedian, type MedianAnswer, type MedianProblem } from '#interline/engine/siting/median.js';
import type { Bench, BenchContext } from './bench.js';
import { indiaFolder } from './india-folder.js';

const FOLDER = join('..', 'shared', 'data', 'pmed');
const SEEDS = [1, 2, 3];
const SECONDS_MAX = 120;
const GOAL_MS = 60_000;
const INDIA_PARCELS = 150_000;

export const bench: Bench = {
  name: 'siting',
  about:
    'p-median with existing sites, proved optimal: 20,000 flows x 800 candidates, 7 on top of 6; India; pmed1 to pmed40',
  async run(context) {
    for (const seed of SEEDS) {
      const options = { warmups: 0, runs: 3, goalMs: GOAL_MS };
      const { result } = await context.measure(`20,000 x 800, 7 on 6, seed ${seed}`, () => solveWorld(seed), options);
      checkAnswer(context, `seed ${seed}`, result);
      context.figure(`seed ${seed} branches`, result.answer.branches);
    }
    await runIndia(context);
    await runPublished(context);
  },
};

interface Solved {
  readonly problem: MedianProblem;
  readonly answer: MedianAnswer;
}

/** The example: costs of all flows at all points, then the five best sets of seven points, all proved. */
async function runIndia(context: BenchContext): Promise<void> {
  const dir = await indiaFolder(INDIA_PARCELS, 1);
  const { workspace, shipmentsFile } = await readWorkspace(dir);
  const { shipments } = await readShipments(shipmentsFile, workspace);
  const { result: table } = await context.measure(
    'India, costs of flows at points',
    () => sitingTable(workspace, shipments, 50),
    { warmups: 0, runs: 3 },
  );
  context.figure('India flows', table.flows.length);
  context.figure('India candidates', table.points.length - table.existingCount);
  const { result } = await context.measure(
    'India, five best sets of 7 proved',
    () => solveSiting(table, 7, { sets: 5, stop: () => false }),
    { warmups: 0, runs: 3 },
  );
  context.check(result.proved && result.allProved, 'India: the sets are not proved');
}

/** From costs to the proof. */
function solveWorld(seed: number): Solved {
  const problem = syntheticFlows({ flows: 20_000, candidates: 800, existing: 6, added: 7, seed });
  return { problem, answer: solved(problem) };
}

function solved(problem: MedianProblem): MedianAnswer {
  const endMs = performance.now() + SECONDS_MAX * 1000;
  return solveMedian(problem, { stop: () => performance.now() > endMs });
}

function checkAnswer(context: BenchContext, name: string, { problem, answer }: Solved): void {
  const [{ sites, cost }] = answer.sets;
  context.check(answer.proved, `${name}: only ${answer.bound} .. ${cost} was proved`);
  context.check(costOfOpening(problem.lists, sites) === cost, `${name}: the sites do not cost ${cost}`);
}

async function runPublished(context: BenchContext): Promise<void> {
  if (!existsSync(FOLDER)) return context.skip(`there are no instances in ${FOLDER}`);
  const rows = readFileSync(join(FOLDER, 'pmedopt.txt'), 'utf8').trim().split(/\r?\n/).slice(1);
  for (const [name, optimum] of rows.map((row) => row.trim().split(/\s+/))) {
    const file = join(FOLDER, `${name}.txt`);
    if (!existsSync(file)) continue;
    const problem = await readMedianInstance(file);
    const { result } = await context.measure(name, () => solved(problem));
    checkAnswer(context, name, { problem, answer: result });
    context.check(result.bound === Number(optimum), `${name}: ${result.bound} instead of ${optimum}`);
  }
}

/**
 * A synthetic country of 2,500 x 2,800 km: a third of the flows anywhere, the others around 60 towns of very different
 * sizes; sites where flows are. A flow pays its weight times the kilometres.
 */
function syntheticFlows(size: {
  readonly flows: number;
  readonly candidates: number;
  readonly existing: number;
  readonly added: number;
  readonly seed: number;
}): MedianProblem {
  const random = new Prng(size.seed);
  const anywhere = () => ({ x: random.between(0, 2500), y: random.between(0, 2800) });
  const towns = Array.from({ length: 60 }, () => ({ ...anywhere(), weight: Math.exp(1.3 * random.normal()) }));
  const flows = Array.from({ length: size.flows }, () => {
    const weight = Math.exp(1.2 * random.normal());
    if (random.chance(0.35)) return { ...anywhere(), weight: 20 * weight };
    const town = random.pick(towns);
    const [x, y] = [town.x + 80 * random.normal(), town.y + 80 * random.normal()];
    return { x, y, weight: 30 * town.weight * weight };
  });
  const sites = Array.from({ length: size.candidates }, () => random.pick(flows));
  const existing = Array.from({ length: size.existing }, () => random.pick(flows));
  const cost = (flow: (typeof flows)[number], site: (typeof flows)[number]) =>
    Math.round(flow.weight * Math.hypot(flow.x - site.x, flow.y - site.y));
  const lists = costListsOf({
    customerCount: size.flows,
    siteCount: size.candidates,
    servedCost: Float64Array.from(flows, (flow) => Math.min(...existing.map((site) => cost(flow, site)))),
    fillCosts: (flow, costs) => sites.forEach((site, at) => (costs[at] = cost(flows[flow], site))),
  });
  return { lists, size: size.added };
}
