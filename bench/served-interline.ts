import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '#interline/feed/small-workspace.js';
import { startPostgresForTest } from '#interline/store/database/postgres-for-test.js';
import { keyHeaders, makeClient, type Client } from '#interline/wire/http/client.js';
import { TEST_SCOPES, type Scope } from '#interline/wire/people/scopes.js';
import type { BenchContext } from './bench.js';

const CLIENTS = 4;
const REQUESTS = 2000;
const WARM_UPS = 50;

/** A server on the small workspace that can be started, with its database. */
export interface Served {
  readonly database: 'embedded' | 'PostgreSQL';
  readonly command: readonly string[];
  readonly folder: string; // of the embedded data
  readonly url: string; // of the PostgreSQL server; empty when embedded
}

/** Measures with each kind of database, new and empty. */
export async function onBothDatabases(
  context: BenchContext,
  measure: (served: Served) => Promise<void>,
): Promise<void> {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  const folder = mkdtempSync(join(tmpdir(), 'interline-bench-'));
  const postgres = await startPostgresForTest();
  try {
    await measure({ database: 'embedded', command: ['serve', dir, '--database', folder], folder, url: '' });
    if (postgres === undefined) context.skip('npm has no PostgreSQL binaries for this machine');
    else await measure({ database: 'PostgreSQL', command: ['serve', dir], folder, url: postgres.url });
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true });
    remove();
  }
}

/** Starts the program as a user does. */
export async function startServer({
  command,
  url,
}: Pick<Served, 'command' | 'url'>): Promise<{ child: ChildProcess; address: string }> {
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

export async function stopServer(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** A client that is signed in; an example lets people in without a password. */
export async function adminOf(baseUrl: string, login: string): Promise<Client> {
  const { body, headers } = await makeClient({ fetch, baseUrl }).signIn({ body: { login } });
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  return makeClient({ fetch, baseUrl, headers: { cookie, 'x-csrf-token': body.csrf_token ?? '' } });
}

/** A client with a new key. */
export async function keyOf(baseUrl: string, login: string, scopes: readonly Scope[] = TEST_SCOPES): Promise<Client> {
  const admin = await adminOf(baseUrl, login);
  const body = { name: 'bench', mode: 'live' as const, scopes: [...scopes] };
  return makeClient({ fetch, baseUrl, headers: keyHeaders((await admin.createApiKey({ body })).body.secret) });
}

/** A few clients, each of which asks again when it is answered. */
export async function timesOf(
  ask: (n: number) => Promise<unknown>,
  { requests, clients, warmUps }: { readonly requests: number; readonly clients: number; readonly warmUps: number },
): Promise<{ readonly medianMs: number; readonly p99Ms: number; readonly perSecond: number }> {
  for (let n = 0; n < warmUps; n++) await ask(50 * requests - 1 - n);
  const tookMs: number[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < requests) {
      const n = next++;
      const sentMs = performance.now();
      await ask(n);
      tookMs.push(performance.now() - sentMs);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = requests / ((performance.now() - startMs) / 1000);
  tookMs.sort((a, b) => a - b);
  const at = (share: number): number => tookMs[Math.floor(tookMs.length * share)] ?? 0;
  return { medianMs: at(0.5), p99Ms: at(0.99), perSecond };
}

/** Requests per second, and the slowest hundredth. */
export async function measureRequests(
  context: BenchContext,
  label: string,
  ask: (n: number) => Promise<unknown>,
  requests = REQUESTS,
  { clients = CLIENTS, p99MsMax }: { readonly clients?: number; readonly p99MsMax?: number } = {},
): Promise<void> {
  const { medianMs, p99Ms, perSecond } = await timesOf(ask, { requests, clients, warmUps: WARM_UPS });
  context.figure(label, Math.round(perSecond), { unit: 'requests/s' });
  context.figure(`${label}, median`, medianMs, { unit: 'ms' });
  context.figure(`${label}, p99`, p99Ms, { unit: 'ms', ...(p99MsMax === undefined ? {} : { atMost: p99MsMax }) });
}
