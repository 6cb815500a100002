import { assert } from '../base/assert.js';
import { loadHighs } from './load-highs.js';

/** Optimum of a linear program in MPS text, and its size without the objective. */
export interface SolvedMps {
  readonly optimum: number;
  readonly rows: number;
  readonly columns: number;
  readonly nonzeros: number;
}

/** Solves MPS text with HiGHS. */
export async function solveMps(text: string): Promise<SolvedMps> {
  const highs = await loadHighs();
  return highs.withModel({ format: 'mps', data: text }, (lp) => {
    lp.options.set({ output_flag: false });
    lp.run();
    const { optimal, empty } = highs.constants.modelStatus;
    const status = lp.getModelStatus();
    assert(status === optimal || status === empty, 'the program has an optimum');
    const { numRows, numCols, matrix } = lp.getLp();
    return { optimum: lp.getObjectiveValue(), rows: numRows, columns: numCols, nonzeros: matrix.values.length };
  });
}
