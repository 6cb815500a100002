import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SMALL_WORKSPACE, writeWorkspaceFiles } from '../../feed/small-workspace.js';
import { EmbeddedThread } from '../../store/embedded/embedded-thread.js';
import { embeddedTemplate } from '../../store/database/embedded-template-for-test.js';
import { makeClient, type Client } from '../../wire/http/client.js';
import { PARCEL } from '../server-for-test.js';

/** A server in a process of its own, and its first carrier's admin. */
async function start(t: TestContext, dir: string): Promise<{ child: ChildProcess; admin: Client }> {
  const entry = fileURLToPath(new URL('./server-process-for-test.js', import.meta.url));
  const child = spawn(process.execPath, [entry, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [printed] = (await once(child.stdout, 'data')) as [Buffer];
  const baseUrl = `http://127.0.0.1:${printed.toString('utf8').trim()}`;
  const { body, headers } = await makeClient({ fetch, baseUrl, headers: {} }).signIn({ body: { login: 'ats-admin' } });
  const cookie = (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  return {
    child,
    admin: makeClient({ fetch, baseUrl, headers: { cookie, 'x-csrf-token': body.csrf_token ?? '' } }),
  };
}

test('a plan whose server is killed while it is made ends after the next start without help', async (t) => {
  const { dir, remove } = writeWorkspaceFiles(SMALL_WORKSPACE);
  t.after(remove);
  const thread = await EmbeddedThread.open({ folder: join(dir, 'database'), dump: await embeddedTemplate() });
  await thread.close();
  const first = await start(t, dir);
  await first.admin.createShipment({ body: PARCEL });
  const { id } = (await first.admin.createPlan({ body: { seconds: 30, gap: 0 } })).body;
  const params = { id };
  const patience = AbortSignal.timeout(120_000);
  const state = async ({ admin }: typeof first): Promise<string> => {
    patience.throwIfAborted();
    return (await admin.getPlan({ params })).body.state;
  };
  while ((await state(first)) === 'queued'); // until a process has taken it
  const ended = once(first.child, 'exit');
  first.child.kill('SIGKILL');
  await ended;

  const second = await start(t, dir);
  for (let seen = await state(second); seen === 'queued' || seen === 'running'; seen = await state(second));
  const plan = (await second.admin.getPlan({ params })).body;
  assert.equal(plan.state, 'succeeded', plan.fault ?? '');
  assert.equal(plan.own?.parcels, 1);
  assert.ok(plan.attempt >= 1);
});
