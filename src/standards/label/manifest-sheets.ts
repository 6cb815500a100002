import { newCanvas, type Canvas } from './canvas.js';
import type { Layout } from './layout.js';
import { weightText } from './parcel-label.js';
import type { Typesetter } from './typesetter.js';

/** A manifest on paper. Formatted moments and names come from outside: a sheet reads no clock. */
export interface ManifestSheet {
  /** Id of the manifest, which the QR code says. */
  readonly manifest: string;
  /** True before the partner was told of it. */
  readonly isDraft: boolean;
  readonly from: SheetPlace;
  readonly to: SheetPlace;
  readonly interchange: string;
  readonly departure?: string;
  /** Planned moment of the tender, in words. */
  readonly tenderAt: string;
  readonly printedAt: string;
  /** Outer containers before those that they hold. */
  readonly containers: readonly SheetContainer[];
  readonly pieces: readonly SheetPiece[];
  readonly synthetic: boolean;
}

export interface SheetPlace {
  readonly party: string;
  readonly code: string;
  readonly name: string;
}

export interface SheetContainer {
  readonly sscc: string;
  readonly kind: string; // 'BAG', 'CAGE'
  readonly seal?: string;
  readonly inside?: string; // SSCC
}

export interface SheetPiece {
  readonly trackingNumber: string;
  readonly weightG: number;
  readonly inside?: string; // SSCC
}

const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = 36;
const INNER = WIDTH - 2 * MARGIN;
const TOP_NEXT = 62; // where rows start on sheets after the first
const BOTTOM = 800;
const SIGNATURES = 92;

/** One line of the list, set when its place on a sheet is known. */
interface Row {
  readonly heightPt: number;
  /** Not the last one of a sheet. */
  readonly isHeading: boolean;
  readonly draw: (canvas: Canvas, y: number) => void;
}

/** A manifest on sheets of A4: who gives what to whom, containers with seals, pieces by container, boxes to tick, lines to sign. */
export function manifestSheets(sheet: ManifestSheet, typesetter: Typesetter): Layout[] {
  const first = 172;
  const sheets: Row[][] = [[]];
  let y = first;
  const rows = rowsOf(sheet);
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    const needed = row.isHeading && next !== undefined ? row.heightPt + next.heightPt : row.heightPt;
    if (y + needed > BOTTOM) {
      sheets.push([]);
      y = TOP_NEXT;
    }
    sheets.at(-1)?.push(row);
    y += row.heightPt;
  }
  if (y + SIGNATURES > BOTTOM) sheets.push([]);
  return sheets.map((onSheet, index) => {
    const canvas = newCanvas(typesetter);
    let top = index === 0 ? first : TOP_NEXT;
    if (index === 0) head(canvas, sheet);
    else headNext(canvas, sheet);
    for (const row of onSheet) {
      row.draw(canvas, top);
      top += row.heightPt;
    }
    if (index === sheets.length - 1) signatures(canvas, sheet);
    foot(canvas, sheet, `${index + 1} of ${sheets.length}`);
    return canvas.layout(WIDTH, HEIGHT);
  });
}

function head(canvas: Canvas, sheet: ManifestSheet): void {
  const { from, to, manifest, containers, pieces } = sheet;
  const title = sheet.isDraft ? 'MANIFEST - DRAFT' : 'MANIFEST';
  canvas.box(MARGIN, 30, 220, 26);
  canvas.line(title, { x: MARGIN + 8, y: 34, widthPt: 204, sizesPt: [16], bold: true, white: true });
  canvas.cells(manifest, WIDTH - MARGIN - 84, 30, 84);
  canvas.line(manifest, { x: 264, y: 38, widthPt: 200, sizesPt: [9, 8, 7] });
  place(canvas, 'From', from, MARGIN);
  place(canvas, 'To', to, MARGIN + 222);
  const weightG = pieces.reduce((sum, piece) => sum + piece.weightG, 0);
  const facts: readonly (readonly [string, string])[] = [
    ['Interchange', sheet.interchange],
    ['Planned tender', sheet.tenderAt],
    ['Departure', sheet.departure ?? '-'],
    ['Containers', String(containers.length)],
    ['Pieces', String(pieces.length)],
    ['Weight', weightText(weightG)],
  ];
  const widths = [78, 128, 135, 60, 52, 70];
  let x = MARGIN;
  for (const [index, [name, value]] of facts.entries()) {
    const widthPt = (widths[index] ?? 60) - 6;
    canvas.line(name, { x, y: 124, widthPt, sizesPt: [7.5] });
    canvas.line(value, { x, y: 134, widthPt, sizesPt: [11.5, 10, 9, 8, 7], bold: true });
    x += widths[index] ?? 60;
  }
  canvas.box(MARGIN, 158, INNER, 1.2);
}

function place(canvas: Canvas, word: string, { party, code, name }: SheetPlace, x: number): void {
  canvas.line(word, { x, y: 64, widthPt: 40, sizesPt: [7.5] });
  canvas.line(code, { x, y: 73, widthPt: 208, sizesPt: [18, 15, 12, 10], bold: true });
  canvas.line(name, { x, y: 95, widthPt: 208, sizesPt: [9, 8, 7] });
  canvas.line(party, { x, y: 107, widthPt: 208, sizesPt: [9, 8, 7], bold: true });
}

function headNext(canvas: Canvas, { manifest, from, to }: ManifestSheet): void {
  canvas.line(`Manifest ${manifest}`, { x: MARGIN, y: 34, widthPt: 300, sizesPt: [9], bold: true });
  canvas.line(`${from.code} to ${to.code}`, {
    x: WIDTH - MARGIN - 210,
    y: 34,
    widthPt: 210,
    sizesPt: [9, 8, 7],
    align: 'right',
  });
  canvas.box(MARGIN, 50, INNER, 1);
}

function rowsOf({ containers, pieces }: ManifestSheet): Row[] {
  const within = new Map<string | undefined, SheetPiece[]>();
  for (const piece of pieces) within.set(piece.inside, [...(within.get(piece.inside) ?? []), piece]);
  const rows: Row[] = [];
  if (containers.length > 0) rows.push(heading('Containers', 'Seal', 'Inside', 'Pieces', 'Weight'));
  for (const container of containers) rows.push(containerRow(container, within.get(container.sscc) ?? []));
  for (const [inside, held] of within) {
    rows.push(heading(inside === undefined ? 'Loose pieces' : `Pieces in ${inside}`));
    for (let at = 0; at < held.length; at += COLUMNS) rows.push(pieceRow(held.slice(at, at + COLUMNS)));
  }
  return rows;
}

const CONTAINER_COLUMNS = [
  { x: MARGIN + 18, widthPt: 176, align: 'left' },
  { x: MARGIN + 200, widthPt: 86, align: 'left' },
  { x: MARGIN + 290, widthPt: 130, align: 'left' },
  { x: MARGIN + 424, widthPt: 36, align: 'right' },
  { x: MARGIN + INNER - 58, widthPt: 58, align: 'right' },
] as const;

function heading(...words: readonly string[]): Row {
  return {
    heightPt: 22,
    isHeading: true,
    draw: (canvas, y) => {
      for (const [index, word] of words.entries()) {
        const column = CONTAINER_COLUMNS[index];
        const x = index === 0 ? MARGIN : (column?.x ?? MARGIN);
        const widthPt = index === 0 ? 176 : (column?.widthPt ?? 80);
        canvas.line(word, { x, y: y + 6, widthPt, sizesPt: [9, 8], bold: true, align: column?.align ?? 'left' });
      }
      canvas.box(MARGIN, y + 19, INNER, 0.6);
    },
  };
}

function containerRow({ sscc, kind, seal, inside }: SheetContainer, held: readonly SheetPiece[]): Row {
  const weightG = held.reduce((sum, piece) => sum + piece.weightG, 0);
  const words = [`${sscc}  ${kind}`, seal ?? '-', inside ?? '-', String(held.length), weightText(weightG)];
  return {
    heightPt: 17,
    isHeading: false,
    draw: (canvas, y) => {
      tickBox(canvas, MARGIN, y + 4);
      for (const [index, column] of CONTAINER_COLUMNS.entries()) {
        canvas.line(words[index] ?? '', { ...column, y: y + 2, sizesPt: [10, 9, 8, 7] });
      }
    },
  };
}

const COLUMNS = 3;

function pieceRow(pieces: readonly SheetPiece[]): Row {
  return {
    heightPt: 14,
    isHeading: false,
    draw: (canvas, y) => {
      for (const [index, { trackingNumber, weightG }] of pieces.entries()) {
        const x = MARGIN + (index * INNER) / COLUMNS;
        tickBox(canvas, x, y + 3);
        const text = `${trackingNumber}  ${weightText(weightG)}`;
        canvas.line(text, { x: x + 14, y: y + 1.5, widthPt: INNER / COLUMNS - 22, sizesPt: [9, 8, 7, 6] });
      }
    },
  };
}

function tickBox(canvas: Canvas, x: number, y: number): void {
  canvas.box(x, y, 9, 9, 0.8);
}

function signatures(canvas: Canvas, { from, to }: ManifestSheet): void {
  const y = BOTTOM - SIGNATURES + 14;
  for (const [index, [word, party]] of [
    ['Given by', from.party],
    ['Received by', to.party],
  ].entries()) {
    const x = MARGIN + (index * INNER) / 2;
    const widthPt = INNER / 2 - 16;
    canvas.box(x, y, widthPt, 0.8);
    canvas.line(`${word} ${party}`, { x, y: y + 5, widthPt, sizesPt: [9, 8, 7], bold: true });
    canvas.line('Name, date and time, signature', { x, y: y + 48, widthPt, sizesPt: [7.5] });
    canvas.box(x, y + 46, widthPt, 0.6);
  }
}

function foot(canvas: Canvas, { printedAt, synthetic }: ManifestSheet, sheet: string): void {
  canvas.line(`Printed ${printedAt}`, { x: MARGIN, y: 806, widthPt: 260, sizesPt: [7.5] });
  canvas.line(`Sheet ${sheet}`, { x: WIDTH - MARGIN - 120, y: 806, widthPt: 120, sizesPt: [7.5], align: 'right' });
  if (!synthetic) return;
  canvas.box(MARGIN, 818, INNER, 14);
  canvas.line('SYNTHETIC DATA - NOT A REAL CONSIGNMENT', {
    x: MARGIN,
    y: 819.5,
    widthPt: INNER,
    sizesPt: [8.5],
    bold: true,
    align: 'center',
    white: true,
  });
}
