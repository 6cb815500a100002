import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Fault } from '../../base/input-error.js';
import type { Shipments } from '../../domain/shipments.js';
import { packedString } from '../../domain/shipments.js';
import type { Workspace } from '../../domain/workspace.js';
import { findDuplicateIds } from '../tables/duplicate-ids.js';
import { FaultList } from '../tables/fault-list.js';
import { readShipmentsCsv } from './shipments-csv.js';
import { readShipmentsParquet } from './shipments-parquet.js';

/** Fewer rows than this are too few to judge a column by. */
const ROWS_TO_JUDGE = 20;
const DUPLICATES_MAX = 1000;

/** Shipments as read, and what to mind about them. */
export interface ShipmentsReading {
  readonly shipments: Shipments;
  readonly warnings: readonly Fault[];
}

/**
 * Reads shipments of a workspace from Parquet or CSV, told apart by their first bytes. Streams: needs little more memory than
 * the columns it returns. Throws one InputError with every fault; the line of a fault in a Parquet file is its row.
 */
export async function readShipments(path: string, workspace: Workspace): Promise<ShipmentsReading> {
  const faults = new FaultList();
  const file = basename(path);
  if (!existsSync(path) || !statSync(path).isFile()) {
    const allowed = 'a CSV or Parquet file; the key shipments in interline.yaml names it';
    faults.add({ code: 'missing_file', file, message: 'there are no shipments', value: path, allowed });
    faults.warningsOrThrow();
  }
  const { shipments, lineOf } = isParquet(path)
    ? await fromParquet(path, file, workspace, faults)
    : fromCsv(path, file, workspace, faults);
  let duplicates = 0;
  findDuplicateIds(shipments.id, (row, first) => {
    const value = packedString(shipments.id, row);
    if (value === '') return true;
    const message = `the shipment is given on line ${lineOf(first)} already`;
    faults.add({ code: 'duplicate_id', file, line: lineOf(row), column: 'shipment_id', value, message });
    return ++duplicates < DUPLICATES_MAX;
  });
  checkUnits(shipments, file, faults);
  return { shipments, warnings: faults.warningsOrThrow() };
}

interface Rows {
  readonly shipments: Shipments;
  readonly lineOf: (row: number) => number;
}

async function fromParquet(path: string, file: string, workspace: Workspace, faults: FaultList): Promise<Rows> {
  const rows = await readShipmentsParquet(path, file, workspace, faults);
  return { shipments: rows.finish(), lineOf: (row) => row + 1 };
}

function fromCsv(path: string, file: string, workspace: Workspace, faults: FaultList): Rows {
  const { rows, lineOf } = readShipmentsCsv(path, file, workspace, faults);
  return { shipments: rows.finish(), lineOf };
}

/** Every Parquet file starts with these four bytes. */
export function isParquet(path: string): boolean {
  const start = Buffer.alloc(4);
  const file = openSync(path, 'r');
  try {
    return readSync(file, start, 0, 4, 0) === 4 && start.toString('latin1') === 'PAR1';
  } finally {
    closeSync(file);
  }
}

/** Warns where no parcel weighs, or fills, as much as the lightest things do: the unit is most likely another one. */
function checkUnits(shipments: Shipments, file: string, faults: FaultList): void {
  const { count, weightG, volumeMl } = shipments;
  if (count < ROWS_TO_JUDGE) return;
  let heaviestG = 0;
  let largestMl = 0;
  for (let row = 0; row < count; row++) {
    heaviestG = Math.max(heaviestG, weightG[row]);
    largestMl = Math.max(largestMl, volumeMl[row]);
  }
  const warn = (column: string, most: number, suggestion: string) => {
    const message = 'no parcel has more than this';
    faults.add({
      code: 'unit_suspicious',
      severity: 'warning',
      file,
      column,
      value: String(most),
      message,
      suggestion,
    });
  };
  if (heaviestG <= 50) warn('weight_g', heaviestG, 'Maybe the column is in kilograms; it should be grams.');
  if (largestMl <= 100) warn('volume_ml', largestMl, 'Maybe the column is in litres; it should be millilitres.');
}
