import PDFDocument from 'pdfkit';
import type { Layout, Mark } from './layout.js';
import { darkRuns } from './svg.js';
import type { FontName, Typesetter } from './typesetter.js';

export interface PdfOptions {
  /** Written into the file, so that the same labels give the same bytes. */
  readonly createdMs: number;
  readonly title?: string;
  /** `label`: a page for each label, in its size. `a4`: four to a sheet of A4, with lines to cut along. */
  readonly pages?: 'label' | 'a4';
}

const A4 = { widthPt: 595.28, heightPt: 841.89 };
/** Four labels to a sheet are drawn at this scale, which leaves most printers their margin. */
const SHEET_SCALE = 0.93;

/** Labels as one PDF file. The same layouts, fonts and options give the same bytes. */
export async function labelsToPdf(
  layouts: readonly Layout[],
  typesetter: Typesetter,
  options: PdfOptions,
): Promise<Uint8Array> {
  const title = options.title ?? (layouts.length === 1 ? 'Label' : 'Labels');
  const info = { Title: title, CreationDate: new Date(options.createdMs), Producer: 'Interline', Creator: 'Interline' };
  const document = new PDFDocument({ autoFirstPage: false, font: '', info, margin: 0 });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve());
    document.on('error', reject);
  });
  const registered = new Set<FontName>();
  const useFont = (name: FontName, sizePt: number): void => {
    if (!registered.has(name)) document.registerFont(name, Buffer.from(typesetter.fonts[name]));
    registered.add(name);
    document.font(name, sizePt);
  };
  const draw = (layout: Layout): void => {
    for (const mark of layout.marks) drawMark(document, mark, typesetter, useFont);
  };
  if (options.pages === 'a4') drawSheets(document, layouts, draw);
  else {
    for (const layout of layouts) {
      document.addPage({ size: [layout.widthPt, layout.heightPt], margin: 0 });
      draw(layout);
    }
  }
  document.end();
  await finished;
  return Buffer.concat(chunks);
}

function drawSheets(document: PDFKit.PDFDocument, layouts: readonly Layout[], draw: (layout: Layout) => void): void {
  for (const [index, layout] of layouts.entries()) {
    const place = index % 4;
    if (place === 0) {
      document.addPage({ size: [A4.widthPt, A4.heightPt], margin: 0 });
      document.lineWidth(0.4).strokeColor('#888888').dash(3, { space: 3 });
      document.moveTo(A4.widthPt / 2, 0).lineTo(A4.widthPt / 2, A4.heightPt);
      document.moveTo(0, A4.heightPt / 2).lineTo(A4.widthPt, A4.heightPt / 2);
      document.stroke().undash().strokeColor('#000000');
    }
    const [quarterWidth, quarterHeight] = [A4.widthPt / 2, A4.heightPt / 2];
    const x = (place % 2) * quarterWidth + (quarterWidth - layout.widthPt * SHEET_SCALE) / 2;
    const y = Math.floor(place / 2) * quarterHeight + (quarterHeight - layout.heightPt * SHEET_SCALE) / 2;
    document.save().translate(x, y).scale(SHEET_SCALE);
    draw(layout);
    document.restore();
  }
}

function drawMark(
  document: PDFKit.PDFDocument,
  mark: Mark,
  typesetter: Typesetter,
  useFont: (name: FontName, sizePt: number) => void,
): void {
  switch (mark.kind) {
    case 'text': {
      const shift = { left: 0, center: mark.widthPt / 2, right: mark.widthPt }[mark.align];
      let x = mark.x - shift;
      document.fillColor(mark.white ? '#ffffff' : '#000000');
      for (const run of typesetter.runs(mark.text, mark.bold)) {
        useFont(run.font, mark.sizePt);
        document.text(run.text, x, mark.y, { lineBreak: false, baseline: 'alphabetic' });
        x += document.widthOfString(run.text);
      }
      document.fillColor('#000000');
      break;
    }
    case 'box':
      if (mark.linePt === undefined) document.rect(mark.x, mark.y, mark.widthPt, mark.heightPt).fill();
      else {
        const line = mark.linePt;
        document.lineWidth(line).rect(mark.x + line / 2, mark.y + line / 2, mark.widthPt - line, mark.heightPt - line);
        document.stroke();
      }
      break;
    case 'bars': {
      let x = mark.x;
      for (const [index, width] of mark.widths.entries()) {
        if (index % 2 === 0) document.rect(x, mark.y, width * mark.modulePt, mark.heightPt);
        x += width * mark.modulePt;
      }
      document.fill();
      break;
    }
    default: {
      const cell = mark.sizePt / mark.matrix.size;
      for (const { row, from, to } of darkRuns(mark.matrix)) {
        document.rect(mark.x + from * cell, mark.y + row * cell, (to - from) * cell, cell);
      }
      document.fill();
    }
  }
}
