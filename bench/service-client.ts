import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { keyHeaders, makeClient, type Client } from '#interline/wire/client.js';
import { SCOPES } from '#interline/wire/scopes.js';

/** Starts the program as a user does. */
export async function startServer(
  command: readonly string[],
  url: string,
): Promise<{ readonly child: ChildProcess; readonly address: string }> {
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

/** A client with a key that may do everything. */
export async function keyOf(baseUrl: string, login: string): Promise<Client> {
  const admin = await adminOf(baseUrl, login);
  const body = { name: 'bench', mode: 'live' as const, scopes: [...SCOPES] };
  return makeClient({ fetch, baseUrl, headers: keyHeaders((await admin.createApiKey({ body })).body.secret) });
}

/** Two clients, each of which asks again when it is answered. */
export async function timesOf(
  ask: (n: number) => Promise<unknown>,
  requests: number,
): Promise<{ readonly medianMs: number; readonly p99Ms: number }> {
  for (let n = 0; n < 20; n++) await ask(requests + n);
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
  await Promise.all([client(), client()]);
  tookMs.sort((a, b) => a - b);
  const at = (share: number): number => tookMs[Math.floor(tookMs.length * share)] ?? 0;
  return { medianMs: at(0.5), p99Ms: at(0.99) };
}
