import { assert } from '../../base/assert.js';

/** Minimise `objective . x` where `rows[i] . x <= limit[i]` and `equalRows[j] . x = equalTo[j]`, `x` of any sign. */
export interface LinearProgram {
  readonly objective: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly limit: readonly number[];
  readonly equalRows: readonly (readonly number[])[];
  readonly equalTo: readonly number[];
}

export type LinearAnswer =
  | { readonly status: 'infeasible' | 'unbounded' }
  /** `price[i]` is how much less the optimum is for one more of `limit[i]`; above 0 only where the row is tight. */
  | { readonly status: 'optimal'; readonly x: Float64Array; readonly value: number; readonly price: Float64Array };

/** Below this a number of the tableau is 0; programs are scaled to numbers about 1 by whoever asks. */
const EPSILON = 1e-10;
const INFEASIBLE = 1e-7;

/**
 * A small dense linear program by the two-phase simplex method with Bland's rule, which cannot cycle. Made for some dozens
 * of rows, as sharing rules need; O(rows x columns) a pivot.
 */
export function solveLinearProgram(program: LinearProgram): LinearAnswer {
  const { objective, rows, equalRows } = program;
  const tableau = new Tableau(program);
  if (!tableau.minimise(tableau.artificialCosts()) || tableau.value() > INFEASIBLE) return { status: 'infeasible' };
  tableau.dropArtificials();
  if (!tableau.minimise(tableau.objectiveCosts(objective))) return { status: 'unbounded' };
  const x = tableau.point(objective.length);
  let value = 0;
  objective.forEach((cost, variable) => (value += cost * x[variable]));
  assert(rows.length + equalRows.length === tableau.rowCount, 'every row stays in the tableau');
  return { status: 'optimal', x, value, price: tableau.prices(rows.length) };
}

/**
 * Columns: a variable above 0 for each of `x`, one that all of them have in common and that is subtracted (so that `x` may
 * be negative), a slack for each limit, an artificial one for each row, the right-hand side.
 */
class Tableau {
  readonly rowCount: number;
  private readonly width: number;
  private readonly firstSlack: number;
  private readonly firstArtificial: number;
  private readonly cells: Float64Array[]; // [row] right-hand side last
  private readonly basis: number[]; // [row] column
  private readonly reduced: Float64Array; // [column] reduced costs; minus the objective's value last
  private columnLimit: number; // columns from here on may not enter

  constructor({ objective, rows, limit, equalRows, equalTo }: LinearProgram) {
    const free = objective.length;
    this.rowCount = rows.length + equalRows.length;
    this.firstSlack = free + 1;
    this.firstArtificial = this.firstSlack + rows.length;
    this.width = this.firstArtificial + this.rowCount + 1;
    this.columnLimit = this.firstArtificial;
    this.reduced = new Float64Array(this.width);
    this.basis = [];
    const right = [...limit, ...equalTo];
    this.cells = [...rows, ...equalRows].map((coefficients, row) => {
      const cells = new Float64Array(this.width);
      const sign = right[row] < 0 ? -1 : 1;
      let common = 0;
      coefficients.forEach((coefficient, variable) => {
        cells[variable] = sign * coefficient;
        common -= sign * coefficient;
      });
      cells[free] = common;
      if (row < rows.length) cells[this.firstSlack + row] = sign;
      cells[this.width - 1] = sign * right[row];
      const ownSlack = row < rows.length && sign === 1;
      this.basis.push(ownSlack ? this.firstSlack + row : this.firstArtificial + row);
      cells[this.firstArtificial + row] = ownSlack ? 0 : 1;
      return cells;
    });
  }

  artificialCosts(): Float64Array {
    return new Float64Array(this.width).fill(1, this.firstArtificial, this.width - 1);
  }

  objectiveCosts(objective: readonly number[]): Float64Array {
    const costs = new Float64Array(this.width);
    let common = 0;
    objective.forEach((cost, variable) => {
      costs[variable] = cost;
      common -= cost;
    });
    costs[objective.length] = common;
    return costs;
  }

  /** Pivots to the least of some costs; false when there is none. */
  minimise(costs: Float64Array): boolean {
    const { reduced, cells, basis, width } = this;
    reduced.set(costs);
    basis.forEach((column, row) => {
      const cost = costs[column];
      if (cost !== 0) for (let c = 0; c < width; c++) reduced[c] = reduced[c] - cost * cells[row][c];
    });
    for (;;) {
      const entering = this.entering();
      if (entering < 0) return true;
      const leaving = this.leaving(entering);
      if (leaving < 0) return false;
      this.pivot(leaving, entering);
    }
  }

  value(): number {
    return -this.reduced[this.width - 1];
  }

  /** Artificial variables that are still in the basis, at 0, leave it where they can. */
  dropArtificials(): void {
    this.basis.forEach((column, row) => {
      if (column < this.firstArtificial) return;
      const other = this.cells[row].findIndex((cell, c) => c < this.firstArtificial && Math.abs(cell) > EPSILON);
      if (other >= 0) this.pivot(row, other);
    });
  }

  point(variables: number): Float64Array {
    const values = new Float64Array(this.width);
    this.basis.forEach((column, row) => (values[column] = this.cells[row][this.width - 1]));
    return Float64Array.from({ length: variables }, (_, variable) => values[variable] - values[variables]);
  }

  prices(limits: number): Float64Array {
    return Float64Array.from({ length: limits }, (_, row) => Math.max(0, this.reduced[this.firstSlack + row]));
  }

  private entering(): number {
    for (let column = 0; column < this.columnLimit; column++) if (this.reduced[column] < -EPSILON) return column;
    return -1;
  }

  private leaving(entering: number): number {
    let best = -1;
    let bestRatio = Infinity;
    for (let row = 0; row < this.rowCount; row++) {
      const cell = this.cells[row][entering];
      if (cell <= EPSILON) continue;
      const ratio = this.cells[row][this.width - 1] / cell;
      const tie = Math.abs(ratio - bestRatio) <= EPSILON;
      if (ratio < bestRatio - EPSILON || (tie && this.basis[row] < this.basis[best])) {
        best = row;
        bestRatio = ratio;
      }
    }
    return best;
  }

  private pivot(row: number, column: number): void {
    const { width } = this;
    const pivotRow = this.cells[row];
    const by = pivotRow[column];
    for (let c = 0; c < width; c++) pivotRow[c] = pivotRow[c] / by;
    const eliminate = (cells: Float64Array): void => {
      const factor = cells[column];
      if (factor === 0) return;
      for (let c = 0; c < width; c++) cells[c] = cells[c] - factor * pivotRow[c];
      cells[column] = 0;
    };
    this.cells.forEach((cells, other) => {
      if (other !== row) eliminate(cells);
    });
    eliminate(this.reduced);
    this.basis[row] = column;
  }
}
