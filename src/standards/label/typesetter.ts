import PDFDocument from 'pdfkit';
import { assert } from '../../base/assert.js';
import { plainFont } from './woff.js';

/**
 * Font files that labels are set in, to be read from the package `@fontsource/noto-sans-devanagari` (SIL Open Font
 * License 1.1) below `files/`; WOFF and WOFF2 both work. Reading them is the caller's part.
 */
export const LABEL_FONT_FILES = {
  latin: 'noto-sans-devanagari-latin-400-normal.woff',
  latinBold: 'noto-sans-devanagari-latin-700-normal.woff',
  extended: 'noto-sans-devanagari-latin-ext-400-normal.woff',
  extendedBold: 'noto-sans-devanagari-latin-ext-700-normal.woff',
  devanagari: 'noto-sans-devanagari-devanagari-400-normal.woff',
  devanagariBold: 'noto-sans-devanagari-devanagari-700-normal.woff',
} as const;
export type FontName = keyof typeof LABEL_FONT_FILES;

/** A stretch of text in one font. */
export interface Run {
  readonly font: FontName;
  readonly text: string;
}

/** Outline of a run as it is shaped, in points from its left end on the base line, y upwards: closed rings of corners. */
export type Outline = ReadonlyArray<ReadonlyArray<readonly [x: number, y: number]>>;

/** Fonts, opened once; measures, splits and shapes text. */
export interface Typesetter {
  /** Unpacked, as documents embed them. */
  readonly fonts: Readonly<Record<FontName, Uint8Array>>;
  /** Width of one line in points. */
  measure(text: string, sizePt: number, bold: boolean): number;
  runs(text: string, bold: boolean): readonly Run[];
  /** Characters that none of the fonts has, each once. */
  missing(text: string): readonly string[];
  outline(text: string, sizePt: number, bold: boolean): Outline;
}

/** Opens the fonts of labels; keep the result, opening takes tens of milliseconds. */
export function openTypesetter(files: Readonly<Record<FontName, Uint8Array>>): Typesetter {
  const unpacked = Object.entries(files).map(([name, file]) => [name, plainFont(file)]);
  const fonts = Object.fromEntries(unpacked) as Record<FontName, Uint8Array>;
  const opened = new Map<FontName, OpenFont>();
  const fontOf = (name: FontName): OpenFont => {
    const font = opened.get(name) ?? openFont(fonts[name]);
    opened.set(name, font);
    return font;
  };
  const has = (name: FontName, codePoint: number): boolean => fontOf(name).hasGlyphForCodePoint(codePoint);
  const widths = new Map<string, number>();

  const typesetter: Typesetter = {
    fonts,
    runs: (text, bold) => splitRuns(text, bold, has),
    measure(text, sizePt, bold) {
      const key = `${bold ? 'b' : 'n'}${text}`;
      let width = widths.get(key);
      if (width === undefined) {
        width = 0;
        for (const run of typesetter.runs(text, bold)) {
          const font = fontOf(run.font);
          width += font.layout(run.text).advanceWidth / font.unitsPerEm;
        }
        if (widths.size >= WIDTHS_MAX) widths.clear();
        widths.set(key, width);
      }
      return width * sizePt;
    },
    missing(text) {
      const unknown = [...new Set(Array.from(text))].filter((char) => {
        const codePoint = char.codePointAt(0) ?? 0;
        return !isJoiner(codePoint) && !PLAIN.some((name) => has(name, codePoint));
      });
      return unknown;
    },
    outline(text, sizePt, bold) {
      const rings: Array<Array<readonly [number, number]>> = [];
      let x = 0;
      for (const run of typesetter.runs(text, bold)) x = shape(fontOf(run.font), run.text, sizePt, x, rings);
      return rings;
    },
  };
  return typesetter;
}

/** Widths that are remembered before they are forgotten together. */
const WIDTHS_MAX = 20_000;
/** Where a character is looked for, in this order. */
const PLAIN: readonly FontName[] = ['latin', 'extended', 'devanagari'];
const BOLD = { latin: 'latinBold', extended: 'extendedBold', devanagari: 'devanagariBold' } as const;

/** What of an opened font is used. */
interface OpenFont {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): {
    readonly advanceWidth: number;
    readonly glyphs: ReadonlyArray<{ readonly path: { readonly commands: readonly PathCommand[] } }>;
    readonly positions: ReadonlyArray<{
      readonly xAdvance: number;
      readonly xOffset: number;
      readonly yOffset: number;
    }>;
  };
}

interface PathCommand {
  readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
  readonly args: readonly number[];
}

/** The PDF writer opens fonts, and this is the font it will set text in; its declared type hides it. */
function openFont(bytes: Uint8Array): OpenFont {
  const document = new PDFDocument({ font: '' });
  document.font(Buffer.from(bytes));
  const { font } = (document as unknown as { _font: { font: OpenFont } })._font;
  assert(typeof font.layout === 'function', 'the PDF writer shapes text');
  return font;
}

/** Joiners and spaces stay in the run they are in; a combining mark is in the font of its letter. */
function splitRuns(text: string, bold: boolean, has: (name: FontName, codePoint: number) => boolean): Run[] {
  const runs: Array<{ font: FontName; text: string }> = [];
  for (const char of text) {
    const codePoint = char.codePointAt(0) ?? 0;
    const last = runs.at(-1);
    const plain = PLAIN.find((name) => has(name, codePoint)) ?? 'latin';
    const font = bold ? BOLD[plain as keyof typeof BOLD] : plain;
    const stays = last !== undefined && (isJoiner(codePoint) || char === ' ' || last.font === font);
    if (stays) last.text += char;
    else runs.push({ font, text: char });
  }
  return runs;
}

/** Zero-width joiner and non-joiner, which shape Devanagari and have no shape of their own. */
function isJoiner(codePoint: number): boolean {
  return codePoint === 0x200c || codePoint === 0x200d;
}

/** Adds a run's outlines from `x` on; returns where it ends. */
function shape(
  font: OpenFont,
  text: string,
  sizePt: number,
  x: number,
  rings: Array<Array<readonly [number, number]>>,
): number {
  const scale = sizePt / font.unitsPerEm;
  const { glyphs, positions } = font.layout(text);
  let pen = x;
  for (const [index, glyph] of glyphs.entries()) {
    const position = positions[index];
    if (position === undefined) continue;
    const left = pen + position.xOffset * scale;
    const up = position.yOffset * scale;
    for (const ring of flatten(glyph.path.commands))
      rings.push(ring.map(([px, py]) => [left + px * scale, up + py * scale]));
    pen += position.xAdvance * scale;
  }
  return pen;
}

/** Curves as short straight pieces: eight each, which at label sizes is finer than a printer's dots. */
function flatten(commands: readonly PathCommand[]): Array<Array<readonly [number, number]>> {
  const rings: Array<Array<readonly [number, number]>> = [];
  let ring: Array<readonly [number, number]> = [];
  for (const { command, args } of commands) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
    const [fromX, fromY] = ring.at(-1) ?? [0, 0];
    if (command === 'moveTo') {
      ring = [[a, b]];
      rings.push(ring);
    } else if (command === 'lineTo') ring.push([a, b]);
    else if (command === 'quadraticCurveTo') {
      for (let step = 1; step <= 8; step++) {
        const t = step / 8;
        const u = 1 - t;
        ring.push([u * u * fromX + 2 * u * t * a + t * t * c, u * u * fromY + 2 * u * t * b + t * t * d]);
      }
    } else if (command === 'bezierCurveTo') {
      for (let step = 1; step <= 8; step++) {
        const t = step / 8;
        const u = 1 - t;
        const bend = (p: number, q: number, r: number, s: number): number =>
          u ** 3 * p + 3 * u * u * t * q + 3 * u * t * t * r + t ** 3 * s;
        ring.push([bend(fromX, a, c, e), bend(fromY, b, d, f)]);
      }
    }
  }
  return rings;
}
