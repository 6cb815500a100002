/** What a file `bench/NAME.bench.ts` exports: `export const bench: Bench = { ... }`. */
export interface Bench {
  /** As typed after `npm run bench`; the file's name without `.bench.ts`. */
  readonly name: string;
  /** One sentence: what is measured, on what input. */
  readonly about: string;
  run(context: BenchContext): Promise<void> | void;
}

/** What the runner hands to a benchmark. Everything printed and every miss goes through it. */
export interface BenchContext {
  /** Warms up, runs `body` several times and prints minimum, median and spread. */
  measure<T>(label: string, body: () => T | Promise<T>, options?: MeasureOptions): Promise<Measured<T>>;
  /** Prints a figure that is not a time of `measure`: a gap, a ratio, bytes. */
  figure(label: string, value: number, options?: FigureOptions): void;
  /** Fails the benchmark with `message` when its own results are wrong. */
  check(condition: boolean, message: string): void;
  /** Says why nothing was measured, e.g. because input data is not there. */
  skip(why: string): void;
}

export interface MeasureOptions {
  readonly warmups?: number; // 1 when not given
  readonly runs?: number; // 5 when not given
  readonly goalMs?: number; // the median must not be above it
}

export interface FigureOptions {
  readonly unit?: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface Measured<T> {
  readonly minMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
  readonly result: T; // of the last run
}
