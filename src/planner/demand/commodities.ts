import { dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Classes } from './classes.js';
import type { Demand } from './demand.js';
import { endOfDay } from './demand.js';
import { GrowingInts } from '../growing.js';
import { KeyIndex } from '../key-index.js';
import { sortedRows } from '../sorted-rows.js';
import { lateDays, outsideOf, type Outside } from './outside.js';

/** Commodities in the order the engine wants: by source, group, band. Columns of length `count`. */
export interface CommodityTable {
  readonly count: number;
  readonly units: Float64Array;
  readonly source: Uint32Array;
  readonly group: Uint8Array;
  readonly band: Uint8Array;
  readonly destination: Uint32Array; // merged destination
  readonly terms: Uint32Array; // index into `termsList`
  readonly termsList: readonly Terms[];
  readonly ofShipment: Int32Array; // [shipment] commodity, or NONE
}

/** What lateness and staying outside mean for a parcel, besides its band. */
export interface Terms {
  readonly product: number;
  readonly dueSec: number;
  readonly spotLateDays: number;
}

/** Groups shipments into commodities: parcels that nothing in the plan tells apart. O(shipments + kinds of each column). */
export function commoditiesOf(
  workspace: Workspace,
  shipments: Shipments,
  { group, band }: Classes,
  demand: Demand,
  mergedDestination: Uint32Array, // [destination]
): CommodityTable {
  const { source } = demand;
  const ofShipment = new Int32Array(shipments.count).fill(NONE);
  const terms = new Int32Array(shipments.count);
  const termsList = listTerms(workspace, shipments, demand, terms);
  const destination = new Int32Array(shipments.count);
  const rows = new Uint32Array(shipments.count);
  let count = 0;
  for (let i = 0; i < shipments.count; i++) {
    if (demand.destination[i] === NONE) continue;
    destination[i] = mergedDestination[demand.destination[i]];
    rows[count++] = i;
  }
  const order = sortedRows(rows.subarray(0, count), [source, group, band, destination, terms]);
  const alike = (a: number, b: number): boolean =>
    terms[a] === terms[b] &&
    destination[a] === destination[b] &&
    band[a] === band[b] &&
    group[a] === group[b] &&
    source[a] === source[b];
  const first = new GrowingInts(); // [commodity] a row of it
  for (let at = 0; at < count; at++) {
    if (at === 0 || !alike(order[at], order[at - 1])) first.push(order[at]);
    ofShipment[order[at]] = first.count - 1;
  }
  const columns = { source, group, band, destination, terms };
  return { ...tableOf(first.values.subarray(0, first.count), columns, ofShipment), termsList, ofShipment };
}

type RowColumns = Record<'source' | 'destination' | 'terms', Int32Array> & Record<'group' | 'band', Uint8Array>;

/** Columns of commodities by a row of each. */
function tableOf(
  first: Int32Array, // [commodity] row
  { source, group, band, destination, terms }: RowColumns,
  ofShipment: Int32Array,
): Omit<CommodityTable, 'termsList' | 'ofShipment'> {
  const table = {
    count: first.length,
    units: new Float64Array(first.length),
    source: new Uint32Array(first.length),
    group: new Uint8Array(first.length),
    band: new Uint8Array(first.length),
    destination: new Uint32Array(first.length),
    terms: new Uint32Array(first.length),
  };
  for (let k = 0; k < first.length; k++) {
    const row = first[k];
    table.source[k] = source[row];
    table.group[k] = group[row];
    table.band[k] = band[row];
    table.destination[k] = destination[row];
    table.terms[k] = terms[row];
  }
  for (const k of ofShipment) if (k !== NONE) table.units[k]++;
  return table;
}

/** All terms of planned shipments; `termsOf` [shipment] receives their index. */
function listTerms(workspace: Workspace, shipments: Shipments, demand: Demand, termsOf: Int32Array): Terms[] {
  const { calendar, products } = workspace;
  const list: Terms[] = [];
  const index = new KeyIndex(1024);
  for (let i = 0; i < shipments.count; i++) {
    if (demand.destination[i] === NONE) continue;
    const product = shipments.product[i];
    const dueSec = demand.dueSec[i];
    const { spot } = products[product];
    const spotSec = spot ? endOfDay(workspace, dayOfSec(calendar, shipments.readySec[i]) + spot.days) : dueSec;
    const spotLateDays = lateDays(spotSec, dueSec);
    const known = index.of(((dueSec + 2 ** 31) * 256 + product) * 4096 + Math.min(4095, spotLateDays));
    if (known === list.length) list.push({ product, dueSec, spotLateDays });
    termsOf[i] = known;
  }
  return list;
}

/** What a commodity's parcels do when they take no route. */
export function outsideOfCommodity(workspace: Workspace, table: CommodityTable, k: number): Outside {
  const terms = table.termsList[table.terms[k]];
  const product = workspace.products[terms.product];
  return outsideOf(product, workspace.bands[table.band[k]], terms.spotLateDays);
}
