import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Prng } from '#interline/base/prng.js';
import { readWorkspace } from '#interline/feed/read-workspace.js';
import { makeClient } from '#interline/wire/http/client.js';
import type { Bench, BenchContext } from './bench.js';
import { indiaFolder } from './india-folder.js';
import { paced, saturate, type Load } from './load.js';

const SECONDS = 5;
/** Asked before anything is measured: the first question about a district looks its feeder loops up. */
const WARMUP = { seconds: 40, questions: 6000 };
/** Pairs that a shop asks about again and again. */
const REPEATED = 1000;
const ANY = 200_000;

export const bench: Bench = {
  name: 'quotes',
  about:
    'promises over HTTP on the India example, beside the bare framework that answers a constant, asked by another process',
  async run(context) {
    const dir = await indiaFolder(20_000, 1);
    const { workspace } = await readWorkspace(dir);
    const folder = mkdtempSync(join(tmpdir(), 'interline-bench-'));
    const program = fileURLToPath(new URL('../../bin/interline.mjs', import.meta.url));
    const options = ['serve', dir, '--database', folder, '--port', '0', '--rate', '100000000', '--json'];
    const { child, printed } = await start([program, ...options], '}\n');
    try {
      const address = (JSON.parse(printed) as { address: string }).address.replace('localhost', '127.0.0.1');
      const { network } = workspace;
      const codes = [...new Set(network.deliveries.postalCode)].map((code) => network.postalCodes[code]);
      const origins = network.facilities.id.filter((_, at) => network.facilities.party[at] === 0 && at < 40);
      const prng = new Prng(5);
      const question = () => ({
        product: workspace.products[0]?.id ?? '',
        origin: prng.pick(origins),
        destination_pin: prng.pick(codes),
        weight_g: 500,
        ready_at: '2026-11-24T10:00:00+05:30',
      });
      const { key, answer } = await keyAndAnswer(address, question());
      const port = Number(new URL(address).port);
      const bodies = Array.from({ length: ANY }, () => JSON.stringify(question()));
      const headers = { authorization: `Bearer ${key}` };
      const bare = await measureBare(context, answer, { headers, body: (n) => bodies[n % REPEATED] });
      const repeated = { port, headers, body: (n: number) => bodies[n % REPEATED] };
      let next = REPEATED;
      const fresh = { port, headers, body: () => bodies[next++ % ANY] };
      const cold = await saturate(fresh, 5);
      context.figure('questions never asked before, just after the start', Math.round(cold), { unit: 'quotes/s' });
      await saturate(fresh, WARMUP.seconds, WARMUP.questions);
      await measure(context, 'questions never asked before', fresh, bare);
      await saturate(repeated, WARMUP.seconds, REPEATED);
      await measure(context, 'questions asked before', repeated, bare);
    } finally {
      await stop(child);
      rmSync(folder, { recursive: true });
    }
  },
};

async function measureBare(context: BenchContext, answer: string, load: Omit<Load, 'port'>): Promise<number> {
  const { child, printed } = await start([fileURLToPath(new URL('./bare-server.js', import.meta.url)), answer], '\n');
  const bare = { ...load, port: Number(printed) };
  await saturate(bare, 2);
  const perSecond = await saturate(bare, SECONDS);
  await stop(child);
  context.figure('the bare framework with a constant', Math.round(perSecond), { unit: 'answers/s' });
  return perSecond;
}

async function measure(context: BenchContext, label: string, load: Load, bare: number): Promise<void> {
  const perSecond = await saturate(load, SECONDS);
  context.figure(label, Math.round(perSecond), { unit: 'quotes/s' });
  context.figure(`${label}, share of the bare framework`, perSecond / bare, { atLeast: 0.6 });
  const tookMs = await paced(load, perSecond / 2, SECONDS);
  context.figure(`${label}, p99 at half of that`, tookMs[Math.floor(tookMs.length * 0.99)] ?? 0, {
    unit: 'ms',
    atMost: 10,
  });
}

/** A key of the first carrier, and the text that a question is answered with. */
async function keyAndAnswer(baseUrl: string, question: object): Promise<{ key: string; answer: string }> {
  const { body, headers } = await makeClient({ fetch, baseUrl }).signIn({ body: { login: 'ats-admin' } });
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const admin = makeClient({ fetch, baseUrl, headers: { cookie, 'x-csrf-token': body.csrf_token ?? '' } });
  const { secret } = (await admin.createApiKey({ body: { name: 'bench', mode: 'live', scopes: ['quotes:read'] } }))
    .body;
  const asked = await fetch(`${baseUrl}/v1/quotes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  return { key: secret, answer: await asked.text() };
}

async function start(command: readonly string[], end: string): Promise<{ child: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, command, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: '' },
  });
  const printed = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
      if (text.endsWith(end)) resolve(text);
    });
    child.once('exit', () => reject(new Error('the server ended')));
  });
  return { child, printed };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
