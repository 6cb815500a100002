import { didYouMean } from '../../base/did-you-mean.js';
import { GOODS } from '../../domain/network.js';
import { fileSource } from '../../feed/tables/byte-source.js';
import { duckDbMessage, openDuckDb, sqlFile } from '../../feed/tables/duckdb-session.js';
import { FaultList } from '../../feed/tables/fault-list.js';
import { Table } from '../../feed/tables/table.js';
import { parseGoods } from '../../feed/tables/values.js';
import type { WireFault } from '../../wire/http/problem.js';
import { faultsOfText } from '../http/problem-error.js';

/** A row of an upload as text by column; what is empty is absent. */
export interface UploadRow {
  readonly line: number; // of a CSV file, from 1; of Parquet the row
  readonly fields: Readonly<Partial<Record<UploadColumn, string>>>;
}

/** Columns of an upload, and where each goes in what is booked. */
export const UPLOAD_COLUMNS = {
  shipment_id: 'reference',
  party: 'party',
  product: 'product',
  origin: 'origin',
  ready_at: 'ready_at',
  destination_pin: 'destination_pin',
  weight_g: 'weight_g',
  volume_ml: 'volume_ml',
  longest_side_cm: 'longest_side_cm',
  value: 'value_minor',
  cod_amount: 'cod_minor',
  goods: 'goods',
  promised_by: 'promised_by',
  tracking_number: 'tracking_number',
  shipper_id: 'shipper_id',
  accept_unpromised: 'accept_unpromised',
  recipient_name: 'recipient/name',
  recipient_phone: 'recipient/phone',
  recipient_address: 'recipient/address',
  recipient_digipin: 'recipient/digipin',
} as const;

export type UploadColumn = keyof typeof UPLOAD_COLUMNS;

export interface UploadReading {
  readonly rows: readonly UploadRow[];
  readonly faults: readonly WireFault[];
}

const NAMES = Object.keys(UPLOAD_COLUMNS) as UploadColumn[];
const REQUIRED: readonly UploadColumn[] = ['origin', 'ready_at', 'destination_pin', 'weight_g'];

/** Reads at most `rowsMax` rows of a CSV or Parquet file, told apart by its first bytes. */
export async function readUpload(path: string, isParquet: boolean, rowsMax: number): Promise<UploadReading> {
  const reading = isParquet ? await readParquet(path, rowsMax + 1) : readCsv(path, rowsMax + 1);
  if (reading.rows.length <= rowsMax) return reading;
  const message = 'the file has too many rows';
  const suggestion = 'Send it in several files.';
  return { rows: [], faults: [{ code: 'too_many_rows', message, allowed: `at most ${rowsMax} rows`, suggestion }] };
}

function readCsv(path: string, rowsMax: number): UploadReading {
  const faults = new FaultList();
  const table = new Table(fileSource(path), 'upload', faults);
  const columns = NAMES.map(
    (name) => [name, table.column(name, REQUIRED.includes(name) ? 'required' : 'optional')] as const,
  );
  const rows: UploadRow[] = [];
  while (rows.length < rowsMax && table.next()) {
    const fields: Partial<Record<UploadColumn, string>> = {};
    for (const [name, column] of columns) if (!table.isEmpty(column)) fields[name] = table.text(column);
    rows.push({ line: table.line, fields });
  }
  const unknown = table.names.flatMap((name) => (name === '' ? [] : unknownColumn(name)));
  return { rows, faults: [...unknown, ...faultsOfText(faults.list())] };
}

async function readParquet(path: string, rowsMax: number): Promise<UploadReading> {
  const session = await openDuckDb(path);
  const { connection } = session;
  try {
    const source = `read_parquet(${sqlFile(path)})`;
    const described = await connection.runAndReadAll(`describe select * from ${source}`);
    const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
    const faults = [...types.keys()].flatMap(unknownColumn);
    for (const name of REQUIRED) {
      if (!types.has(name))
        faults.push({ code: 'missing_column', column: name, message: `the column ${name} is missing` });
    }
    if (faults.length > 0) return { rows: [], faults };
    const present = NAMES.filter((name) => types.has(name));
    const texts = present.map((name) => textSql(name, types.get(name) ?? ''));
    const read = await connection.runAndReadAll(`select ${texts.join(', ')} from ${source} limit ${rowsMax}`);
    const rows = read.getRows().map((values, row): UploadRow => {
      const entries = present.map((name, at) => [name, values[at]] as const);
      const fields = Object.fromEntries(entries.filter(([, value]) => value !== null && value !== ''));
      return { line: row + 1, fields };
    });
    return { rows, faults: [] };
  } catch (error) {
    const message = `the file cannot be read as Parquet: ${duckDbMessage(error)}`;
    return { rows: [], faults: [{ code: 'bad_parquet', message, allowed: 'a Parquet file, or CSV as text/csv' }] };
  } finally {
    await session.close();
  }
}

/** A column as text; instants as RFC 3339 in UTC. */
function textSql(name: string, type: string): string {
  if (type === 'TIMESTAMP WITH TIME ZONE') return `strftime("${name}" at time zone 'UTC', '%Y-%m-%dT%H:%M:%SZ')`;
  if (type.startsWith('TIMESTAMP')) return `strftime("${name}", '%Y-%m-%dT%H:%M:%SZ')`;
  return `trim(cast("${name}" as varchar))`;
}

function unknownColumn(name: string): WireFault[] {
  if (NAMES.some((known) => known === name)) return [];
  const suggestion = didYouMean(name, NAMES);
  const fault = { code: 'unknown_column', column: name, message: 'the column is not known', allowed: NAMES.join(', ') };
  return [{ ...fault, ...(suggestion === undefined ? {} : { suggestion }) }];
}

/** A row as a request for a shipment would say it, to be checked as that. Numbers that are none stay text. */
export function requestOfRow({ fields }: UploadRow, minorPerMajor: number): Record<string, unknown> {
  const request: Record<string, unknown> = {};
  const recipient: Record<string, unknown> = {};
  for (const [column, text] of Object.entries(fields)) {
    const key = UPLOAD_COLUMNS[column as UploadColumn];
    if (key === 'party') continue;
    if (key.startsWith('recipient/')) recipient[key.slice('recipient/'.length)] = text;
    else request[key] = valueOf(column as UploadColumn, text, minorPerMajor);
  }
  return { product: 'standard', ...request, recipient };
}

function valueOf(column: UploadColumn, text: string, minorPerMajor: number): unknown {
  switch (column) {
    case 'weight_g':
    case 'volume_ml':
    case 'longest_side_cm':
      return isNumber(text) ? Math.ceil(Number(text)) : text;
    case 'value':
    case 'cod_amount':
      return isNumber(text) ? Math.round(Number(text) * minorPerMajor) : text;
    case 'accept_unpromised':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
    case 'goods': {
      const { mask, unknown } = parseGoods(text);
      return [...GOODS.filter((_, bit) => (mask & (1 << bit)) !== 0), ...unknown];
    }
    default:
      return text;
  }
}

function isNumber(text: string): boolean {
  return /^\d{1,12}(\.\d{1,6})?$/.test(text);
}
