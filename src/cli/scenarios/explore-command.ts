import { join } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../../base/input-error.js';
import type { Exploration, SweepResult } from '../../domain/exploration.js';
import { exploreScenarios, type ExploreSettings } from '../../explore/scenarios/explore-scenarios.js';
import { sweepAgreement } from '../../explore/scenarios/sweep-agreement.js';
import { readScenarios, scenarioContextOf } from '../../feed/scenario/read-scenario.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { readSweep } from '../../feed/scenario/read-sweep.js';
import { readWorkspace } from '../../feed/read-workspace.js';
import { renderScenarios } from '../../report/scenarios/render-scenarios.js';
import { renderSweep } from '../../report/scenarios/render-sweep.js';
import { scenariosText } from '../../report/scenarios/scenarios-text.js';
import { sweepText } from '../../report/scenarios/sweep-text.js';
import {
  addCommand,
  fraction,
  positiveNumber,
  printNote,
  printResult,
  textColumns,
  wholeNumber,
} from '../command-line.js';
import { listenForInterruption } from '../planning/interruption.js';
import { ProgressLine } from '../progress-line.js';
import { writePage } from '../write-page.js';

interface ExploreOptions {
  readonly sweep?: string;
  readonly coverage?: boolean;
  readonly out?: string;
  readonly gap: number;
  readonly seconds: number;
  readonly threads: number;
  readonly json?: boolean;
}

/** `interline explore DIR SCENARIO...`: scenarios beside the workspace as it is, or one number of the agreement swept. */
export function registerExplore(program: Command): void {
  addCommand(program, 'explore', {
    description: 'what scenarios would change, or what a number of the agreement is worth; Ctrl-C keeps what is found',
    examples: [
      'explore india india/scenarios/*.yaml',
      'explore india india/scenarios/monsoon.yaml --gap 0.5% --json',
      'explore india --sweep "agreement.capacity[0].kg=0x..0.5x:0.1x"',
    ],
  })
    .argument('<dir>', 'workspace folder')
    .argument('[scenarios...]', 'scenario files')
    .option('--sweep <range>', 'instead of scenarios: agreement.PATH=FROM..TO:STEP')
    .option('--coverage', 'count also how soon offices are reached, for some seconds more')
    .option('--out <dir>', 'folder for the page and its figures (default: plan, inside the workspace)')
    .option('--gap <fraction>', 'stop when cost and bound are this close; 0.002 or 0.2%', fraction, 0.002)
    .option('--seconds <number>', 'time for each scenario', positiveNumber, 60)
    .option('--threads <number>', 'scenarios to plan at once; any number gives the same plans', wholeNumber(1, 64), 2)
    .action(run);
}

async function run(dir: string, files: readonly string[], options: ExploreOptions): Promise<void> {
  checkArguments(files, options);
  const line = new ProgressLine(process.stderr);
  try {
    line.show(`Reading ${dir} ...`);
    const reading = await readWorkspace(dir);
    const context = scenarioContextOf(reading);
    const sweep = options.sweep === undefined ? undefined : readSweep(options.sweep, context);
    const { scenarios, warnings } = await readScenarios(files, context);
    const { shipments } = await readShipments(reading.shipmentsFile, reading.workspace);
    if (warnings.length > 0) printNote(new InputError(warnings).message);
    const base = { workspace: reading.workspace, shipments };
    const folder = options.out ?? join(dir, 'plan');
    if (sweep) tellSweep(folder, await planned(line, options, (all) => sweepAgreement(base, sweep, all)), options);
    else tellScenarios(folder, await planned(line, options, (all) => exploreScenarios(base, scenarios, all)), options);
  } finally {
    line.end();
  }
}

function checkArguments(files: readonly string[], { sweep }: ExploreOptions): void {
  if ((sweep === undefined) === files.length > 0) return;
  const message =
    sweep === undefined
      ? 'there is neither a scenario nor a sweep'
      : 'scenarios and a sweep are explored one at a time';
  const allowed = 'scenario files, or --sweep agreement.PATH=FROM..TO:STEP';
  throw new InputError([{ code: 'bad_sweep', severity: 'error', file: 'explore', message, allowed }]);
}

async function planned<T>(
  line: ProgressLine,
  { gap, seconds, threads, coverage = false }: ExploreOptions,
  work: (settings: ExploreSettings) => Promise<T>,
): Promise<T> {
  const interruption = listenForInterruption(() => line.show('Stopping with the best plans so far ...'));
  try {
    return await work({
      gap,
      seconds,
      threads,
      coverage,
      signal: interruption.signal,
      onProgress: ({ scenario, stage, round, cost, bound, done, all }) => {
        const within = bound > 0 && Number.isFinite(cost) ? `${(((cost - bound) / bound) * 100).toFixed(2)} %` : '-';
        line.show(`${done} of ${all} done  ${scenario}: ${stage}  round ${round}  gap ${within}`);
      },
    });
  } finally {
    interruption.release();
    line.end();
  }
}

function tellScenarios(folder: string, exploration: Exploration, { json }: ExploreOptions): void {
  writePage(folder, 'scenarios.html', renderScenarios(exploration), exploration);
  printResult(
    json,
    exploration,
    () => `${scenariosText(exploration, textColumns())}\n${writtenTo(folder, 'scenarios.html')}`,
  );
}

function tellSweep(folder: string, sweep: SweepResult, { json }: ExploreOptions): void {
  writePage(folder, 'sweep.html', renderSweep(sweep), sweep);
  printResult(json, sweep, () => `${sweepText(sweep, textColumns())}\n${writtenTo(folder, 'sweep.html')}`);
}

function writtenTo(folder: string, page: string): string {
  return `\nWritten to ${join(folder, page)}, with every figure in the JSON file beside it.`;
}
