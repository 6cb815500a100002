import { newCanvas, type Canvas } from '../../standards/label/canvas.js';
import type { Layout } from '../../standards/label/layout.js';
import { setBlock } from '../../standards/label/text-block.js';
import type { Typesetter } from '../../standards/label/typesetter.js';
import { displayS10 } from '../../standards/s10/item-identifier.js';
import type { FormDocument, FormField, FormSection, TableColumn } from './form-document.js';

/** Size of a sheet and of what is on it, in points. */
export interface SheetStyle {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly marginPt: number;
  readonly titlePt: number;
  readonly headingPt: number;
  readonly valuePt: number;
}

export const A4_SHEET: SheetStyle = {
  widthPt: 595.28,
  heightPt: 841.89,
  marginPt: 34,
  titlePt: 15,
  headingPt: 5.8,
  valuePt: 8.6,
};
/** A sheet of A6, which is stuck on a packet. */
export const A6_SHEET: SheetStyle = {
  widthPt: 297.64,
  heightPt: 419.53,
  marginPt: 12,
  titlePt: 12,
  headingPt: 4.8,
  valuePt: 6.8,
};

/** A row of boxes or of a table, set when its place on a sheet is known. */
interface Row {
  readonly heightPt: number;
  /** Not the last one of a sheet. */
  readonly isHeading: boolean;
  /** Drawn first where its section goes on on the next sheet. */
  readonly repeats: Row | undefined;
  readonly draw: (canvas: Canvas, y: number) => void;
}

interface Setting {
  readonly style: SheetStyle;
  readonly typesetter: Typesetter;
  readonly innerPt: number;
}

/** A form on as many sheets as it takes; headings of tables are repeated, and boxes never broken. */
export function formSheets(form: FormDocument, typesetter: Typesetter, style: SheetStyle = A4_SHEET): Layout[] {
  const setting: Setting = { style, typesetter, innerPt: style.widthPt - 2 * style.marginPt };
  const top = style.marginPt + headHeight(form, style);
  const topNext = style.marginPt + style.titlePt * 1.7;
  const bottom = style.heightPt - style.marginPt - footHeight(form, style);
  const sheets: Row[][] = [[]];
  let y = top;
  const rows = form.sections.flatMap((section) => rowsOf(section, setting));
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    const needed = row.isHeading && next !== undefined ? row.heightPt + next.heightPt : row.heightPt;
    if (y + needed > bottom && (sheets.at(-1)?.length ?? 0) > 0) {
      sheets.push(row.repeats === undefined ? [] : [row.repeats]);
      y = topNext + (row.repeats?.heightPt ?? 0);
    }
    sheets.at(-1)?.push(row);
    y += row.heightPt;
  }
  return sheets.map((onSheet, index) => {
    const canvas = newCanvas(typesetter);
    if (index === 0) drawHead(canvas, form, setting);
    else drawHeadNext(canvas, form, setting);
    let at = index === 0 ? top : topNext;
    for (const row of onSheet) {
      row.draw(canvas, at);
      at += row.heightPt;
    }
    drawFoot(canvas, form, setting, `${index + 1} of ${sheets.length}`);
    return canvas.layout(style.widthPt, style.heightPt);
  });
}

function headHeight({ code }: FormDocument, { titlePt }: SheetStyle): number {
  return code === undefined ? titlePt * 3 : titlePt * 5.2;
}

function footHeight({ synthetic }: FormDocument, { headingPt }: SheetStyle): number {
  return headingPt * 2.2 + (synthetic ? headingPt * 2.2 : 0);
}

function drawHead(canvas: Canvas, { title, subtitle, code }: FormDocument, { style, innerPt }: Setting): void {
  const { marginPt: x, titlePt, headingPt } = style;
  const codePt = code === undefined ? 0 : innerPt * 0.52;
  const widthPt = innerPt - codePt - (code === undefined ? 0 : 8);
  canvas.line(title, {
    x,
    y: x,
    widthPt,
    sizesPt: [titlePt, titlePt * 0.85, titlePt * 0.7, titlePt * 0.6],
    bold: true,
  });
  const room = { x, y: x + titlePt * 1.4, widthPt, heightPt: titlePt * (code === undefined ? 1.5 : 3.4) };
  canvas.block([subtitle], { ...room, sizesPt: [headingPt * 1.35, headingPt * 1.1, headingPt] }, 'the heading');
  if (code === undefined) return;
  const left = x + innerPt - codePt;
  canvas.bars('code128', code, { x: left, y: x, widthPt: codePt, heightPt: titlePt * 3.3, dotsMax: 3 });
  const line = {
    x: left,
    y: x + titlePt * 3.4,
    widthPt: codePt,
    sizesPt: [titlePt * 0.75, titlePt * 0.6, titlePt * 0.5],
  };
  canvas.line(displayS10(code), { ...line, bold: true, align: 'center' });
}

function drawHeadNext(canvas: Canvas, { title, code }: FormDocument, { style, innerPt }: Setting): void {
  const { marginPt: x, titlePt } = style;
  const text = code === undefined ? title : `${title}  ${displayS10(code)}`;
  canvas.line(text, { x, y: x, widthPt: innerPt, sizesPt: [titlePt * 0.7, titlePt * 0.55], bold: true });
}

function drawFoot(canvas: Canvas, { foot, synthetic }: FormDocument, { style, innerPt }: Setting, page: string): void {
  const { marginPt: x, headingPt } = style;
  const y = style.heightPt - style.marginPt - headingPt * (synthetic ? 4 : 1.8);
  const pageWidthPt = innerPt * 0.2;
  canvas.line(foot, {
    x,
    y,
    widthPt: innerPt - pageWidthPt - 6,
    sizesPt: [headingPt * 1.1, headingPt, headingPt * 0.85],
  });
  const right = { x: x + innerPt - pageWidthPt, y, widthPt: pageWidthPt, sizesPt: [headingPt * 1.1] };
  canvas.line(`Page ${page}`, { ...right, align: 'right' });
  if (!synthetic) return;
  const heightPt = headingPt * 2.2;
  const at = style.heightPt - style.marginPt - heightPt;
  canvas.box(x, at, innerPt, heightPt);
  canvas.line('SYNTHETIC DATA - NOT A REAL EXPORT', {
    x,
    y: at + headingPt * 0.3,
    widthPt: innerPt,
    sizesPt: [headingPt * 1.25, headingPt],
    bold: true,
    align: 'center',
    white: true,
  });
}

function rowsOf(section: FormSection, setting: Setting): Row[] {
  const rows = section.title === undefined ? [] : [titleRow(section.title, setting)];
  switch (section.kind) {
    case 'fields': {
      // Boxes that go on on the next sheet say there what they are about.
      const repeats = section.title === undefined ? undefined : titleRow(`${section.title}, continued`, setting);
      return [...rows, ...fieldRows(section.fields, section.columns, setting).map((row) => ({ ...row, repeats }))];
    }
    case 'ticks':
      return [...rows, tickRow(section.options, setting)];
    default: {
      const head = tableRow(section.columns, undefined, setting);
      return [
        ...rows,
        head,
        ...section.rows.map((cells) => ({ ...tableRow(section.columns, cells, setting), repeats: head })),
      ];
    }
  }
}

function titleRow(title: string, { style, innerPt }: Setting): Row {
  const heightPt = style.valuePt * 1.9;
  return {
    heightPt,
    isHeading: true,
    repeats: undefined,
    draw: (canvas, y) => {
      const line = {
        x: style.marginPt,
        y: y + style.valuePt * 0.45,
        widthPt: innerPt,
        sizesPt: [style.valuePt, style.headingPt],
      };
      canvas.line(title, { ...line, bold: true });
    },
  };
}

/** Boxes in rows of so many columns; the last box of a row takes what is left. */
function fieldRows(fields: readonly FormField[], columns: number, setting: Setting): Row[] {
  const rows: { field: FormField; span: number }[][] = [];
  let left = 0;
  for (const field of fields) {
    const span = Math.min(columns, field.span ?? 1);
    const row = rows.at(-1);
    if (row === undefined || span > left) {
      if (row !== undefined) row[row.length - 1].span += left;
      rows.push([{ field, span }]);
      left = columns - span;
    } else {
      row.push({ field, span });
      left -= span;
    }
  }
  const last = rows.at(-1);
  if (last !== undefined) last[last.length - 1].span += left;
  return rows.map((row) => boxRow(row, columns, setting));
}

function boxRow(
  row: readonly { readonly field: FormField; readonly span: number }[],
  columns: number,
  { style, typesetter, innerPt }: Setting,
): Row {
  const { headingPt, valuePt, marginPt } = style;
  const padPt = 2.5;
  let x = marginPt;
  const boxes = row.map(({ field, span }) => {
    const widthPt = (innerPt * span) / columns;
    const inner = { x: x + padPt, widthPt: widthPt - 2 * padPt };
    const heading = `${field.no} ${field.name}`.trim();
    const room = { ...inner, y: 0, heightPt: Number.POSITIVE_INFINITY };
    const headingHeight = setBlock([heading], { ...room, sizesPt: [headingPt] }, typesetter).heightPt;
    const lines = setBlock(field.value.split('\n'), { ...room, sizesPt: [valuePt] }, typesetter).heightPt;
    const valueHeight = Math.max(lines, (field.emptyLines ?? 1) * valuePt * 1.28);
    const box = { field, heading, x, widthPt, inner, headingHeight, valueHeight };
    x += widthPt;
    return box;
  });
  const heightPt = Math.max(...boxes.map((box) => box.headingHeight + box.valueHeight)) + 2 * padPt;
  const draw = (canvas: Canvas, y: number): void => {
    for (const { field, heading, x: left, widthPt, inner, headingHeight } of boxes) {
      canvas.box(left, y, widthPt + 0.5, heightPt + 0.5, 0.5);
      canvas.block([heading], { ...inner, y: y + padPt, heightPt: headingHeight, sizesPt: [headingPt] }, heading);
      const room = { ...inner, y: y + padPt + headingHeight, heightPt: heightPt - headingHeight - padPt };
      canvas.block(field.value.split('\n'), { ...room, sizesPt: [valuePt], bold: true }, heading);
    }
  };
  return { heightPt, isHeading: false, repeats: undefined, draw };
}

/** A row of a table, or its heading where there are no cells. */
function tableRow(columns: readonly TableColumn[], cells: readonly string[] | undefined, setting: Setting): Row {
  const { style, typesetter, innerPt } = setting;
  const sizePt = cells === undefined ? style.headingPt * 1.1 : style.valuePt * 0.93;
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  let x = style.marginPt;
  const places = columns.map((column, index) => {
    const widthPt = (innerPt * column.share) / all;
    const text = cells === undefined ? `${column.no} ${column.name}`.trim() : (cells[index] ?? '');
    const room = { x: x + 2.5, widthPt: widthPt - 5, y: 0, heightPt: Number.POSITIVE_INFINITY, sizesPt: [sizePt] };
    const { heightPt } = setBlock(text.split('\n'), room, typesetter);
    const place = { column, text, x, widthPt, heightPt };
    x += widthPt;
    return place;
  });
  const heightPt = Math.max(sizePt * 1.28, ...places.map((place) => place.heightPt)) + 4;
  const draw = (canvas: Canvas, y: number): void => {
    for (const { column, text, x: left, widthPt } of places) {
      canvas.box(left, y, widthPt + 0.5, heightPt + 0.5, 0.5);
      const room = { x: left + 2.5, y: y + 2, widthPt: widthPt - 5, heightPt: heightPt - 2, sizesPt: [sizePt] };
      const { align = 'left' } = column;
      canvas.block(text.split('\n'), { ...room, align, bold: cells === undefined }, column.name);
    }
  };
  return { heightPt, isHeading: cells === undefined, repeats: undefined, draw };
}

function tickRow(
  options: readonly { readonly name: string; readonly isTicked: boolean }[],
  { style, innerPt }: Setting,
): Row {
  const { valuePt, marginPt } = style;
  const sidePt = valuePt * 1.1;
  const linePt = valuePt * 2;
  const perLine = innerPt / options.length < TICK_PT ? Math.ceil(options.length / 2) : options.length;
  return {
    heightPt: linePt * Math.ceil(options.length / perLine),
    isHeading: false,
    repeats: undefined,
    draw: (canvas, y) => {
      const widthPt = innerPt / perLine;
      for (const [index, { name, isTicked }] of options.entries()) {
        const x = marginPt + (index % perLine) * widthPt;
        const top = y + 2 + Math.floor(index / perLine) * linePt;
        canvas.box(x, top, sidePt, sidePt, 0.7);
        if (isTicked) canvas.box(x + sidePt * 0.22, top + sidePt * 0.22, sidePt * 0.56, sidePt * 0.56);
        const room = { x: x + sidePt + 3, y: top - 0.8, widthPt: widthPt - sidePt - 6 };
        canvas.line(name, { ...room, sizesPt: [valuePt, valuePt * 0.85, valuePt * 0.7], bold: isTicked });
      }
    },
  };
}

/** Ticks with less room than this are set in two lines. */
const TICK_PT = 70;
