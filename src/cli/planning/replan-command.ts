import { join } from 'node:path';
import type { Command } from 'commander';
import { STATUSES } from '../../domain/plan.js';
import { readCertificate } from '../../feed/plan/certificate.js';
import { readEarlierPlan } from '../../feed/plan/read-plan.js';
import type { Summary } from '../../report/summary.js';
import { renderSummaryText } from '../../report/summary-text.js';
import { replanWorkspace, type ReplanResult } from '../../workers/replan-workspace.js';
import {
  addCommand,
  fraction,
  positiveNumber,
  printNote,
  printResult,
  textColumns,
  wholeNumber,
} from '../command-line.js';
import { listenForInterruption } from './interruption.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';
import { CERTIFICATE_FILE } from './plan-files.js';
import { ProgressLine } from '../progress-line.js';
import { writePlanFolder } from './write-plan-folder.js';

interface ReplanOptions {
  readonly out?: string;
  readonly gap: number;
  readonly seconds: number;
  readonly threads: number;
  readonly json?: boolean;
}

/** What was planned anew; printed with the summary. */
interface PlannedAnew {
  readonly parcels: number;
  readonly new: number; // that the earlier plan did not know
  readonly onTime: number;
  readonly late: number;
  readonly unplanned: number;
}

/** `interline replan DIR PLAN`: what changed since a plan was made, around everything that still stands. */
export function registerReplan(program: Command): void {
  addCommand(program, 'replan', {
    description: 'plan what changed since a plan was made; parcels whose routes still stand stay put',
    examples: ['replan india india/plan', 'replan india india/plan --out india/plan-noon'],
    notes: `Change the workspace first: cancelled.txt of a feed names departures that do not run, new rows of the
shipments are new parcels, and anything else may change as well.`,
  })
    .argument('<dir>', 'workspace folder, as it is now')
    .argument('<plan>', 'plan folder of the workspace as it was')
    .option('--out <dir>', 'plan folder to write (default: replan, inside the workspace)')
    .option('--gap <fraction>', 'stop when the parcels planned anew are this close to the best', fraction, 0.001)
    .option('--seconds <number>', 'time to look for routes', positiveNumber, 60)
    .option('--threads <number>', 'threads that prove the bound', wholeNumber(1, 64), 2)
    .action(async (dir: string, folder: string, options: ReplanOptions) => {
      const { workspace, shipments } = await openWorkspaceAndShipments(dir);
      const certificate = readCertificate(join(folder, CERTIFICATE_FILE));
      const { plan, known } = await readEarlierPlan(folder, workspace, shipments);
      const out = options.out ?? join(dir, 'replan');
      const line = new ProgressLine(process.stderr);
      const interruption = listenForInterruption(() => printNote('Stopping: taking the best routes found so far.'));
      try {
        line.show('Planning what changed ...');
        const { signal } = interruption;
        const earlier = { plan, known, certificate };
        const replanned = await replanWorkspace(workspace, shipments, earlier, { ...options, signal });
        line.show(`Writing ${out} ...`);
        const summary = await writePlanFolder(out, workspace, shipments, { joint: replanned.joint, alone: [] });
        line.end();
        const anew = plannedAnew(replanned, known);
        printResult(options.json, { ...summary, plannedAnew: anew }, () => described(summary, anew, out));
      } finally {
        interruption.release();
        line.end();
      }
    });
}

function plannedAnew({ joint, planned }: ReplanResult, known: Uint8Array): PlannedAnew {
  const count = (status: number): number => planned.filter((row) => joint.plan.status[row] === status).length;
  const [onTime, late, unplanned] = STATUSES.map((_, status) => count(status)) as [number, number, number];
  return { parcels: planned.length, new: planned.filter((row) => known[row] === 0).length, onTime, late, unplanned };
}

function described(summary: Summary, { parcels, new: added, ...status }: PlannedAnew, out: string): string {
  const number = (value: number): string => value.toLocaleString('en');
  const now = `${number(status.onTime)} on time, ${number(status.late)} late, ${number(status.unplanned)} unplanned`;
  const anew =
    parcels === 0
      ? 'Everything still stands; nothing was planned anew.'
      : `Planned anew: ${number(parcels)} of ${number(summary.parcels)} parcels (${number(added)} new): ${now}.`;
  return `${renderSummaryText(summary, textColumns())}\n${anew}\nWritten to ${out}.`;
}
