import { newId } from '../../store/database/ids.js';
import * as wire from '../../wire/exports/exports.js';
import type { ReceivedFile } from '../../wire/http/operation.js';
import type { WireFault } from '../../wire/http/problem.js';
import { cappedFaults } from '../http/parse-input.js';
import { ProblemError } from '../http/problem-error.js';
import type { OperationServer } from '../http/serve-operation.js';
import { undoable, type Tx } from '../../store/database/store.js';
import type { ExportDesk } from './export-desk.js';
import { makeExports, type MakingExports } from './exports.js';
import { faultOnLine, readExportFile, type UploadedParcel } from './upload-rows.js';

/** Exports of CSV files. */
export function serveExportUploads(operations: OperationServer, desk: ExportDesk): void {
  operations.serve(wire.uploadExports, async ({ input, run, ...asking }) => {
    const carrier = await desk.carrier(asking.acting.partyId);
    const { parcels, faults, isReadable } = readExportFile((input.body as ReceivedFile).path, wire.EXPORTS_MAX);
    const skips = input.query.on_fault === 'skip' && isReadable;
    if (faults.length > 0 && !skips) throw new ProblemError('invalid', undefined, cappedFaults(faults));
    const timetable = await desk.timetable(asking.now);
    return run(async (tx) => {
      const open = await desk.open(tx, { carrier, now: asking.now, mode: asking.acting.mode });
      const uploadId = newId('upload', asking.now.getTime());
      const making = { open, asking, file: input.query.file === 'true', uploadId, skips, timetable };
      const made = await makeOfFile(tx, making, parcels);
      const all = [...faults, ...made.faults];
      const skipped = parcelsAtFault(faults) + (parcels.length - made.exports.length);
      return { upload_id: uploadId, exports: made.exports, skipped, faults: cappedFaults(all) };
    });
  });
}

/** Parcels that were left out when the file was read, by the lines that are at fault. */
function parcelsAtFault(faults: readonly WireFault[]): number {
  return new Set(faults.map(({ line }) => line)).size;
}

interface Making extends MakingExports {
  readonly skips: boolean;
}

/** Makes the exports of a file, without those at fault where they are skipped; otherwise throws with every fault on its line. */
async function makeOfFile(tx: Tx, making: Making, parcels: readonly UploadedParcel[]) {
  const faults: WireFault[] = [];
  let left = parcels;
  for (;;) {
    const rows = left.map(({ sent }, at) => ({ sent, under: `/${at}` }));
    try {
      const exports = rows.length === 0 ? [] : await undoable(tx, () => makeExports(tx, making, rows));
      return { exports, faults };
    } catch (error) {
      if (!(error instanceof ProblemError) || error.faults === undefined) throw error;
      const tried = left;
      const found = error.faults.map((fault) => ({ at: indexOf(fault), fault: onLine(fault, tried) }));
      if (!making.skips) throw new ProblemError('invalid', undefined, cappedFaults(found.map(({ fault }) => fault)));
      faults.push(...found.map(({ fault }) => fault));
      const faulty = new Set(found.map(({ at }) => at));
      left = tried.filter((_, at) => !faulty.has(at));
      if (left.length === tried.length) throw error;
    }
  }
}

function indexOf({ pointer = '' }: WireFault): number {
  return Number(pointer.split('/')[1]);
}

function onLine(fault: WireFault, parcels: readonly UploadedParcel[]): WireFault {
  const [, index = '', ...keys] = (fault.pointer ?? '').split('/');
  return faultOnLine({ ...fault, pointer: ['#', ...keys].join('/') }, parcels[Number(index)]?.lines ?? []);
}
