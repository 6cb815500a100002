import { NO_CODE, type PlacesHeader } from '../../wire/network/network-flows.js';
import type { Columns } from '../../wire/http/columns.js';
import { GridIndex } from './grid-index.js';
import { worldX, worldY, type Box } from './mercator.js';

/** All facilities and offices as the map draws them, in the rows that the server counts them by. */
export interface MapPlaces {
  /** Names the rows; flows that are laid over them must have the same. */
  readonly signature: string;
  readonly count: number;
  readonly x: Float32Array; // [facility] in the world's square; not a number where it has no place
  readonly y: Float32Array;
  readonly party: Uint8Array; // [facility]
  readonly kind: Uint8Array; // [facility] index into kinds
  readonly code: Uint32Array; // [facility] index into postalCodes, or NO_CODE
  readonly kinds: readonly string[];
  readonly modes: readonly string[];
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  readonly postalCodes: readonly string[];
  readonly codeRow: ReadonlyMap<string, number>;
  readonly codeX: Float32Array; // [postal code] middle of its offices; not a number where it has none
  readonly codeY: Float32Array;
  readonly grid: GridIndex;
  /** Where nearly all of them are. */
  readonly core: Box;
}

/** Share of the points that may lie outside the core, at each side: a few misplaced ones must not shrink the rest. */
const OUTSIDE = 0.0002;
const STEPS = 0xffff;

/** Lays out what `getNetworkPlaces` answers. */
export function mapPlacesOf({ header, columns }: Columns): MapPlaces {
  const { signature, box, postal_codes: postalCodes, kinds, modes, parties } = header as PlacesHeader;
  const [shareX, shareY] = [columns['x'], columns['y']];
  const count = shareX.length;
  const x = new Float32Array(count);
  const y = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    const placed = shareX[row] !== 0 || shareY[row] !== 0; // the corner stands for no place
    x[row] = placed ? worldX(box.west + (shareX[row] / STEPS) * (box.east - box.west)) : Number.NaN;
    y[row] = placed ? worldY(box.south + (shareY[row] / STEPS) * (box.north - box.south)) : Number.NaN;
  }
  const code = columns['code'] as Uint32Array;
  return {
    signature,
    count,
    x,
    y,
    party: columns['party'] as Uint8Array,
    kind: columns['kind'] as Uint8Array,
    code,
    kinds,
    modes,
    parties,
    postalCodes,
    codeRow: new Map(postalCodes.map((text, row) => [text, row])),
    ...codeMiddles(code, x, y, postalCodes.length),
    grid: new GridIndex(x, y),
    core: coreOf(x, y),
  };
}

function codeMiddles(code: Uint32Array, x: Float32Array, y: Float32Array, count: number) {
  const sums = new Float64Array(count * 3);
  for (let row = 0; row < code.length; row++) {
    if (code[row] === NO_CODE || Number.isNaN(x[row])) continue;
    const at = code[row] * 3;
    sums[at] = sums[at] + x[row];
    sums[at + 1] = sums[at + 1] + y[row];
    sums[at + 2] = sums[at + 2] + 1;
  }
  const middle = (plane: number) =>
    Float32Array.from({ length: count }, (_, at) => sums[at * 3 + plane] / sums[at * 3 + 2]);
  return { codeX: middle(0), codeY: middle(1) };
}

function coreOf(x: Float32Array, y: Float32Array): Box {
  const [left, right] = middleRange(x);
  const [top, bottom] = middleRange(y);
  return { left, top, right, bottom };
}

function middleRange(values: Float32Array): readonly [number, number] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [0, 1];
  const skipped = Math.floor(sorted.length * OUTSIDE);
  return [sorted[skipped], sorted[sorted.length - 1 - skipped]];
}
