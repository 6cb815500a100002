import pg from 'pg';
import { EmbeddedThread } from '#interline/store/embedded/embedded-thread.js';
import type { Client } from '#interline/wire/http/client.js';
import type { NewEvent } from '#interline/wire/custody/events.js';
import type { Bench, BenchContext } from './bench.js';
import { keyOf, measureRequests, onBothDatabases, startServer, stopServer, type Served } from './served-interline.js';

const SHIPMENTS = 5000;
const BATCH = 1000;
const KINDS = ['accepted', 'arrived', 'departed', 'arrived', 'departed', 'out_for_delivery'] as const;
const CLIENTS = 3;
const SINGLES = 1000;
const PARCEL = {
  product: 'standard',
  origin: 'FC-DEL',
  ready_at: '2026-11-23T18:00:00+05:30',
  destination_pin: '400072',
  weight_g: 480,
};

/** What the database is asked without the service. */
type Ask = (sql: string) => Promise<readonly Record<string, unknown>[]>;

export const bench: Bench = {
  name: 'events',
  about: `${SHIPMENTS * KINDS.length} tracking events in batches of ${BATCH}, and one by one, against the database's own bulk load of the rows`,
  run: (context) =>
    onBothDatabases(context, async (served) => {
      const perSecond = await measureEvents(context, served);
      await withDatabase(served, (ask) => compare(context, served.database, perSecond, ask));
    }),
};

/** Asks the database itself, while no server runs. */
async function withDatabase({ folder, url }: Served, body: (ask: Ask) => Promise<void>): Promise<void> {
  if (url === '') {
    const thread = await EmbeddedThread.open({ folder });
    await body(async (sql) => (await thread.query(sql, [])).rows);
    await thread.close();
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await body(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
  await client.end();
}

/** Events a second in batches. */
async function measureEvents(context: BenchContext, served: Served): Promise<number> {
  const { database } = served;
  const { child, address } = await startServer(served);
  try {
    const client = await keyOf(address, 'ats-admin');
    const shipments = Array.from({ length: SHIPMENTS }, () => PARCEL);
    const { ids } = (await client.createShipments({ body: { shipments } })).body;
    const startMs = Date.now(); // all shipments are booked; a device's clock may be two minutes ahead
    const batchesOf = (kind: NewEvent['kind'], deviceMs: number): NewEvent[][] =>
      Array.from({ length: SHIPMENTS / BATCH }, (_, batch) =>
        ids.slice(batch * BATCH, (batch + 1) * BATCH).map((id) => eventOf(id, kind, deviceMs)),
      );
    const batches = KINDS.flatMap((kind, step) => batchesOf(kind, startMs + step * 1000));
    await send(context, client, [batches.shift() ?? []]); // compiles what is run often
    const perSecond = await send(context, client, batches);
    context.figure(`${database}: events in batches of ${BATCH}`, Math.round(perSecond), { unit: 'events/s' });
    const late = await send(context, client, batchesOf('weighed', startMs - 3_600_000));
    context.figure(`${database}: the same of events that are late`, Math.round(late), { unit: 'events/s' });
    await measureSingles(context, database, client, ids);
    return perSecond;
  } finally {
    await stopServer(child);
  }
}

/** Scans one by one, while a console is open that is told of each. */
async function measureSingles(
  context: BenchContext,
  database: string,
  client: Client,
  ids: readonly string[],
): Promise<void> {
  const notices = (await client.streamNotices()).body[Symbol.asyncIterator]();
  let told = 0;
  const reading = (async () => {
    while ((await notices.next()).done !== true) told++;
  })().catch(() => undefined);
  const single = (n: number) => {
    const id = ids[((n % SHIPMENTS) + SHIPMENTS) % SHIPMENTS] ?? '';
    return client.recordEvents({ body: { events: [eventOf(id, 'weighed', Date.now() + 30_000 + n)] } });
  };
  const label = `${database}: one event, two scanners, a console open`;
  await measureRequests(context, label, single, SINGLES, { clients: 2, p99MsMax: 25 });
  context.check(told > SINGLES / 2, `the console was told of ${told} events only`);
  void notices.return?.();
  void reading;
}

function eventOf(shipment_id: string, kind: NewEvent['kind'], deviceMs: number): NewEvent {
  const device_at = new Date(deviceMs).toISOString();
  return {
    id: `scan-${kind}-${deviceMs}-${shipment_id}`,
    shipment_id,
    kind,
    device_at,
    place: 'ats:FC-DEL',
    actor: 'dev-7',
  };
}

/** A few clients send batches, each the next one when it is answered; returns events a second. */
async function send(context: BenchContext, client: Client, batches: readonly NewEvent[][]): Promise<number> {
  const before = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < batches.length) {
        const events = batches[next++] ?? [];
        const { recorded } = (await client.recordEvents({ body: { events } })).body;
        context.check(recorded === events.length, `${recorded} of ${events.length} events were recorded`);
      }
    }),
  );
  return (batches.length * BATCH) / ((performance.now() - before) / 1000);
}

/**
 * The same rows, copied by the database from files of as many rows as a batch has, each durable before the next: into a table
 * that has what \`events\` has, partition and key.
 */
async function compare(context: BenchContext, database: string, perSecond: number, ask: Ask): Promise<void> {
  const [place] = await ask(`select current_setting('data_directory') as folder`);
  const [{ count }] = (await ask(`select count(*)::integer as count from events where kind <> 'booked'`)) as [
    { count: number },
  ];
  await ask('create table bulk (like events including all) partition by range (recorded_at)');
  await ask('create table bulk_all partition of bulk default');
  const files = Math.floor(count / BATCH);
  for (let file = 0; file < files; file++) {
    await ask(`copy (select * from events where kind <> 'booked' order by recorded_at, shipment_id
      offset ${file * BATCH} limit ${BATCH}) to '${String(place?.['folder'])}/bulk_${file}'`);
  }
  const before = performance.now();
  for (let file = 0; file < files; file++) await ask(`copy bulk from '${String(place?.['folder'])}/bulk_${file}'`);
  const bulk = (files * BATCH) / ((performance.now() - before) / 1000);
  context.figure(`${database}: the database's own bulk load, ${BATCH} rows a commit`, Math.round(bulk), {
    unit: 'rows/s',
  });
  context.figure(`${database}: events as a share of it`, (100 * perSecond) / bulk, { unit: '%', atLeast: 60 });
}
