import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '#interline/domain/scenario.js';
import { exploreScenarios } from '#interline/explore/scenarios/explore-scenarios.js';
import type { World } from '#interline/explore/scenarios/apply-scenario.js';
import { readScenarios, scenarioContextOf } from '#interline/feed/scenario/read-scenario.js';
import { readShipments } from '#interline/feed/shipments/read-shipments.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import type { Bench } from './bench.js';
import { indiaFolder } from './india-folder.js';

const PARCELS = 1_000_000;
const SEED = 1;
const GAP = 0.002;
const THREADS = 2;
const SECONDS = 60; // to search, for each scenario; as the command has it
const GOAL_MS = 60_000;

export const bench: Bench = {
  name: 'explore',
  about: `the India example's ten scenarios with ${PARCELS.toLocaleString('en')} shared parcels, each to a certified ${GAP * 100} %, ${THREADS} at once`,
  async run(context) {
    const { world, scenarios } = await readAll(await indiaFolder(PARCELS, SEED));
    context.figure('scenarios', scenarios.length, { atLeast: 10 });
    const explore = () =>
      exploreScenarios(world, scenarios, {
        gap: GAP,
        seconds: SECONDS,
        threads: THREADS,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
    const before = process.cpuUsage();
    // One run is as long as all other benchmarks together.
    const { result } = await context.measure('all of them after reading, and the workspace as it is', explore, {
      warmups: 0,
      runs: 1,
      goalMs: GOAL_MS,
    });
    const { user, system } = process.cpuUsage(before);
    context.figure('  processor time of all threads', (user + system) / 1e6, { unit: 's' });
    for (const { id, seconds, gap, parcels, difference } of [result.base, ...result.scenarios]) {
      context.figure(`  ${id}: ${parcels.toLocaleString('en')} parcels`, seconds, { unit: 's' });
      context.figure('    gap', (gap ?? Infinity) * 100, { unit: '%', atMost: GAP * 100 });
      if (difference === null) continue;
      const { low, amount, high } = difference.cost;
      context.check(low <= amount && amount <= high, `${id}: ${amount} is not between ${low} and ${high}`);
    }
  },
};

async function readAll(dir: string): Promise<{ world: World; scenarios: Scenario[] }> {
  const reading = await readWorkspace(dir);
  const { shipments } = await readShipments(reading.shipmentsFile, reading.workspace);
  const files = readdirSync(join(dir, 'scenarios')).map((file) => join(dir, 'scenarios', file));
  const { scenarios } = await readScenarios(files, scenarioContextOf(reading));
  return { world: { workspace: reading.workspace, shipments }, scenarios };
}
