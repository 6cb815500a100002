import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { finished } from 'node:stream/promises';
import { isParquet } from '../../feed/shipments/read-shipments.js';
import {
  endUpload,
  findUpload,
  findUploadPiece,
  listBookedOfUpload,
  lockUpload,
  noteUpload,
  saveUploadFaults,
  type UploadRowOfTable,
} from '../../store/shipments/uploads.js';
import type { Tx } from '../../store/database/store.js';
import type { WireFault } from '../../wire/http/problem.js';
import { UPLOAD_JOB_ROWS_MAX } from '../../wire/shipments/uploads.js';
import type { Principal, ServerContext } from '../context.js';
import { ProblemError } from '../http/problem-error.js';
import { USUAL, type Job, type Queue } from '../jobs/queue.js';
import { notify } from '../notices/notify.js';
import { CarrierOf } from '../quotes/carrier-of.js';
import { bookParcels, faultsOfParcels, type Booking } from './book.js';
import { cancelOne } from './shipments.js';
import { readUpload, type UploadRow } from './upload-rows.js';
import { faultOfRow, readRows } from './uploads-read.js';

/** Rows that are looked at, and booked, by one transaction: others get their turn in between. */
const CHECKED_AT_ONCE = 2000;
const BOOKED_AT_ONCE = 1000;
/** Faults of one file that are kept; how many there are is told all the same. */
const FAULTS_KEPT = 100_000;

type Server = Pick<ServerContext, 'store' | 'reference' | 'quotes' | 'now'>;

/**
 * Books files: every row is checked before the first one is booked, so a file is booked whole or not at all. Bookings and how many there are
 * are one transaction each time, so whoever goes on with the work of a killed process books no row twice and leaves none out.
 */
export function uploadQueue(server: Server): Queue<{ readonly upload: string }> {
  const carrierOf = new CarrierOf(server.store, server.reference);
  return {
    ...USUAL,
    atOnce: 1,
    attemptsMax: 3,
    handle: (job) => new UploadJob(server, carrierOf, job).run(),
    gaveUp: async ({ acting, data }, error) => {
      await server.store.asParty(acting, async (tx) => {
        const upload = await lockUpload(tx, data.upload);
        if (upload === undefined || upload.ended_at !== null) return;
        const fault = `It could not be booked: ${error}. ${upload.booked_count} rows were booked before that.`;
        await endAndTell(tx, upload.id, { state: 'failed', fault, now: server.now() });
      });
    },
  };
}

class UploadJob {
  private readonly id: string;

  constructor(
    private readonly server: Server,
    private readonly carrierOf: CarrierOf,
    private readonly job: Job<{ readonly upload: string }>,
  ) {
    this.id = job.data.upload;
  }

  async run(): Promise<void> {
    const upload = await this.inTx((tx) => findUpload(tx, this.id));
    if (upload === undefined || upload.ended_at !== null) return;
    if (upload.state === 'undoing') return this.undo();
    const { rows, faults } = await this.read();
    if (faults.length > 0) return this.refuse(faults);
    if (rows.length === 0) return this.refuse([{ code: 'empty_file', message: 'the file has no rows' }]);
    const booking = await this.bookingOf(upload);
    if (upload.state !== 'booking') {
      await this.inTx((tx) => noteUpload(tx, this.id, { state: 'checking', row_count: rows.length, checked_count: 0 }));
      const found = await this.check(booking, rows);
      if (found.length > 0) return this.refuse(found);
      await this.inTx((tx) => noteUpload(tx, this.id, { state: 'booking' }));
    }
    const wrong = await this.book(booking, rows);
    if (wrong.length === 0) return;
    await this.inTx(async (tx) => {
      await this.keepFaults(tx, wrong);
      await noteUpload(tx, this.id, { state: 'undoing' });
    });
    await this.undo();
  }

  private inTx<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    this.job.signal.throwIfAborted();
    return this.server.store.asParty(this.job.acting, body);
  }

  /** All rows of the file, which is on disk meanwhile. */
  private async read(): Promise<{ readonly rows: readonly UploadRow[]; readonly faults: readonly WireFault[] }> {
    const folder = await mkdtemp(join(tmpdir(), 'interline-upload-'));
    try {
      const path = join(folder, 'body');
      const file = createWriteStream(path);
      for (let piece = 0; ; piece++) {
        const bytes = await this.inTx((tx) => findUploadPiece(tx, this.id, piece));
        if (bytes === undefined) break;
        file.write(bytes);
      }
      file.end();
      await finished(file);
      return await readUpload(path, isParquet(path), UPLOAD_JOB_ROWS_MAX);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async bookingOf(upload: UploadRowOfTable): Promise<Booking> {
    const { server, job } = this;
    const now = server.now();
    const acting = { partyId: upload.party_id, mode: upload.mode };
    const carrier = await this.carrierOf.find(upload.party_id);
    const principal: Principal = {
      actorId: upload.created_by,
      organisationId: upload.party_id,
      kind: carrier.id === upload.party_id ? 'carrier' : 'shipper',
      mode: upload.mode,
      scopes: new Set(),
      session: undefined,
    };
    const { reference, quotes } = server;
    return { principal, acting, now, reference, open: await quotes.at(now), carrier, uploadId: job.data.upload };
  }

  /** Everything that is wrong with a file. */
  private async check(booking: Booking, rows: readonly UploadRow[]): Promise<WireFault[]> {
    const faults: WireFault[] = [];
    const lines = new Map<string, number>(); // by tracking number
    for (let first = 0; first < rows.length; first += CHECKED_AT_ONCE) {
      await setImmediate(); // requests go first
      const end = Math.min(first + CHECKED_AT_ONCE, rows.length);
      const read = readRows(rows, this.reading(booking), [first, end]);
      faults.push(...read.faults, ...numbersTwice(rows.slice(first, end), lines));
      await this.inTx(async (tx) => {
        const found = await faultsOfParcels(tx, booking, read.sent);
        faults.push(...found.map((fault) => faultOfRow(fault, rows)));
        await noteUpload(tx, this.id, { checked_count: end, fault_count: faults.length });
      });
    }
    return faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }

  private reading({ carrier, reference }: Booking): { readonly party: string; readonly minorPerMajor: number } {
    return { party: carrier.code, minorPerMajor: reference.workspace.minorPerMajor };
  }

  /** Books what is not booked yet. What has come to be wrong since it was checked is told. */
  private async book(booking: Booking, rows: readonly UploadRow[]): Promise<WireFault[]> {
    for (;;) {
      await setImmediate();
      try {
        const isDone = await this.inTx(async (tx) => {
          const upload = await lockUpload(tx, this.id);
          if (upload === undefined || upload.state !== 'booking') return true;
          const first = upload.booked_count;
          const end = Math.min(first + BOOKED_AT_ONCE, rows.length);
          await bookParcels(tx, booking, readRows(rows, this.reading(booking), [first, end]).sent);
          await noteUpload(tx, this.id, { booked_count: end });
          if (end === rows.length) await endAndTell(tx, this.id, { state: 'booked', now: this.server.now() });
          return end === rows.length;
        });
        if (isDone) return [];
      } catch (error) {
        if (!(error instanceof ProblemError) || error.faults === undefined) throw error;
        return error.faults.map((fault) => faultOfRow(fault, rows));
      }
    }
  }

  private async refuse(faults: readonly WireFault[]): Promise<void> {
    await this.inTx(async (tx) => {
      await this.keepFaults(tx, faults);
      await endAndTell(tx, this.id, { state: 'refused', now: this.server.now() });
    });
  }

  private async keepFaults(tx: Tx, faults: readonly WireFault[]): Promise<void> {
    await saveUploadFaults(tx, this.id, faults.slice(0, FAULTS_KEPT));
    await noteUpload(tx, this.id, { fault_count: faults.length });
  }

  /** Cancels what was booked before the file turned out to have a fault after all. */
  private async undo(): Promise<void> {
    const { now } = this.server;
    const { partyId = '', mode } = this.job.acting;
    for (;;) {
      const left = await this.inTx(async (tx) => {
        const ids = await listBookedOfUpload(tx, this.id, 100);
        for (const id of ids) await cancelOne(tx, id, { acting: { partyId, mode }, ifMatch: undefined, now: now() });
        if (ids.length === 0) await endAndTell(tx, this.id, { state: 'refused', now: now() });
        return ids.length;
      });
      if (left === 0) return;
    }
  }
}

/** Ends what is done with a file, and tells its party how. */
async function endAndTell(tx: Tx, id: string, ending: Parameters<typeof endUpload>[2]): Promise<void> {
  await endUpload(tx, id, ending);
  const upload = await findUpload(tx, id);
  if (upload === undefined) return;
  const { party_id: partyId, mode, state, row_count: rows, booked_count: count, fault_count: faults } = upload;
  const booked = state === 'booked' ? count : 0; // of others, what was booked is cancelled again, or not told by number
  const data = { upload: id, state, rows, booked, faults };
  await notify(tx, [{ type: 'upload.changed', to: [partyId], mode, subject: id, at: ending.now, data }]);
}

/** Tracking numbers that a file gives twice, in rows that are far apart. */
function numbersTwice(rows: readonly UploadRow[], lines: Map<string, number>): WireFault[] {
  return rows.flatMap(({ line, fields: { tracking_number: text } }): WireFault[] => {
    if (text === undefined) return [];
    const number = text.replaceAll(/[\s-]/g, '').toUpperCase();
    const first = lines.get(number);
    if (first === undefined) {
      lines.set(number, line);
      return [];
    }
    const message = `is given on line ${first} already`;
    return [{ code: 'duplicate_id', message, line, column: 'tracking_number', value: text }];
  });
}
