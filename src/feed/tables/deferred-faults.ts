import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlFile } from './duckdb-session.js';
import { KEPT_PER_CODE_AND_FILE, type FaultList } from './fault-list.js';
import type { RowFault, ShipmentColumn } from '../shipments/shipment-rows.js';

interface Deferred {
  readonly row: number;
  readonly column: ShipmentColumn;
  readonly fault: RowFault;
}

/**
 * Faults in rows of a Parquet file, whose values are looked up when reading is done: while it goes on, only numbers
 * and codes are at hand. Of each code and column the first 100 are kept and the rest counted.
 */
export class DeferredFaults {
  private readonly kept: Deferred[] = [];
  private readonly counts = new Map<string, { fault: RowFault; count: number }>();

  constructor(
    private readonly file: string,
    private readonly faults: FaultList,
  ) {}

  add(row: number, column: ShipmentColumn, fault: RowFault): void {
    const key = `${fault.code} ${column}`;
    const counted = this.counts.get(key);
    if (counted) counted.count++;
    else this.counts.set(key, { fault, count: 1 });
    if ((counted?.count ?? 1) <= KEPT_PER_CODE_AND_FILE) this.kept.push({ row, column, fault });
  }

  /** Adds all of them to the list, with their values and 1-based row numbers as lines. */
  async report(connection: DuckDBConnection, path: string, columns: ReadonlySet<ShipmentColumn>): Promise<void> {
    if (this.kept.length === 0) return;
    const values = new Map<string, string | null>();
    const rows = [...new Set(this.kept.map(({ row }) => row))];
    for (const column of new Set(this.kept.map((fault) => fault.column))) {
      if (!columns.has(column)) continue;
      const found = await connection.runAndReadAll(
        `select file_row_number::integer, ${column}::varchar from read_parquet(${sqlFile(path)}, file_row_number = true)
          where file_row_number in (${rows.join(', ')})`,
      );
      for (const [row, value] of found.getRows() as [number, string | null][]) values.set(`${row} ${column}`, value);
    }
    for (const { row, column, fault } of this.kept) {
      const value = values.get(`${row} ${column}`) ?? undefined;
      this.faults.add({ file: this.file, line: row + 1, column, value, ...fault });
    }
    for (const { fault, count } of this.counts.values()) {
      const more = count - KEPT_PER_CODE_AND_FILE;
      if (more > 0) this.faults.add({ file: this.file, ...fault }, more);
    }
  }
}
