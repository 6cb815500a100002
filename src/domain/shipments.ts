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

/** Index of the smallest band that holds a weight and a volume, NONE when none does. Bands ascend. */
export function bandOf(bands: readonly Band[], weightG: number, volumeMl: number): number {
  for (let band = 0; band < bands.length; band++) {
    const { g, ml } = bands[band];
    if (weightG <= g && volumeMl <= ml) return band;
  }
  return NONE;
}
