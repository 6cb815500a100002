// The export that is called `raw` by name is a kind of symbol; the function that gives bars as numbers is a member.
import bwip from 'bwip-js/node';
import { assert } from '../../base/assert.js';

/** A linear bar code: widths of bars and gaps in turn, in modules, a bar first. */
export type BarWidths = readonly number[];

/** A square code: `cells[row * size + column]` is 1 where it is dark. */
export interface CellMatrix {
  readonly size: number;
  readonly cells: Uint8Array;
}

/** Code 128 (ISO/IEC 15417) of printable ASCII, in the subsets that make it shortest, with start, check and stop. */
export function code128(text: string): BarWidths {
  assert(/^[ -~]{1,60}$/.test(text), `Code 128 takes 1 to 60 printable ASCII characters, got "${text}"`);
  return widthsOf(bwip.raw('code128', text, { parsefnc: false }));
}

/** GS1-128: Code 128 with FNC1 first, of an element string with identifiers in brackets (General Specifications, section 5.4). */
export function gs1Code128(elements: string): BarWidths {
  return widthsOf(bwip.raw('gs1-128', elements, {}));
}

/** QR code (ISO/IEC 18004) at error level M, without its quiet zone of four cells. */
export function qrCode(text: string): CellMatrix {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M') as ReadonlyArray<{ pixs?: readonly number[]; pixx?: number }>;
  assert(symbol?.pixs !== undefined && symbol.pixx !== undefined, 'a QR code has cells');
  return { size: symbol.pixx, cells: Uint8Array.from(symbol.pixs) };
}

function widthsOf(symbols: readonly unknown[]): BarWidths {
  const [symbol] = symbols as ReadonlyArray<{ sbs?: readonly number[] }>;
  assert(symbol?.sbs !== undefined, 'a linear bar code has bars');
  return symbol.sbs;
}
