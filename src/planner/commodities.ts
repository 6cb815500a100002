import { dayOfSec } from '../base/civil-time.js';
import { NONE } from '../base/none.js';
import type { Shipments } from '../domain/shipments.js';
import type { Band, Product, Workspace } from '../domain/workspace.js';
import type { Classes } from './classes.js';
import type { Demand } from './demand.js';
import { endOfDay } from './demand.js';
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
  const { termsOf, termsList } = termsIndex(workspace, shipments, demand);
  const destinationCount = mergedDestination.reduce((most, d) => Math.max(most, d + 1), 1);
  const radix = [classes.groups.length, classes.lanes, destinationCount, termsList.length];
  const index = new KeyIndex(shipments.count);
  const ofShipment = new Int32Array(shipments.count).fill(NONE);
  for (let i = 0; i < shipments.count; i++) {
    const destination = demand.destination[i] as number;
    if (destination === NONE) continue;
    let key = demand.source[i] as number;
    key = key * (radix[0] as number) + (classes.group[i] as number);
    key = key * (radix[1] as number) + (classes.band[i] as number);
    key = key * (radix[2] as number) + (mergedDestination[destination] as number);
    key = key * (radix[3] as number) + termsOf(i);
    ofShipment[i] = index.of(key);
  }
  const { keys, rank } = index.ranked();
  const units = new Float64Array(keys.length);
  for (let i = 0; i < shipments.count; i++) {
    if (ofShipment[i] === NONE) continue;
    const commodity = rank[ofShipment[i] as number] as number;
    ofShipment[i] = commodity;
    units[commodity] = (units[commodity] as number) + 1;
  }
  return { count: keys.length, units, ...unpacked(keys, radix), termsList, ofShipment };
}

function unpacked(
  keys: Float64Array,
  radix: readonly number[],
): Pick<CommodityTable, 'source' | 'group' | 'band' | 'destination' | 'terms'> {
  const columns = {
    source: new Uint32Array(keys.length),
    group: new Uint8Array(keys.length),
    band: new Uint8Array(keys.length),
    destination: new Uint32Array(keys.length),
    terms: new Uint32Array(keys.length),
  };
  const [groups, lanes, destinations, terms] = radix as [number, number, number, number];
  keys.forEach((key, k) => {
    let rest = key;
    columns.terms[k] = rest % terms;
    rest = Math.floor(rest / terms);
    columns.destination[k] = rest % destinations;
    rest = Math.floor(rest / destinations);
    columns.band[k] = rest % lanes;
    rest = Math.floor(rest / lanes);
    columns.group[k] = rest % groups;
    columns.source[k] = Math.floor(rest / groups);
  });
  return columns;
}

function termsIndex(
  workspace: Workspace,
  shipments: Shipments,
  demand: Demand,
): { termsOf: (i: number) => number; termsList: Terms[] } {
  const { calendar, products } = workspace;
  const termsList: Terms[] = [];
  const known = new Map<number, number>();
  const spotLate = (i: number, product: Product): number => {
    if (!product.spot) return 0;
    const spotSec = endOfDay(workspace, dayOfSec(calendar, shipments.readySec[i] as number) + product.spot.days);
    return lateDays(spotSec, demand.dueSec[i] as number);
  };
  const termsOf = (i: number): number => {
    const product = shipments.product[i] as number;
    const dueSec = demand.dueSec[i] as number;
    const spotLateDays = spotLate(i, products[product] as Product);
    const key = ((dueSec + 2 ** 30) * 256 + product) * 64 + Math.min(63, spotLateDays);
    let index = known.get(key);
    if (index === undefined) {
      index = termsList.push({ product, dueSec, spotLateDays }) - 1;
      known.set(key, index);
    }
    return index;
  };
  // Terms must all be known before keys are packed.
  for (let i = 0; i < shipments.count; i++) if (demand.destination[i] !== NONE) termsOf(i);
  return { termsOf, termsList };
}

/** What a commodity's parcels do when they take no route. */
export function outsideOfCommodity(workspace: Workspace, table: CommodityTable, k: number): Outside {
  const terms = table.termsList[table.terms[k] as number] as Terms;
  const product = workspace.products[terms.product] as Product;
  return outsideOf(product, workspace.bands[table.band[k] as number] as Band, terms.spotLateDays);
}

/** Dense indices of numeric keys; open addressing, because there can be ten million look-ups. */
class KeyIndex {
  private table: Int32Array;
  private keys = new Float64Array(1024);
  private count = 0;

  constructor(lookups: number) {
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(1024, lookups / 2)))).fill(NONE);
  }

  of(key: number): number {
    if (this.count * 2 > this.table.length) this.rehash();
    const mask = this.table.length - 1;
    let slot = slotOf(key) & mask;
    for (; this.table[slot] !== NONE; slot = (slot + 1) & mask) {
      if (this.keys[this.table[slot] as number] === key) return this.table[slot] as number;
    }
    if (this.count === this.keys.length) this.keys = grown(this.keys);
    this.keys[this.count] = key;
    this.table[slot] = this.count;
    return this.count++;
  }

  /** Keys in ascending order, and the rank of each index. */
  ranked(): { keys: Float64Array; rank: Uint32Array } {
    const keys = this.keys.slice(0, this.count).sort();
    const sorted = new KeyIndex(this.count * 4);
    keys.forEach((key) => sorted.of(key));
    const rank = Uint32Array.from({ length: this.count }, (_, index) => sorted.of(this.keys[index] as number));
    return { keys, rank };
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2).fill(NONE);
    const mask = this.table.length - 1;
    for (let index = 0; index < this.count; index++) {
      let slot = slotOf(this.keys[index] as number) & mask;
      while (this.table[slot] !== NONE) slot = (slot + 1) & mask;
      this.table[slot] = index;
    }
  }
}

/** Mixes both halves of a 53-bit integer (multipliers from Steele and Vigna, LXM, 2021). */
function slotOf(key: number): number {
  const low = (key % 4294967296) | 0;
  const high = Math.floor(key / 4294967296) | 0;
  const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high ^ (low >>> 15), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

function grown(keys: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(keys.length * 2);
  larger.set(keys);
  return larger;
}
