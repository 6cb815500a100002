import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { inputError } from '../../base/input-error.js';
import type { Workspace } from '../../domain/workspace.js';
import { grow, type GrowProgress } from '../../explore/growth/grow.js';
import { renderGrowth } from '../../report/growth/render-growth.js';
import { addCommand, fraction, positiveNumber, printNote, printResult, wholeNumber } from '../command-line.js';
import { growthText } from './growth-text.js';
import { listenForInterruption } from '../planning/interruption.js';
import { openWorkspaceAndShipments } from '../workspace/open-workspace.js';
import { ProgressLine } from '../progress-line.js';
import { writePage } from '../write-page.js';

interface GrowOptions {
  readonly out?: string;
  readonly to: number;
  readonly months: number;
  readonly every?: number;
  readonly target?: string;
  readonly runs: 'any' | 'offered';
  readonly gap: number;
  readonly seconds: number;
  readonly threads: number;
  readonly json?: boolean;
}

/** Steps beside the start when `--every` is not given. */
const STEPS = 6;
const TIMES_MAX = 20;

/** `interline grow DIR`: volume raised step by step, what is full first, and what keeps the promise. */
export function registerGrow(program: Command): void {
  addCommand(program, 'grow', {
    description: 'raise volume step by step: what is full first, when, and which runs and clauses keep the promise',
    examples: ['grow india --to 3 --months 18', 'grow india --to 2 --months 12 --every 1 --target 95%'],
  })
    .argument('<dir>', 'workspace folder')
    .option('--to <times>', 'volume at the end, in times that of the start; 1 to 20', positiveNumber, 3)
    .option('--months <number>', 'months until then', wholeNumber(1, 120), 18)
    .option('--every <months>', 'months from step to step (default: six steps)', wholeNumber(1, 120))
    .option(
      '--target <share>',
      'share on time to keep: a fraction, or "agreement" for its service target (default: as at the start)',
    )
    .addOption(
      new Option(
        '--runs <which>',
        'runs that may be added: any, at the cost of the vehicle, or those options.txt offers',
      )
        .choices(['any', 'offered'])
        .default('any'),
    )
    .option('--gap <fraction>', 'stop a step when cost and bound are this close', fraction, 0.005)
    .option('--seconds <number>', 'time to search, for each step', positiveNumber, 60)
    .option('--threads <number>', 'threads to search with; any number gives the same plans', wholeNumber(1, 64), 2)
    .option('--out <dir>', 'folder for growth.html and growth.json (default: plan, inside the workspace)')
    .action(run);
}

async function run(dir: string, options: GrowOptions): Promise<void> {
  const { to, months, gap, seconds, threads } = options;
  if (to < 1 || to > TIMES_MAX) {
    throw inputError({
      code: 'out_of_range',
      file: dir,
      column: '--to',
      value: String(to),
      message: 'is out of range',
      allowed: `1 to ${TIMES_MAX} times`,
    });
  }
  const { workspace, shipments } = await openWorkspaceAndShipments(dir);
  const target = targetOf(workspace, dir, options.target);
  const line = new ProgressLine(process.stderr);
  const interruption = listenForInterruption(() => {
    line.end();
    printNote('Stopping: steps that are left end with the best plan they have. Ctrl-C again ends at once.');
  });
  try {
    const growth = await grow(
      { workspace, shipments },
      {
        to,
        months,
        gap,
        seconds,
        threads,
        target,
        every: Math.min(months, options.every ?? Math.ceil(months / STEPS)),
        anyRuns: options.runs === 'any',
        signal: interruption.signal,
        onProgress: (progress) => line.show(progressText(progress)),
      },
    );
    line.end();
    const folder = options.out ?? join(dir, 'plan');
    writePage(folder, 'growth.html', renderGrowth(growth), growth);
    printResult(options.json, growth, () => {
      return `${growthText(growth)}\nWritten to ${folder}; "interline serve ${folder}" shows the page.`;
    });
  } finally {
    line.end();
    interruption.release();
  }
}

function progressText({ stage, month, done, all }: GrowProgress): string {
  return `Month ${month}, ${stage} (${done} of ${all} steps done) ...`;
}

/** The share that `--target` names. Throws an InputError when it names none. */
function targetOf(
  { agreement }: Workspace,
  dir: string,
  text: string | undefined,
): { readonly onTimeShare: number; readonly from: 'agreement' | 'given' } | undefined {
  if (text === undefined) return undefined;
  const fault = (message: string, allowed: string): never => {
    throw inputError({ code: 'out_of_range', file: dir, column: '--target', value: text, message, allowed });
  };
  if (text === 'agreement') {
    const target = agreement?.service.targets.find(({ metric }) => metric === 'on_time');
    if (target === undefined)
      return fault('cannot be taken from the agreement: it has no target on time', 'a fraction');
    return { onTimeShare: target.atLeast, from: 'agreement' };
  }
  const percent = /^(.+)%$/.exec(text.trim());
  const share = percent === null ? Number(text) : Number(percent[1]) / 100;
  if (text.trim() === '' || !(share > 0 && share <= 1))
    return fault('is no share', 'above 0 to 1, as 0.95 or 95%, or "agreement"');
  return { onTimeShare: share, from: 'given' };
}
