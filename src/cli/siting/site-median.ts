import { solveMedian } from '../../engine/siting/median.js';
import { printResult } from '../command-line.js';
import { ProgressLine } from '../progress-line.js';
import { readMedianInstance } from './read-median-instance.js';

interface MedianOptions {
  readonly p?: number;
  readonly seconds: number;
  readonly json?: boolean;
}

/** Solves a plain instance and prints what is known of it; sites count from 1, as in the file. */
export async function siteMedian(file: string, { p, seconds: allowedSec, json }: MedianOptions): Promise<void> {
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
