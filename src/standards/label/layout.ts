import type { BarWidths, CellMatrix } from './symbols.js';

/**
 * A label as data: what is drawn where, in points of 1/72 inch from the top left. Writers turn it into PDF, ZPL or SVG
 * without deciding anything.
 */
export interface Layout {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly marks: readonly Mark[];
  /** What did not fit or could not be printed, in words; empty for a label that says everything. */
  readonly omitted: readonly string[];
}

export type Mark = TextMark | BoxMark | BarsMark | CellsMark;

/** One line of text. `x` is its left end, middle or right end by `align`; `y` its base line. */
export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly sizePt: number;
  readonly bold: boolean;
  readonly align: 'left' | 'center' | 'right';
  /** On a black box. */
  readonly white: boolean;
  /** As it is set in the label's own font. */
  readonly widthPt: number;
}

/** A filled box, or a frame of `linePt` within its edges. */
export interface BoxMark {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly linePt?: number;
}

/** A linear bar code; a module is the narrowest bar. The quiet zone around it is left free by the layout. */
export interface BarsMark {
  readonly kind: 'bars';
  readonly x: number;
  readonly y: number;
  readonly modulePt: number;
  readonly heightPt: number;
  readonly widths: BarWidths;
  /** `code128` with its text, or `gs1-128` with its element string in brackets, for printers that make bars themselves. */
  readonly symbology: 'code128' | 'gs1-128';
  readonly value: string;
}

/** A QR code. */
export interface CellsMark {
  readonly kind: 'cells';
  readonly x: number;
  readonly y: number;
  readonly sizePt: number;
  readonly matrix: CellMatrix;
  readonly value: string;
}

/** Modules of a linear bar code with its bars and gaps. */
export function moduleCount(widths: BarWidths): number {
  return widths.reduce((sum, width) => sum + width, 0);
}
