import { weekdayBit } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import { lastAtPlace } from '../../engine/timed/timed-graph.js';
import type { Access } from '../network/access.js';
import { GrowingNumbers } from '../growing.js';
import type { LastMile } from './last-mile.js';
import type { LastMileUse } from './last-mile-use.js';
import type { Linehaul } from '../network/linehaul.js';
import type { DeliveryRates } from './delivery-rates.js';
import { OptionList, type OptionColumns } from './option-columns.js';

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
  private readonly list: OptionList;
  private readonly key = new GrowingNumbers();
  private readonly settled: number[] = [];

  /** @param expected about how many options there will be */
  constructor(
    private readonly input: OptionInput,
    expected: number,
  ) {
    this.list = new OptionList(expected);
  }

  get count(): number {
    return this.list.count;
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
    return this.list.finish(this.key.values.subarray(0, this.key.count));
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
    const rate = this.input.rates.rateOf(costRow);
    this.list.add({ item, deliveredSec, row, day, way, costRow, rate }, this.key.count);
  }
}
