import { solveMps } from '../../testing/solve-mps.js';
import type { LinearProgram } from './linear-program.js';

/** Least value of a program by HiGHS, which shares nothing with ours; variables within -`box` and `box`. */
export async function leastByHighs(program: LinearProgram, box = 1e6): Promise<number> {
  const { objective, rows, limit, equalRows, equalTo } = program;
  const columns = objective.map((cost, variable) => {
    const entries = [...rows, ...equalRows].map((row, index) => ` x${variable} r${index} ${row[variable]}`);
    return [` x${variable} cost ${cost}`, ...entries].join('\n');
  });
  const right = [...limit, ...equalTo].map((value, index) => ` rhs r${index} ${value}`);
  const text = [
    'NAME p',
    'ROWS',
    ' N cost',
    ...rows.map((_, index) => ` L r${index}`),
    ...equalRows.map((_, index) => ` E r${rows.length + index}`),
    'COLUMNS',
    ...columns,
    'RHS',
    ...right,
    'BOUNDS',
    ...objective.flatMap((_, variable) => [` LO b x${variable} ${-box}`, ` UP b x${variable} ${box}`]),
    'ENDATA',
    '',
  ].join('\n');
  return (await solveMps(text)).optimum;
}
