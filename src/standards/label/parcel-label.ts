import { displayS10, parseS10 } from '../s10/item-identifier.js';
import { newCanvas, type Canvas } from './canvas.js';
import type { LabelMoney, ParcelLabel } from './label-content.js';
import type { Layout } from './layout.js';
import { labelPayload } from './payload.js';
import type { Typesetter } from './typesetter.js';

/** Labels of 4 x 6 inches. */
export const LABEL_WIDTH_PT = 288;
export const LABEL_HEIGHT_PT = 432;
const MARGIN = 9;
const INNER = LABEL_WIDTH_PT - 2 * MARGIN;

/**
 * A parcel's label, from top to bottom: carriers and product, addressee with the postal code large, what is to be
 * collected, routing, tracking number as Code 128, QR code (`labelPayload`) beside sender and weights. An address that is
 * too long is set smaller, and cut only below 6.5 points; `omitted` then says what is lost.
 */
export function parcelLabel(label: ParcelLabel, typesetter: Typesetter): Layout {
  const canvas = newCanvas(typesetter);
  header(canvas, label);
  addressee(canvas, label);
  payment(canvas, label);
  routing(canvas, label);
  tracking(canvas, label);
  foot(canvas, label);
  return canvas.layout(LABEL_WIDTH_PT, LABEL_HEIGHT_PT);
}

/** `₹1,299.00` in the currency's own way, grouped as in India for rupees. */
export function moneyText({ minor, currency }: LabelMoney): string {
  if (!/^[A-Z]{3}$/.test(currency)) return `${(minor / 100).toFixed(2)} ${currency}`;
  const locale = currency === 'INR' ? 'en-IN' : 'en';
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)).replaceAll('\u00a0', ' ');
}

export function weightText(weightG: number): string {
  return weightG < 1000 ? `${Math.round(weightG)} g` : `${(Math.round(weightG / 10) / 100).toFixed(2)} kg`;
}

/** The mark of made-up data, across the foot of a label. */
export function syntheticMark(canvas: Canvas): void {
  canvas.box(0, 418, LABEL_WIDTH_PT, 14);
  canvas.line('SYNTHETIC DATA - NOT A REAL CONSIGNMENT', {
    x: MARGIN,
    y: 419.5,
    widthPt: INNER,
    sizesPt: [8.5],
    bold: true,
    align: 'center',
    white: true,
  });
}

function header(canvas: Canvas, label: ParcelLabel): void {
  const names = { x: MARGIN, widthPt: 172 };
  canvas.block([label.bookedBy], { ...names, y: 5, heightPt: 18, sizesPt: [13, 11, 9.5, 8, 7], bold: true }, 'carrier');
  const shared = label.deliveredBy !== label.bookedBy;
  const who = shared ? `Delivered by ${label.deliveredBy}` : 'Booked and delivered by one carrier';
  canvas.block([who], { ...names, y: 23, heightPt: 17, sizesPt: [9, 8, 7, 6.5] }, 'delivering carrier');
  canvas.box(188, 6, 91, 32);
  const centred = { x: 190, widthPt: 87, align: 'center', white: true } as const;
  canvas.block(
    [label.product],
    { ...centred, y: 7, heightPt: 18, sizesPt: [12, 10.5, 9, 8, 7, 6.5], bold: true },
    'product',
  );
  const piece = label.piece === undefined ? '' : ` · ${label.piece.number} of ${label.piece.of}`;
  canvas.line(`${label.productCode}${piece}`, { ...centred, y: 25, sizesPt: [9, 8, 7] });
  rule(canvas, 41);
}

function addressee(canvas: Canvas, label: ParcelLabel): void {
  const { to, digipin } = label;
  const widthPt = 172;
  canvas.line('TO', { x: MARGIN, y: 43, widthPt: 30, sizesPt: [7], bold: true });
  const name = canvas.block(
    [to.name],
    { x: MARGIN, y: 51, widthPt, heightPt: 34, sizesPt: [13, 11.5, 10, 8.5, 7.5, 6.5], bold: true },
    'addressee',
  );
  const top = 52 + name;
  const bottom = to.phone === undefined ? 155 : 144;
  canvas.block(
    to.lines,
    { x: MARGIN, y: top, widthPt, heightPt: bottom - top, sizesPt: [11, 10, 9, 8, 7.2, 6.5] },
    'address',
  );
  if (to.phone !== undefined) canvas.line(`Tel ${to.phone}`, { x: MARGIN, y: 144, widthPt, sizesPt: [8, 7] });

  canvas.box(188, 45, 91, 66, 1);
  const india = /^\d{6}$/.test(to.postalCode);
  canvas.line(india ? 'PIN' : 'POSTAL CODE', { x: 188, y: 47, widthPt: 91, sizesPt: [8], align: 'center' });
  const large = { x: 191, widthPt: 85, sizesPt: [30, 24, 18, 14, 10], bold: true, align: 'center' as const };
  // Three and three digits, as they are spoken; other postal codes on one line.
  if (india) {
    canvas.line(to.postalCode.slice(0, 3), { ...large, y: 53, sizesPt: [26] });
    canvas.line(to.postalCode.slice(3), { ...large, y: 79, sizesPt: [26] });
  } else canvas.line(to.postalCode, { ...large, y: 64 });
  if (digipin !== undefined) {
    canvas.line('DIGIPIN', { x: 188, y: 114, widthPt: 91, sizesPt: [7], align: 'center' });
    canvas.line(digipin, { x: 188, y: 122, widthPt: 91, sizesPt: [11, 9], bold: true, align: 'center' });
  }
  if (label.goods !== undefined && label.goods.length > 0) {
    canvas.box(188, 139, 91, 15, 1);
    canvas.line(label.goods.join(' '), {
      x: 190,
      y: 140.5,
      widthPt: 87,
      sizesPt: [9, 8, 7, 6],
      bold: true,
      align: 'center',
    });
  }
}

function payment(canvas: Canvas, label: ParcelLabel): void {
  const y = 158;
  if (label.cashOnDelivery === undefined) {
    canvas.box(MARGIN, y, INNER, 22, 1);
    canvas.line('PREPAID - DO NOT COLLECT CASH', {
      x: MARGIN + 4,
      y: y + 3.5,
      widthPt: INNER - 8,
      sizesPt: [11],
      bold: true,
      align: 'center',
    });
    return;
  }
  canvas.box(MARGIN, y, INNER, 22);
  canvas.line('CASH ON DELIVERY', { x: MARGIN + 6, y: y + 4, widthPt: 120, sizesPt: [11], bold: true, white: true });
  canvas.line(moneyText(label.cashOnDelivery), {
    x: MARGIN + 126,
    y: y + 1.5,
    widthPt: INNER - 132,
    sizesPt: [15, 13, 11, 9],
    bold: true,
    align: 'right',
    white: true,
  });
}

function routing(canvas: Canvas, label: ParcelLabel): void {
  const y = 184;
  const { interchange } = label;
  const width = interchange === undefined ? 0 : 78;
  if (interchange !== undefined) {
    canvas.box(MARGIN, y, width, 38, 1);
    canvas.line('INTERCHANGE', { x: MARGIN, y: y + 2, widthPt: width, sizesPt: [6.5], align: 'center' });
    canvas.line(interchange, {
      x: MARGIN + 2,
      y: y + 11,
      widthPt: width - 4,
      sizesPt: [18, 15, 12, 10, 8, 6.5],
      bold: true,
      align: 'center',
    });
  }
  const x = MARGIN + width + (width === 0 ? 0 : 6);
  canvas.line('ROUTE', { x, y: y + 1, widthPt: 60, sizesPt: [6.5] });
  canvas.block(
    [label.hubs.join(' > ')],
    {
      x,
      y: y + 9,
      widthPt: LABEL_WIDTH_PT - MARGIN - x,
      heightPt: 31,
      sizesPt: [14, 12, 10.5, 9, 7.5, 6.5],
      bold: true,
    },
    'route',
  );
  rule(canvas, 225);
}

function tracking(canvas: Canvas, label: ParcelLabel): void {
  canvas.bars('code128', label.trackingNumber, { x: 0, y: 231, widthPt: LABEL_WIDTH_PT, heightPt: 58, dotsMax: 4 });
  const s10 = parseS10(label.trackingNumber);
  const readable = s10.status === 'valid' ? displayS10(label.trackingNumber) : label.trackingNumber;
  canvas.line(readable, { x: MARGIN, y: 290, widthPt: INNER, sizesPt: [15, 12, 10, 8], bold: true, align: 'center' });
  rule(canvas, 311);
}

function foot(canvas: Canvas, label: ParcelLabel): void {
  canvas.cells(labelPayload(label), MARGIN + 5, 320, 90);
  const x = 120;
  const widthPt = LABEL_WIDTH_PT - MARGIN - x;
  canvas.line('FROM', { x, y: 313, widthPt: 60, sizesPt: [7], bold: true });
  const { from } = label;
  const lines = [
    ...from.lines,
    [from.postalCode, ...(from.phone === undefined ? [] : [`Tel ${from.phone}`])].join(' · '),
  ];
  const name = canvas.line(from.name, { x, y: 321, widthPt, sizesPt: [9, 8, 7, 6.5], bold: true });
  canvas.block(lines, { x, y: 322 + name, widthPt, heightPt: 371 - 322 - name, sizesPt: [8, 7.2, 6.5, 6] }, 'sender');
  canvas.box(x, 374, widthPt, 0.6);
  const size = label.dimensionsCm === undefined ? [] : [`${label.dimensionsCm.join(' x ')} cm`];
  canvas.line([weightText(label.weightG), ...size].join(' · '), {
    x,
    y: 376,
    widthPt,
    sizesPt: [11, 9, 8],
    bold: true,
  });
  const details = [
    label.reference === undefined ? '' : `Ref ${label.reference}`,
    label.bookedOn === undefined ? '' : `Booked ${label.bookedOn}`,
  ];
  canvas.block(details, { x, y: 391, widthPt, heightPt: 24, sizesPt: [8, 7, 6.5] }, 'details');
  if (label.synthetic) syntheticMark(canvas);
}

function rule(canvas: Canvas, y: number): void {
  canvas.box(MARGIN, y, INNER, 1);
}
