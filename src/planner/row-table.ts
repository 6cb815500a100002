/** Distinct rows of numbers, all of one length. */
export class RowTable<Row extends Int32Array | Float64Array> {
  readonly rows: Row[] = [];
  private readonly byHash = new Map<number, number[]>();

  /** Index of a row; a copy of it is kept when it is new. */
  add(row: Row): number {
    const words = new Int32Array(row.buffer, row.byteOffset, row.byteLength >> 2);
    let hash = 0;
    for (let i = 0; i < words.length; i++) hash = (Math.imul(hash, 31) + words[i]) | 0;
    const candidates = this.byHash.get(hash);
    if (candidates) {
      for (const index of candidates) if (sameRow(this.rows[index], row)) return index;
    }
    const index = this.rows.push(row.slice() as Row) - 1;
    if (candidates) candidates.push(index);
    else this.byHash.set(hash, [index]);
    return index;
  }

  /** True when a row is at most another in every place. */
  noneAbove(a: number, b: number): boolean {
    if (a === b) return true;
    const x = this.rows[a];
    const y = this.rows[b];
    for (let i = 0; i < x.length; i++) if (x[i] > y[i]) return false;
    return true;
  }
}

function sameRow(a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
