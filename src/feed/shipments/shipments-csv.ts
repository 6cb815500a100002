import { statSync } from 'node:fs';
import { NONE } from '../../base/none.js';
import type { Workspace } from '../../domain/workspace.js';
import { plainDecimal } from '../tables/byte-numbers.js';
import { fileSource } from '../tables/byte-source.js';
import { didYouMean } from '../../base/did-you-mean.js';
import type { FaultList } from '../tables/fault-list.js';
import { plainInstant } from '../tables/plain-instant.js';
import {
  NO_ORIGIN,
  REQUIRED_SHIPMENT_COLUMNS,
  SHIPMENT_COLUMNS,
  ShipmentReferences,
  ShipmentRows,
} from './shipment-rows.js';
import type { RowReport, RowValues, ShipmentColumn } from './shipment-rows.js';
import { Table, type Column } from '../tables/table.js';
import { parseDecimal, parseGoods, parseInstant } from '../tables/values.js';

const BUFFER_BYTES = 1 << 20;
const SUGGESTIONS_MAX = 10;
const GOODS_TEXTS_MAX = 1000;
/** A row of shipments in CSV is seldom shorter, so the columns are made for this many rows and rarely grow. */
const ROW_BYTES = 70;
const ID_BYTES = 16;

/** Rows of a CSV file of shipments, and on which line each stands. */
export interface CsvShipments {
  readonly rows: ShipmentRows;
  readonly lineOf: (row: number) => number;
}

/** Reads a CSV file of shipments straight from its bytes; what is wrong is added to `faults`. */
export function readShipmentsCsv(path: string, file: string, workspace: Workspace, faults: FaultList): CsvShipments {
  const table = new Table(fileSource(path), file, faults, BUFFER_BYTES);
  const expected = Math.ceil(statSync(path).size / ROW_BYTES);
  const rows = new ShipmentRows(workspace, expected, expected * ID_BYTES);
  const reader = new RowReader(table, workspace);
  const lines = new RowLines();
  while (table.next()) {
    lines.add(rows.count, table.line);
    reader.read(rows);
  }
  return { rows, lineOf: (row) => lines.lineOf(row) };
}

/** Parses the fields of the table's current row into one reused set of values. */
class RowReader {
  private readonly columns: Record<ShipmentColumn, Column>;
  private readonly references: ShipmentReferences;
  private readonly goodsMasks = new Map<string, number>();
  private readonly startSec: number;
  private readonly minorPerMajor: number;
  private readonly values: RowValues = {
    party: 0, product: 0, origin: 0, destination: 0, readySec: 0, promisedSec: Number.NaN, weightG: 1,
    volumeMl: Number.NaN, longestSideCm: Number.NaN, value: 0, codAmount: 0, goods: 0,
  }; // prettier-ignore
  private readonly report: RowReport = (column, fault) => this.table.fault(this.columns[column], fault);

  constructor(
    private readonly table: Table,
    workspace: Workspace,
  ) {
    const entries = SHIPMENT_COLUMNS.map((name) => [
      name,
      table.column(name, REQUIRED_SHIPMENT_COLUMNS.includes(name) ? 'required' : 'optional'),
    ]);
    this.columns = Object.fromEntries(entries) as Record<ShipmentColumn, Column>;
    table.warnUnknownColumns();
    this.references = new ShipmentReferences(workspace);
    this.startSec = workspace.calendar.startMs / 1000;
    this.minorPerMajor = workspace.minorPerMajor;
  }

  read(rows: ShipmentRows): void {
    const { table, values, columns, references } = this;
    const { bytes, start, end } = table.scanner;
    const id = columns.shipment_id;
    if (table.isEmpty(id)) table.requiredText(id);
    else rows.appendId(bytes, start[id], end[id]);
    values.party = this.lookUp(columns.party, references.parties, 'party of interline.yaml');
    values.product = table.isEmpty(columns.product)
      ? 0
      : this.lookUp(columns.product, references.products, 'product of interline.yaml');
    values.destination = this.lookUp(columns.destination_pin, references.postalCodes, 'postal code of any feed');
    values.origin = this.origin(columns.origin, values.party);
    values.readySec = this.instant(columns.ready_at, 0);
    values.promisedSec = table.isEmpty(columns.promised_by)
      ? Number.NaN
      : this.instant(columns.promised_by, Number.NaN);
    values.weightG = this.decimal(columns.weight_g, 1);
    if (table.isEmpty(columns.weight_g)) table.requiredText(columns.weight_g);
    values.volumeMl = this.decimal(columns.volume_ml, Number.NaN);
    values.longestSideCm = this.decimal(columns.longest_side_cm, Number.NaN);
    values.value = this.money(columns.value);
    values.codAmount = this.money(columns.cod_amount);
    values.goods = this.goods(columns.goods);
    rows.add(values, this.report);
  }

  private lookUp(column: Column, dictionary: ShipmentReferences['parties'], what: string): number {
    const { table } = this;
    if (table.isEmpty(column)) {
      table.requiredText(column);
      return 0;
    }
    const { bytes, start, end } = table.scanner;
    const found = dictionary.find(bytes, start[column], end[column]);
    if (found !== NONE) return found;
    const again = dictionary.findText(table.text(column));
    if (again !== NONE) return again;
    this.unknown(column, `there is no such ${what}`, `a ${what}`, () => dictionary.texts());
    return 0;
  }

  private origin(column: Column, party: number): number {
    const { table, references } = this;
    if (table.isEmpty(column)) {
      table.requiredText(column);
      return 0;
    }
    const { bytes, start, end } = table.scanner;
    let origin = references.origin(party, bytes, start[column], end[column]);
    if (origin === NO_ORIGIN) origin = references.originText(party, table.text(column));
    if (origin !== NO_ORIGIN) return origin;
    const message = 'is neither a facility of the party nor a postal code of any feed';
    this.unknown(column, message, "a stop_id of the shipment's party, or a postal code", () =>
      references.originNames(party),
    );
    return 0;
  }

  private unknown(column: Column, message: string, allowed: string, names: () => readonly string[]): void {
    const { table } = this;
    const suggested = table.faults.countOf('unknown_reference', table.file) < SUGGESTIONS_MAX;
    const suggestion = suggested ? didYouMean(table.text(column), names()) : undefined;
    table.fault(column, { code: 'unknown_reference', message, allowed, suggestion });
  }

  /** Seconds since the horizon's start, rounded up. */
  private instant(column: Column, fallback: number): number {
    const { table } = this;
    if (table.isEmpty(column)) {
      table.requiredText(column);
      return fallback;
    }
    const { bytes, start, end } = table.scanner;
    const sec = plainInstant(bytes, start[column], end[column]);
    if (!Number.isNaN(sec)) return sec - this.startSec;
    const ms = parseInstant(table.text(column));
    if (ms !== undefined) return Math.ceil(ms / 1000) - this.startSec;
    const allowed = 'RFC 3339 with offset, such as 2026-11-23T18:00:00+05:30';
    table.fault(column, { code: 'bad_instant', message: 'is not an instant', allowed });
    return fallback;
  }

  private decimal(column: Column, fallback: number): number {
    const { table } = this;
    if (table.isEmpty(column)) return fallback;
    const { bytes, start, end } = table.scanner;
    const plain = plainDecimal(bytes, start[column], end[column]);
    if (!Number.isNaN(plain)) return plain;
    const text = table.text(column);
    const value = parseDecimal(text);
    if (value === undefined && text !== '') {
      table.fault(column, {
        code: 'bad_number',
        message: 'must be a number',
        allowed: 'a decimal number of at least 0',
      });
    }
    return value ?? fallback;
  }

  private money(column: Column): number {
    const { table } = this;
    if (table.isEmpty(column)) return 0;
    const { bytes, start, end } = table.scanner;
    const plain = plainDecimal(bytes, start[column], end[column]);
    return Number.isNaN(plain) ? table.money(column, 0, this.minorPerMajor) : plain * this.minorPerMajor;
  }

  private goods(column: Column): number {
    const { table } = this;
    if (table.isEmpty(column)) return 0;
    const text = table.text(column);
    const known = this.goodsMasks.get(text);
    if (known !== undefined) return known;
    const { mask, unknown } = parseGoods(text);
    if (unknown.length > 0) return table.goods(column);
    if (this.goodsMasks.size < GOODS_TEXTS_MAX) this.goodsMasks.set(text, mask);
    return mask;
  }
}

/** Line of every row, kept only where a row does not stand on the line after the one before. */
class RowLines {
  private readonly rows: number[] = [];
  private readonly lines: number[] = [];
  private nextLine = Number.NaN;

  add(row: number, line: number): void {
    if (line !== this.nextLine) {
      this.rows.push(row);
      this.lines.push(line);
    }
    this.nextLine = line + 1;
  }

  lineOf(row: number): number {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.rows[middle] <= row) low = middle;
      else high = middle - 1;
    }
    return this.lines[low] + row - this.rows[low];
  }
}
