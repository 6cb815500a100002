import { weekdayBit } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { lastAtPlace } from '../engine/timed-graph.js';
import { BLOCKED } from '../engine/scan.js';
import type { Access } from './access.js';
import type { Group } from './classes.js';
import type { Demand } from './demand.js';
import { officeWays, type OfficeWays, type Way } from './last-mile.js';
import type { Linehaul } from './linehaul.js';
import { FORBIDDEN, type Rates } from './rates.js';
import type { ScarceKeys } from './scarce.js';

/** One way to be delivered: at the graph's item in time, by a row's round of a day, over legs below a gate. */
export interface DeliveryOption {
  readonly item: number;
  readonly place: number; // of the item
  readonly deliveredSec: number;
  readonly row: number;
  readonly day: number;
  readonly legs: readonly number[]; // access legs below the gate
  readonly rate: number; // row of the rate table
  readonly uses: readonly number[]; // keys of what can be scarce
}

export interface Destinations {
  /** By destination of the demand. */
  readonly options: readonly (readonly DeliveryOption[])[];
  readonly rates: RateTable;
}

/** Distinct rows of costs by class, in ticks, and in minor money. */
export class RateTable {
  readonly ticks: Int32Array[] = [];
  private readonly known = new Map<string, number>();

  /** Index of a row of ticks, BLOCKED where a class may not. */
  add(row: Int32Array): number {
    const key = row.join();
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.known.set(key, this.ticks.length);
    return this.ticks.push(row) - 1;
  }
}

export interface DestinationInput {
  readonly access: Access;
  readonly rates: Rates;
  readonly keys: ScarceKeys;
  readonly groups: readonly Group[];
  readonly lanes: number;
  readonly ticksPerMinor: number;
  readonly linehaul: Linehaul;
  readonly demand: Demand;
}

/** A row of the network's deliveries with the ways that lead to its facility. */
interface RowWays {
  readonly row: number;
  readonly place: number; // of the graph: the facility itself or its pocket's gate
  readonly ways: readonly OfficeWays[] | undefined; // undefined: the facility is in the graph
}

/**
 * Delivery options of every destination, without those that another makes pointless. Exact: a way that departs earlier
 * than it must is kept where something on it could be full, and uses are dropped only where nothing could be.
 */
export function destinationsOf(input: DestinationInput): Destinations {
  const { demand } = input;
  const rowsOf = rowsByCode(input);
  const reachable = reachRows(input, rowsOf);
  const possible = possibleUse(input, rowsOf, reachable);
  const rates = new RateTable();
  const rateOf = rateFinder(input, rates);
  const options = demand.destinations.map(({ code, cod, weightG }) => {
    const found: DeliveryOption[] = [];
    for (const row of rowsOf.get(code) ?? []) {
      if (!rowTakes(input, row, cod, weightG)) continue;
      const way = reachable.get(row);
      if (way) addRowOptions(input, way, possible, rateOf, found);
    }
    return withoutPointless(found, rates);
  });
  return { options, rates };
}

function rowsByCode({ access, demand }: DestinationInput): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (const { code } of demand.destinations) {
    if (rows.has(code)) continue;
    const { first, row } = access.deliveries;
    rows.set(code, Array.from(row.subarray(first[code], first[code + 1])));
  }
  return rows;
}

function rowTakes({ access }: DestinationInput, row: number, cod: boolean, weightG: number): boolean {
  const { deliveries } = access.workspace.network;
  return weightG <= (deliveries.weightKgMax[row] as number) * 1000 && (!cod || deliveries.cod[row] === 1);
}

function reachRows(input: DestinationInput, rowsOf: Map<number, number[]>): Map<number, RowWays> {
  const { access, linehaul } = input;
  const { facility } = access.workspace.network.deliveries;
  const inPocket = (f: number): boolean => {
    const pocket = access.pockets.pocketOf[access.nodeOf[f] as number] as number;
    return pocket !== NONE && linehaul.placeOf[f] === NONE;
  };
  const rows = [...rowsOf.values()].flat();
  const nodes = new Set<number>();
  for (const row of rows) {
    const f = facility[row] as number;
    if (inPocket(f)) nodes.add(access.nodeOf[f] as number);
  }
  const ways = officeWays(access, input.rates, input.groups, nodes);
  const reachable = new Map<number, RowWays>();
  for (const row of rows) {
    const f = facility[row] as number;
    if (!inPocket(f)) {
      const place = linehaul.placeOf[f] as number;
      if (place !== NONE) reachable.set(row, { row, place, ways: undefined });
      continue;
    }
    const node = access.nodeOf[f] as number;
    const gate = access.pockets.gate[access.pockets.pocketOf[node] as number] as number;
    const place = linehaul.placeOf[access.facilityOf[gate] as number] as number;
    if (place !== NONE) reachable.set(row, { row, place, ways: ways.get(node) ?? [] });
  }
  return reachable;
}

/** Most that could ever be asked of what the last mile uses, by key: the demand of every code it serves. */
function possibleUse(
  { keys, demand }: DestinationInput,
  rowsOf: Map<number, number[]>,
  reachable: Map<number, RowWays>,
): (key: number, measure: number, partnersOf: number) => number {
  const codesOfKey = new Map<number, number[]>();
  const touch = (key: number, code: number): void => {
    const codes = codesOfKey.get(key);
    if (!codes) codesOfKey.set(key, [code]);
    else if (codes[codes.length - 1] !== code) codes.push(code);
  };
  for (const [code, rows] of rowsOf) {
    for (const row of rows) {
      for (const { ways } of reachable.get(row)?.ways ?? []) {
        for (const way of ways) {
          for (const at of way.legs) {
            keys.visitRide(at, (key) => touch(key, code));
            keys.visitUnload(at, (key) => touch(key, code));
          }
        }
      }
    }
  }
  return (key, measure, partnersOf) => {
    const codes = codesOfKey.get(key);
    let sum = 0;
    for (const code of codes ?? []) sum += demand.ofCode(code, measure, partnersOf);
    return sum;
  };
}

type Possible = ReturnType<typeof possibleUse>;

function addRowOptions(
  input: DestinationInput,
  rowWays: RowWays,
  possible: Possible,
  rateOf: RateFinder,
  found: DeliveryOption[],
): void {
  const { access, linehaul } = input;
  const { calendar, network } = access.workspace;
  const { deliveries } = network;
  const { row } = rowWays;
  const facility = deliveries.facility[row] as number;
  for (let day = 0; day < calendar.dayCount; day++) {
    if (((deliveries.days[row] as number) & weekdayBit(calendar.firstDay + day)) === 0) continue;
    const dayStart = calendar.dayStartSec[day] as number;
    const loadBySec = dayStart + (deliveries.loadBySec[row] as number);
    const lastDay = Math.min(day + (deliveries.extraDays[row] as number), calendar.dayStartSec.length - 1);
    const deliveredSec = (calendar.dayStartSec[lastDay] as number) + (deliveries.deliverBySec[row] as number);
    const dayUses = scarceUses(input, [], facility, day, possible);
    const add = (departSec: number, legs: readonly number[], groupMask: number, uses: readonly number[]): void => {
      const item = lastAtPlace(linehaul.graph, rowWays.place, departSec);
      const rate = rateOf(row, day, legs, groupMask);
      if (item !== 0 && rate !== NONE)
        found.push({ item, place: rowWays.place, deliveredSec, row, day, legs, rate, uses });
    };
    if (!rowWays.ways) {
      add(loadBySec, [], ALL_GROUPS, dayUses);
      continue;
    }
    for (const { groupMask, ways } of rowWays.ways)
      addWays(input, { ways, loadBySec, facility, day, possible }, (way, uses) =>
        add(way.departSec, way.legs, groupMask, uses),
      );
  }
}

const ALL_GROUPS = 0x7fffffff;

/** The latest way that is in time, and earlier ones as long as something on the later ones could be full. */
function addWays(
  input: DestinationInput,
  round: { ways: readonly Way[]; loadBySec: number; facility: number; day: number; possible: Possible },
  add: (way: Way, uses: readonly number[]) => void,
): void {
  for (let w = round.ways.length - 1; w >= 0; w--) {
    const way = round.ways[w] as Way;
    if (way.readySec > round.loadBySec) continue;
    const uses = scarceUses(input, way.legs, round.facility, round.day, round.possible);
    add(way, uses);
    if (uses.length === 0) return;
  }
}

/** Keys that a way and a round use and that could be full. */
function scarceUses(
  { keys, demand }: DestinationInput,
  legs: readonly number[],
  facility: number,
  day: number,
  possible: Possible,
): number[] {
  const uses: number[] = [];
  const keep = (key: number, measure: number, partnersOf: number, capacity: number): void => {
    if (possible(key, measure, partnersOf) > capacity) uses.push(key);
  };
  legs.forEach((at, i) => {
    keys.visitRide(at, keep);
    if (isUnloaded(legs, i, keys)) keys.visitUnload(at, keep);
  });
  keys.visitDelivery(facility, day, (key, measure, partnersOf, capacity) => {
    if (demand.ofFacility(facility, measure, partnersOf) > capacity) uses.push(key);
  });
  return uses;
}

/** True when the parcel leaves the departure after leg `i` of a way instead of staying aboard for the next. */
function isUnloaded(legs: readonly number[], i: number, keys: ScarceKeys): boolean {
  return i + 1 === legs.length || !keys.staysAboard(legs[i] as number, legs[i + 1] as number);
}

type RateFinder = (row: number, day: number, legs: readonly number[], groupMask: number) => number;

/** Rate row of a delivery with its way, or NONE when no class may take it. */
function rateFinder(input: DestinationInput, rates: RateTable): RateFinder {
  const { access, groups, lanes, ticksPerMinor, keys } = input;
  const bandCount = access.workspace.bands.length;
  const { facilities, deliveries } = access.workspace.network;
  const dayCount = access.workspace.calendar.dayCount;
  return (row, day, legs, groupMask) => {
    const ticks = new Int32Array(groups.length * lanes).fill(BLOCKED);
    const party = facilities.party[deliveries.facility[row] as number] as number;
    let any = false;
    groups.forEach((group, g) => {
      if ((groupMask & (1 << g)) === 0) return;
      if (party !== group.party && !access.deliveryBlocks[party * dayCount + day]) return;
      for (let band = 0; band < bandCount; band++) {
        let cost = input.rates.deliver(row, group, band);
        legs.forEach((at, i) => {
          const leg = access.legOf[at] as number;
          cost += input.rates.leg(leg, group, band);
          if (isUnloaded(legs, i, keys)) cost += input.rates.unload(leg, group);
        });
        if (cost === FORBIDDEN) continue;
        ticks[g * lanes + band] = Math.min(BLOCKED, Math.floor(cost * ticksPerMinor));
        any = true;
      }
    });
    return any ? rates.add(ticks) : NONE;
  };
}

/** Drops options that another makes pointless: no earlier at the gate, no later delivered, no dearer, never full. */
function withoutPointless(options: DeliveryOption[], rates: RateTable): DeliveryOption[] {
  options.sort(
    (a, b) =>
      b.item - a.item ||
      a.deliveredSec - b.deliveredSec ||
      a.uses.length - b.uses.length ||
      a.rate - b.rate ||
      a.row - b.row,
  );
  const kept: DeliveryOption[] = [];
  for (const option of options) {
    if (!kept.some((other) => beats(other, option, rates))) kept.push(option);
  }
  return kept;
}

function beats(a: DeliveryOption, b: DeliveryOption, rates: RateTable): boolean {
  if (a.uses.length > 0 || a.item < b.item || a.deliveredSec > b.deliveredSec) return false;
  // Items are in time order over all places; only those of one place can stand in for each other.
  if (a.place !== b.place) return false;
  const [x, y] = [rates.ticks[a.rate] as Int32Array, rates.ticks[b.rate] as Int32Array];
  return x.every((ticks, i) => ticks <= (y[i] as number));
}
