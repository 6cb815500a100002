/** Rows of stop_times.txt as columns, and their order by trip and sequence. */
export interface StopTimes {
  readonly trip: number[]; // draft
  readonly sequence: number[];
  readonly facility: number[];
  readonly arriveSec: number[]; // NONE when not given
  readonly departSec: number[]; // NONE when not given
  readonly distance: number[]; // as the feed gives it; NaN when not given
  readonly line: number[];
  /** Rows of draft `t` in order of sequence are `order[firstRow[t] .. firstRow[t + 1]]`. */
  readonly order: Uint32Array;
  readonly firstRow: Uint32Array;
}
