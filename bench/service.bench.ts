import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '#interline/wire/http/client.js';
import type { Bench, BenchContext } from './bench.js';
import { keyOf, measureRequests, onBothDatabases, startServer, stopServer, type Served } from './served-interline.js';

const REQUESTS = 2000;
const BATCH = 10_000;
/** Rows of a file that a job books. */
const UPLOAD_ROWS = Number(process.env['INTERLINE_BENCH_UPLOAD_ROWS'] ?? 20_000);
const ASK_MS = 250;
const PARCEL = {
  product: 'standard',
  origin: 'FC-DEL',
  ready_at: '2026-11-23T18:00:00+05:30',
  destination_pin: '400072',
  weight_g: 480,
};

export const bench: Bench = {
  name: 'service',
  about: 'the service in a process of its own, with its embedded database and with PostgreSQL, asked by four clients',
  run: (context) =>
    onBothDatabases(context, async (served) => {
      await measureUpload(context, served);
      await measureServer(context, served);
    }),
};

/** A file that a job books, in a process of its own, so that its memory is told. */
async function measureUpload(context: BenchContext, served: Served): Promise<void> {
  const { child, address } = await startServer(served);
  try {
    const client = await keyOf(address, 'ats-admin');
    const before = peakMegabytes(child.pid);
    const rows = Array.from({ length: UPLOAD_ROWS }, (_, row) => {
      return `file ${row},${PARCEL.origin},${PARCEL.ready_at},${PARCEL.destination_pin},${PARCEL.weight_g}`;
    });
    const body = ['shipment_id,origin,ready_at,destination_pin,weight_g', ...rows].join('\n');
    const startMs = performance.now();
    const { id } = (await client.startUpload({ body })).body;
    const acknowledgedMs = performance.now() - startMs;
    const label = `${served.database}: a file of ${UPLOAD_ROWS.toLocaleString('en')} rows`;
    const deadlineMs = startMs + 30 * 60_000;
    for (;;) {
      const upload = (await client.getUpload({ params: { id } })).body;
      if (!['waiting', 'checking', 'booking'].includes(upload.state) || performance.now() > deadlineMs) {
        context.check(upload.state === 'booked' && upload.booked === UPLOAD_ROWS, `it is ${upload.state}`);
        break;
      }
      await sleep(ASK_MS);
    }
    const seconds = (performance.now() - startMs) / 1000;
    context.figure(`${label}, acknowledged`, acknowledgedMs, { unit: 'ms' });
    context.figure(`${label}, booked`, seconds, { unit: 's' });
    context.figure(`${label}, booked`, Math.round(UPLOAD_ROWS / seconds), { unit: 'shipments/s' });
    const peak = peakMegabytes(child.pid);
    if (peak === undefined || before === undefined) return;
    context.figure(`${label}, memory of the server before`, before, { unit: 'MB at its peak' });
    context.figure(`${label}, memory of the server`, peak, { unit: 'MB at its peak' });
  } finally {
    await stopServer(child);
  }
}

/** Most memory that a process has had; undefined where the system does not tell. */
function peakMegabytes(pid: number | undefined): number | undefined {
  try {
    const told = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return told === undefined ? undefined : Math.round(Number(told) / 1024);
  } catch {
    return undefined;
  }
}

async function measureServer(context: BenchContext, served: Served): Promise<void> {
  const { database } = served;
  const { child, address } = await startServer(served);
  try {
    const client = await keyOf(address, 'ats-admin');
    await measureBatches(context, database, client);
    const { data } = (await client.listShipments({ query: { limit: 200 } })).body;
    const ids = data.map(({ id }) => id);
    const read = (n: number) => client.getShipment({ params: { id: ids[n % ids.length] ?? '' } });
    await measureRequests(context, `${database}: read a shipment`, read);
    await measureRequests(context, `${database}: list 50 shipments`, () => client.listShipments(), REQUESTS / 4);
    const book = (n: number) =>
      client.createShipment({ body: PARCEL, headers: { 'idempotency-key': `${database}-${n}` } });
    await measureRequests(context, `${database}: book a shipment, with its key`, book);
    await measureRequests(context, `${database}: healthz, without database`, () => fetch(`${address}/healthz`));
  } finally {
    await stopServer(child);
  }
}

/** Ten thousand rows a request, durable when it is answered. */
async function measureBatches(context: BenchContext, database: string, client: Client): Promise<void> {
  const shipments = Array.from({ length: BATCH }, (_, row) => ({ ...PARCEL, reference: `order ${row}` }));
  const { medianMs, result } = await context.measure(`${database}: book ${BATCH} shipments at once`, () =>
    client.createShipments({ body: { shipments } }),
  );
  context.check(result.body.ids.length === BATCH, `${result.body.ids.length} shipments were booked`);
  context.figure(`${database}: booked in batches`, Math.round(BATCH / (medianMs / 1000)), { unit: 'shipments/s' });
}
