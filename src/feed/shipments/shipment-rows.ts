import { NONE } from '../../base/none.js';
import { sharedColumn, type ColumnKind } from '../../base/shared-columns.js';
import type { PackedStrings, Shipments } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { ByteDictionary } from '../tables/byte-dictionary.js';
import type { NewFault } from '../tables/fault-list.js';

/** Columns of a shipments file, in the order in which they are documented and written. */
export const SHIPMENT_COLUMNS = [
  'shipment_id', 'party', 'product', 'origin', 'ready_at', 'destination_pin', 'weight_g', 'volume_ml',
  'longest_side_cm', 'value', 'cod_amount', 'goods', 'promised_by',
] as const; // prettier-ignore
export type ShipmentColumn = (typeof SHIPMENT_COLUMNS)[number];
export const REQUIRED_SHIPMENT_COLUMNS: readonly ShipmentColumn[] = [
  'shipment_id', 'party', 'origin', 'ready_at', 'destination_pin', 'weight_g',
]; // prettier-ignore

/** "The origin is neither a facility of the party nor a postal code": no value of the origin column. */
export const NO_ORIGIN = 0x7fffffff;

/** Millilitres assumed for each gram where no volume is given: the usual 5,000 cm³ per chargeable kilogram. */
const VOLUME_ML_PER_G = 5;
const UINT32_MAX = 0xffff_ffff;
const COLON = 0x3a;
const READY_SEC_MAX = 0x3fff_fffe;

/** One row's values, already parsed; a reader keeps a single one and fills it anew for each row. */
export interface RowValues {
  party: number;
  product: number;
  origin: number; // as in Shipments, or NO_ORIGIN
  destination: number; // postal code, or NONE
  readySec: number;
  promisedSec: number; // NaN when not given
  weightG: number;
  volumeMl: number; // NaN when not given
  longestSideCm: number; // NaN when not given
  value: number; // minor money
  codAmount: number; // minor money
  goods: number;
}

export type RowFault = Pick<NewFault, 'code' | 'severity' | 'message' | 'allowed' | 'suggestion'>;

/** Takes a fault in a column of the row being read. */
export type RowReport = (column: ShipmentColumn, fault: RowFault) => void;

/**
 * Shipments while they are read: typed columns that grow, and one buffer of ids. All on shared memory, so that threads
 * need no copies.
 */
export class ShipmentRows {
  count = 0;
  private capacity: number;
  private party: Uint8Array;
  private product: Uint8Array;
  private origin: Int32Array;
  private readySec: Int32Array;
  private destination: Uint32Array;
  private weightG: Uint32Array;
  private volumeMl: Uint32Array;
  private longestSideCm: Uint16Array;
  private value: Uint32Array;
  private codAmount: Uint32Array;
  private goods: Uint16Array;
  private promisedSec: Int32Array;
  private idStart: Uint32Array;
  private idBytes: Uint8Array;
  private readonly horizonSec: number;

  /** @param rows expected, or a little more: pages that are never written cost no memory */
  constructor(workspace: Workspace, rows: number, idBytes: number) {
    this.capacity = Math.max(16, rows);
    this.horizonSec = workspace.calendar.dayStartSec[workspace.calendar.dayCount];
    this.party = sharedColumn(Uint8Array, this.capacity);
    this.product = sharedColumn(Uint8Array, this.capacity);
    this.origin = sharedColumn(Int32Array, this.capacity);
    this.readySec = sharedColumn(Int32Array, this.capacity);
    this.destination = sharedColumn(Uint32Array, this.capacity);
    this.weightG = sharedColumn(Uint32Array, this.capacity);
    this.volumeMl = sharedColumn(Uint32Array, this.capacity);
    this.longestSideCm = sharedColumn(Uint16Array, this.capacity);
    this.value = sharedColumn(Uint32Array, this.capacity);
    this.codAmount = sharedColumn(Uint32Array, this.capacity);
    this.goods = sharedColumn(Uint16Array, this.capacity);
    this.promisedSec = sharedColumn(Int32Array, this.capacity);
    this.idStart = sharedColumn(Uint32Array, this.capacity + 1);
    this.idBytes = sharedColumn(Uint8Array, Math.max(256, idBytes));
  }

  /** Appends bytes to the id of the row that is added next. */
  appendId(bytes: Uint8Array, start: number, end: number): void {
    const from = this.idStart[this.count + 1];
    if (from + end - start > this.idBytes.length) this.growIds(from + end - start);
    const { idBytes } = this;
    for (let at = start; at < end; at++) idBytes[from + at - start] = bytes[at];
    this.idStart[this.count + 1] = from + end - start;
  }

  /** Length so far of the id of the row that is added next, in bytes. */
  get idLength(): number {
    return this.idStart[this.count + 1] - this.idStart[this.count];
  }

  /** Adds a row whose id has been appended; values out of range are reported and set to 0. */
  add(row: RowValues, report: RowReport): void {
    const at = this.count++;
    this.party[at] = row.party;
    this.product[at] = row.product;
    this.origin[at] = row.origin;
    this.destination[at] = row.destination;
    this.goods[at] = row.goods;
    this.readySec[at] = this.checkReady(row.readySec, report);
    this.promisedSec[at] = this.checkPromised(row, report);
    this.weightG[at] = amount(Math.ceil(row.weightG), 1, UINT32_MAX, 'weight_g', report);
    const volume = Number.isNaN(row.volumeMl) ? VOLUME_ML_PER_G * row.weightG : row.volumeMl;
    this.volumeMl[at] = amount(Math.ceil(volume), 0, UINT32_MAX, 'volume_ml', report);
    const side = Number.isNaN(row.longestSideCm) ? 0 : Math.ceil(row.longestSideCm);
    this.longestSideCm[at] = amount(side, 0, 0xffff, 'longest_side_cm', report);
    this.value[at] = amount(Math.round(row.value), 0, UINT32_MAX, 'value', report);
    this.codAmount[at] = amount(Math.round(row.codAmount), 0, UINT32_MAX, 'cod_amount', report);
    if (this.count === this.capacity) this.grow();
    this.idStart[this.count + 1] = this.idStart[this.count];
  }

  /** The columns, cut to the rows that were added. */
  finish(): Shipments {
    const { count } = this;
    const id: PackedStrings = {
      count,
      bytes: cut(this.idBytes, this.idStart[count]),
      start: cut(this.idStart, count + 1),
    };
    return {
      count,
      id,
      party: cut(this.party, count),
      product: cut(this.product, count),
      origin: cut(this.origin, count),
      readySec: cut(this.readySec, count),
      destination: cut(this.destination, count),
      weightG: cut(this.weightG, count),
      volumeMl: cut(this.volumeMl, count),
      longestSideCm: cut(this.longestSideCm, count),
      value: cut(this.value, count),
      codAmount: cut(this.codAmount, count),
      goods: cut(this.goods, count),
      promisedSec: cut(this.promisedSec, count),
    };
  }

  private checkReady(sec: number, report: RowReport): number {
    if (Math.abs(sec) > READY_SEC_MAX) {
      report('ready_at', { code: 'out_of_range', message: 'is decades away from the horizon' });
      return 0;
    }
    if (sec >= this.horizonSec) {
      const message = 'is ready after the horizon ends, so it cannot be planned';
      report('ready_at', { code: 'beyond_horizon', severity: 'warning', message });
    }
    return sec;
  }

  private checkPromised(row: RowValues, report: RowReport): number {
    const sec = row.promisedSec;
    if (Number.isNaN(sec)) return NONE;
    if (sec < 0 || sec > READY_SEC_MAX) {
      report('promised_by', { code: 'out_of_range', message: 'lies before the horizon or decades after it' });
      return NONE;
    }
    if (sec < row.readySec) {
      const message = 'is promised before it is ready, so it can only be late';
      report('promised_by', { code: 'promised_before_ready', severity: 'warning', message });
    }
    return sec;
  }

  private grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5);
    const { capacity } = this;
    this.party = grown(this.party, capacity);
    this.product = grown(this.product, capacity);
    this.origin = grown(this.origin, capacity);
    this.readySec = grown(this.readySec, capacity);
    this.destination = grown(this.destination, capacity);
    this.weightG = grown(this.weightG, capacity);
    this.volumeMl = grown(this.volumeMl, capacity);
    this.longestSideCm = grown(this.longestSideCm, capacity);
    this.value = grown(this.value, capacity);
    this.codAmount = grown(this.codAmount, capacity);
    this.goods = grown(this.goods, capacity);
    this.promisedSec = grown(this.promisedSec, capacity);
    this.idStart = grown(this.idStart, capacity + 1);
  }

  private growIds(needed: number): void {
    this.idBytes = grown(this.idBytes, Math.max(needed, Math.ceil(this.idBytes.length * 1.5)));
  }
}

function amount(value: number, min: number, max: number, column: ShipmentColumn, report: RowReport): number {
  if (value >= min && value <= max) return value;
  report(column, { code: 'out_of_range', message: 'is out of range', allowed: `${min} to ${max}` });
  return 0;
}

type AnyColumn = Uint8Array | Uint16Array | Uint32Array | Int32Array;

function grown<T extends AnyColumn>(column: T, length: number): T {
  const larger = sharedColumn(column.constructor as unknown as ColumnKind<T>, length);
  larger.set(column);
  return larger;
}

/** The first values of a column, as a copy when it holds much more, so that little memory is kept for nothing. */
function cut<T extends AnyColumn>(column: T, length: number): T {
  const view = column.subarray(0, length) as T;
  return column.length - length <= column.length >> 4 ? view : grown(view, length);
}

/** Where the texts of a shipments file lead in a workspace. */
export class ShipmentReferences {
  readonly parties: ByteDictionary;
  readonly products: ByteDictionary;
  readonly postalCodes: ByteDictionary;
  /** By party: stop_ids, and the facility of each. */
  private readonly stopIds: ByteDictionary[] = [];
  private readonly stopFacility: number[][] = [];

  constructor(private readonly workspace: Workspace) {
    this.parties = ByteDictionary.of(workspace.parties.map((party) => party.id));
    this.products = ByteDictionary.of(workspace.products.map((product) => product.id));
    this.postalCodes = ByteDictionary.of(workspace.network.postalCodes);
    const { facilities } = workspace.network;
    for (let party = 0; party < workspace.parties.length; party++) {
      this.stopIds.push(new ByteDictionary());
      this.stopFacility.push([]);
    }
    facilities.id.forEach((id, facility) => {
      const party = facilities.party[facility];
      this.stopIds[party]?.addText(id);
      this.stopFacility[party]?.push(facility);
    });
  }

  /** An origin as Shipments holds it: a facility of the party, else a postal code, else `PARTY:STOP` of any party, else NO_ORIGIN. */
  origin(party: number, bytes: Uint8Array, start: number, end: number): number {
    const stop = this.facility(party, bytes, start, end);
    if (stop !== NO_ORIGIN) return stop;
    const postalCode = this.postalCodes.find(bytes, start, end);
    if (postalCode !== NONE) return -1 - postalCode;
    const colon = bytes.indexOf(COLON, start);
    if (colon < start || colon >= end) return NO_ORIGIN;
    return this.facility(this.parties.find(bytes, start, colon), bytes, colon + 1, end);
  }

  private facility(party: number, bytes: Uint8Array, start: number, end: number): number {
    const stop = this.stopIds[party]?.find(bytes, start, end) ?? NONE;
    return stop === NONE ? NO_ORIGIN : (this.stopFacility[party]?.[stop] ?? NO_ORIGIN);
  }

  originText(party: number, text: string): number {
    const bytes = Buffer.from(text);
    return this.origin(party, bytes, 0, bytes.length);
  }

  /** Names that may have been meant by an origin of a party. */
  originNames(party: number): readonly string[] {
    return [...(this.stopIds[party]?.texts() ?? []), ...this.workspace.network.postalCodes];
  }
}
