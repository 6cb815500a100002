import { weekdayBit } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { lastAtPlace } from '../../engine/timed/timed-graph.js';
import type { Access } from '../network/access.js';
import { GrowingInts, GrowingNumbers } from '../growing.js';
import type { LastMile } from './last-mile.js';
import type { LastMileUse } from './last-mile-use.js';
import type { Linehaul } from '../network/linehaul.js';
import type { DeliveryRates } from './delivery-rates.js';

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

export interface OptionInput {
  readonly access: Access;
  readonly linehaul: Linehaul;
  readonly lastMile: LastMile;
  readonly use: LastMileUse;
  readonly rates: DeliveryRates;
}

/** True when a facility is reached from its pocket's gate, false when it is in the graph or out of reach. */
export function isBelowGate(access: Access, linehaul: Linehaul, facility: number): boolean {
  const pocket = access.pockets.pocketOf[access.nodeOf[facility]];
  return pocket !== NONE && linehaul.placeOf[facility] === NONE;
}

/** Lists the options of delivery rows; those of a row follow each other. */
export class DeliveryOptions {
  private readonly item: GrowingInts;
  private readonly deliveredSec: GrowingInts;
  private readonly row: GrowingInts;
  private readonly day: GrowingInts;
  private readonly way: GrowingInts;
  private readonly costRow: GrowingInts;
  private readonly rate: GrowingInts;
  private readonly firstKey: GrowingInts;
  private readonly key = new GrowingNumbers();
  private readonly settled: number[] = [];

  /** @param expected about how many options there will be */
  constructor(
    private readonly input: OptionInput,
    expected: number,
  ) {
    const column = (): GrowingInts => new GrowingInts(expected + 1);
    [this.item, this.deliveredSec, this.row, this.day] = [column(), column(), column(), column()];
    [this.way, this.costRow, this.rate, this.firstKey] = [column(), column(), column(), column()];
    this.firstKey.push(0);
  }

  get count(): number {
    return this.item.count;
  }

  /**
   * Adds the options of a row. Exact: a way that departs earlier than it must is kept where something on a later one of
   * its pattern could be full, and keys are dropped only where nothing could be.
   */
  add(row: number): void {
    const { access, linehaul } = this.input;
    const { calendar, network } = access.workspace;
    const { deliveries, facilities } = network;
    const facility = deliveries.facility[row];
    const party = facilities.party[facility];
    const below = isBelowGate(access, linehaul, facility);
    for (let day = 0; day < calendar.dayCount; day++) {
      if ((deliveries.days[row] & weekdayBit(calendar.firstDay + day)) === 0) continue;
      const loadBySec = calendar.dayStartSec[day] + deliveries.loadBySec[row];
      const open = access.deliveryBlocks[party * calendar.dayCount + day] !== undefined;
      if (below) this.addThroughGate(row, day, loadBySec, open);
      else this.addDirect(row, day, loadBySec, open);
    }
  }

  finish(): OptionColumns {
    const used = (ints: GrowingInts): Int32Array => ints.values.subarray(0, ints.count);
    return {
      count: this.count,
      item: used(this.item),
      deliveredSec: used(this.deliveredSec),
      row: used(this.row),
      day: used(this.day),
      way: used(this.way),
      costRow: used(this.costRow),
      rate: used(this.rate),
      firstKey: used(this.firstKey),
      key: this.key.values.subarray(0, this.key.count),
    };
  }

  private addDirect(row: number, day: number, loadBySec: number, open: boolean): void {
    const { access, linehaul, rates } = this.input;
    const place = linehaul.placeOf[access.workspace.network.deliveries.facility[row]];
    const item = place === NONE ? 0 : lastAtPlace(linehaul.graph, place, loadBySec);
    if (item === 0) return;
    const costRow = rates.of(row, open, NONE, rates.everybody);
    if (costRow !== NONE) this.push(row, day, NONE, item, costRow);
  }

  /** For every entry and pattern the latest way in time, and earlier ones as long as the later could be full. */
  private addThroughGate(row: number, day: number, loadBySec: number, open: boolean): void {
    const { access, lastMile, use, rates } = this.input;
    const { firstEntry, nextEntry, groups, patternCount, firstOfEntry, wayOfEntry, pattern, item } = lastMile;
    const { settled, key } = this;
    const node = access.nodeOf[access.workspace.network.deliveries.facility[row]];
    for (let entry = firstEntry[node]; entry !== NONE; entry = nextEntry[entry]) {
      let unsettled = patternCount[entry];
      settled.length = 0;
      for (let at = this.endInTime(entry, loadBySec) - 1; at >= firstOfEntry[entry] && unsettled > 0; at--) {
        const way = wayOfEntry[at];
        if (settled.includes(pattern[way])) continue;
        const keyCount = key.count;
        use.keysOfWay(way, key);
        if (key.count === keyCount) {
          unsettled--;
          if (unsettled > 0) settled.push(pattern[way]);
        }
        const costRow = item[way] === 0 ? NONE : rates.of(row, open, pattern[way], groups[entry]);
        if (costRow === NONE) key.count = keyCount;
        else this.push(row, day, way, item[way], costRow);
      }
    }
  }

  /** End of an entry's ways that are ready by a second: a later departure is never ready sooner. */
  private endInTime(entry: number, bySec: number): number {
    const { firstOfEntry, wayOfEntry, readySec } = this.input.lastMile;
    let low = firstOfEntry[entry];
    let high = firstOfEntry[entry + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (readySec[wayOfEntry[middle]] <= bySec) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Keeps an option, whose way's keys are listed already. */
  private push(row: number, day: number, way: number, item: number, costRow: number): void {
    const { calendar, network } = this.input.access.workspace;
    const { deliveries } = network;
    const lastDay = Math.min(day + deliveries.extraDays[row], calendar.dayStartSec.length - 1);
    const deliveredSec = calendar.dayStartSec[lastDay] + deliveries.deliverBySec[row];
    this.input.use.keysOfRound(deliveries.facility[row], day, this.key);
    this.item.push(item);
    this.deliveredSec.push(deliveredSec);
    this.row.push(row);
    this.day.push(day);
    this.way.push(way);
    this.costRow.push(costRow);
    this.rate.push(this.input.rates.rateOf(costRow));
    this.firstKey.push(this.key.count);
  }
}
