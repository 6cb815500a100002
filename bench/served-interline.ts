import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keyHeaders, makeClient, type Client } from '#interline/wire/client.js';
import { TEST_SCOPES } from '#interline/wire/scopes.js';
import type { BenchContext } from './bench.js';

const CLIENTS = 4;
const REQUESTS = 2000;

/** Starts the program as a user does. */
export async function start(
  command: readonly string[],
  url: string,
): Promise<{ child: ChildProcess; address: string }> {
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

/** A client with a key of a carrier; an example lets its admin in without a password. */
export async function clientOf(baseUrl: string, party: string): Promise<Client> {
  const { body, headers } = await makeClient({ fetch, baseUrl }).signIn({ body: { login: `${party}-admin` } });
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const admin = makeClient({ fetch, baseUrl, headers: { cookie, 'x-csrf-token': body.csrf_token ?? '' } });
  const { secret } = (await admin.createApiKey({ body: { name: 'bench', mode: 'live', scopes: [...TEST_SCOPES] } }))
    .body;
  return makeClient({ fetch, baseUrl, headers: keyHeaders(secret) });
}

/** A few clients, each of which asks again when it is answered: requests per second, and the slowest hundredth. */
export async function measureRequests(
  context: BenchContext,
  label: string,
  ask: (n: number) => Promise<unknown>,
  requests = REQUESTS,
  options: { readonly clients?: number; readonly p99MsMax?: number } = {},
): Promise<void> {
  for (let n = 0; n < 50; n++) await ask(-1 - n + 50 * requests);
  const tookMs: number[] = [];
  let next = 0;
  const startMs = performance.now();
  const clients = Array.from({ length: options.clients ?? CLIENTS }, async () => {
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
  const { p99MsMax } = options;
  context.figure(`${label}, p99`, at(0.99), { unit: 'ms', ...(p99MsMax === undefined ? {} : { atMost: p99MsMax }) });
}
