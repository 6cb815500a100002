import { plainAmount } from '../declare/money.js';
import {
  addresseeLines,
  countryName,
  hsText,
  kilograms,
  linesOf,
  quantityText,
  rupees,
  senderLines,
  type Documented,
} from './documented.js';
import { field, type FormDocument, type FormField, type TableColumn } from './form-document.js';

/** The invoice that goes with goods: who sells what to whom, and under what tax rule it leaves. */
export function commercialInvoice(documented: Documented): FormDocument {
  const { declaration, assessment, item, version, synthetic } = documented;
  const { exporter = {}, invoice = {}, goods = [], currency = 'INR', tax = {} } = declaration;
  const columns: readonly TableColumn[] = [
    { key: 'line', no: '', name: 'No.', share: 0.7 },
    { key: 'description', no: '', name: 'Description', share: 5 },
    { key: 'hs', no: '', name: 'HS', share: 2 },
    { key: 'origin', no: '', name: 'Origin', share: 1.2 },
    { key: 'quantity', no: '', name: 'Quantity', share: 1.6 },
    { key: 'net_weight_kg', no: '', name: 'Net (kg)', share: 1.4, align: 'right' },
    { key: 'value', no: '', name: `Amount (${currency})`, share: 2, align: 'right' },
  ];
  const rows = goods.map((line, index) => [
    String(index + 1),
    line.description ?? '',
    hsText(line.hs),
    line.origin ?? '',
    quantityText(line.quantity, line.unit),
    kilograms(line.netWeightG),
    line.valueMinor === undefined ? '' : plainAmount(line.valueMinor, currency),
  ]);
  return {
    document: 'invoice',
    title: 'COMMERCIAL INVOICE',
    subtitle: supply(tax.choice, tax.lut, tax.lutDate),
    code: item,
    sections: [
      {
        kind: 'fields',
        columns: 4,
        fields: headFields(documented),
      },
      { kind: 'table', title: 'Goods', columns, rows },
      {
        kind: 'fields',
        columns: 4,
        fields: [
          field('total', '', `Total (${currency})`, plainAmount(assessment.totalValueMinor, currency)),
          field('total_inr', '', 'Total (INR)', rupees(assessment.totalPaise)),
          field('igst', '', 'IGST (INR)', tax.choice === 'igst' ? rupees(assessment.duties.igstPaise) : ''),
          field('gross_weight_kg', '', 'Gross weight (kg)', kilograms(declaration.grossWeightG)),
          field('comments', '', 'Comments', declaration.comments, { span: 2, emptyLines: 3 }),
          field('signature', '', 'Declared to be true and correct: signature', exporter.name, {
            span: 2,
            emptyLines: 3,
          }),
        ],
      },
    ],
    foot: `Invoice ${invoice.number ?? ''} for ${item}, version ${version}`,
    synthetic,
  };
}

function headFields({ declaration, item, tables, filedOn }: Documented): FormField[] {
  const { exporter = {}, addressee = {}, invoice = {} } = declaration;
  return [
    field('invoice_number', '', 'Invoice no.', invoice.number ?? item),
    field('invoice_date', '', 'Date', invoice.date ?? filedOn),
    field('terms', '', 'Terms', 'FOB'),
    field('reference', '', 'Order', declaration.reference),
    field(
      'seller',
      '',
      'Seller',
      linesOf([exporter.business ?? exporter.name, senderLines(exporter), 'INDIA', exporter.phone, exporter.email]),
      { span: 2 },
    ),
    field(
      'buyer',
      '',
      'Buyer',
      linesOf([
        addressee.business,
        addressee.name,
        addresseeLines(addressee),
        countryName(tables, addressee.country),
        addressee.phone,
        addressee.email,
      ]),
      { span: 2 },
    ),
    field('iec', '', 'IEC', exporter.iec),
    field('gstin', '', 'GSTIN', exporter.gstin),
    field('ad_code', '', 'AD code', exporter.adCode),
    field('importer_reference', '', "Buyer's tax or importer code", addressee.importerReference),
  ];
}

function supply(
  choice: 'lut' | 'igst' | 'exempt' | undefined,
  lut: string | undefined,
  day: string | undefined,
): string {
  if (choice === 'lut')
    return `Supply meant for export under LUT or bond ${lut ?? ''} of ${day ?? ''}, without payment of integrated tax.`;
  if (choice === 'igst') return 'Supply meant for export on payment of integrated tax.';
  return 'Goods for export.';
}
