import { moduleCount, type BarsMark, type CellsMark, type Layout, type Mark, type TextMark } from './layout.js';
import { rasterize, type Bitmap } from './raster.js';
import type { Typesetter } from './typesetter.js';

export interface ZplOptions {
  /** Dots to the inch of the printer. */
  readonly dpi: 203 | 300;
  /**
   * `resident`: Latin text in the printer's own font 0, which is narrower than the label's, everything else as pictures.
   * `pictures`: all text as pictures, so that every printer prints the same.
   */
  readonly text?: 'resident' | 'pictures';
}

/**
 * Labels in ZPL II, one after the other. Bar codes are made by the printer (`^BC`, `^BQ`); text that its fonts lack, such
 * as Devanagari, goes as a picture of shaped letters (`^GF`). All field data is ASCII with `^FH`: whatever stands in a name
 * or an address, no command comes of it.
 */
export function labelsToZpl(layouts: readonly Layout[], typesetter: Typesetter, options: ZplOptions): string {
  return layouts.map((layout) => labelZpl(layout, typesetter, options)).join('');
}

function labelZpl(layout: Layout, typesetter: Typesetter, { dpi, text = 'resident' }: ZplOptions): string {
  const dots = (pt: number): number => Math.round((pt * dpi) / 72);
  const lines = layout.marks.map((mark) => markZpl(mark, typesetter, dpi, text)).filter((line) => line !== '');
  return [
    '^XA',
    '^CI28',
    `^PW${dots(layout.widthPt)}`,
    `^LL${dots(layout.heightPt)}`,
    '^LH0,0',
    ...lines,
    '^XZ',
    '',
  ].join('\n');
}

function markZpl(mark: Mark, typesetter: Typesetter, dpi: number, text: 'resident' | 'pictures'): string {
  const dots = (pt: number): number => Math.round((pt * dpi) / 72);
  switch (mark.kind) {
    case 'text':
      return text === 'resident' && isResident(mark.text) ? textZpl(mark, dpi) : pictureZpl(mark, typesetter, dpi);
    case 'box': {
      const [width, height] = [Math.max(1, dots(mark.widthPt)), Math.max(1, dots(mark.heightPt))];
      const line = mark.linePt === undefined ? Math.min(width, height) : Math.max(1, dots(mark.linePt));
      return `^FO${dots(mark.x)},${dots(mark.y)}^GB${width},${height},${line}^FS`;
    }
    case 'bars':
      return barsZpl(mark, dpi);
    default:
      return cellsZpl(mark, dpi);
  }
}

/** Share of the height of font 0 that is above the base line. */
const RESIDENT_ASCENT = 0.78;

function textZpl(mark: TextMark, dpi: number): string {
  const dots = (pt: number): number => Math.round((pt * dpi) / 72);
  const size = dots(mark.sizePt);
  const y = Math.max(0, dots(mark.y) - Math.round(size * RESIDENT_ASCENT));
  const reverse = mark.white ? '^FR' : '';
  if (mark.align === 'left') {
    return `^FO${dots(mark.x)},${y}^A0N,${size},${size}${reverse}^FH_^FD${fieldData(mark.text)}^FS`;
  }
  const width = Math.ceil((mark.widthPt * dpi) / 72) + 2;
  const x = Math.max(0, dots(mark.x) - (mark.align === 'right' ? width : Math.round(width / 2)));
  const justify = mark.align === 'right' ? 'R' : 'C';
  // A field block takes a backslash for the start of a control sequence; two of them are one.
  const data = fieldData(mark.text.replaceAll('\\', '\\\\'));
  return `^FO${x},${y}^A0N,${size},${size}^FB${width},1,0,${justify}${reverse}^FH_^FD${data}^FS`;
}

function pictureZpl(mark: TextMark, typesetter: Typesetter, dpi: number): string {
  const picture = rasterize(typesetter.outline(mark.text, mark.sizePt, mark.bold), dpi / 72);
  if (picture === undefined) return '';
  const shift = { left: 0, center: mark.widthPt / 2, right: mark.widthPt }[mark.align];
  const x = Math.max(0, Math.round(((mark.x - shift) * dpi) / 72) - picture.originX);
  const y = Math.max(0, Math.round((mark.y * dpi) / 72) - picture.originY);
  return `^FO${x},${y}${mark.white ? '^FR' : ''}${graphicField(picture)}^FS`;
}

function barsZpl({ x, y, widths, modulePt, heightPt, symbology, value }: BarsMark, dpi: number): string {
  const dots = (pt: number): number => Math.round((pt * dpi) / 72);
  const modules = moduleCount(widths);
  const moduleDots = Math.min(10, Math.max(1, dots(modulePt)));
  const left = dots(x + (modules * modulePt) / 2) - Math.round((modules * moduleDots) / 2);
  const start = `^FO${Math.max(0, left)},${dots(y)}^BY${moduleDots},3,${dots(heightPt)}`;
  // Start in subset C with FNC1 (>;>8), then pairs of digits: what makes a Code 128 a GS1-128.
  if (symbology === 'gs1-128')
    return `${start}^BCN,${dots(heightPt)},N,N,N,N^FH_^FD>;>8${fieldData(value.replace(/[()]/g, ''))}^FS`;
  return `${start}^BCN,${dots(heightPt)},N,N,N,A^FH_^FD${fieldData(value.replaceAll('>', '>0'))}^FS`;
}

/** Error level M, contents recognised by the printer. */
function cellsZpl({ x, y, sizePt, matrix, value }: CellsMark, dpi: number): string {
  const dots = (pt: number): number => Math.round((pt * dpi) / 72);
  const cellDots = Math.min(10, Math.max(1, Math.floor((sizePt * dpi) / 72 / matrix.size)));
  return `^FO${dots(x)},${dots(y)}^BQN,2,${cellDots}^FH_^FDMA,${fieldData(value)}^FS`;
}

/** Latin letters of font 0. */
function isResident(text: string): boolean {
  return /^[\u0020-\u007e\u00a0-\u00ff]*$/.test(text);
}

/** Letters, digits and harmless signs as they are; every other byte of UTF-8 as `_` and two hex digits. */
export function fieldData(text: string): string {
  let data = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const char = String.fromCharCode(byte);
    data += /[A-Za-z0-9 .,:;/()+\-#*'=>%&?!@]/.test(char)
      ? char
      : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return data;
}

/** `^GFA` with the run lengths of ZPL: `,` fills a row with white, `:` repeats the row above. */
function graphicField({ bytes, rowBytes, heightDots }: Bitmap): string {
  let data = '';
  let above = '';
  for (let row = 0; row < heightDots; row++) {
    const hex = Buffer.from(bytes.subarray(row * rowBytes, (row + 1) * rowBytes))
      .toString('hex')
      .toUpperCase();
    data += hex === above ? ':' : compressedRow(hex);
    above = hex;
  }
  return `^GFA,${bytes.length},${bytes.length},${rowBytes},${data}`;
}

function compressedRow(hex: string): string {
  const trimmed = hex.replace(/0+$/, '');
  const packed = trimmed.replace(/(.)\1{2,}/g, (run: string, digit: string) => `${runLength(run.length)}${digit}`);
  return trimmed.length === hex.length ? packed : `${packed},`;
}

/** `G` to `Y` are 1 to 19 times, `g` to `z` 20 to 400 times in steps of 20; they add up. */
function runLength(length: number): string {
  let rest = length;
  let code = '';
  for (; rest >= 400; rest -= 400) code += 'z';
  if (rest >= 20) code += String.fromCharCode('g'.charCodeAt(0) + Math.floor(rest / 20) - 1);
  if (rest % 20 > 0) code += String.fromCharCode('G'.charCodeAt(0) + (rest % 20) - 1);
  return code;
}
