import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.js';
import { indiaFolder } from './india-folder.js';
import { GAP, THREADS } from './solve-linehaul.js';

const PARCELS = 10_000_000;
const SEED = 1;
const GOAL_MS = 60_000;
const MEMORY_GIB_MAX = 4;

const BIN = fileURLToPath(new URL('../../bin/interline.mjs', import.meta.url));

export const bench: Bench = {
  name: 'plan-india-10m',
  about: `"interline plan" as a process of its own on the India example with ${PARCELS.toLocaleString('en')} shared parcels`,
  async run(context) {
    const dir = await indiaFolder(PARCELS, SEED);
    const folder = await mkdtemp(join(tmpdir(), 'interline-bench-'));
    try {
      const plan = join(folder, 'plan');
      const memoryFile = join(folder, 'memory.txt');
      const args = ['plan', dir, '--out', plan, '--gap', String(GAP), '--threads', String(THREADS), '--json'];
      const command = () => runInterline(args, memoryFile);
      const { result } = await context.measure('whole command, reading to report', command, {
        warmups: 0,
        runs: 1,
        goalMs: GOAL_MS,
      });
      const memoryGib = Number(await readFile(memoryFile, 'utf8').catch(() => NaN)) / 2 ** 20;
      context.figure('  resident memory at most', memoryGib, { unit: 'GiB', atMost: MEMORY_GIB_MAX });
      if (result.code !== 0) return context.check(false, `exit code ${result.code}: ${result.stderr.slice(-500)}`);

      const summary = JSON.parse(result.stdout) as Summary;
      const { parcels, onTime, late, unplanned, joint } = summary;
      context.figure('  parcels, own products included', parcels);
      context.figure('  joint plan of it', joint.seconds, { unit: 's' });
      context.figure('  certified gap', summary.gap * 100, { unit: '%', atMost: GAP * 100 });
      context.check(
        onTime + late + unplanned === parcels,
        `${onTime + late + unplanned} of ${parcels} parcels are told of`,
      );
      const verified = await runInterline(['verify', dir, plan], memoryFile);
      context.check(verified.code === 0, `the plan does not hold: ${verified.stdout}${verified.stderr}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** What is read of `summary.json`. */
interface Summary {
  readonly parcels: number;
  readonly onTime: number;
  readonly late: number;
  readonly unplanned: number;
  readonly gap: number;
  readonly joint: { readonly seconds: number };
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line; its peak of resident memory goes to a file, in KiB, when it ends by itself. */
function runInterline(args: readonly string[], memoryFile: string): Promise<Ended> {
  const report = `
    import { writeFileSync } from 'node:fs';
    import { isMainThread } from 'node:worker_threads';
    if (isMainThread) {
      const file = ${JSON.stringify(memoryFile)};
      process.on('exit', () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
    }`;
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const child = spawn(process.execPath, ['--import', preload, BIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString('utf8')));
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
