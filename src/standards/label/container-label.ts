import { gs1Link } from '../gs1/digital-link.js';
import { elementString } from '../gs1/keys.js';
import { newCanvas, type Canvas } from './canvas.js';
import type { ContainerLabel } from './label-content.js';
import type { Layout } from './layout.js';
import { LABEL_HEIGHT_PT, LABEL_WIDTH_PT, syntheticMark, weightText } from './parcel-label.js';
import type { Typesetter } from './typesetter.js';

const MARGIN = 9;
const INNER = LABEL_WIDTH_PT - 2 * MARGIN;

/**
 * Label of a bag, cage or pallet by the order of a GS1 logistic label (General Specifications, section 6.6): who and
 * where in words on top, SSCC as GS1-128 at the foot with modules of 0.5 mm and bars of 32 mm. The QR code is the
 * SSCC's GS1 Digital Link.
 */
export function containerLabel(label: ContainerLabel, typesetter: Typesetter): Layout {
  const canvas = newCanvas(typesetter);
  canvas.box(MARGIN, 8, 84, 26);
  canvas.line(label.kind, {
    x: MARGIN + 3,
    y: 11,
    widthPt: 78,
    sizesPt: [16, 13, 10, 8],
    bold: true,
    align: 'center',
    white: true,
  });
  canvas.line(`From ${label.from.code}`, {
    x: 100,
    y: 7,
    widthPt: LABEL_WIDTH_PT - MARGIN - 100,
    sizesPt: [11, 9, 8],
    bold: true,
  });
  canvas.line(`${label.from.name} · ${label.from.party}`, {
    x: 100,
    y: 22,
    widthPt: LABEL_WIDTH_PT - MARGIN - 100,
    sizesPt: [8.5, 7.5, 6.5],
  });
  canvas.box(MARGIN, 38, INNER, 1);
  destination(canvas, label);
  contents(canvas, label);
  canvas.bars('gs1-128', elementString([['00', label.sscc]]), {
    x: 0,
    y: 302,
    widthPt: LABEL_WIDTH_PT,
    heightPt: 92,
    dotsMax: 4,
  });
  canvas.line(`(00) ${label.sscc}`, { x: MARGIN, y: 396, widthPt: INNER, sizesPt: [13], bold: true, align: 'center' });
  if (label.synthetic) syntheticMark(canvas);
  return canvas.layout(LABEL_WIDTH_PT, LABEL_HEIGHT_PT);
}

function destination(canvas: Canvas, { to, interchange }: ContainerLabel): void {
  canvas.line('TO', { x: MARGIN, y: 41, widthPt: 40, sizesPt: [8], bold: true });
  canvas.line(to.code, { x: MARGIN, y: 48, widthPt: INNER, sizesPt: [48, 40, 32, 26, 20, 15, 11, 8], bold: true });
  const place = to.postalCode === undefined ? to.name : `${to.name} ${to.postalCode}`;
  canvas.line(place, { x: MARGIN, y: 112, widthPt: INNER, sizesPt: [14, 12, 10, 8.5, 7] });
  canvas.line(to.party, { x: MARGIN, y: 131, widthPt: 150, sizesPt: [12, 10, 8.5, 7], bold: true });
  if (interchange !== undefined) {
    canvas.line(`Interchange ${interchange}`, {
      x: 160,
      y: 131,
      widthPt: 119,
      sizesPt: [12, 10, 8.5, 7],
      bold: true,
      align: 'right',
    });
  }
  canvas.box(MARGIN, 150, INNER, 1);
}

function contents(canvas: Canvas, label: ContainerLabel): void {
  canvas.cells(gs1Link('00', label.sscc), MARGIN + 4, 162, 100);
  canvas.line('SSCC as GS1 Digital Link', { x: MARGIN, y: 266, widthPt: 108, sizesPt: [6.5], align: 'center' });
  const rows: ReadonlyArray<readonly [string, string | undefined]> = [
    ['Manifest', label.manifest],
    ['Departure', label.departure],
    ['Parcels', label.parcelCount === undefined ? undefined : String(label.parcelCount)],
    ['Weight', label.weightG === undefined ? undefined : weightText(label.weightG)],
    ['Seal', label.seal],
  ];
  const x = 130;
  const widthPt = LABEL_WIDTH_PT - MARGIN - x;
  let y = 154;
  for (const [name, value] of rows) {
    if (value === undefined) continue;
    canvas.line(name, { x, y, widthPt, sizesPt: [7] });
    canvas.line(value, { x, y: y + 8, widthPt, sizesPt: [13, 11, 9.5, 8, 7], bold: true });
    y += 27;
  }
  canvas.box(MARGIN, 294, INNER, 1);
}
