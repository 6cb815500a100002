import type { z } from '@hono/zod-openapi';
import { isParquet } from '../../feed/read-shipments.js';
import { newId } from '../../store/ids.js';
import type { Tx } from '../../store/store.js';
import type { ReceivedFile } from '../../wire/operation.js';
import type { WireFault } from '../../wire/problem.js';
import { NewShipmentSchema } from '../../wire/shipments.js';
import * as wire from '../../wire/uploads.js';
import { cappedFaults, parsePart } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { CarrierOf } from '../quotes/carrier-of.js';
import { bookParcels, type Booked, type Booking, type SentRow } from './book.js';
import { readUpload, requestOfRow, UPLOAD_COLUMNS, type UploadRow } from './upload-rows.js';

type Uploaded = z.infer<typeof wire.uploadShipments.answer.body>;

/** What can be wrong with a row shows in passes: its form, what it refers to, whether it can be promised. */
const PASSES = 4;

/** Shipments from files. */
export function serveUploads(operations: OperationServer, carrierOf: CarrierOf): void {
  const { reference, quotes } = operations.server;
  operations.serve(wire.uploadShipments, async ({ input, principal, acting, now, run }) => {
    const carrier = await carrierOf.find(principal.organisationId);
    const booking = { principal, acting, now, reference, open: await quotes.at(now), carrier };
    const { path } = input.body as ReceivedFile;
    const { rows, faults } = await readUpload(path, isParquet(path), wire.UPLOAD_ROWS_MAX);
    if (faults.length > 0) throw new ProblemError('invalid', undefined, cappedFaults(faults));
    if (rows.length === 0) {
      throw new ProblemError('invalid', undefined, [{ code: 'empty_file', message: 'the file has no rows' }]);
    }
    const read = readRows(rows, carrier.code, reference.workspace.minorPerMajor);
    const skips = input.query.on_fault === 'skip';
    if (read.faults.length > 0 && !skips) throw new ProblemError('invalid', undefined, cappedFaults(read.faults));
    return run((tx) => bookRows(tx, booking, { rows, read, skips }));
  });
}

interface ReadRows {
  readonly sent: readonly SentRow[]; // path: index of the row
  readonly faults: readonly WireFault[];
}

async function bookRows(
  tx: Tx,
  booking: Booking,
  { rows, read, skips }: { readonly rows: readonly UploadRow[]; readonly read: ReadRows; readonly skips: boolean },
): Promise<Uploaded> {
  const uploadId = newId('upload', booking.now.getTime());
  const faults = [...read.faults];
  let left = read.sent;
  let booked: Booked = { shipments: [], warnings: [] };
  for (let pass = 0; pass < PASSES && left.length > 0; pass++) {
    try {
      booked = await bookParcels(tx, { ...booking, uploadId }, left);
      break;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.faults === undefined) throw error;
      const found = error.faults.map((fault) => ({ row: rowOf(fault), fault: faultOfRow(fault, rows) }));
      if (!skips) throw new ProblemError('invalid', undefined, cappedFaults(found.map(({ fault }) => fault)));
      faults.push(...found.map(({ fault }) => fault));
      const faulty = new Set(found.map(({ row }) => row));
      left = left.filter(({ path }) => !faulty.has(Number(path[0])));
    }
  }
  return {
    upload_id: uploadId,
    rows: rows.length,
    booked: booked.shipments.length,
    skipped: rows.length - booked.shipments.length,
    faults: cappedFaults(faults),
    warnings: booked.warnings,
  };
}

/** Rows as requests, those whose form is right; and what is wrong with the others. */
function readRows(rows: readonly UploadRow[], party: string, minorPerMajor: number): ReadRows {
  const sent: SentRow[] = [];
  const faults: WireFault[] = [];
  rows.forEach((row, index) => {
    const { line, fields } = row;
    if (fields.party !== undefined && fields.party !== party) {
      const message = 'is not your carrier';
      faults.push({ code: 'unknown_reference', message, line, column: 'party', value: fields.party, allowed: party });
      return;
    }
    const parsed = parsePart('body', NewShipmentSchema, requestOfRow(row, minorPerMajor));
    if (parsed.faults.length > 0) {
      faults.push(
        ...parsed.faults.map((fault) =>
          faultOfRow({ ...fault, pointer: `#/${index}${fault.pointer?.slice(1)}` }, rows),
        ),
      );
    } else sent.push({ sent: parsed.value as SentRow['sent'], path: [index] });
  });
  return { sent, faults };
}

/** A fault by line and column instead of a pointer. */
function faultOfRow({ pointer, ...fault }: WireFault, rows: readonly UploadRow[]): WireFault {
  const [, index = '', ...keys] = (pointer ?? '').split('/');
  const key = keys.join('/');
  const column = Object.entries(UPLOAD_COLUMNS).find(([, to]) => to === key || to === keys[0])?.[0];
  const line = rows[Number(index)]?.line;
  return { ...fault, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

function rowOf({ pointer }: WireFault): number {
  return Number((pointer ?? '').split('/')[1] ?? Number.NaN);
}
