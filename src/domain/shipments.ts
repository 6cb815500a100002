import type { Band } from './workspace.js';
import { NONE } from '../base/none.js';

/** Many strings in one buffer: string `i` is `bytes[start[i] .. start[i + 1]]`, UTF-8. */
export interface PackedStrings {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly start: Uint32Array; // [count + 1]
}

/** One row per shipment, in the order of its file. Columns of length `count`; about 50 bytes a row. */
export interface Shipments {
  readonly count: number;
  readonly id: PackedStrings;
  readonly party: Uint8Array; // index into Workspace.parties
  readonly product: Uint8Array; // index into Workspace.products
  readonly origin: Int32Array; // facility, or -1 - postal code where it is collected
  readonly readySec: Int32Array; // since the horizon's start
  readonly destination: Uint32Array; // postal code
  readonly weightG: Uint32Array;
  readonly volumeMl: Uint32Array;
  readonly longestSideCm: Uint16Array; // 0 when not given
  readonly value: Uint32Array; // minor money
  readonly codAmount: Uint32Array; // minor money, 0 when prepaid
  readonly goods: Uint16Array; // goods mask
  readonly promisedSec: Int32Array; // deliver by, or NONE: the product's days decide
}

/** String `index` of a packed column. */
export function packedString(strings: PackedStrings, index: number): string {
  return Buffer.from(
    strings.bytes.buffer,
    strings.bytes.byteOffset + strings.start[index],
    strings.start[index + 1] - strings.start[index],
  ).toString('utf8');
}

/** Strings in one buffer. */
export function packStrings(strings: readonly string[]): PackedStrings {
  const parts = strings.map((text) => Buffer.from(text, 'utf8'));
  const start = new Uint32Array(strings.length + 1);
  for (const [index, part] of parts.entries()) start[index + 1] = start[index] + part.length;
  return { count: strings.length, bytes: new Uint8Array(Buffer.concat(parts)), start };
}

/** Index of the smallest band that holds a weight and a volume, NONE when none does. Bands ascend. */
export function bandOf(bands: readonly Band[], weightG: number, volumeMl: number): number {
  for (let band = 0; band < bands.length; band++) {
    const { g, ml } = bands[band];
    if (weightG <= g && volumeMl <= ml) return band;
  }
  return NONE;
}

/** Some rows as shipments of their own, in the order of `rows`; a row may be taken several times, with other ids. */
export function shipmentsAt(
  shipments: Shipments,
  rows: Uint32Array,
  id: PackedStrings = stringsAt(shipments.id, rows),
): Shipments {
  const count = rows.length;
  return {
    count,
    id,
    party: valuesAt(shipments.party, new Uint8Array(count), rows),
    product: valuesAt(shipments.product, new Uint8Array(count), rows),
    origin: valuesAt(shipments.origin, new Int32Array(count), rows),
    readySec: valuesAt(shipments.readySec, new Int32Array(count), rows),
    destination: valuesAt(shipments.destination, new Uint32Array(count), rows),
    weightG: valuesAt(shipments.weightG, new Uint32Array(count), rows),
    volumeMl: valuesAt(shipments.volumeMl, new Uint32Array(count), rows),
    longestSideCm: valuesAt(shipments.longestSideCm, new Uint16Array(count), rows),
    value: valuesAt(shipments.value, new Uint32Array(count), rows),
    codAmount: valuesAt(shipments.codAmount, new Uint32Array(count), rows),
    goods: valuesAt(shipments.goods, new Uint16Array(count), rows),
    promisedSec: valuesAt(shipments.promisedSec, new Int32Array(count), rows),
  };
}

function valuesAt<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(
  from: T,
  into: T,
  rows: Uint32Array,
): T {
  for (let at = 0; at < rows.length; at++) into[at] = from[rows[at]];
  return into;
}

function stringsAt({ bytes, start }: PackedStrings, rows: Uint32Array): PackedStrings {
  const newStart = new Uint32Array(rows.length + 1);
  for (let at = 0; at < rows.length; at++) newStart[at + 1] = newStart[at] + start[rows[at] + 1] - start[rows[at]];
  const newBytes = new Uint8Array(newStart[rows.length]);
  for (let at = 0; at < rows.length; at++) {
    newBytes.set(bytes.subarray(start[rows[at]], start[rows[at] + 1]), newStart[at]);
  }
  return { count: rows.length, bytes: newBytes, start: newStart };
}
