import { newCanvas, type Canvas } from '../../standards/label/canvas.js';
import type { Layout } from '../../standards/label/layout.js';
import { LABEL_HEIGHT_PT, LABEL_WIDTH_PT, syntheticMark, weightText } from '../../standards/label/parcel-label.js';
import type { Typesetter } from '../../standards/label/typesetter.js';
import { displayS10 } from '../../standards/s10/item-identifier.js';
import { customsFormOf, FORM_NAMES, postalBillOf } from '../declare/which-forms.js';
import { addresseeLines, countryName, senderLines, type Documented } from './documented.js';

const MARGIN = 9;
const INNER = LABEL_WIDTH_PT - 2 * MARGIN;

/** What is on the label of an export, as data. */
export interface ExportLabel {
  readonly item: string;
  readonly service: string;
  /** Name of the carrier that takes it. */
  readonly operator: string;
  readonly country: string;
  readonly to: { readonly name: string; readonly lines: readonly string[]; readonly phone: string };
  readonly from: { readonly name: string; readonly lines: readonly string[]; readonly phone: string };
  readonly weightG: number;
  /** Forms that travel with it: `CN 23 · PBE-III`. */
  readonly forms: string;
  readonly reference: string;
  readonly declaredOn: string;
  readonly synthetic: boolean;
}

/** The label of a filed export. */
export function exportLabel({
  declaration,
  assessment,
  item,
  tables,
  filedOn,
  operator,
  synthetic,
}: Documented): ExportLabel {
  const { addressee = {}, exporter = {}, service } = declaration;
  const bill = postalBillOf(assessment.forms);
  const forms = [customsFormOf(assessment.forms), ...(bill === undefined ? [] : [bill])];
  const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
  return {
    item,
    service: tables.services.find(({ id }) => id === service)?.name ?? '',
    operator,
    country: countryName(tables, addressee.country),
    to: { name: addressee.name ?? '', lines: lines(addresseeLines(addressee)), phone: addressee.phone ?? '' },
    from: {
      name: exporter.business ?? exporter.name ?? '',
      lines: lines(senderLines(exporter)),
      phone: exporter.phone ?? '',
    },
    weightG: declaration.grossWeightG ?? 0,
    forms: forms.map((form) => FORM_NAMES[form]).join(' · '),
    reference: declaration.reference ?? '',
    declaredOn: filedOn,
    synthetic,
  };
}

/** A label of 4 x 6 inches: service and country, addressee, identifier as Code 128, sender and what travels with it. */
export function exportLabelLayout(label: ExportLabel, typesetter: Typesetter): Layout {
  const canvas = newCanvas(typesetter);
  canvas.box(MARGIN, 6, INNER, 28);
  const head = { y: 7.5, heightPt: 26, sizesPt: [12, 11, 9.5, 8.5, 7.5, 6.5], bold: true, white: true };
  // Names of carriers are often longer than those of services.
  canvas.block([label.service], { ...head, x: MARGIN + 4, widthPt: INNER * 0.48 - 4 }, 'the service');
  const right = { ...head, x: MARGIN + INNER * 0.5, widthPt: INNER * 0.5 - 4, align: 'right' } as const;
  canvas.block([label.operator], right, 'the carrier');
  addressee(canvas, label);
  canvas.box(MARGIN, 204, INNER, 1);
  canvas.bars('code128', label.item, { x: 0, y: 214, widthPt: LABEL_WIDTH_PT, heightPt: 78, dotsMax: 4 });
  const number = displayS10(label.item);
  canvas.line(number, { x: MARGIN, y: 294, widthPt: INNER, sizesPt: [18, 15], bold: true, align: 'center' });
  canvas.box(MARGIN, 322, INNER, 1);
  foot(canvas, label);
  if (label.synthetic) syntheticMark(canvas);
  return canvas.layout(LABEL_WIDTH_PT, LABEL_HEIGHT_PT);
}

function addressee(canvas: Canvas, { to, country }: ExportLabel): void {
  canvas.line('TO', { x: MARGIN, y: 36, widthPt: 40, sizesPt: [8], bold: true });
  canvas.line(to.name, { x: MARGIN, y: 45, widthPt: INNER, sizesPt: [16, 14, 12, 10, 8.5, 7], bold: true });
  const room = { x: MARGIN, y: 67, widthPt: INNER, heightPt: 84, sizesPt: [13, 12, 11, 10, 9, 8, 7, 6.5] };
  canvas.block(to.lines, room, 'the address');
  if (to.phone !== '') canvas.line(`Tel. ${to.phone}`, { x: MARGIN, y: 152, widthPt: INNER, sizesPt: [9.5, 8, 7] });
  canvas.line(country, { x: MARGIN, y: 166, widthPt: INNER, sizesPt: [24, 20, 16, 13, 10], bold: true });
}

function foot(canvas: Canvas, { from, weightG, forms, reference, declaredOn }: ExportLabel): void {
  canvas.line('FROM', { x: MARGIN, y: 326, widthPt: 40, sizesPt: [7], bold: true });
  canvas.line(from.name, { x: MARGIN, y: 335, widthPt: 160, sizesPt: [10, 9, 8, 7, 6.5], bold: true });
  const lines = [...from.lines, 'INDIA', ...(from.phone === '' ? [] : [`Tel. ${from.phone}`])];
  const room = { x: MARGIN, y: 349, widthPt: 160, heightPt: 54, sizesPt: [8.5, 8, 7, 6.5] };
  canvas.block(lines, room, "the sender's address");
  const rows = [
    ['Weight', weightText(weightG)],
    ['Forms', forms],
    ['Declared', declaredOn],
    ['Order', reference],
  ] as const;
  let y = 327;
  for (const [name, value] of rows) {
    if (value === '') continue;
    const x = 178;
    canvas.line(name, { x, y, widthPt: LABEL_WIDTH_PT - MARGIN - x, sizesPt: [6.5] });
    canvas.line(value, {
      x,
      y: y + 7,
      widthPt: LABEL_WIDTH_PT - MARGIN - x,
      sizesPt: [9.5, 8.5, 7.5, 6.5],
      bold: true,
    });
    y += 20;
  }
}
