import { weekdayBit } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { lastAtPlace } from '../engine/timed-graph.js';
import type { Access } from './access.js';
import { GrowingInts, GrowingNumbers } from './growing.js';
import type { LastMile } from './last-mile.js';
import type { LastMileUse } from './last-mile-use.js';
import type { Linehaul } from './linehaul.js';
import type { DeliveryRates } from './rate-table.js';

/**
 * Ways to be delivered: made from the graph's item or later, by a row's round of a service day, over the legs of a way
 * below a gate. Columns, because every office has some for every day. Those of a row follow each other.
 */
export class DeliveryOptions {
  private readonly columns = {
    item: new GrowingInts(),
    deliveredSec: new GrowingInts(),
    row: new GrowingInts(),
    day: new GrowingInts(),
    way: new GrowingInts(),
    rate: new GrowingInts(),
    firstKey: new GrowingInts(),
  };
  private readonly keys = new GrowingNumbers();

  constructor() {
    this.columns.firstKey.push(0);
  }

  get count(): number {
    return this.columns.item.count;
  }

  add(option: Omit<DeliveryOption, 'keys'>, keys: readonly number[]): void {
    const { columns } = this;
    columns.item.push(option.item);
    columns.deliveredSec.push(option.deliveredSec);
    columns.row.push(option.row);
    columns.day.push(option.day);
    columns.way.push(option.way);
    columns.rate.push(option.rate);
    for (let i = 0; i < keys.length; i++) this.keys.push(keys[i] as number);
    columns.firstKey.push(this.keys.count);
  }

  finish(): OptionColumns {
    const { columns, keys } = this;
    const used = (ints: GrowingInts): Int32Array => ints.values.subarray(0, ints.count);
    return {
      count: this.count,
      item: used(columns.item),
      deliveredSec: used(columns.deliveredSec),
      row: used(columns.row),
      day: used(columns.day),
      way: used(columns.way),
      rate: used(columns.rate),
      firstKey: used(columns.firstKey),
      key: keys.values.subarray(0, keys.count),
    };
  }
}

interface DeliveryOption {
  readonly item: number;
  readonly deliveredSec: number;
  readonly row: number;
  readonly day: number;
  readonly way: number;
  readonly rate: number;
}

/** Columns of length `count`. */
export interface OptionColumns {
  readonly count: number;
  readonly item: Int32Array; // of the graph, at the facility itself or its pocket's gate
  readonly deliveredSec: Int32Array;
  readonly row: Int32Array; // of the network's deliveries
  readonly day: Int32Array; // service day of the round
  readonly way: Int32Array; // of the last mile, or NONE: the facility is in the graph
  readonly rate: Int32Array; // row of the rate table
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

const ALL_GROUPS = 0x7fffffff;

/** True when a facility is reached from its pocket's gate, false when it is in the graph or out of reach. */
export function isBelowGate(access: Access, linehaul: Linehaul, facility: number): boolean {
  const pocket = access.pockets.pocketOf[access.nodeOf[facility] as number] as number;
  return pocket !== NONE && linehaul.placeOf[facility] === NONE;
}

/**
 * Adds the options of a delivery row. Exact: a way that departs earlier than it must is kept where something on it could
 * be full, and keys are dropped only where nothing could be.
 */
export function addOptionsOf(input: OptionInput, row: number, options: DeliveryOptions): void {
  const { access, linehaul } = input;
  const { calendar, network } = access.workspace;
  const { deliveries, facilities } = network;
  const facility = deliveries.facility[row] as number;
  const party = facilities.party[facility] as number;
  const below = isBelowGate(access, linehaul, facility);
  const keys: number[] = [];
  for (let day = 0; day < calendar.dayCount; day++) {
    if (((deliveries.days[row] as number) & weekdayBit(calendar.firstDay + day)) === 0) continue;
    const loadBySec = (calendar.dayStartSec[day] as number) + (deliveries.loadBySec[row] as number);
    const lastDay = Math.min(day + (deliveries.extraDays[row] as number), calendar.dayStartSec.length - 1);
    const deliveredSec = (calendar.dayStartSec[lastDay] as number) + (deliveries.deliverBySec[row] as number);
    const open = access.deliveryBlocks[party * calendar.dayCount + day] !== undefined;
    const round = { row, day, facility, loadBySec, deliveredSec, open };
    if (below) addThroughGate(input, round, keys, options);
    else addDirect(input, round, keys, options);
  }
}

interface Round {
  readonly row: number;
  readonly day: number;
  readonly facility: number;
  readonly loadBySec: number;
  readonly deliveredSec: number;
  readonly open: boolean; // to partners
}

function addDirect(
  { linehaul, use, rates }: OptionInput,
  round: Round,
  keys: number[],
  options: DeliveryOptions,
): void {
  const { row, day, facility, deliveredSec } = round;
  const place = linehaul.placeOf[facility] as number;
  const item = place === NONE ? 0 : lastAtPlace(linehaul.graph, place, round.loadBySec);
  if (item === 0) return;
  const rate = rates.of(row, round.open, NONE, ALL_GROUPS);
  if (rate === NONE) return;
  keys.length = 0;
  use.keysOfRound(facility, day, keys);
  options.add({ item, deliveredSec, row, day, way: NONE, rate }, keys);
}

/** The latest way in time of every entry, and earlier ones as long as something on the later ones could be full. */
function addThroughGate(input: OptionInput, round: Round, keys: number[], options: DeliveryOptions): void {
  const { access, lastMile, use, rates } = input;
  const { row, day, facility, deliveredSec } = round;
  const node = access.nodeOf[facility] as number;
  for (let entry = lastMile.firstEntry[node] as number; entry !== NONE; entry = lastMile.nextEntry[entry] as number) {
    const groupMask = lastMile.groupMask[entry] as number;
    for (let way = lastMile.lastWay[entry] as number; way !== NONE; way = lastMile.previousWay[way] as number) {
      if ((lastMile.readySec[way] as number) > round.loadBySec) continue;
      keys.length = 0;
      use.keysOfWay(way, keys);
      use.keysOfRound(facility, day, keys);
      const item = lastMile.item[way] as number;
      const rate = item === 0 ? NONE : rates.of(row, round.open, way, groupMask);
      if (rate !== NONE) options.add({ item, deliveredSec, row, day, way, rate }, keys);
      if (keys.length === 0) break;
    }
  }
}
