import { NONE } from '../../base/none.js';
import type { Access } from '../network/access.js';
import type { Demand } from '../demand/demand.js';
import { DeliveryOptions, isBelowGate } from './delivery-options.js';
import type { OptionColumns } from './option-columns.js';
import { lastMileOf, type LastMile } from './last-mile.js';
import { LastMileUse } from './last-mile-use.js';
import type { ScarceKeys } from '../compile/scarce.js';
import type { Linehaul } from '../network/linehaul.js';
import { OptionChoice, type Choice } from './option-choice.js';
import { DeliveryRates, type RateInput } from './delivery-rates.js';

/** Delivery options of every destination of the demand, without those that another makes pointless. */
export interface Destinations {
  readonly lastMile: LastMile;
  readonly options: OptionColumns;
  /** Options of destination `d` are `option[first[d] .. first[d + 1]]`. */
  readonly first: Uint32Array; // [destination + 1]
  readonly option: Uint32Array;
  /** Destinations whose options mean the same to the engine are one *merged* destination. */
  readonly mergedOf: Uint32Array; // [destination]
  readonly representative: Uint32Array; // [merged destination] a destination
  readonly rates: DeliveryRates;
}

export interface DestinationInput extends RateInput {
  readonly keys: ScarceKeys;
  readonly linehaul: Linehaul;
  readonly demand: Demand;
}

/** Lists the options of the destinations. O(delivery rows x days + legs below gates). */
export function destinationsOf(input: DestinationInput): Destinations {
  const { access, linehaul, keys, demand } = input;
  const rowsOf = rowsByCode(input);
  const lastMile = lastMileOf(access, input.costs, linehaul, officesOf(input, rowsOf));
  const use = new LastMileUse(access, keys, demand, lastMile);
  for (const [code, rows] of rowsOf) use.count(code, rows);
  const rates = new DeliveryRates(input, lastMile.patterns);
  const firstOfRow = new Int32Array(access.workspace.network.deliveries.count).fill(NONE);
  const endOfRow = new Int32Array(firstOfRow.length);
  const taking = demand.destinations.map(({ code, cod, weightG }) =>
    (rowsOf.get(code) ?? []).filter((row) => rowTakes(access, row, cod, weightG)),
  );
  const options = new DeliveryOptions({ access, linehaul, lastMile, use, rates }, expectedOptions(access, rowsOf));
  const taken = new Uint8Array(firstOfRow.length);
  for (const rows of taking) for (const row of rows) taken[row] = 1;
  for (const rows of rowsOf.values()) {
    for (const row of rows) {
      if (taken[row] === 0) continue;
      firstOfRow[row] = options.count;
      options.add(row);
      endOfRow[row] = options.count;
    }
  }
  const columns = options.finish();
  const choice = new OptionChoice(columns, rates.table, linehaul.graph.placeOf, { firstOfRow, endOfRow });
  const chosen = taking.map((rows) => choice.of(rows));
  return { lastMile, options: columns, ...merged(chosen, choice), rates };
}

/**
 * Delivery rows of every postal code of the demand by which some group may be delivered, in the file's order. Codes
 * ascend: offices of neighbouring codes lie in one pocket, so that what is looked up for them lies together in memory.
 */
function rowsByCode({ access, demand, groups }: DestinationInput): Map<number, number[]> {
  const { facilities, deliveries } = access.workspace.network;
  const delivers = access.workspace.parties.map((_, party) =>
    groups.some((group) => group.interlined || group.party === party),
  );
  const rows = new Map<number, number[]>();
  const codes = Uint32Array.from(new Set(demand.destinations.map(({ code }) => code))).sort();
  for (const code of codes) {
    const { first, row } = access.deliveries;
    const list: number[] = [];
    for (let at = first[code]; at < first[code + 1]; at++) {
      const party = facilities.party[deliveries.facility[row[at]]];
      if (delivers[party]) list.push(row[at]);
    }
    rows.set(code, list);
  }
  return rows;
}

/** One for every day of every row: most offices have one pattern of ways. */
function expectedOptions({ workspace }: Access, rowsOf: Map<number, readonly number[]>): number {
  let rows = 0;
  for (const list of rowsOf.values()) rows += list.length;
  return rows * workspace.calendar.dayCount;
}

function rowTakes(access: Access, row: number, cod: boolean, weightG: number): boolean {
  const { deliveries } = access.workspace.network;
  return weightG <= deliveries.weightKgMax[row] * 1000 && (!cod || deliveries.cod[row] === 1);
}

/** Nodes of facilities that are reached through a gate. */
function officesOf({ access, linehaul }: DestinationInput, rowsOf: Map<number, readonly number[]>): Set<number> {
  const { facility } = access.workspace.network.deliveries;
  const nodes = new Set<number>();
  for (const rows of rowsOf.values()) {
    for (const row of rows) {
      const at = facility[row];
      if (isBelowGate(access, linehaul, at)) nodes.add(access.nodeOf[at]);
    }
  }
  return nodes;
}

function merged(
  chosen: readonly { readonly choice: Choice; readonly firstOptions: readonly number[] }[],
  { count }: OptionChoice,
): Pick<Destinations, 'first' | 'option' | 'mergedOf' | 'representative'> {
  const first = new Uint32Array(chosen.length + 1);
  const mergedOf = new Uint32Array(chosen.length);
  const representative = new Uint32Array(count);
  for (let d = chosen.length - 1; d >= 0; d--) representative[(chosen[d] as { choice: Choice }).choice.merged] = d;
  for (let d = 0; d < chosen.length; d++) {
    const { choice } = chosen[d] as { choice: Choice };
    mergedOf[d] = choice.merged;
    first[d + 1] = first[d] + choice.list.length;
  }
  const option = new Uint32Array(first[chosen.length]);
  chosen.forEach(({ choice, firstOptions }, d) => {
    const start = first[d];
    for (let i = 0; i < choice.list.length; i++) {
      option[start + i] = firstOptions[choice.list[i]] + choice.offset[i];
    }
  });
  return { first, option, mergedOf, representative };
}
