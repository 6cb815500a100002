import { hasGs1CheckDigit } from '../gs1/check-digit.js';
import type { BoxMark, Layout, Mark } from './layout.js';
import { moduleCount } from './layout.js';
import { code128, gs1Code128, qrCode, type BarWidths } from './symbols.js';
import { printable, setBlock, setLine, type TextRoom } from './text-block.js';
import type { Typesetter } from './typesetter.js';

/** Three dots of a printer with 203 dots to the inch; the printer's own bars come out in the same width. */
const DOT_PT = 72 / 203;

/** Collects the marks of a label, and what it had to leave out. */
export interface Canvas {
  box(x: number, y: number, widthPt: number, heightPt: number, linePt?: number): void;
  /** One line; shrinks to the smallest size, then is cut. Gives the height that it takes. */
  line(text: string, room: Omit<TextRoom, 'heightPt'>): number;
  /** Paragraphs in a room; `what` names them when they are cut. Gives the height that they take. */
  block(paragraphs: readonly string[], room: TextRoom, what: string): number;
  /** A bar code in the middle of a width, its modules as many whole dots as fit and at most `dotsMax`. */
  bars(
    symbology: 'code128' | 'gs1-128',
    value: string,
    room: { x: number; y: number; widthPt: number; heightPt: number; dotsMax: number },
  ): void;
  cells(value: string, x: number, y: number, sizePt: number): void;
  layout(widthPt: number, heightPt: number): Layout;
}

export function newCanvas(typesetter: Typesetter): Canvas {
  const marks: Mark[] = [];
  const omitted: string[] = [];
  const strange = new Set<string>();
  const check = (texts: readonly string[]): void => {
    for (const text of texts) for (const char of typesetter.missing(printable(text))) strange.add(char);
  };
  return {
    box(x, y, widthPt, heightPt, linePt) {
      const box: BoxMark = { kind: 'box', x, y, widthPt, heightPt };
      marks.push(linePt === undefined ? box : { ...box, linePt });
    },
    line(text, room) {
      check([text]);
      const block = setLine(text, { ...room, heightPt: Number.POSITIVE_INFINITY }, typesetter);
      if (block.cut !== undefined) omitted.push(`"${block.cut}" is shortened`);
      marks.push(...block.marks);
      return block.heightPt;
    },
    block(paragraphs, room, what) {
      check(paragraphs);
      const block = setBlock(paragraphs, room, typesetter);
      if (block.cut !== undefined) omitted.push(`${what}: "${block.cut}" does not fit`);
      marks.push(...block.marks);
      return block.heightPt;
    },
    bars(symbology, value, room) {
      const widths = widthsOf(symbology, value);
      if (widths === undefined) {
        omitted.push(`"${value}" cannot be a bar code`);
        return;
      }
      const quietModules = 20;
      const dots = Math.floor(room.widthPt / ((moduleCount(widths) + quietModules) * DOT_PT));
      const modulePt = Math.min(Math.max(1, dots), room.dotsMax) * DOT_PT;
      const x = room.x + (room.widthPt - moduleCount(widths) * modulePt) / 2;
      marks.push({ kind: 'bars', x, y: room.y, modulePt, heightPt: room.heightPt, widths, symbology, value });
      if (dots < 2) omitted.push(`"${value}" is too long for its bar code to be read well`);
    },
    cells(value, x, y, sizePt) {
      if (Buffer.byteLength(value) > QR_BYTES_MAX) {
        omitted.push(`a QR code of ${Buffer.byteLength(value)} bytes cannot be read well`);
        return;
      }
      marks.push({ kind: 'cells', x, y, sizePt, matrix: qrCode(value), value });
    },
    layout(widthPt, heightPt) {
      const unprintable = strange.size === 0 ? [] : [`no font has ${[...strange].join(' ')}`];
      return { widthPt, heightPt, marks, omitted: [...omitted, ...unprintable] };
    },
  };
}

/** More makes cells of a label's QR code smaller than two dots. */
const QR_BYTES_MAX = 300;

/** Undefined for what the symbology cannot say; an element string is one SSCC. */
function widthsOf(symbology: 'code128' | 'gs1-128', value: string): BarWidths | undefined {
  if (symbology === 'code128') return /^[ -~]{1,60}$/.test(value) ? code128(value) : undefined;
  const sscc = /^\(00\)(\d{18})$/.exec(value)?.[1];
  return sscc !== undefined && hasGs1CheckDigit(sscc) ? gs1Code128(value) : undefined;
}
