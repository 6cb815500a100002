import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { inputError, InputError, type Fault } from '../../base/input-error.js';
import type { Workspace } from '../../domain/workspace.js';
import { promiseDesk } from '../../planner/promise/promise-desk.js';
import { promiseData } from '../../planner/promise/promise-data.js';
import { promise } from '../../planner/promise/promise.js';
import { promiseTable } from '../../workers/promise-table.js';
import { addCommand, positiveNumber, printNote, printResult, textColumns, wholeNumber } from '../command-line.js';
import { openWorkspace } from '../workspace/open-workspace.js';
import { parcelOf, promiseRequest, type PromiseOptions } from './promise-request.js';
import { summaryText } from './promise-summary-text.js';
import { writePromiseTable } from './promise-table-file.js';
import { promiseText } from './promise-text.js';

interface Options extends PromiseOptions {
  readonly all?: boolean;
  readonly alone?: boolean;
  readonly out?: string;
  readonly circle: number;
  readonly threads: number;
  readonly json?: boolean;
}

/** `interline promise DIR FROM TO`: when a parcel arrives; with `--all` between all postal codes. */
export function registerPromise(program: Command): void {
  addCommand(program, 'promise', {
    description: 'when a parcel would be delivered, how, and until when it must be posted; or all pairs at once',
    examples: [
      'promise india 110001 793101 --weight 750',
      'promise india ats:FC-BLR1 793101 --at "2026-11-24 18:00"',
      'promise india --all --out days.bin',
    ],
  })
    .argument('<dir>', 'workspace folder')
    .argument('[from]', 'postal code it is posted in, or a facility as PARTY:STOP')
    .argument('[to]', 'postal code it goes to')
    .option('--at <time>', 'when it is posted, as "2026-11-23 18:00" or RFC 3339; the planning instant when not given')
    .option('--weight <grams>', 'weight', wholeNumber(1), 500)
    .option('--volume <millilitres>', 'volume', wholeNumber(0), 0)
    .option('--longest-side <cm>', 'longest side', wholeNumber(0), 0)
    .option('--product <id>', 'product; the first of the workspace when not given')
    .option('--cod <amount>', 'cash to collect on delivery', positiveNumber, 0)
    .option('--goods <kinds>', 'goods that some departures refuse, such as "lithium"', '')
    .option('--all', 'days to delivery from every postal code to every other')
    .option('--alone', 'with --all: of the better carrier alone, not of both together')
    .option('--out <file>', 'with --all: where the table goes; its summary goes to FILE.json')
    .option(
      '--circle <characters>',
      'with --all: so many first characters of a postal code name its circle',
      wholeNumber(1, 10),
      2,
    )
    .option('--threads <number>', 'with --all: threads', wholeNumber(1, 64), Math.min(8, availableParallelism()))
    .action(run);
}

async function run(dir: string, from: string | undefined, to: string | undefined, options: Options): Promise<void> {
  if (options.all) {
    const workspace = await openWorkspace(dir);
    await allPairs(dir, workspace, options);
    return;
  }
  if (from === undefined || to === undefined) {
    throw inputError({
      code: 'missing_value',
      file: dir,
      message: 'needs FROM and TO, or --all',
      suggestion: 'For example: interline promise DIR 110001 793101',
    });
  }
  const workspace = await openWorkspace(dir);
  const request = promiseRequest(workspace, dir, { from, to, options });
  const answer = promise(promiseDesk(workspace), request);
  printResult(options.json, promiseData(workspace, request, answer), () =>
    promiseText(workspace, request, answer, textColumns()),
  );
}

async function allPairs(dir: string, workspace: Workspace, options: Options): Promise<void> {
  const faults: Fault[] = [];
  const { atSec: postedSec, ...parcel } = parcelOf(workspace, options, (column, value, about) => {
    faults.push({ code: 'unknown_value', severity: 'error', file: dir, column, value, ...about });
    return 0;
  });
  if (faults.length > 0) throw new InputError(faults);
  const best = options.alone ? 'alone' : 'joint';
  const desk = promiseDesk(workspace);
  const startMs = performance.now();
  const request = { ...parcel, postedSec, best, circleChars: options.circle } as const;
  const { table, summary } = await promiseTable(desk, request, { threads: options.threads });
  const seconds = Math.round(performance.now() - startMs) / 1000;
  const result = { ...summary, posted: table.posted, seconds, file: options.out ?? null };
  if (options.out !== undefined) {
    const bytes = await writePromiseTable(options.out, table);
    await writeFile(`${options.out}.json`, `${JSON.stringify(result, undefined, 2)}\n`);
    if (!options.json) printNote(`Wrote ${options.out} (${bytes.toLocaleString('en')} bytes) and ${options.out}.json.`);
  }
  printResult(options.json, result, () => summaryText(summary, seconds));
}
