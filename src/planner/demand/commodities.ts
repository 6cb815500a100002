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
  const table = new CommodityColumns();
  for (let at = 0; at < count; at++) {
    const row = order[at];
    if (at === 0 || !alike(row, order[at - 1])) {
      table.add(source[row], group[row], band[row], destination[row], terms[row]);
    }
    ofShipment[row] = table.addUnit();
  }
  return { ...table.finish(), termsList, ofShipment };
}

/** Commodities as they are found. */
class CommodityColumns {
  private readonly units = new GrowingInts();
  private readonly source = new GrowingInts();
  private readonly group = new GrowingInts();
  private readonly band = new GrowingInts();
  private readonly destination = new GrowingInts();
  private readonly terms = new GrowingInts();

  add(source: number, group: number, band: number, destination: number, terms: number): void {
    this.units.push(0);
    this.source.push(source);
    this.group.push(group);
    this.band.push(band);
    this.destination.push(destination);
    this.terms.push(terms);
  }

  /** Adds a parcel to the last commodity; its index. */
  addUnit(): number {
    const last = this.units.count - 1;
    this.units.values[last]++;
    return last;
  }

  finish(): Omit<CommodityTable, 'termsList' | 'ofShipment'> {
    const { count } = this.units;
    const used = (column: GrowingInts): Int32Array => column.values.subarray(0, count);
    return {
      count,
      units: new Float64Array(used(this.units)),
      source: new Uint32Array(used(this.source)),
      group: new Uint8Array(used(this.group)),
      band: new Uint8Array(used(this.band)),
      destination: new Uint32Array(used(this.destination)),
      terms: new Uint32Array(used(this.terms)),
    };
  }
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
