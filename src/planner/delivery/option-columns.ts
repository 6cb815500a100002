/**
 * Ways to be delivered: made from the graph's item or later, by a row's round of a service day, over the legs of a way
 * below a gate. Columns of length `count`, because every office has some for every day.
 */
export interface OptionColumns {
  readonly count: number;
  readonly item: Int32Array; // of the graph, at the facility itself or its pocket's gate
  readonly deliveredSec: Int32Array;
  readonly row: Int32Array; // of the network's deliveries
  readonly day: Int32Array; // service day of the round
  readonly way: Int32Array; // of the last mile, or NONE: the facility is in the graph
  readonly costRow: Int32Array; // of the delivery rates
  readonly rate: Int32Array; // the same in ticks
  readonly firstKey: Int32Array; // [count + 1]
  readonly key: Float64Array; // what is used and could be full, as ScarceKeys numbers it
}

type Ints = Omit<OptionColumns, 'count' | 'key'>;

/** Options as they are found. All columns grow together, so that adding one is nothing but plain writes. */
export class OptionList {
  count = 0;
  private columns: Ints;

  /** @param expected about how many options there will be */
  constructor(expected: number) {
    this.columns = columnsOf(expected);
  }

  /** Adds an option; the keys of the options so far and its own end at `keyCount`. */
  add(option: Record<Exclude<keyof Ints, 'firstKey'>, number>, keyCount: number): void {
    const at = this.count++;
    if (at + 1 === this.columns.firstKey.length) this.grow();
    const { columns } = this;
    columns.item[at] = option.item;
    columns.deliveredSec[at] = option.deliveredSec;
    columns.row[at] = option.row;
    columns.day[at] = option.day;
    columns.way[at] = option.way;
    columns.costRow[at] = option.costRow;
    columns.rate[at] = option.rate;
    columns.firstKey[at + 1] = keyCount;
  }

  finish(key: Float64Array): OptionColumns {
    const { columns, count } = this;
    return {
      count,
      key,
      item: columns.item.subarray(0, count),
      deliveredSec: columns.deliveredSec.subarray(0, count),
      row: columns.row.subarray(0, count),
      day: columns.day.subarray(0, count),
      way: columns.way.subarray(0, count),
      costRow: columns.costRow.subarray(0, count),
      rate: columns.rate.subarray(0, count),
      firstKey: columns.firstKey.subarray(0, count + 1),
    };
  }

  private grow(): void {
    const larger = columnsOf(this.columns.item.length * 2);
    for (const name of Object.keys(larger) as (keyof Ints)[]) larger[name].set(this.columns[name]);
    this.columns = larger;
  }
}

function columnsOf(length: number): Ints {
  const column = (): Int32Array => new Int32Array(length + 1);
  return {
    item: column(),
    deliveredSec: column(),
    row: column(),
    day: column(),
    way: column(),
    costRow: column(),
    rate: column(),
    firstKey: column(),
  };
}
