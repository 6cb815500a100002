import { newCanvas } from '../../standards/label/canvas.js';
import type { Layout } from '../../standards/label/layout.js';
import { LABEL_HEIGHT_PT, LABEL_WIDTH_PT, syntheticMark } from '../../standards/label/parcel-label.js';
import type { Typesetter } from '../../standards/label/typesetter.js';
import { parseS9 } from '../../standards/s9/receptacle.js';
import { kilograms } from './documented.js';
import { field, type FormDocument, type TableColumn } from './form-document.js';

/** A despatch from one office of exchange to another: bags, and the items in each. */
export interface Despatch {
  /** 20 characters (UPU S8). */
  readonly id: string;
  readonly fromName: string;
  readonly toName: string;
  readonly closedOn: string; // YYYY-MM-DD
  readonly receptacles: readonly DespatchBag[];
  readonly synthetic: boolean;
}

export interface DespatchBag {
  /** 29 characters (UPU S9). */
  readonly id: string;
  readonly weightG: number;
  readonly items: readonly { readonly item: string; readonly weightG: number; readonly country: string }[];
}

/** The list that travels with a despatch: every bag, and every item by bag. */
export function despatchList({ id, closedOn, receptacles, synthetic, ...names }: Despatch): FormDocument {
  const fromName = placeName(names.fromName, id.slice(0, 6));
  const toName = placeName(names.toName, id.slice(6, 12));
  const bags: readonly TableColumn[] = [
    { key: 'receptacle', no: '', name: 'Receptacle (S9)', share: 5 },
    { key: 'serial', no: '', name: 'Serial', share: 1 },
    { key: 'items', no: '', name: 'Items', share: 1, align: 'right' },
    { key: 'weight_kg', no: '', name: 'Weight (kg)', share: 1.4, align: 'right' },
    { key: 'registered', no: '', name: 'Registered or insured', share: 1.6 },
    { key: 'last', no: '', name: 'Last', share: 0.8 },
  ];
  const items: readonly TableColumn[] = [
    { key: 'item', no: '', name: 'Item (S10)', share: 3 },
    { key: 'country', no: '', name: 'Country', share: 1.4 },
    { key: 'weight_kg', no: '', name: 'Weight (kg)', share: 1.6, align: 'right' },
    { key: 'receptacle', no: '', name: 'Receptacle', share: 1.4 },
  ];
  const all = receptacles.flatMap((bag) => bag.items.map((one) => ({ ...one, serial: partsOf(bag.id).serial })));
  return {
    document: 'despatch_list',
    title: 'DESPATCH LIST',
    subtitle: `${fromName} to ${toName}. ${id}`,
    sections: [
      {
        kind: 'fields',
        columns: 5,
        fields: [
          field('despatch', '', 'Despatch (S8)', id, { span: 2 }),
          field('closed_on', '', 'Closed', closedOn),
          field('receptacles', '', 'Receptacles', String(receptacles.length)),
          field('items', '', 'Items', String(all.length)),
          field('origin', '', 'Office of origin', `${id.slice(0, 6)} ${fromName}`, { span: 2 }),
          field('destination', '', 'Office of destination', `${id.slice(6, 12)} ${toName}`, { span: 2 }),
          field(
            'weight_kg',
            '',
            'Gross weight (kg)',
            kilograms(receptacles.reduce((sum, { weightG }) => sum + weightG, 0)),
          ),
        ],
      },
      {
        kind: 'table',
        title: 'Receptacles',
        columns: bags,
        rows: receptacles.map(({ id: bag, weightG, items: within }) => {
          const { serial, last, registered } = partsOf(bag);
          return [bag, serial, String(within.length), kilograms(weightG), registered ? 'YES' : 'NO', last ? 'YES' : ''];
        }),
      },
      {
        kind: 'table',
        title: 'Items',
        columns: items,
        rows: all.map(({ item, country, weightG, serial }) => [item, country, kilograms(weightG), serial]),
      },
      {
        kind: 'fields',
        columns: 2,
        fields: [
          field('given', '', `Given by ${fromName}: name, time, signature`, '', { emptyLines: 3 }),
          field('taken', '', 'Taken by the carrier: name, time, signature', '', { emptyLines: 3 }),
        ],
      },
    ],
    foot: `Despatch ${id}`,
    synthetic,
  };
}

/** Label of a bag, 4 x 6 inches: destination large, S9 identifier as Code 128. */
export function bagLabelLayout(
  { id, closedOn, synthetic, ...names }: Despatch,
  bag: DespatchBag,
  typesetter: Typesetter,
): Layout {
  const fromName = placeName(names.fromName, id.slice(0, 6));
  const toName = placeName(names.toName, id.slice(6, 12));
  const canvas = newCanvas(typesetter);
  const margin = 9;
  const widthPt = LABEL_WIDTH_PT - 2 * margin;
  const { serial, last, registered, category, subclass } = partsOf(bag.id);
  canvas.box(margin, 8, widthPt, 22);
  canvas.line(`MAIL ${category} ${subclass}`, {
    x: margin + 4,
    y: 11,
    widthPt: 130,
    sizesPt: [13],
    bold: true,
    white: true,
  });
  const flags = [registered ? 'REGISTERED' : '', last ? 'LAST' : ''].filter((flag) => flag !== '').join(' · ');
  canvas.line(flags, {
    x: margin,
    y: 12,
    widthPt: widthPt - 4,
    sizesPt: [11],
    bold: true,
    white: true,
    align: 'right',
  });
  canvas.line('TO', { x: margin, y: 36, widthPt: 40, sizesPt: [8], bold: true });
  canvas.line(id.slice(6, 12), { x: margin, y: 44, widthPt, sizesPt: [50, 40, 32], bold: true });
  canvas.line(toName, { x: margin, y: 110, widthPt, sizesPt: [15, 13, 11, 9] });
  canvas.line(`FROM ${id.slice(0, 6)} ${fromName}`, {
    x: margin,
    y: 134,
    widthPt,
    sizesPt: [12, 10, 9, 8],
    bold: true,
  });
  canvas.box(margin, 154, widthPt, 1);
  const facts = [
    ['Despatch', id.slice(16)],
    ['Receptacle', serial],
    ['Items', String(bag.items.length)],
    ['Weight', `${kilograms(bag.weightG)} kg`],
  ] as const;
  for (const [index, [name, value]] of facts.entries()) {
    const x = margin + (index % 2) * (widthPt / 2);
    const y = 162 + Math.floor(index / 2) * 44;
    canvas.line(name, { x, y, widthPt: widthPt / 2 - 6, sizesPt: [8] });
    canvas.line(value, { x, y: y + 9, widthPt: widthPt / 2 - 6, sizesPt: [22, 18, 14], bold: true });
  }
  canvas.line(`Closed ${closedOn}`, { x: margin, y: 254, widthPt, sizesPt: [9] });
  canvas.bars('code128', bag.id, { x: 0, y: 280, widthPt: LABEL_WIDTH_PT, heightPt: 96, dotsMax: 4 });
  canvas.line(bag.id, { x: margin, y: 380, widthPt, sizesPt: [12, 10, 9], bold: true, align: 'center' });
  if (synthetic) syntheticMark(canvas);
  return canvas.layout(LABEL_WIDTH_PT, LABEL_HEIGHT_PT);
}

/** The name of an office; its country where only its code is known, which stands beside the name already. */
function placeName(name: string, office: string): string {
  if (name !== office) return name;
  return new Intl.DisplayNames('en', { type: 'region' }).of(office.slice(0, 2)) ?? '';
}

/** What an identifier of a receptacle says. */
function partsOf(id: string): {
  serial: string;
  last: boolean;
  registered: boolean;
  category: string;
  subclass: string;
} {
  const read = parseS9(id);
  if (read.status === 'refused') throw new Error(`${id} is no receptacle: ${read.refusal.message}`);
  const { serial, last, registered, category, subclass } = read.value;
  return { serial: String(serial).padStart(3, '0'), last, registered, category, subclass };
}
