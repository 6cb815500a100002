/** A column of whole numbers that grows as values are added; `values[0 .. count]` are in use. */
export class GrowingInts {
  count = 0;
  values: Int32Array;

  constructor(capacity = 1024) {
    this.values = new Int32Array(capacity);
  }

  /** Adds a value; its index. */
  push(value: number): number {
    if (this.count === this.values.length) {
      const larger = new Int32Array(grownLength(this.count));
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count] = value;
    return this.count++;
  }

  /** Makes `length` more values, all 0; the index of the first. */
  extend(length: number): number {
    const first = this.count;
    this.count += length;
    if (this.count > this.values.length) {
      const larger = new Int32Array(grownLength(this.count));
      larger.set(this.values);
      this.values = larger;
    }
    return first;
  }
}

/** The same for numbers of any size. */
export class GrowingNumbers {
  count = 0;
  values: Float64Array;

  constructor(capacity = 1024) {
    this.values = new Float64Array(capacity);
  }

  /** Adds a value; its index. */
  push(value: number): number {
    if (this.count === this.values.length) this.reserve(1);
    this.values[this.count] = value;
    return this.count++;
  }

  /** Forgets all values. */
  clear(): void {
    this.count = 0;
  }

  /** Makes `length` more values, all 0; the index of the first. */
  extend(length: number): number {
    this.reserve(length);
    const first = this.count;
    this.count += length;
    return first;
  }

  private reserve(length: number): void {
    if (this.count + length <= this.values.length) return;
    const larger = new Float64Array(grownLength(this.count + length));
    larger.set(this.values);
    this.values = larger;
  }
}

function grownLength(needed: number): number {
  return Math.ceil(needed * 1.6) + 16;
}
