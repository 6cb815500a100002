import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serveWorkspace } from '../cli/serving/serve-workspace.js';
import type { Serving } from '../cli/serving/serving.js';
import { runInterlineCommand } from '../cli/spawn-interline.js';
import { makeClient, type Client } from '../wire/http/client.js';

/** Names the folder with the example that all stories copy, made once for a whole run of tests. */
export const STORY_EXAMPLE = 'INTERLINE_STORY_EXAMPLE';

/** Enough for every page to have something to show, and quick to plan. */
const PARCELS = '6000';

/**
 * Makes the India example in a temporary folder, small, planned and told up to now, so that every story begins on the same day at work;
 * whoever asked for it removes it.
 */
export async function makeStoryExample(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interline-example-'));
  const workspace = join(folder, 'india');
  await run('example', 'india', '--out', workspace, '--parcels', PARCELS, '--start', 'recent');
  await run('plan', workspace, '--out', join(workspace, 'plan'), '--seconds', '20');
  const serving = await serveForTest(workspace);
  try {
    await untilTold(String(serving.result['address']));
  } finally {
    await serving.stop();
  }
  return folder;
}

/** The server of a story, on any free port, or again on the one it had. */
export function serveForTest(workspace: string, port = 0): Promise<Serving> {
  const options = {
    host: '127.0.0.1',
    port,
    rate: 60_000,
    personalDataDays: 90,
    log: 'error',
    url: undefined,
  } as const;
  return serveWorkspace(workspace, options);
}

const LOOK_MS = 500;
const LOOKS_MAX = 1200;

/** Waits for the first exceptions: they are looked for once the example's days have been told. */
async function untilTold(address: string): Promise<void> {
  const client = (headers: Readonly<Record<string, string>>): Client =>
    makeClient({ fetch, baseUrl: address, headers });
  const signedIn = await client({}).signIn({ body: { login: 'ats-admin' } });
  const asCarrier = client({ cookie: (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '' });
  for (let look = 0; look < LOOKS_MAX; look++) {
    const { body } = await asCarrier.listExceptions({ query: { limit: 1 } });
    if (body.data.length > 0) return;
    await delay(LOOK_MS);
  }
  throw new Error('The example was not told within ten minutes.');
}

/** A copy of the example of one's own: its folder, and what removes it. */
export async function copyStoryExample(): Promise<{ readonly workspace: string; readonly remove: () => void }> {
  const given = process.env[STORY_EXAMPLE];
  if (given !== undefined && existsSync(given)) {
    const folder = mkdtempSync(join(tmpdir(), 'interline-story-'));
    cpSync(given, folder, { recursive: true });
    return { workspace: join(folder, 'india'), remove: removal(folder) };
  }
  const folder = await makeStoryExample();
  return { workspace: join(folder, 'india'), remove: removal(folder) };
}

function removal(folder: string): () => void {
  return () => rmSync(folder, { recursive: true, force: true });
}

async function run(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runInterlineCommand(...args);
  if (code !== 0) throw new Error(`interline ${args.join(' ')} failed: ${stderr}`);
}
