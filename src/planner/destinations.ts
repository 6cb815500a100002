import { weekdayBit } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import { lastAtPlace } from '../engine/timed-graph.js';
import type { Demand } from './demand.js';
import { LastMileUse } from './last-mile-use.js';
import { officeWays, type OfficeWays, type Way } from './last-mile.js';
import type { Linehaul } from './linehaul.js';
import { DeliveryRates, type RateInput, type RateTable } from './rate-table.js';

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

export interface DestinationInput extends RateInput {
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
  const use = new LastMileUse(input.access, input.keys, demand);
  for (const [code, rows] of rowsOf) {
    for (const row of rows) {
      for (const { ways } of reachable.get(row)?.ways ?? []) for (const way of ways) use.count(code, way.legs);
    }
  }
  const deliveryRates = new DeliveryRates(input);
  const optionsOfRow = new Map<number, DeliveryOption[]>();
  const rowOptions = (row: number): DeliveryOption[] => {
    let options = optionsOfRow.get(row);
    if (!options) {
      const way = reachable.get(row);
      options = way ? optionsOf(input, way, use, deliveryRates) : [];
      optionsOfRow.set(row, options);
    }
    return options;
  };
  const options = demand.destinations.map(({ code, cod, weightG }) => {
    const taking = (rowsOf.get(code) ?? []).filter((row) => rowTakes(input, row, cod, weightG));
    return withoutPointless(taking.flatMap(rowOptions), deliveryRates.table);
  });
  return { options, rates: deliveryRates.table };
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

function optionsOf(
  input: DestinationInput,
  rowWays: RowWays,
  use: LastMileUse,
  rates: DeliveryRates,
): DeliveryOption[] {
  const { access, linehaul } = input;
  const { calendar, network } = access.workspace;
  const { deliveries } = network;
  const { row, place } = rowWays;
  const facility = deliveries.facility[row] as number;
  const found: DeliveryOption[] = [];
  for (let day = 0; day < calendar.dayCount; day++) {
    if (((deliveries.days[row] as number) & weekdayBit(calendar.firstDay + day)) === 0) continue;
    const loadBySec = (calendar.dayStartSec[day] as number) + (deliveries.loadBySec[row] as number);
    const lastDay = Math.min(day + (deliveries.extraDays[row] as number), calendar.dayStartSec.length - 1);
    const deliveredSec = (calendar.dayStartSec[lastDay] as number) + (deliveries.deliverBySec[row] as number);
    const roundKeys = use.keysOfRound(facility, day);
    const add = (
      way: Pick<Way, 'departSec' | 'legs' | 'pattern'>,
      groupMask: number,
      uses: readonly number[],
    ): void => {
      const { departSec, legs } = way;
      const item = lastAtPlace(linehaul.graph, place, departSec);
      if (item === 0) return;
      const rate = rates.of(row, day, way, groupMask);
      if (rate !== NONE) found.push({ item, place, deliveredSec, row, day, legs, rate, uses });
    };
    if (!rowWays.ways) add({ departSec: loadBySec, legs: [], pattern: NONE }, ALL_GROUPS, roundKeys);
    for (const { groupMask, ways } of rowWays.ways ?? []) {
      // The latest way in time, and earlier ones as long as something on the later ones could be full.
      for (let w = ways.length - 1; w >= 0; w--) {
        const way = ways[w] as Way;
        if (way.readySec > loadBySec) continue;
        const wayKeys = use.keysOfWay(way.legs);
        const uses = roundKeys.length === 0 ? wayKeys : [...wayKeys, ...roundKeys];
        add(way, groupMask, uses);
        if (uses.length === 0) break;
      }
    }
  }
  return found;
}

const ALL_GROUPS = 0x7fffffff;

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
  const [x, y] = [rates.rows[a.rate] as Int32Array, rates.rows[b.rate] as Int32Array];
  if (a.rate === b.rate) return true;
  return x.every((ticks, i) => ticks <= (y[i] as number));
}
