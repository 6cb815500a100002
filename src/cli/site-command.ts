import type { Command } from 'commander';
import { inputError } from '../base/input-error.js';
import { solveMedian } from '../engine/siting/median.js';
import { addCommand, positiveNumber, printResult, wholeNumber } from './command-line.js';
import { ProgressLine } from './progress-line.js';
import { readMedianInstance } from './read-median-instance.js';

interface SiteOptions {
  readonly median?: string;
  readonly p?: number;
  readonly seconds: number;
  readonly json?: boolean;
}

/** `interline site`: where carriers should meet next, or a plain p-median instance. */
export function registerSite(program: Command): void {
  addCommand(program, 'site', {
    description: 'solve a p-median instance to a proven optimum',
    examples: ['site --median pmed1.txt', 'site --median pmed1.txt --p 8 --json'],
  })
    .option('--median <file>', "p-median instance in OR-Library's format")
    .option('--p <number>', 'sites to open, instead of the number in the file', wholeNumber(1))
    .option('--seconds <number>', 'stop after this time with the best sites so far', positiveNumber, 60)
    .action(async (options: SiteOptions) => {
      if (options.median === undefined) throw inputError({ code: 'missing_value', file: '--median', message: '' });
      await siteMedian(options.median, options);
    });
}

/** Solves a plain instance and prints what is known of it. */
async function siteMedian(file: string, { p, seconds: allowedSec, json }: SiteOptions): Promise<void> {
  const startMs = performance.now();
  const elapsedSec = (): number => (performance.now() - startMs) / 1000;
  const line = new ProgressLine(process.stderr);
  try {
    line.show(`Reading ${file} ...`);
    const problem = await readMedianInstance(file, p);
    const { sets, bound, proved } = solveMedian(problem, {
      stop: () => elapsedSec() > allowedSec,
      onProgress: (progress) => line.show(`cost ${progress.cost}  ${progress.branches} branches`),
    });
    line.end();
    const [{ sites, cost }] = sets;
    const result = { cost, bound, proved, sites: sites.map((site) => site + 1), seconds: elapsedSec() };
    printResult(json, result, () =>
      [
        `cost     ${cost}`,
        `bound    ${bound}${proved ? ', proved: no sites cost less' : ''}`,
        `sites    ${result.sites.join(' ')}`,
        `seconds  ${result.seconds.toFixed(2)}`,
      ].join('\n'),
    );
  } finally {
    line.end();
  }
}
