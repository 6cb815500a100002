import { assert } from '../../base/assert.js';
import { dayOfSec } from '../../base/civil-time.js';
import { NONE } from '../../base/none.js';
import type { Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import type { Classes } from './classes.js';
import type { Demand } from './demand.js';
import { endOfDay } from './demand.js';
import { KeyIndex } from '../key-index.js';
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

/** Groups shipments into commodities: parcels that nothing in the plan tells apart. O(shipments + commodities log). */
export function commoditiesOf(
  workspace: Workspace,
  shipments: Shipments,
  classes: Classes,
  demand: Demand,
  mergedDestination: Uint32Array, // [destination]
): CommodityTable {
  const ofShipment = new Int32Array(shipments.count).fill(NONE);
  const termsList = listTerms(workspace, shipments, demand, ofShipment);
  let destinationCount = 1;
  for (const merged of mergedDestination) destinationCount = Math.max(destinationCount, merged + 1);
  const radix: Radix = [classes.groups.length, classes.lanes, destinationCount, termsList.length];
  const keyCount = radix.reduce((product, count) => product * count, demand.sources.facility.length);
  assert(keyCount < Number.MAX_SAFE_INTEGER, `${keyCount} kinds of parcels are more than a key tells apart`);
  const [groups, lanes, destinations, terms] = radix;
  const index = new KeyIndex(shipments.count);
  for (let i = 0; i < shipments.count; i++) {
    if (ofShipment[i] === NONE) continue;
    let key = demand.source[i] * groups + classes.group[i];
    key = key * lanes + classes.band[i];
    key = key * destinations + mergedDestination[demand.destination[i]];
    ofShipment[i] = index.of(key * terms + ofShipment[i]);
  }
  const { keys, rank } = index.ranked();
  const units = new Float64Array(keys.length);
  for (let i = 0; i < shipments.count; i++) {
    if (ofShipment[i] === NONE) continue;
    const commodity = rank[ofShipment[i]];
    ofShipment[i] = commodity;
    units[commodity] = units[commodity] + 1;
  }
  return { count: keys.length, units, ...unpacked(keys, radix), termsList, ofShipment };
}

/** Counts of groups, lanes, merged destinations and terms: what a key is packed of, after the source. */
type Radix = readonly [number, number, number, number];

function unpacked(
  keys: Float64Array,
  [groups, lanes, destinations, terms]: Radix,
): Pick<CommodityTable, 'source' | 'group' | 'band' | 'destination' | 'terms'> {
  const columns = {
    source: new Uint32Array(keys.length),
    group: new Uint8Array(keys.length),
    band: new Uint8Array(keys.length),
    destination: new Uint32Array(keys.length),
    terms: new Uint32Array(keys.length),
  };
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k];
    const byDestination = Math.floor(key / terms);
    const byBand = Math.floor(byDestination / destinations);
    const byGroup = Math.floor(byBand / lanes);
    const source = Math.floor(byGroup / groups);
    columns.terms[k] = key - byDestination * terms;
    columns.destination[k] = byDestination - byBand * destinations;
    columns.band[k] = byBand - byGroup * lanes;
    columns.group[k] = byGroup - source * groups;
    columns.source[k] = source;
  }
  return columns;
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
