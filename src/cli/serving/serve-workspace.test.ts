import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { PARCEL } from '../../server/server-for-test.js';
import { EmbeddedThread } from '../../store/embedded/embedded-thread.js';
import { embeddedTemplate } from '../../store/database/embedded-template-for-test.js';
import { databaseForTest, NO_SERVER } from '../../store/database/store-for-test.js';
import { keyHeaders, makeClient, type Client } from '../../wire/http/client.js';
import { killStorm, type StormServer } from './kill-storm-for-test.js';
import { ended, runInterlineCommand, startInterlineIn } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

interface Served {
  readonly address: string;
  readonly database: string;
  readonly passwordless: boolean;
  readonly first_users: readonly { readonly party: string; readonly login: string; readonly password: string }[];
}

/** A workspace whose embedded database is there already, empty: making one takes seconds. */
async function workspaceWithDatabase(t: TestContext): Promise<string> {
  const dir = workspaceForTest(t);
  const thread = await EmbeddedThread.open({ folder: join(dir, 'database'), dump: await embeddedTemplate() });
  await thread.close();
  return dir;
}

/** Starts the server as a user does; resolves once it listens. It is killed when the test ends. */
async function start(t: TestContext, dir: string, url = ''): Promise<{ child: ChildProcess; served: Served }> {
  const child = startInterlineIn({ DATABASE_URL: url }, 'serve', dir, '--port', '0', '--json');
  t.after(() => child.kill('SIGKILL'));
  const served = await new Promise<Served>((resolve, reject) => {
    let printed = '';
    let complained = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString('utf8');
      if (printed.endsWith('}\n')) resolve(JSON.parse(printed) as Served);
    });
    child.stderr?.on('data', (bytes: Buffer) => (complained += bytes.toString('utf8')));
    child.on('close', () => reject(new Error(`the server ended: ${complained}`)));
  });
  return { child, served: { ...served, address: served.address.replace('localhost', '127.0.0.1') } };
}

function clientOf(address: string, headers: Readonly<Record<string, string>> = {}): Client {
  return makeClient({ fetch, baseUrl: address, headers });
}

/** Signs in as the first carrier's admin, without a password as an example allows, and makes a key. */
async function keyOf(address: string): Promise<string> {
  const { body, headers } = await clientOf(address).signIn({ body: { login: 'ats-admin' } });
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const admin = clientOf(address, { cookie, 'x-csrf-token': body.csrf_token ?? '' });
  const scopes = ['agreements:read', 'shipments:read', 'shipments:write', 'notices:read'] as const;
  return (await admin.createApiKey({ body: { name: 'test', mode: 'live', scopes: [...scopes] } })).body.secret;
}

test('interline serve runs the service on a workspace, tells first passwords once, and stops in order', async (t) => {
  const dir = await workspaceWithDatabase(t);
  mkdirSync(join(dir, 'plan'));
  writeFileSync(join(dir, 'plan', 'report.html'), '<h1>Report</h1>');
  const { child, served } = await start(t, dir);
  assert.deepEqual([served.database, served.passwordless], ['embedded', true]);
  const logins = served.first_users.map(({ login }) => login);
  assert.deepEqual(logins, ['ats-admin', 'post-admin']);
  assert.equal(await (await fetch(`${served.address}/report/`)).text(), '<h1>Report</h1>');
  assert.equal((await fetch(`${served.address}/report/../../interline.yaml`)).status, 404);
  const [first] = served.first_users;
  assert.ok(first !== undefined);
  const { login, password } = first;
  assert.equal((await clientOf(served.address).signIn({ body: { login, password } })).status, 201);

  const second = await runInterlineCommand('serve', dir, '--port', '0');
  assert.equal(second.code, 1);
  assert.match(second.stderr, new RegExp(`in use by process ${child.pid}`));

  const key = keyHeaders(await keyOf(served.address));
  const [agreement] = (await clientOf(served.address, key).listAgreements()).body.data;
  assert.deepEqual([agreement?.agreement, agreement?.state], ['ats-post', 'in_force']);
  const streamed = eventsOf(await clientOf(served.address, key).streamNotices());
  const end = ended(child);
  // The server says that it has begun to read the request, is told to stop, and gets the rest of the request.
  const status = await sendInHalves(`${served.address}/v1/shipments`, {
    headers: key,
    body: JSON.stringify(PARCEL),
    between: () => child.kill('SIGTERM'),
  });
  assert.equal(status, 201);
  assert.equal((await end).code, 0);
  await streamed; // ended by the server: nothing of it holds up the end
  const again = await start(t, dir);
  assert.deepEqual(again.served.first_users, []);
});

/** All events of a stream until it ends. */
async function eventsOf({ body }: Awaited<ReturnType<Client['streamNotices']>>): Promise<string[]> {
  const events: string[] = [];
  for await (const { event } of body) events.push(event);
  return events;
}

/** Sends the headers of a request, and the body once the server asks for it; resolves with the status of its answer. */
function sendInHalves(
  url: string,
  {
    headers,
    body,
    between,
  }: { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly between: () => void },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: {
        ...headers,
        expect: '100-continue',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    sent.on('continue', () => {
      between();
      sent.end(body);
    });
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.flushHeaders();
  });
}

const ROUNDS = 2;

/** Starts servers on one place, as the storm wants them. */
function stormAt(t: TestContext, dir: string, url = ''): () => Promise<StormServer> {
  return async () => {
    const { child, served } = await start(t, dir, url);
    return { child, address: served.address };
  };
}

test('a server that is killed during writes and scans loses nothing acknowledged and doubles nothing (embedded)', async (t) => {
  const dir = await workspaceWithDatabase(t);
  const { scans } = await killStorm({ start: stormAt(t, dir), rounds: ROUNDS, servers: 1, kill: true });
  assert.ok(scans > ROUNDS);
});

test('a server that is killed during writes and scans loses nothing acknowledged and doubles nothing (PostgreSQL)', async (t) => {
  const url = await databaseForTest();
  if (url === undefined) return t.skip(NO_SERVER);
  const { scans } = await killStorm({
    start: stormAt(t, workspaceForTest(t), url),
    rounds: ROUNDS,
    servers: 1,
    kill: true,
  });
  assert.ok(scans > ROUNDS);
});

test('two servers on one database share writes and scans without losing or doubling any', async (t) => {
  const url = await databaseForTest();
  if (url === undefined) return t.skip(NO_SERVER);
  const { scans } = await killStorm({
    start: stormAt(t, workspaceForTest(t), url),
    rounds: 1,
    servers: 2,
    kill: false,
  });
  assert.equal(scans, 60);
});
