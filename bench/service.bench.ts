import type { Client } from '#interline/wire/client.js';
import type { Bench, BenchContext } from './bench.js';
import { keyOf, measureRequests, onBothDatabases, startServer, stopServer, type Served } from './served-interline.js';

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
  run: (context) => onBothDatabases(context, (served) => measureServer(context, served)),
};

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
