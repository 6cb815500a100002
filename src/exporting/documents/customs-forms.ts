import { CATEGORIES, type Category, type Declaration } from '../declare/declaration.js';
import {
  addresseeLines,
  countryName,
  hsText,
  kilograms,
  linesOf,
  money,
  quantityText,
  rupees,
  senderLines,
  type Documented,
} from './documented.js';
import { field, type FormDocument, type FormField, type FormSection, type TableColumn } from './form-document.js';

const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  gift: 'Gift',
  documents: 'Documents',
  sample: 'Commercial sample',
  returned_goods: 'Returned goods',
  sale: 'Sale of goods',
  other: 'Other',
};

const CERTIFIED =
  'I certify that the particulars given in this customs declaration are correct and that this item does not contain any ' +
  'dangerous article or articles prohibited by legislation or by postal or customs regulations.';

/** Customs declaration CN 22 of the Universal Postal Union, for goods up to its limit of value. */
export function cn22({
  declaration,
  assessment,
  item,
  filedOn,
  version,
  operator,
  synthetic,
}: Documented): FormDocument {
  const { currency, grossWeightG } = declaration;
  const columns: readonly TableColumn[] = [
    { key: 'description', no: '', name: 'Detailed description of contents', share: 5 },
    { key: 'quantity', no: '', name: 'Quantity', share: 2 },
    { key: 'net_weight_kg', no: '', name: 'Net weight (kg)', share: 2, align: 'right' },
    { key: 'value', no: '', name: 'Value and currency', share: 2.6, align: 'right' },
    { key: 'hs', no: '', name: 'HS tariff number', share: 2.4 },
    { key: 'origin', no: '', name: 'Origin', share: 1.4 },
  ];
  const rows = contents(declaration, (origin = '') => origin);
  return {
    document: 'cn22',
    title: 'CUSTOMS DECLARATION CN 22',
    subtitle: `Designated operator: ${operator}. May be opened officially. Important: see instructions of the post.`,
    code: item,
    sections: [
      categories(declaration.category, declaration.categoryNote, ''),
      { kind: 'table', columns, rows },
      {
        kind: 'fields',
        columns: 2,
        fields: [
          field('total_weight_kg', '', 'Total weight (kg)', kilograms(grossWeightG)),
          field('total_value', '', 'Total value and currency', money(assessment.totalValueMinor, currency)),
          field(
            'signature',
            '',
            `${CERTIFIED} Date and sender's signature`,
            linesOf([filedOn, declaration.exporter?.name]),
            { span: 2, emptyLines: 3 },
          ),
        ],
      },
    ],
    foot: `${item}, version ${version}`,
    synthetic,
  };
}

/** Customs declaration CN 23 of the Universal Postal Union; numbers in brackets are the form's. */
export function cn23(documented: Documented): FormDocument {
  const { declaration, assessment, item, tables, filedOn, version, operator, synthetic } = documented;
  const { currency } = declaration;
  const columns: readonly TableColumn[] = [
    { key: 'description', no: '(1)', name: 'Detailed description of contents', share: 5 },
    { key: 'quantity', no: '(2)', name: 'Quantity and unit', share: 1.6 },
    { key: 'net_weight_kg', no: '(3)', name: 'Net weight (kg)', share: 1.4, align: 'right' },
    { key: 'value', no: '(5)', name: 'Value and currency', share: 2.2, align: 'right' },
    { key: 'hs', no: '(7)', name: 'HS tariff number*', share: 1.8 },
    { key: 'origin', no: '(8)', name: 'Country of origin*', share: 1.6 },
  ];
  const rows = contents(declaration, (origin) => countryName(tables, origin));
  return {
    document: 'cn23',
    title: 'CUSTOMS DECLARATION CN 23',
    subtitle: `Designated operator: ${operator}. May be opened officially. * Commercial senders only.`,
    code: item,
    sections: [
      { kind: 'fields', title: 'From', columns: 4, fields: senderFields(documented) },
      {
        kind: 'fields',
        title: 'To',
        columns: 4,
        fields: addresseeFields(documented),
      },
      { kind: 'table', title: 'Contents', columns, rows },
      {
        kind: 'fields',
        columns: 4,
        fields: [
          field('total_net_weight_kg', '', 'Total net weight (kg)', kilograms(assessment.netWeightG)),
          field('total_gross_weight_kg', '(4)', 'Total gross weight (kg)', kilograms(declaration.grossWeightG)),
          field('total_value', '(6)', 'Total value and currency', money(assessment.totalValueMinor, currency)),
          field('postal_charges', '(9)', 'Postal charges (INR)', rupees(chargedPaise(documented))),
        ],
      },
      categories(declaration.category, declaration.categoryNote, '(10)'),
      {
        kind: 'fields',
        columns: 6,
        fields: closingFields(documented),
      },
    ],
    foot: `${item}, version ${version}, declared ${filedOn}`,
    synthetic,
  };
}

/** What both forms tell of each line of goods, in the order of their columns. */
function contents(
  { goods = [], currency }: Declaration,
  countryOf: (origin: string | undefined) => string,
): string[][] {
  return goods.map(({ description = '', quantity, unit, netWeightG, valueMinor, hs, origin }) => [
    description,
    quantityText(quantity, unit),
    kilograms(netWeightG),
    money(valueMinor, currency),
    hsText(hs),
    countryOf(origin),
  ]);
}

function senderFields({ declaration: { exporter = {} } }: Documented): FormField[] {
  return [
    field('sender_name', '', 'Name', exporter.name, { span: 2 }),
    field('sender_business', '', 'Business', exporter.business, { span: 2 }),
    field('sender_address', '', 'Address', senderLines({ ...exporter, pin: undefined }), { span: 2 }),
    field('sender_postcode', '', 'Postcode', exporter.pin),
    field('sender_country', '', 'Country', 'INDIA'),
    field('sender_tel', '', 'Tel. no.', exporter.phone, { span: 2 }),
    field('customs_reference', '', "Sender's customs reference (if any)", exporter.customsReference ?? exporter.iec, {
      span: 2,
    }),
  ];
}

function addresseeFields({ declaration: { addressee = {} }, tables }: Documented): FormField[] {
  return [
    field('addressee_name', '', 'Name', addressee.name, { span: 2 }),
    field('addressee_business', '', 'Business', addressee.business, { span: 2 }),
    field('addressee_address', '', 'Address', addresseeLines({ ...addressee, postalCode: undefined }), {
      span: 2,
    }),
    field('addressee_postcode', '', 'Postcode', addressee.postalCode),
    field('addressee_country', '', 'Country', countryName(tables, addressee.country)),
    field(
      'importer_reference',
      '',
      "Importer's reference (tax code, VAT no., importer code)",
      addressee.importerReference,
      { span: 2 },
    ),
    field('addressee_tel', '', 'Tel. no.', addressee.phone),
    field('addressee_email', '', 'Fax / e-mail', addressee.email),
  ];
}

function closingFields({ declaration, filedOn }: Documented): FormField[] {
  return [
    field('category_explanation', '(10)', 'Explanation', declaration.categoryNote, { span: 2 }),
    field(
      'comments',
      '(11)',
      'Comments (goods subject to quarantine, sanitary inspection or other restrictions)',
      declaration.comments,
      { span: 4 },
    ),
    field('licences', '(12)', 'Licence no(s).', declaration.licences?.join(', '), { span: 2 }),
    field('certificates', '(13)', 'Certificate no(s).', declaration.certificates?.join(', '), { span: 2 }),
    field('invoice', '(14)', 'Invoice no.', declaration.invoice?.number, { span: 2 }),
    field('office_of_posting', '', 'Office of origin / date of posting', linesOf([declaration.bookingPin, filedOn]), {
      span: 2,
      emptyLines: 3,
    }),
    field('signature', '(15)', `${CERTIFIED} Date and sender's signature`, declaration.exporter?.name, {
      span: 4,
      emptyLines: 3,
    }),
  ];
}

function categories(category: Category | undefined, note: string | undefined, no: string): FormSection {
  return {
    kind: 'ticks',
    title: `${no} Category of item`.trim(),
    options: CATEGORIES.map((key) => ({
      key,
      name: key === 'other' && key === category && note !== undefined ? `Other: ${note}` : CATEGORY_NAMES[key],
      isTicked: key === category,
    })),
  };
}

/** What the sender was charged: as told, or by the tariff. */
export function chargedPaise({ declaration, assessment: { charges } }: Documented): number | undefined {
  return declaration.postalChargesMinor ?? (charges.status === 'charged' ? charges.totalPaise : undefined);
}
