import { createReadStream } from 'node:fs';
import type { z } from '@hono/zod-openapi';
import { isParquet } from '../../feed/shipments/read-shipments.js';
import { newId } from '../../store/database/ids.js';
import type { Tx } from '../../store/database/store.js';
import {
  addUpload,
  addUploadBytes,
  findUpload,
  listUploadFaults,
  listUploads,
  type UploadRowOfTable,
} from '../../store/shipments/uploads.js';
import type { ReceivedFile } from '../../wire/http/operation.js';
import type { WireFault } from '../../wire/http/problem.js';
import * as wire from '../../wire/shipments/uploads.js';
import { cappedFaults } from '../http/parse-input.js';
import { beforeOf, pageOfRows } from '../http/cursors.js';
import { ProblemError } from '../http/problem-error.js';
import { enqueue } from '../jobs/enqueue.js';
import type { OperationServer } from '../http/serve-operation.js';
import type { CarrierOf } from '../quotes/carrier-of.js';
import { bookParcels, type Booked, type Booking } from './book.js';
import { readUpload, type UploadRow } from './upload-rows.js';
import { faultOfRow, readRows, rowOfFault, type ReadRows } from './uploads-read.js';

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
    const read = readRows(rows, { party: carrier.code, minorPerMajor: reference.workspace.minorPerMajor });
    const skips = input.query.on_fault === 'skip';
    if (read.faults.length > 0 && !skips) throw new ProblemError('invalid', undefined, cappedFaults(read.faults));
    return run((tx) => bookRows(tx, booking, { rows, read, skips }));
  });
  operations.serve(wire.startUpload, async ({ input, principal, acting, now, run }) => {
    await carrierOf.find(principal.organisationId); // whoever has none is told at once
    return run(async (tx) => {
      const id = newId('upload', now.getTime());
      await addUpload(tx, acting, { id, createdBy: principal.actorId, now });
      let piece = 0;
      for await (const bytes of createReadStream((input.body as ReceivedFile).path, { highWaterMark: READ_BYTES })) {
        piece = await addUploadBytes(tx, id, piece, bytes as Buffer);
      }
      await enqueue(tx, 'upload', { upload: id }, { now });
      return uploadOnWire(await getUpload(tx, id));
    });
  });
  operations.serve(wire.listUploads, ({ input, run }) => {
    const { limit, cursor } = input.query;
    const page = { limit: limit + 1, before: beforeOf(cursor, 'upload') };
    return run(async (tx) => pageOfRows(await listUploads(tx, page), limit, uploadOnWire));
  });
  operations.serve(wire.getUpload, ({ input, run }) =>
    run(async (tx) => uploadOnWire(await getUpload(tx, input.params.id))),
  );
  operations.serve(wire.listUploadFaults, ({ input, run }) =>
    run(async (tx) => {
      const { id } = await getUpload(tx, input.params.id);
      const { limit, cursor } = input.query;
      const rows = await listUploadFaults(tx, id, { from: numberOf(cursor), limit: limit + 1 });
      const next = rows.at(limit);
      return {
        data: rows.slice(0, limit).map(({ fault }) => fault as WireFault),
        next_cursor: next === undefined ? null : String(next.number),
      };
    }),
  );
}

/** Bytes of a file that are read at once: as many as one row of the database holds. */
const READ_BYTES = 4 * 1024 * 1024;

async function getUpload(tx: Tx, id: string): Promise<UploadRowOfTable> {
  const found = await findUpload(tx, id);
  if (found === undefined) throw new ProblemError('not_found');
  return found;
}

function uploadOnWire(upload: UploadRowOfTable): z.infer<typeof wire.UploadJobSchema> {
  return {
    id: upload.id,
    mode: upload.mode,
    state: upload.state,
    rows: upload.row_count,
    checked: upload.checked_count,
    booked: upload.state === 'booked' || upload.state === 'booking' ? upload.booked_count : 0,
    faults: upload.fault_count,
    fault: upload.fault,
    created_at: upload.created_at.toISOString(),
    ended_at: upload.ended_at?.toISOString() ?? null,
  };
}

/** Number of the fault that a page begins with. */
function numberOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  const fault = { code: 'bad_format', message: 'must be next_cursor of the page before', parameter: 'cursor' };
  throw new ProblemError('invalid', undefined, [fault]);
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
      const found = error.faults.map((fault) => ({ row: rowOfFault(fault), fault: faultOfRow(fault, rows) }));
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
