import { mkdtempSync, rmSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '#interline/feed/small-workspace.js';
import { startPostgresForTest } from '#interline/store/postgres-for-test.js';
import { keyHeaders, makeClient, type Client } from '#interline/wire/client.js';
import type { Bench, BenchContext } from './bench.js';

const CLIENTS = 4;
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
    const client = await clientOf(address);
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

/** A few clients, each of which asks again when it is answered: requests per second, and the slowest hundredth. */
async function measureRequests(
  context: BenchContext,
  label: string,
  ask: (n: number) => Promise<unknown>,
  requests = REQUESTS,
): Promise<void> {
  for (let n = 0; n < 50; n++) await ask(-1 - n + 50 * requests);
  const tookMs: number[] = [];
  let next = 0;
  const startMs = performance.now();
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (next < requests) {
      const n = next++;
      const sentMs = performance.now();
      await ask(n);
      tookMs.push(performance.now() - sentMs);
    }
  });
  await Promise.all(clients);
  const perSecond = requests / ((performance.now() - startMs) / 1000);
  tookMs.sort((a, b) => a - b);
  const at = (share: number): number => tookMs[Math.floor(tookMs.length * share)] ?? 0;
  context.figure(label, Math.round(perSecond), { unit: 'requests/s' });
  context.figure(`${label}, median`, at(0.5), { unit: 'ms' });
  context.figure(`${label}, p99`, at(0.99), { unit: 'ms' });
}

/** Starts the program as a user does. */
async function start(command: readonly string[], url: string): Promise<{ child: ChildProcess; address: string }> {
  const program = fileURLToPath(new URL('../../bin/interline.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, ...command, '--port', '0', '--rate', '100000000', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: url },
  });
  const address = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString('utf8');
      if (printed.endsWith('}\n')) resolve((JSON.parse(printed) as { address: string }).address);
    });
    child.once('exit', () => reject(new Error('the server ended')));
  });
  return { child, address: address.replace('localhost', '127.0.0.1') };
}

/** A client with a key of the first carrier; an example lets its admin in without a password. */
async function clientOf(baseUrl: string): Promise<Client> {
  const { body, headers } = await makeClient({ fetch, baseUrl }).signIn({ body: { login: 'ats-admin' } });
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const admin = makeClient({ fetch, baseUrl, headers: { cookie, 'x-csrf-token': body.csrf_token ?? '' } });
  const scopes = ['shipments:read' as const, 'shipments:write' as const];
  const { secret } = (await admin.createApiKey({ body: { name: 'bench', mode: 'live', scopes } })).body;
  return makeClient({ fetch, baseUrl, headers: keyHeaders(secret) });
}
