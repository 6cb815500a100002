import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '#interline/feed/small-workspace.js';
import { startPostgresForTest } from '#interline/store/postgres-for-test.js';
import type { Client } from '#interline/wire/client.js';
import type { Bench, BenchContext } from './bench.js';
import { clientOf, measureRequests, start } from './served-interline.js';

const REQUESTS = 2000;
const BATCH = 10_000;
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
  async run(context) {
    const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
    const folder = mkdtempSync(join(tmpdir(), 'interline-bench-'));
    const postgres = await startPostgresForTest();
    try {
      await measureServer(context, 'embedded', ['serve', dir, '--database', folder], '');
      if (postgres === undefined) context.skip('npm has no PostgreSQL binaries for this machine');
      else await measureServer(context, 'PostgreSQL', ['serve', dir], postgres.url);
    } finally {
      await postgres?.stop();
      rmSync(folder, { recursive: true });
      remove();
    }
  },
};

async function measureServer(
  context: BenchContext,
  database: string,
  command: readonly string[],
  url: string,
): Promise<void> {
  const { child, address } = await start(command, url);
  try {
    const client = await clientOf(address, 'ats');
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
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
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
