import { join } from 'node:path';
import type { Command } from 'commander';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { writeCertificate } from '../../feed/plan/certificate.js';
import type { Summary } from '../../report/summary.js';
import { renderSummaryText } from '../../report/summary-text.js';
import { planWorkspace, type PlanResult } from '../../workers/plan-workspace.js';
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
import { progressText, STOPPING, stoppingText } from './plan-progress.js';
import { ProgressLine } from '../progress-line.js';
import { writeLpFile } from './write-lp-file.js';
import { writePlanFolder } from './write-plan-folder.js';

interface PlanOptions {
  readonly out?: string;
  readonly gap: number;
  readonly seconds: number;
  readonly threads: number;
  readonly certificate?: string;
  readonly lp?: string;
  readonly json?: boolean;
}

/** `interline plan DIR`: a route for every parcel, jointly and each party alone. */
export function registerPlan(program: Command): void {
  addCommand(program, 'plan', {
    description: 'plan every parcel over both networks, and over each alone; Ctrl-C keeps the best plan so far',
    examples: ['plan india', 'plan india --out tomorrow --gap 0.1% --seconds 30'],
  })
    .argument('<dir>', 'workspace folder')
    .option('--out <dir>', 'plan folder to write (default: plan, inside the workspace)')
    .option('--gap <fraction>', 'stop when cost and bound are this close; 0.001 or 0.1%', fraction, 0.001)
    .option(
      '--seconds <number>',
      'time for planning, the joint plan and those of each party alone together; reading and writing come on top',
      positiveNumber,
      60,
    )
    .option('--threads <number>', 'threads to search with; any number gives the same plan', wholeNumber(1, 64), 2)
    .option('--certificate <file>', 'write the prices that prove the bound there as well')
    .option('--lp <file>', 'write the linear relaxation there as MPS, so that any solver can check the bound')
    .action(async (dir: string, options: PlanOptions) => {
      const { workspace, shipments } = await openWorkspaceAndShipments(dir);
      if (options.lp !== undefined) writeLpFile(options.lp, workspace, shipments);
      const folder = options.out ?? join(dir, 'plan');
      const summary = await planAndWrite(folder, workspace, shipments, options);
      printResult(options.json, summary, () => {
        const text = renderSummaryText(summary, textColumns());
        return `${text}\nWritten to ${folder}; "interline serve ${folder}" shows the report.`;
      });
    });
}

/** Plans and writes the plan folder, telling on a terminal what is being done. */
async function planAndWrite(
  folder: string,
  workspace: Workspace,
  shipments: Shipments,
  options: PlanOptions,
): Promise<Summary> {
  const line = new ProgressLine(process.stderr);
  try {
    const planned = await planWithProgress(line, workspace, shipments, options);
    line.show(`Writing ${folder} ...`);
    const summary = await writePlanFolder(folder, workspace, shipments, planned);
    if (options.certificate !== undefined) writeCertificate(options.certificate, planned.joint.certificate);
    return summary;
  } finally {
    line.end();
  }
}

async function planWithProgress(
  line: ProgressLine,
  workspace: Workspace,
  shipments: Shipments,
  { gap, seconds, threads }: PlanOptions,
): Promise<PlanResult> {
  const interruption = listenForInterruption(() => {
    line.end();
    printNote('Stopping: writing the best plan so far. Ctrl-C again ends at once, without it.');
    line.show(STOPPING);
  });
  const { currency, minorPerMajor } = workspace;
  try {
    return await planWorkspace(workspace, shipments, {
      gap,
      seconds,
      threads,
      signal: interruption.signal,
      onProgress: (progress) => {
        const { aborted } = interruption.signal;
        line.show(aborted ? stoppingText(progress) : progressText(progress, { currency, minorPerMajor, seconds }));
      },
    });
  } finally {
    interruption.release();
  }
}
