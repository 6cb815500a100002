import type { TextMark } from './layout.js';
import type { Typesetter } from './typesetter.js';

/** Room for some lines of text. */
export interface TextRoom {
  readonly x: number;
  readonly y: number; // top
  readonly widthPt: number;
  readonly heightPt: number;
  /** Largest size first; the first at which everything fits is taken. */
  readonly sizesPt: readonly number[];
  readonly bold?: boolean;
  readonly align?: TextMark['align'];
  readonly white?: boolean;
}

export interface TextBlock {
  readonly marks: readonly TextMark[];
  /** Height that is used. */
  readonly heightPt: number;
  /** Words that did not fit at the smallest size. */
  readonly cut: string | undefined;
}

/** Distance of lines in sizes; Devanagari has marks above and below. */
const LINE_HEIGHT = 1.28;
/** From a line's top to its base line, in sizes. */
const ASCENT = 1.0;

/** Breaks paragraphs into lines at spaces, in the largest size in which they fit; what does not fit in the smallest is cut. */
export function setBlock(paragraphs: readonly string[], room: TextRoom, typesetter: Typesetter): TextBlock {
  const { bold = false } = room;
  const texts = paragraphs.map(printable).filter((text) => text !== '');
  let sizePt = room.sizesPt[0] ?? 8;
  let lines: string[] = [];
  for (const size of room.sizesPt) {
    sizePt = size;
    lines = texts.flatMap((text) => breakLines(text, room.widthPt, (part) => typesetter.measure(part, size, bold)));
    if (lines.length * size * LINE_HEIGHT <= room.heightPt + 0.01) break;
  }
  const lineMax = Math.max(1, Math.floor((room.heightPt + 0.01) / (sizePt * LINE_HEIGHT)));
  const kept = lines.slice(0, lineMax);
  const cut = lines.length > lineMax ? lines.slice(lineMax).join(' ') : undefined;
  if (cut !== undefined) kept[lineMax - 1] = withEllipsis(kept[lineMax - 1] ?? '', room, sizePt, typesetter);
  const marks = kept.map((text, index) => lineMark(text, index, sizePt, room, typesetter));
  return { marks, heightPt: kept.length * sizePt * LINE_HEIGHT, cut };
}

/** One line, in the largest size in which it fits. */
export function setLine(text: string, room: TextRoom, typesetter: Typesetter): TextBlock {
  const clean = printable(text);
  if (clean === '') return { marks: [], heightPt: 0, cut: undefined };
  const fits = (sizePt: number): boolean => typesetter.measure(clean, sizePt, room.bold ?? false) <= room.widthPt;
  const sizePt = room.sizesPt.find(fits) ?? room.sizesPt.at(-1) ?? 8;
  const cut = fits(sizePt) ? undefined : clean;
  const shown = cut === undefined ? clean : withEllipsis(clean, room, sizePt, typesetter);
  return { marks: [lineMark(shown, 0, sizePt, room, typesetter)], heightPt: sizePt * LINE_HEIGHT, cut };
}

/** Composed characters, no control characters, single spaces. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function lineMark(text: string, index: number, sizePt: number, room: TextRoom, typesetter: Typesetter): TextMark {
  const { align = 'left', bold = false, white = false } = room;
  const x = align === 'left' ? room.x : align === 'right' ? room.x + room.widthPt : room.x + room.widthPt / 2;
  const y = room.y + index * sizePt * LINE_HEIGHT + sizePt * ASCENT;
  return { kind: 'text', x, y, text, sizePt, bold, align, white, widthPt: typesetter.measure(text, sizePt, bold) };
}

function breakLines(text: string, widthPt: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= widthPt) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, widthPt, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** A word that is longer than a line, in pieces that keep letters and their marks together. */
function breakWord(word: string, widthPt: number, measure: (text: string) => number): string[] {
  if (measure(word) <= widthPt) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of GRAPHEMES.segment(word)) {
    if (piece !== '' && measure(piece + segment) > widthPt) {
      pieces.push(piece);
      piece = segment;
    } else piece += segment;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

function withEllipsis(text: string, room: TextRoom, sizePt: number, typesetter: Typesetter): string {
  const segments = Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
  while (segments.length > 0) {
    const shown = `${segments.join('').trimEnd()}…`;
    if (typesetter.measure(shown, sizePt, room.bold ?? false) <= room.widthPt) return shown;
    segments.pop();
  }
  return '…';
}

const GRAPHEMES = new Intl.Segmenter('hi', { granularity: 'grapheme' });
