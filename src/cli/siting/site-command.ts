import { join } from 'node:path';
import type { Command } from 'commander';
import { inputError } from '../../base/input-error.js';
import type { Siting } from '../../domain/siting.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { siteInterchanges } from '../../explore/siting/site-interchanges.js';
import { renderSiting } from '../../report/siting/render-siting.js';
import { sitingMapOf } from '../../report/siting/siting-map.js';
import { sitingText } from '../../report/siting/siting-text.js';
import { addCommand, fraction, positiveNumber, printResult, wholeNumber } from '../command-line.js';
import { listenForInterruption } from '../planning/interruption.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';
import { ProgressLine } from '../progress-line.js';
import { siteMedian } from './site-median.js';
import { writePage } from '../write-page.js';

interface SiteOptions {
  readonly add: number;
  readonly reachKm: number;
  readonly out?: string;
  readonly gap: number;
  readonly seconds: number;
  readonly threads: number;
  readonly median?: string;
  readonly p?: number;
  readonly json?: boolean;
}

const SETS = 5; // best sets that are planned

/** `interline site`: where carriers should meet next, or a plain p-median instance. */
export function registerSite(program: Command): void {
  addCommand(program, 'site', {
    description: 'where carriers should meet next, proved best and planned; or a plain p-median instance',
    examples: ['site india --add 7', 'site india --add 3 --reach-km 30 --json', 'site --median pmed1.txt --p 8'],
  })
    .argument('[dir]', 'workspace folder')
    .option('--add <number>', 'interchange points to add', wholeNumber(1), 7)
    .option('--reach-km <number>', 'facilities of two parties this close can meet', positiveNumber, 50)
    .option('--out <dir>', 'folder for siting.html and siting.json (default: plan, inside the workspace)')
    .option('--gap <fraction>', 'plan until cost and bound are this close; 0.001 or 0.1%', fraction, 0.002)
    .option('--seconds <number>', 'time to search, for the proof and all plans together', positiveNumber, 180)
    .option('--threads <number>', 'threads to plan with; any number gives the same plans', wholeNumber(1, 64), 2)
    .option('--median <file>', "solve a p-median instance in OR-Library's format instead of a workspace")
    .option('--p <number>', 'with --median: sites to open, instead of the number in the file', wholeNumber(1))
    .action(async (dir: string | undefined, options: SiteOptions) => {
      if (options.median !== undefined) return siteMedian(options.median, options);
      if (dir !== undefined) return siteWorkspace(dir, options);
      throw inputError({
        code: 'missing_value',
        file: 'site',
        message: 'needs a workspace folder, or --median with a file',
        suggestion: 'Try "interline site --help".',
      });
    });
}

async function siteWorkspace(dir: string, options: SiteOptions): Promise<void> {
  const { workspace, shipments } = await openWorkspaceAndShipments(dir);
  if (workspace.agreement === undefined) {
    const message = 'has no agreement, so nothing changes hands and there is no point to add';
    throw inputError({ code: 'missing_value', file: dir, column: 'agreement', message });
  }
  const siting = await siteWithProgress(workspace, shipments, options);
  const folder = options.out ?? join(dir, 'plan');
  const page = renderSiting({ siting, map: sitingMapOf(workspace, siting), notes: workspace.notes });
  writePage(folder, 'siting.html', page, siting);
  printResult(options.json, siting, () => {
    return `${sitingText(siting)}\nWritten to ${folder}; "interline serve ${folder}" shows the page.`;
  });
}

async function siteWithProgress(workspace: Workspace, shipments: Shipments, options: SiteOptions): Promise<Siting> {
  const line = new ProgressLine(process.stderr);
  const interruption = listenForInterruption(() => line.show('Stopping with the best so far ...'));
  try {
    return await siteInterchanges(workspace, shipments, {
      added: options.add,
      sets: SETS,
      ...options,
      signal: interruption.signal,
      onProgress: (doing) => line.show(doing),
    });
  } finally {
    interruption.release();
    line.end();
  }
}
