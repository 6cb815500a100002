import type { Command } from 'commander';
import { solvePlainFlow, type PlainFlow } from '../../planner/flow/plain-flow.js';
import { addCommand, fraction, positiveNumber, printResult } from '../command-line.js';
import { ProgressLine } from '../progress-line.js';
import { readFlowInstance } from './read-flow-instance.js';

interface FlowCommandOptions {
  readonly gap: number;
  readonly seconds: number;
  readonly json?: boolean;
}

const ROUNDS_MAX = 100_000;

/** `interline flow FILE`: the planner's solver on a published multicommodity flow instance. */
export function registerFlow(program: Command): void {
  addCommand(program, 'flow', {
    description: 'solve a directed multicommodity flow instance with the solver that plans networks',
    examples: ['flow planar100', 'flow planar100 --gap 0.01% --json'],
  })
    .argument(
      '<file>',
      'counts of nodes, arcs and commodities; then lines "from to cost capacity" and "from to demand"',
    )
    .option('--gap <fraction>', 'stop when cost and bound are this close; 0.001 or 0.1%', fraction, 0.001)
    .option('--seconds <number>', 'stop after this time with the best flow so far', positiveNumber, 300)
    .action(async (file: string, options: FlowCommandOptions) => {
      const startMs = performance.now();
      const flow = await solve(file, options, () => (performance.now() - startMs) / 1000);
      const seconds = (performance.now() - startMs) / 1000;
      if (!Number.isFinite(flow.cost)) {
        throw new Error(`No flow of all demand within the capacities was found in ${seconds.toFixed(1)} s.`);
      }
      const { bound, cost, gap } = flow;
      printResult(options.json, { bound, cost, gap, seconds }, () => {
        return `bound    ${bound}\ncost     ${cost}\ngap      ${(gap * 100).toFixed(4)} %\nseconds  ${seconds.toFixed(2)}`;
      });
    });
}

async function solve(file: string, options: FlowCommandOptions, elapsedSec: () => number): Promise<PlainFlow> {
  const instance = await readFlowInstance(file);
  const line = new ProgressLine(process.stderr);
  try {
    return await solvePlainFlow(instance, {
      gap: options.gap,
      roundsMax: ROUNDS_MAX,
      stop: () => elapsedSec() > options.seconds,
      onRound: ({ round, cost, bound, gap }) => {
        line.show(
          `round ${round}  cost ${cost.toFixed(0)}  bound ${bound.toFixed(0)}  gap ${(gap * 100).toFixed(3)} %`,
        );
      },
    });
  } finally {
    line.end();
  }
}
