import { fileSource } from '../../feed/tables/byte-source.js';
import { FaultList } from '../../feed/tables/fault-list.js';
import { Table } from '../../feed/tables/table.js';
import { didYouMean } from '../../base/did-you-mean.js';
import { DeclarationSchema, type WireDeclaration } from '../../wire/exports/export-declarations.js';
import type { WireFault } from '../../wire/http/problem.js';
import { parsePart } from '../http/parse-input.js';
import { faultsOfText } from '../http/problem-error.js';

/** What a column is read as. Amounts of money are in minor units, as everywhere. */
type Kind = 'text' | 'number' | 'flag';

/** Columns of a parcel, by the path of the field: `addressee_name` is `addressee/name`. */
const PARCEL: Readonly<Record<string, readonly [path: string, kind: Kind]>> = {
  ...plain('', [
    'reference',
    'sender',
    'channel',
    'service',
    'booking_pin',
    'foreign_post_office',
    'item',
    'category',
    'category_note',
    'currency',
    'comments',
  ]),
  ...plain(
    '',
    ['gross_weight_g', 'length_mm', 'width_mm', 'height_mm', 'total_value_minor', 'postal_charges_minor'],
    'number',
  ),
  ...plain('', ['is_ecommerce'], 'flag'),
  ...plain('exporter', [
    'name',
    'business',
    'address',
    'city',
    'state_code',
    'pin',
    'phone',
    'email',
    'iec',
    'gstin',
    'ad_code',
  ]),
  ...plain('addressee', [
    'name',
    'business',
    'address',
    'city',
    'state',
    'postal_code',
    'country',
    'phone',
    'email',
    'importer_reference',
  ]),
  ...plain('invoice', ['number', 'date']),
  ...plain('ecommerce', ['operator_gstin', 'website', 'payment_id']),
  ...plain('tax', ['choice', 'lut', 'lut_date']),
  ...plain('claims', ['drawback', 'rodtep', 'rosctl'], 'flag'),
};

/** Columns of a line of goods. */
const GOODS: Readonly<Record<string, readonly [path: string, kind: Kind]>> = {
  ...plain('goods', ['description', 'unit', 'hs', 'origin', 'sku', 'drawback_serial']),
  ...plain(
    'goods',
    ['quantity', 'net_weight_g', 'value_minor', 'export_duty_bp', 'cess_bp', 'igst_bp', 'compensation_cess_bp'],
    'number',
  ),
  ...plain('goods', ['rodtep', 'rosctl'], 'flag'),
  ...Object.fromEntries(
    (
      [['number', 'text'], ['date', 'text'], ['serial', 'number'], ['hsn', 'text'], ['value_paise', 'number']] as const
    ).map(([key, kind]) => [`tax_invoice_${key}`, [`goods/tax_invoice/${key}`, kind] as const]),
  ), // prettier-ignore
};

export const UPLOAD_COLUMNS: readonly string[] = [...Object.keys(PARCEL), ...Object.keys(GOODS)];

function plain(part: string, keys: readonly string[], kind: Kind = 'text'): Record<string, readonly [string, Kind]> {
  return Object.fromEntries(
    keys.map((key) => (part === '' ? [key, [key, kind]] : [`${part}_${key}`, [`${part}/${key}`, kind]])),
  );
}

/** A parcel of a file: its declaration and the lines of the file that it stands on, one a line of goods. */
export interface UploadedParcel {
  readonly sent: WireDeclaration;
  readonly lines: readonly number[];
}

/**
 * Reads a file whose rows are lines of goods: neighbouring rows with the same reference are one parcel, whose other fields its first row
 * says. Parcels at fault are left out, with every fault by line and column.
 */
export function readExportFile(
  path: string,
  rowsMax: number,
): {
  readonly parcels: readonly UploadedParcel[];
  readonly faults: readonly WireFault[];
  readonly isReadable: boolean;
} {
  const found = new FaultList();
  const table = new Table(fileSource(path), 'upload', found);
  const columns = UPLOAD_COLUMNS.map(
    (name) => [name, table.column(name, name === 'goods_description' ? 'required' : 'optional')] as const,
  );
  const groups: { raw: Record<string, unknown>; reference: string; lines: number[] }[] = [];
  let rowCount = 0;
  while (rowCount <= rowsMax && table.next()) {
    rowCount++;
    const fields = new Map(
      columns.flatMap(([name, column]) => (table.isEmpty(column) ? [] : [[name, table.text(column)] as const])),
    );
    const reference = fields.get('reference') ?? '';
    const before = groups.at(-1);
    const goods = fieldsOf(fields, GOODS)['goods'] ?? {};
    if (before !== undefined && reference !== '' && before.reference === reference) {
      (before.raw['goods'] as unknown[]).push(goods);
      before.lines.push(table.line);
    } else groups.push({ raw: { ...fieldsOf(fields, PARCEL), goods: [goods] }, reference, lines: [table.line] });
  }
  const unknown = table.names.flatMap((name) => (name === '' ? [] : unknownColumn(name)));
  const ofFile = [...unknown, ...faultsOfText(found.list())];
  if (rowCount > rowsMax)
    ofFile.push({ code: 'too_many_rows', message: 'the file has too many rows', allowed: `at most ${rowsMax} rows` });
  if (rowCount === 0 && ofFile.length === 0) ofFile.push({ code: 'empty_file', message: 'the file has no rows' });
  if (ofFile.length > 0) return { parcels: [], faults: ofFile, isReadable: false };
  const parcels: UploadedParcel[] = [];
  const faults: WireFault[] = [];
  for (const { raw, lines } of groups) {
    const parsed = parsePart('body', DeclarationSchema, raw);
    faults.push(...parsed.faults.map((fault) => faultOnLine(fault, lines)));
    if (parsed.faults.length === 0) parcels.push({ sent: parsed.value as WireDeclaration, lines });
  }
  return { parcels, faults, isReadable: true };
}

function fieldsOf(fields: ReadonlyMap<string, string>, columns: typeof PARCEL): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, text] of fields) {
    const [path, kind] = columns[name] ?? [];
    if (path === undefined) continue;
    const keys = path.split('/');
    let into = result;
    for (const key of keys.slice(0, -1)) into = (into[key] ??= {}) as Record<string, unknown>;
    into[keys.at(-1) ?? ''] = valueOf(text, kind ?? 'text');
  }
  return result;
}

/** Numbers and flags that are none stay text, to be refused with what stood there. */
function valueOf(text: string, kind: Kind): unknown {
  if (kind === 'number') return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
  if (kind === 'flag')
    return text === 'true' || text === '1' || text === 'yes'
      ? true
      : text === 'false' || text === '0' || text === 'no'
        ? false
        : text;
  return text;
}

/** A fault by line and column of the file, in the place of a pointer into its declaration. */
export function faultOnLine({ pointer = '', ...fault }: WireFault, lines: readonly number[]): WireFault {
  const keys = pointer.split('/').slice(1);
  const row = keys[0] === 'goods' ? Number(keys[1] ?? 0) : 0;
  const path = (keys[0] === 'goods' ? ['goods', ...keys.slice(2)] : keys).join('/');
  const column =
    Object.entries({ ...PARCEL, ...GOODS }).find(([, [to]]) => to === path)?.[0] ?? path.replaceAll('/', '_');
  const line = lines[Number.isInteger(row) ? row : 0] ?? lines[0];
  return { ...fault, column, ...(line === undefined ? {} : { line }) };
}

function unknownColumn(name: string): WireFault[] {
  if (UPLOAD_COLUMNS.includes(name)) return [];
  const suggestion = didYouMean(name, UPLOAD_COLUMNS);
  const fault = {
    code: 'unknown_column',
    column: name,
    message: 'the column is not known',
    allowed: UPLOAD_COLUMNS.join(', '),
  };
  return [{ ...fault, ...(suggestion === undefined ? {} : { suggestion }) }];
}
