import { code128, gs1Code128, qrCode } from './symbols.js';

/** What a printer would put on paper: `dots[y * width + x]` is 1 where it is black. */
export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;
  /** Texts that the printer sets in its own font, with the place and height of their box. */
  readonly texts: readonly {
    readonly x: number;
    readonly y: number;
    readonly heightDots: number;
    readonly text: string;
  }[];
  /** Commands that were seen, each once. */
  readonly commands: ReadonlySet<string>;
}

/** A reader of the ZPL II that labels are written in, made apart from the writer: boxes, pictures, bar codes, texts. */
export function printZpl(zpl: string): Paper[] {
  return zpl
    .split('^XZ')
    .slice(0, -1)
    .map((label) => printLabel(label));
}

function printLabel(zpl: string): Paper {
  const commands = zpl.split('^').slice(1);
  const numberOf = (name: string): number =>
    Number(commands.find((command) => command.startsWith(name))?.slice(2) ?? 0);
  const [width, height] = [numberOf('PW'), numberOf('LL')];
  const dots = new Uint8Array(width * height);
  const texts: Array<{ x: number; y: number; heightDots: number; text: string }> = [];
  let field: Field = newField();
  const paint = (x: number, y: number): void => {
    const at = (field.y + y) * width + field.x + x;
    if (field.x + x < width && field.y + y < height) dots[at] = field.reverse && dots[at] === 1 ? 0 : 1;
  };
  for (const command of commands) {
    const [name, rest] = [command.slice(0, 2), command.slice(2).trimEnd()];
    const numbers = rest.split(',').map((part) => Number.parseInt(part.replace(/^[A-Z]/, ''), 10));
    if (name === 'FO') field = { ...newField(), x: numbers[0] ?? 0, y: numbers[1] ?? 0 };
    else if (name === 'FR') field.reverse = true;
    else if (name === 'BY') field.module = numbers[0] ?? 1;
    else if (name === 'BC') [field.kind, field.size] = ['bars', numbers[1] ?? 0];
    else if (name === 'BQ') [field.kind, field.module] = ['cells', numbers[2] ?? 1];
    else if (name === 'A0') [field.kind, field.size] = ['text', numbers[1] ?? 0];
    else if (name === 'FD')
      field.data = rest.replace(/_([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    else if (name === 'GB') paintBox(numbers, paint);
    else if (name === 'GF') paintPicture(rest, paint);
    else if (name === 'FS') {
      if (field.kind === 'bars') paintBars(field, paint);
      if (field.kind === 'cells') paintCells(field, paint);
      const text = Buffer.from(field.data, 'latin1').toString('utf8');
      if (field.kind === 'text') texts.push({ x: field.x, y: field.y, heightDots: field.size, text });
    }
  }
  return { width, height, dots, texts, commands: new Set(commands.map((command) => command.slice(0, 2).trim())) };
}

type Paint = (x: number, y: number) => void;

interface Field {
  x: number;
  y: number;
  reverse: boolean;
  module: number;
  size: number;
  kind: 'none' | 'bars' | 'cells' | 'text';
  data: string;
}

function newField(): Field {
  return { x: 0, y: 0, reverse: false, module: 1, size: 0, kind: 'none', data: '' };
}

function paintBox([width = 1, height = 1, line = 1]: readonly number[], paint: Paint): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.min(x, y, width - 1 - x, height - 1 - y) < line) paint(x, y);
    }
  }
}

function paintPicture(rest: string, paint: Paint): void {
  const [, , , rowBytes = '1', packed = ''] = /^A,(\d+),(\d+),(\d+),(.*)$/s.exec(rest) ?? [];
  const rowDigits = Number(rowBytes) * 2;
  const rows: string[] = [];
  let row = '';
  let times = 0;
  for (const char of packed) {
    if (char >= 'G' && char <= 'Y') times += char.charCodeAt(0) - 'G'.charCodeAt(0) + 1;
    else if (char >= 'g' && char <= 'z') times += 20 * (char.charCodeAt(0) - 'g'.charCodeAt(0) + 1);
    else {
      if (char === ':') row = rows.at(-1) ?? '';
      else if (char === ',') row = row.padEnd(rowDigits, '0');
      else row += char.repeat(Math.max(1, times));
      times = 0;
    }
    if (row.length === rowDigits) {
      rows.push(row);
      row = '';
    }
  }
  for (const [y, digits] of rows.entries()) {
    for (let x = 0; x < rowDigits * 4; x++) {
      if ((Number.parseInt(digits[x >> 2] ?? '0', 16) & (8 >> (x & 3))) !== 0) paint(x, y);
    }
  }
}

function paintBars({ data, module, size }: Field, paint: Paint): void {
  const gs1 = data.startsWith('>;>8');
  const widths = gs1 ? gs1Code128(`(00)${data.slice(6)}`) : code128(data.replaceAll('>0', '>'));
  let x = 0;
  for (const [index, width] of widths.entries()) {
    for (let dot = 0; dot < width * module; dot++, x++) {
      if (index % 2 === 0) for (let y = 0; y < size; y++) paint(x, y);
    }
  }
}

function paintCells({ data, module }: Field, paint: Paint): void {
  const { size, cells } = qrCode(data.slice('MA,'.length));
  for (let y = 0; y < size * module; y++) {
    for (let x = 0; x < size * module; x++) {
      if (cells[Math.floor(y / module) * size + Math.floor(x / module)] === 1) paint(x, y);
    }
  }
}
