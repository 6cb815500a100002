import { FORM_NAMES, isEcommerceBill, postalBillOf } from '../declare/which-forms.js';
import type { AssessedLine } from '../declare/assess.js';
import type { GoodsLine } from '../declare/declaration.js';
import { plainAmount, rateText } from '../declare/money.js';
import {
  addresseeLines,
  countryName,
  hsText,
  kilograms,
  linesOf,
  percent,
  rupees,
  senderLines,
  type Documented,
} from './documented.js';
import { field, type FormDocument, type FormField, type FormSection, type TableColumn } from './form-document.js';

const REGULATIONS = {
  electronic: 'Postal Export (Electronic Declaration and Processing) Regulations, 2022',
  paper: 'Exports by Post Regulations, 2018',
} as const;

/**
 * Postal bill of export by the form's columns: 34 a line of goods for e-commerce (PBE-I and III), 29 otherwise (PBE-II and IV), without
 * serial number, operator, website, payment and SKU. Undefined where the parcel needs none.
 */
export function postalBill(documented: Documented): FormDocument | undefined {
  const { declaration, assessment, item, bill, filedOn, version, synthetic } = documented;
  const form = postalBillOf(assessment.forms);
  if (form === undefined) return undefined;
  const isEcommerce = isEcommerceBill(assessment.forms);
  const goods = declaration.goods ?? [];
  const lines = goods.map((line, index): FormSection => {
    const assessed = assessment.lines[index];
    const columns = lineColumns(documented, { line, assessed, index });
    const shown = isEcommerce ? columns : columns.filter(({ no }) => !ECOMMERCE_ONLY.has(no));
    return {
      kind: 'fields',
      title: `Goods, line ${index + 1} of ${goods.length}`,
      columns: 8,
      fields: renumbered(shown),
    };
  });
  return {
    document: 'postal_bill',
    title: `POSTAL BILL OF EXPORT ${FORM_NAMES[form]}`,
    subtitle:
      `${isEcommerce ? 'Goods exported through e-commerce' : 'Goods exported otherwise than through e-commerce'}. ` +
      REGULATIONS[declaration.channel ?? 'electronic'],
    code: item,
    sections: [
      { kind: 'fields', columns: 6, fields: headFields(documented) },
      { kind: 'fields', title: 'Declarations', columns: 4, fields: declarations(documented) },
      ...lines,
      ...schemes(documented),
      {
        kind: 'fields',
        title: 'Total of the bill',
        columns: 4,
        fields: [
          field(
            'total_fob',
            '',
            'FOB',
            `${plainAmount(assessment.totalValueMinor, declaration.currency ?? 'INR')} ${declaration.currency ?? ''}`,
          ),
          field('total_inr', '', 'Amount (INR)', rupees(assessment.totalPaise)),
          field('total_net_weight_kg', '', 'Net weight (kg)', kilograms(assessment.netWeightG)),
          field('total_gross_weight_kg', '', 'Gross weight (kg)', kilograms(declaration.grossWeightG)),
        ],
      },
      { kind: 'fields', title: 'Signature and customs', columns: 4, fields: official(documented) },
    ],
    foot: `${FORM_NAMES[form]} ${bill ?? ''}, version ${version}, filed ${filedOn}`,
    synthetic,
  };
}

/** Columns of PBE-I and III that PBE-II and IV lack. */
const ECOMMERCE_ONLY = new Set(['1', '11', '12', '13', '14']);

/** Columns count from 1 in each form. */
function renumbered(fields: readonly FormField[]): FormField[] {
  return fields.map((one, index) => ({ ...one, no: String(index + 1) }));
}

function headFields({ declaration, bill, filedOn, tables }: Documented): FormField[] {
  const { exporter = {}, agent = {}, foreignPostOffice } = declaration;
  const office = tables.foreignPostOffices.find(({ id }) => id === foreignPostOffice);
  return [
    field('bill_number', '', 'Bill of export no.', bill, { span: 2 }),
    field('bill_date', '', 'Date', filedOn),
    field('foreign_post_office', '', 'Foreign post office, code', linesOf([office?.name, foreignPostOffice]), {
      span: 3,
    }),
    field(
      'exporter',
      '',
      'Name and address of the exporter',
      linesOf([exporter.business ?? exporter.name, senderLines(exporter)]),
      { span: 3 },
    ),
    field('iec', '', 'IEC', exporter.iec),
    field('state_code', '', 'State code', exporter.stateCode),
    field('gstin', '', 'GSTIN, or as applicable', exporter.gstin),
    field('ad_code', '', 'AD code', exporter.adCode, { span: 2 }),
    field(
      'agent',
      '',
      'Authorised agent: licence no., name, address',
      linesOf([agent.licence, agent.name, agent.address]),
      { span: 4 },
    ),
  ];
}

/** The columns of a line as PBE-I and III number them. */
function lineColumns(
  { declaration, assessment, item, tables }: Documented,
  {
    line,
    assessed,
    index,
  }: { readonly line: GoodsLine; readonly assessed: AssessedLine | undefined; readonly index: number },
): FormField[] {
  const { addressee = {}, ecommerce = {}, invoice = {}, currency = 'INR', tax = {} } = declaration;
  const { taxInvoice = {} } = line;
  const rate = currency === 'INR' ? '1.0000' : assessment.rate === undefined ? '' : rateText(assessment.rate);
  const duties = (assessed?.exportDutyPaise ?? 0) + (assessed?.igstPaise ?? 0);
  const cesses = (assessed?.cessPaise ?? 0) + (assessed?.compensationCessPaise ?? 0);
  const isTaxed = tax.choice === 'igst';
  return [
    field('serial', '1', 'Sl. no.', String(index + 1)),
    field(
      'consignee',
      '2',
      'Consignee, name and address',
      linesOf([addressee.business, addressee.name, addresseeLines(addressee)]),
      { span: 4 },
    ),
    field('country', '3', 'Country of destination', countryName(tables, addressee.country), { span: 3 }),
    field('description', '4', 'Description of goods', line.description, { span: 5 }),
    field('cth', '5', 'CTH', hsText(line.hs), { span: 2 }),
    field('unit', '6', 'Unit', line.unit),
    field('number', '7', 'Number', line.quantity === undefined ? '' : String(line.quantity)),
    field('invoice', '8', 'Invoice no., date', linesOf([invoice.number, invoice.date]), { span: 3 }),
    field('gross_weight_kg', '9', 'Gross weight (kg)', kilograms(assessed?.grossWeightG), { span: 2 }),
    field('net_weight_kg', '10', 'Net weight (kg)', kilograms(line.netWeightG), { span: 2 }),
    field('operator_gstin', '11', 'GSTIN of e-commerce operator', ecommerce.operatorGstin, { span: 2 }),
    field('website', '12', 'URL of website', ecommerce.website, { span: 3 }),
    field('payment_id', '13', 'Payment transaction ID', ecommerce.paymentId, { span: 2 }),
    field('sku', '14', 'SKU', line.sku),
    field('item', '15', 'Postal tracking no.', item, { span: 2 }),
    field('fob', '16', 'FOB', line.valueMinor === undefined ? '' : plainAmount(line.valueMinor, currency), { span: 2 }),
    field('currency', '17', 'Currency', currency),
    field('exchange_rate', '18', 'Exchange rate', rate),
    field('amount_inr', '19', 'Amount (INR)', rupees(assessed?.valuePaise), { span: 2 }),
    field('hsn', '20', 'HS code', hsText(taxInvoice.hsn ?? line.hs), { span: 2 }),
    field('tax_invoice', '21', 'Tax invoice no., date', linesOf([taxInvoice.number, taxInvoice.date]), { span: 3 }),
    field(
      'tax_invoice_serial',
      '22',
      'Sl. no. in it',
      taxInvoice.serial === undefined ? '' : String(taxInvoice.serial),
    ),
    field('taxable_value', '23', 'Value (INR)', rupees(assessed?.taxablePaise), { span: 2 }),
    field('export_duty_rate', '24', 'Export duty, rate %', percent(line.exportDutyBp ?? 0)),
    field('export_duty', '25', 'Export duty (INR)', rupees(assessed?.exportDutyPaise)),
    field('cess_rate', '26', 'Cess, rate %', percent(line.cessBp ?? 0)),
    field('cess', '27', 'Cess (INR)', rupees(assessed?.cessPaise)),
    field('igst_rate', '28', 'IGST, rate %', isTaxed ? percent(line.igstBp) : ''),
    field('igst', '29', 'IGST (INR)', isTaxed ? rupees(assessed?.igstPaise) : ''),
    field(
      'compensation_cess_rate',
      '30',
      'Compensation cess, rate %',
      isTaxed ? percent(line.compensationCessBp ?? 0) : '',
    ),
    field('compensation_cess', '31', 'Compensation cess (INR)', isTaxed ? rupees(assessed?.compensationCessPaise) : ''),
    field('lut', '32', 'LUT/bond details', tax.choice === 'lut' ? linesOf([tax.lut, tax.lutDate]) : '', { span: 4 }),
    field('total_duties', '33', 'Total duties (INR)', rupees(duties), { span: 2 }),
    field('total_cess', '34', 'Total cess (INR)', rupees(cesses), { span: 2 }),
  ];
}

function declarations({ declaration: { claims = {}, tax = {} } }: Documented): FormField[] {
  const yes = (is: boolean): string => (is ? 'YES' : 'NO');
  const zeroRated = { lut: 'YES: LUT or bond', igst: 'YES: IGST paid', exempt: 'NO' };
  return [
    field('claims_drawback', '1a', 'Drawback is claimed', yes(claims.drawback === true)),
    field('claims_scheme', '1b', 'RoDTEP or RoSCTL is claimed', yes(claims.rodtep === true || claims.rosctl === true)),
    field(
      'zero_rated',
      '2',
      'Zero-rated under section 16 of the IGST Act',
      tax.choice === undefined ? '' : zeroRated[tax.choice],
    ),
    field('exempt', '3', 'The goods are exempt', yes(tax.choice === 'exempt')),
  ];
}

/** The table of schemes that the forms of 2026 add; nothing where nothing is claimed. */
function schemes({ declaration: { goods = [] } }: Documented): FormSection[] {
  const columns: readonly TableColumn[] = [
    { key: 'line', no: '', name: 'Line', share: 1 },
    { key: 'hs', no: '', name: 'CTH', share: 2 },
    { key: 'drawback', no: '', name: 'Drawback serial no.', share: 3 },
    { key: 'rodtep', no: '', name: 'RoDTEP claimed', share: 2 },
    { key: 'rosctl', no: '', name: 'RoSCTL claimed', share: 2 },
  ];
  const rows = goods.flatMap(({ hs, drawbackSerial, rodtep, rosctl }, index) =>
    drawbackSerial === undefined && rodtep !== true && rosctl !== true
      ? []
      : [
          [
            String(index + 1),
            hsText(hs),
            drawbackSerial ?? '',
            rodtep === true ? 'YES' : 'NO',
            rosctl === true ? 'YES' : 'NO',
          ],
        ],
  );
  return rows.length === 0 ? [] : [{ kind: 'table', title: 'Schemes', columns, rows }];
}

function official({ declaration, letExportOn }: Documented): FormField[] {
  return [
    field(
      'signature',
      '',
      'Declared to be true: signature of the exporter or agent',
      declaration.agent?.name ?? declaration.exporter?.name,
      {
        emptyLines: 3,
      },
    ),
    field('examination_order', '', 'Examination order', '', { emptyLines: 3 }),
    field('examination_report', '', 'Examination report', '', { emptyLines: 3 }),
    field('let_export', '', 'Let export order', letExportOn, { emptyLines: 3 }),
  ];
}
