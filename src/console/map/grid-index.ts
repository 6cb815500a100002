/** Cells in each direction: a few points in each for a nation's offices. */
const CELLS = 256;

/**
 * Finds points near a place: a grid over them, and for each cell the points in it, in CSR form. Points without a place (not a number) are
 * never found.
 */
export class GridIndex {
  private readonly first: Uint32Array; // [CELLS * CELLS + 1]
  private readonly points: Uint32Array;
  private readonly left: number;
  private readonly top: number;
  private readonly cell: number;

  constructor(
    private readonly x: Float32Array,
    private readonly y: Float32Array,
  ) {
    const [left, right] = rangeOf(x);
    const [top, bottom] = rangeOf(y);
    this.left = left;
    this.top = top;
    this.cell = Math.max(right - left, bottom - top, 1e-9) / CELLS;
    const cells = Int32Array.from(x, (_, point) => this.cellOf(x[point], y[point]));
    this.first = new Uint32Array(CELLS * CELLS + 1);
    for (const cell of cells) if (cell >= 0) this.first[cell + 1] = this.first[cell + 1] + 1;
    for (let cell = 0; cell < CELLS * CELLS; cell++) this.first[cell + 1] = this.first[cell + 1] + this.first[cell];
    this.points = new Uint32Array(this.first[CELLS * CELLS]);
    const next = this.first.slice();
    cells.forEach((cell, point) => {
      if (cell < 0) return;
      this.points[next[cell]] = point;
      next[cell] = next[cell] + 1;
    });
  }

  /** The point that is nearest to a place within a radius; `weightOf` makes some count as nearer (above 1), or not at all (0). */
  nearest(x: number, y: number, radius: number, weightOf: (point: number) => number = () => 1): number | undefined {
    const column = (value: number): number =>
      Math.min(CELLS - 1, Math.max(0, Math.floor((value - this.left) / this.cell)));
    const row = (value: number): number => Math.min(CELLS - 1, Math.max(0, Math.floor((value - this.top) / this.cell)));
    let best: number | undefined;
    let bestDistance = radius * radius;
    for (let r = row(y - radius); r <= row(y + radius); r++) {
      const from = this.first[r * CELLS + column(x - radius)];
      const to = this.first[r * CELLS + column(x + radius) + 1];
      for (let at = from; at < to; at++) {
        const point = this.points[at];
        const apart = (this.x[point] - x) ** 2 + (this.y[point] - y) ** 2;
        if (apart > radius * radius) continue;
        const weight = weightOf(point);
        if (weight === 0 || apart / weight > bestDistance) continue;
        best = point;
        bestDistance = apart / weight;
      }
    }
    return best;
  }

  private cellOf(x: number, y: number): number {
    if (Number.isNaN(x) || Number.isNaN(y)) return -1;
    const column = Math.min(CELLS - 1, Math.floor((x - this.left) / this.cell));
    const row = Math.min(CELLS - 1, Math.floor((y - this.top) / this.cell));
    return row * CELLS + column;
  }
}

function rangeOf(values: Float32Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}
