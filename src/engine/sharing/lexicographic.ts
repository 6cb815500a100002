import { assert } from '../../base/assert.js';
import { solveLinearProgram } from './linear-program.js';

/** A linear function `slope . x + constant`. */
export interface LinearFunction {
  readonly slope: readonly number[];
  readonly constant: number;
}

/** Points `x` with `rows[i] . x <= limit[i]` and `equalRow . x = equalTo`. */
export interface Feasible {
  readonly rows: readonly (readonly number[])[];
  readonly limit: readonly number[];
  readonly equalRow: readonly number[];
  readonly equalTo: number;
}

/**
 * The point whose largest function value is least, among those whose second largest is least, and so on; undefined when
 * no point is feasible. Unique where the functions together tell points apart.
 *
 * A sequence of linear programs: a function whose row has a positive price is at the least maximum in every best point,
 * so it stays there from then on (Kopelowitz 1967, Maschler, Peleg, Shapley 1979). Each program settles at least one.
 */
export function lexicographicMinimax(functions: readonly LinearFunction[], within: Feasible): Float64Array | undefined {
  const size = within.equalRow.length;
  const open = new Set(functions.keys());
  const settled: { row: readonly number[]; limit: number }[] = [];
  const span = new Span(size);
  span.add(within.equalRow);
  let point: Float64Array | undefined;
  while (open.size > 0) {
    const asked = [...open];
    const level = asked.map((index) => [...functions[index].slope, -1]);
    const answer = solveLinearProgram({
      objective: [...within.equalRow.map(() => 0), 1],
      rows: [...level, ...settled.map(({ row }) => [...row, 0]), ...within.rows.map((row) => [...row, 0])],
      limit: [
        ...asked.map((index) => -functions[index].constant),
        ...settled.map(({ limit }) => limit),
        ...within.limit,
      ],
      equalRows: [[...within.equalRow, 0]],
      equalTo: [within.equalTo],
    });
    // Rounding can only make a later program infeasible, and then the point before is as good.
    if (answer.status !== 'optimal') return point;
    point = answer.x.slice(0, size);
    let tight = 0;
    asked.forEach((index, row) => {
      if (answer.price[row] <= 1e-9) return;
      const { slope, constant } = functions[index];
      settled.push({ row: slope, limit: answer.value - constant });
      span.add(slope);
      open.delete(index);
      tight++;
    });
    assert(tight > 0, 'the prices of the highest functions sum to 1');
    if (span.rank === size) break;
    // What follows from the settled ones has one value left, and asking about it would settle nothing.
    for (const index of open) if (span.holds(functions[index].slope)) open.delete(index);
  }
  return point;
}

/** Rows that are sums of multiples of others. */
class Span {
  private readonly size: number;
  private readonly reduced: Float64Array[] = []; // each with a 1 in its column, 0 in those of the others before it
  private readonly column: number[] = [];

  constructor(size: number) {
    this.size = size;
  }

  get rank(): number {
    return this.reduced.length;
  }

  holds(row: readonly number[]): boolean {
    return this.largest(this.rest(row)) < 0;
  }

  add(row: readonly number[]): void {
    const rest = this.rest(row);
    const column = this.largest(rest);
    if (column < 0) return;
    const by = rest[column];
    this.reduced.push(rest.map((cell) => cell / by));
    this.column.push(column);
  }

  private rest(row: readonly number[]): Float64Array {
    const rest = Float64Array.from(row);
    this.reduced.forEach((known, index) => {
      const factor = rest[this.column[index]];
      for (let c = 0; c < this.size; c++) rest[c] = rest[c] - factor * known[c];
    });
    return rest;
  }

  /** Column of the largest cell, -1 when all are 0. */
  private largest(row: Float64Array): number {
    let best = -1;
    let size = 1e-9;
    row.forEach((cell, column) => {
      if (Math.abs(cell) <= size) return;
      size = Math.abs(cell);
      best = column;
    });
    return best;
  }
}
