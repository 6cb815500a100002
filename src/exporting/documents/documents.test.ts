import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCode128 } from '../../standards/label/code128-for-test.js';
import { labelTypesetter } from '../../standards/label/labels-for-test.js';
import { printZpl, type Paper } from '../../standards/label/printer-for-test.js';
import { labelsToZpl } from '../../standards/label/zpl.js';
import type { Layout } from '../../standards/label/layout.js';
import { DEAR_PRESENT, documentedOf, LAMPS, PRESENT, TEXTILES } from '../exports-for-test.js';
import { bagLabelLayout, despatchList, type Despatch } from './despatch.js';
import type { Documented } from './documented.js';
import { findField, type FormDocument } from './form-document.js';
import { formSheets } from './form-sheets.js';
import { documentSheets, documentsOf, makeDocument } from './make-document.js';

const typesetter = labelTypesetter();
const formOf = (kind: 'cn22' | 'cn23' | 'invoice' | 'postal_bill', documented: Documented): FormDocument => {
  const made = makeDocument(kind, documented);
  assert.ok(made !== undefined && 'document' in made);
  return made;
};

/** Numbers of the fields and columns of a form, in order. */
function numbersOf(form: FormDocument): string[] {
  return form.sections.flatMap((section) => {
    if (section.kind === 'ticks') return [/^\(\d+\)/.exec(section.title)?.[0] ?? ''];
    const parts = section.kind === 'fields' ? section.fields : section.columns;
    return parts.map(({ no }) => no);
  });
}

test('CN 23 has every field of the form once, numbered from (1) to (15)', () => {
  const form = formOf('cn23', documentedOf(TEXTILES));
  const numbers = new Set(numbersOf(form).filter((no) => no.startsWith('(')));
  assert.deepEqual([...numbers].toSorted(), Array.from({ length: 15 }, (_, at) => `(${at + 1})`).toSorted());
  const told = {
    sender_name: 'उदाहरण कारीगर',
    sender_business: 'Example Brass Crafts',
    sender_address: 'Shop 7, Example Bazaar\nMoradabad',
    sender_postcode: '244001',
    sender_country: 'INDIA',
    sender_tel: '+91 98765 43210',
    customs_reference: 'AAPFU0939F',
    addressee_name: 'Käufer Beispiel',
    addressee_business: 'Beispiel Maß & Töchter GmbH',
    addressee_address: 'Königstraße 12\nKöln',
    addressee_postcode: '50667',
    addressee_country: 'GERMANY',
    importer_reference: 'DE123456789',
    addressee_tel: '+49 221 5550199',
    addressee_email: '',
    total_net_weight_kg: '3.130',
    total_gross_weight_kg: '3.600',
    total_value: '392.22 EUR',
    postal_charges: '4897.00',
    category_explanation: '',
    comments: '',
    licences: '',
    certificates: '',
    invoice: 'EXP-1002',
    office_of_posting: '244001\n2026-11-23',
    signature: 'उदाहरण कारीगर',
  };
  for (const [key, value] of Object.entries(told)) assert.equal(findField(form, key), value, key);
  const table = form.sections.find(({ kind }) => kind === 'table');
  assert.deepEqual(table?.kind === 'table' ? table.rows : [], [
    ['Cotton bedspreads, hand block printed', '5 pcs', '2.500', '225.55 EUR', '6304.19.10', 'INDIA'],
    ['Silk scarves, printed', '7 pcs', '0.630', '166.67 EUR', '6214.10.90', 'INDIA'],
  ]);
});

test('CN 22 has description, quantity, weight, value, HS, origin, totals, category and signature', () => {
  const form = formOf('cn22', documentedOf(PRESENT));
  const table = form.sections.find(({ kind }) => kind === 'table');
  assert.ok(table?.kind === 'table');
  assert.deepEqual(
    table.columns.map(({ key }) => key),
    ['description', 'quantity', 'net_weight_kg', 'value', 'hs', 'origin'],
  );
  assert.deepEqual(table.rows, [['Woollen shawl', '1 pcs', '0.380', '2500.00 INR', '6214.20', 'IN']]);
  assert.equal(findField(form, 'total_weight_kg'), '0.450');
  assert.equal(findField(form, 'total_value'), '2500.00 INR');
  assert.match(findField(form, 'signature') ?? '', /2026-11-23\nउदाहरण प्रेषक/);
  const ticks = form.sections.find(({ kind }) => kind === 'ticks');
  assert.deepEqual(
    ticks?.kind === 'ticks' ? ticks.options.filter(({ isTicked }) => isTicked).map(({ key }) => key) : [],
    ['gift'],
  );
  assert.equal(form.code, 'LA123456785IN');
});

/** Columns of PBE-I and III, in the order of the form. */
const COLUMNS = [
  'serial', 'consignee', 'country', 'description', 'cth', 'unit', 'number', 'invoice', 'gross_weight_kg', 'net_weight_kg',
  'operator_gstin', 'website', 'payment_id', 'sku', 'item', 'fob', 'currency', 'exchange_rate', 'amount_inr', 'hsn', 'tax_invoice',
  'tax_invoice_serial', 'taxable_value', 'export_duty_rate', 'export_duty', 'cess_rate', 'cess', 'igst_rate', 'igst',
  'compensation_cess_rate', 'compensation_cess', 'lut', 'total_duties', 'total_cess',
]; // prettier-ignore

function linesOf(
  form: FormDocument,
): { readonly keys: string[]; readonly numbers: string[]; readonly values: Record<string, string> }[] {
  return form.sections.flatMap((section) => {
    if (section.kind !== 'fields' || section.title?.startsWith('Goods') !== true) return [];
    const { fields } = section;
    return [
      {
        keys: fields.map(({ key }) => key),
        numbers: fields.map(({ no }) => no),
        values: Object.fromEntries(fields.map(({ key, value }) => [key, value])),
      },
    ];
  });
}

test('PBE-III has its header and all 34 columns of a line', () => {
  const form = formOf('postal_bill', documentedOf(LAMPS));
  assert.equal(form.title, 'POSTAL BILL OF EXPORT PBE-III');
  const [line] = linesOf(form);
  assert.deepEqual(line?.keys, COLUMNS);
  assert.deepEqual(
    line?.numbers,
    COLUMNS.map((_, at) => String(at + 1)),
  );
  assert.deepEqual(line?.values, {
    serial: '1',
    consignee: 'Example Buyer\n1180 Maple Street, Apt 4B\nPortland OR 97205',
    country: 'UNITED STATES',
    description: 'Brass oil lamp, handmade',
    cth: '8306.29.90',
    unit: 'pcs',
    number: '3',
    invoice: 'EXP-1001\n2026-11-22',
    gross_weight_kg: '1.450',
    net_weight_kg: '1.200',
    operator_gstin: LAMPS.ecommerce?.operatorGstin,
    website: 'https://shop.example/lamp-3',
    payment_id: 'pay_4711',
    sku: 'LAMP-03',
    item: 'LA123456785IN',
    fob: '135.00',
    currency: 'USD',
    exchange_rate: '85.0000',
    amount_inr: '11475.00',
    hsn: '8306.29.90',
    tax_invoice: 'MBC/26/1001\n2026-11-22',
    tax_invoice_serial: '1',
    taxable_value: '11475.00',
    export_duty_rate: '0',
    export_duty: '0.00',
    cess_rate: '0',
    cess: '0.00',
    igst_rate: '',
    igst: '',
    compensation_cess_rate: '',
    compensation_cess: '',
    lut: 'AD090426000123X\n2026-04-02',
    total_duties: '0.00',
    total_cess: '0.00',
  });
  const head = {
    bill_number: 'PBE-2026-000123',
    bill_date: '2026-11-23',
    foreign_post_office: 'New Delhi\nNEW-DELHI',
    exporter: 'Example Brass Crafts\nShop 7, Example Bazaar\nMoradabad 244001',
    iec: 'AAPFU0939F',
    state_code: '09',
    gstin: '09AAPFU0939F1ZT',
    ad_code: '63910780000009',
    agent: '',
    claims_drawback: 'NO',
    claims_scheme: 'NO',
    zero_rated: 'YES: LUT or bond',
    exempt: 'NO',
    examination_order: '',
    examination_report: '',
    let_export: '',
  };
  for (const [key, value] of Object.entries(head)) assert.equal(findField(form, key), value, key);
});

test('PBE-IV has 29 columns, without those of e-commerce, and the table of schemes', () => {
  const form = formOf('postal_bill', documentedOf(TEXTILES, { letExportOn: '2026-11-25' }));
  const [first, second] = linesOf(form);
  const without = ['serial', 'operator_gstin', 'website', 'payment_id', 'sku'];
  assert.deepEqual(
    first?.keys,
    COLUMNS.filter((key) => !without.includes(key)),
  );
  assert.equal(first?.numbers.length, 29);
  assert.equal(first.numbers.at(-1), '29');
  assert.deepEqual(
    [first, second].map((line) => [
      line?.values['amount_inr'],
      line?.values['igst_rate'],
      line?.values['igst'],
      line?.values['gross_weight_kg'],
    ]),
    [
      ['20863.38', '5', '1000.00', '2.875'],
      ['15416.98', '12', '1800.04', '0.725'],
    ],
  );
  const table = form.sections.find((section) => section.kind === 'table' && section.title === 'Schemes');
  assert.deepEqual(table?.kind === 'table' ? table.rows[0] : [], ['1', '6304.19.10', '630401B', 'NO', 'YES']);
  assert.equal(findField(form, 'claims_drawback'), 'YES');
  assert.equal(findField(form, 'let_export'), '2026-11-25');
  assert.equal(findField(form, 'total_inr'), '36280.36');
});

test('a parcel has the documents that its forms are', () => {
  assert.deepEqual(documentsOf(documentedOf(LAMPS)), ['label', 'cn22', 'invoice', 'postal_bill']);
  assert.deepEqual(documentsOf(documentedOf(TEXTILES)), ['label', 'cn23', 'invoice', 'postal_bill']);
  assert.deepEqual(documentsOf(documentedOf(PRESENT)), ['label', 'cn22', 'invoice']);
  assert.equal(makeDocument('cn22', documentedOf(DEAR_PRESENT)), undefined);
  assert.equal(makeDocument('postal_bill', documentedOf(DEAR_PRESENT)), undefined);
});

test('a line of goods that goes on on the next sheet says there which one it is', () => {
  const many = { ...TEXTILES, goods: Array.from({ length: 9 }, () => TEXTILES.goods?.[0] ?? {}) };
  const made = makeDocument('postal_bill', documentedOf(many));
  assert.ok(made !== undefined);
  const [, ...next] = documentSheets(made, typesetter);
  const openings = next.map(({ marks }) =>
    marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])).slice(1, 2),
  );
  assert.ok(openings.length > 2);
  for (const [opening] of openings) assert.match(opening ?? '', /^(Goods, line \d of 9|Total|Signature|Schemes)/);
  assert.ok(openings.some(([opening]) => opening?.endsWith(', continued')));
});

test('every sheet says everything, within its margins, in any script, however long, and made-up data says so', () => {
  const long = { ...TEXTILES, goods: Array.from({ length: 40 }, () => TEXTILES.goods?.[0] ?? {}) };
  const hindi = { ...PRESENT, exporter: { ...PRESENT.exporter, name: 'श्रीमती लक्ष्मीप्रिया विश्वनाथन त्रिवेदी' } };
  for (const declaration of [LAMPS, TEXTILES, PRESENT, DEAR_PRESENT, long, hindi]) {
    const documented = documentedOf(declaration);
    for (const kind of documentsOf(documented)) {
      const made = makeDocument(kind, documented);
      assert.ok(made !== undefined);
      const sheets = documentSheets(made, typesetter);
      for (const { marks, omitted, widthPt, heightPt } of sheets) {
        assert.deepEqual(omitted, [], kind);
        for (const mark of marks) assert.ok(mark.x >= 0 && mark.x <= widthPt && mark.y >= 0 && mark.y <= heightPt);
        assert.match(JSON.stringify(marks), /SYNTHETIC DATA/);
      }
      if ('sections' in made) {
        const words = sheets
          .flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])))
          .join(' ');
        for (const { value } of made.sections.flatMap((section) => (section.kind === 'fields' ? section.fields : []))) {
          for (const word of value.split(/\s+/)) assert.ok(words.includes(word), `${kind}: ${word}`);
        }
      }
    }
  }
});

test('item identifiers are read back from the dots of label and forms', () => {
  for (const [kind, declaration] of [
    ['label', LAMPS],
    ['cn22', LAMPS],
    ['cn23', TEXTILES],
    ['postal_bill', TEXTILES],
  ] as const) {
    const made = makeDocument(kind, documentedOf(declaration));
    assert.ok(made !== undefined);
    assert.equal(readBars(documentSheets(made, typesetter)[0]), 'LA123456785IN', kind);
  }
});

test('a label has room for the longest names of a service and a carrier', () => {
  const operator = 'India Post-style operator (offices real, rest synthetic)';
  const made = makeDocument('label', { ...documentedOf(LAMPS), operator });
  assert.ok(made !== undefined);
  assert.deepEqual(documentSheets(made, typesetter)[0]?.omitted, []);
});

const DESPATCH: Despatch = {
  id: 'INDELAUSJFKAAUN60001',
  fromName: 'Delhi',
  toName: 'New York',
  closedOn: '2026-11-25',
  receptacles: [1, 2].map((serial) => ({
    id: `INDELAUSJFKAAUN6000100${serial}${serial === 2 ? 1 : 0}00030`,
    weightG: 3000,
    items: [
      { item: 'LA123456785IN', weightG: 1450, country: 'US' },
      { item: 'LA100000003IN', weightG: 1500, country: 'US' },
    ],
  })),
  synthetic: true,
};

test('a despatch to an office without a name says which country it is in', () => {
  const list = despatchList({ ...DESPATCH, toName: 'USJFKA' });
  assert.equal(findField(list, 'destination'), 'USJFKA United States');
});

test('a despatch list names every bag and item, and a bag label bears its S9 identifier', () => {
  const list = despatchList(DESPATCH);
  const tables = list.sections.flatMap((section) => (section.kind === 'table' ? [section.rows] : []));
  assert.deepEqual(tables[0], [
    ['INDELAUSJFKAAUN60001001000030', '001', '2', '3.000', 'NO', ''],
    ['INDELAUSJFKAAUN60001002100030', '002', '2', '3.000', 'NO', 'YES'],
  ]);
  assert.deepEqual(
    tables[1]?.map((row) => `${row[0]} ${row[3]}`),
    ['LA123456785IN 001', 'LA100000003IN 001', 'LA123456785IN 002', 'LA100000003IN 002'],
  );
  assert.equal(findField(list, 'weight_kg'), '6.000');
  assert.deepEqual(
    formSheets(list, typesetter).flatMap(({ omitted }) => omitted),
    [],
  );
  for (const bag of DESPATCH.receptacles) {
    const layout = bagLabelLayout(DESPATCH, bag, typesetter);
    assert.deepEqual(layout.omitted, []);
    assert.equal(readBars(layout), bag.id);
  }
});

/** What a scanner reads through the middle of the bars, as a printer puts them on paper. */
function readBars(layout: Layout | undefined): string {
  const bars = layout?.marks.find((mark) => mark.kind === 'bars');
  assert.ok(layout !== undefined && bars?.kind === 'bars');
  const [paper] = printZpl(labelsToZpl([layout], typesetter, { dpi: 203 }));
  assert.ok(paper !== undefined);
  const from = Math.floor(((bars.x - 6) / layout.widthPt) * paper.width);
  return readCode128(trimmed(rowAt(paper, (bars.y + bars.heightPt / 2) / layout.heightPt), from));
}

function rowAt({ width, height, dots }: Paper, share: number): Uint8Array {
  const y = Math.round(height * share);
  return dots.subarray(y * width, (y + 1) * width);
}

/** From the first dark dot to the last. */
function trimmed(row: Uint8Array, from: number): Uint8Array {
  const first = row.indexOf(1, Math.max(0, from));
  return row.subarray(first, row.lastIndexOf(1) + 1);
}
