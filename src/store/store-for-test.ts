import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import pg from 'pg';
import { EmbeddedThread } from './embedded/embedded-thread.js';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations.js';
import { openEmbedded, openStore } from './open-store.js';
import { POSTGRES_FOR_TEST, startPostgresForTest } from './postgres-for-test.js';
import type { Store } from './store.js';

/** A store that is opened when the first test needs it, and closed when all tests of the file have run. */
type LazyStore = () => Promise<Store | undefined>;

/** Runs a test on both kinds of database. All tests of a file share one of each, so each makes its own organisations. */
export function testOnBoth(name: string, body: (t: TestContext, store: Store) => Promise<void>): void {
  for (const [kind, open] of STORES) {
    test(`${name} (${kind})`, async (t) => {
      const store = await open();
      if (store === undefined) t.skip(NO_SERVER);
      else await body(t, store);
    });
  }
}

/** Folder of the package. */
const PGLITE = dirname(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')));

export const NO_SERVER = 'npm has no PostgreSQL binaries for this machine';

/** What the file's tests opened, to be closed in the opposite order; registered here, where no test is running. */
const opened: (() => Promise<void>)[] = [];
after(async () => {
  for (const close of opened.toReversed()) await close();
});

/** Has something closed when all tests of the file have run. */
export function closeLater(close: () => Promise<void>): void {
  opened.push(close);
}

const STORES: readonly (readonly [string, LazyStore])[] = [
  ['embedded', once(openEmbeddedForTest)],
  [
    'PostgreSQL',
    once(async () => {
      const url = await databaseForTest();
      return url === undefined ? undefined : closedAfter(await openStore({ url }));
    }),
  ],
];

/** An embedded database in memory. */
async function openEmbeddedForTest(): Promise<Store> {
  return closedAfter(await openEmbedded(await EmbeddedThread.open({ dump: await embeddedTemplate() })));
}

/** The address of a new database on the server for tests, its schema up to date; undefined where there is no server. */
export async function databaseForTest({ empty = false } = {}): Promise<string | undefined> {
  const server = await serverUrl();
  if (server === undefined) return undefined;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)'); // a template cannot be copied while it is made or copied
    const template = `template_${schemaHash()}`;
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(client, server, template);
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await client.query(`create database ${name} template ${empty ? 'template0' : template}`);
    return withDatabase(server, name);
  } finally {
    await client.end();
  }
}

async function makeTemplate(client: pg.Client, server: string, template: string): Promise<void> {
  await client.query(`create database making_${template}`);
  const store = await openStore({ url: withDatabase(server, `making_${template}`) });
  await store.close();
  await client.query(`alter database making_${template} rename to ${template}`);
}

const serverUrl = once(async () => {
  const shared = process.env[POSTGRES_FOR_TEST];
  if (shared !== undefined) return shared;
  const server = await startPostgresForTest();
  if (server !== undefined) closeLater(() => server.stop());
  return server?.url;
});

/** The files of an empty embedded database, made once for each schema: making one takes seconds, copying one does not. */
export async function embeddedTemplate(): Promise<Uint8Array> {
  const folder = join(PGLITE, '../../.cache/interline');
  const path = join(folder, `pglite-${schemaHash()}.tar`);
  if (existsSync(path)) return readFileSync(path);
  const thread = await EmbeddedThread.open({});
  await migrate(thread, MIGRATIONS);
  const dump = await thread.dump();
  await thread.close();
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) if (old.endsWith('.tar')) rmSync(join(folder, old)); // of other schemas
  writeFileSync(`${path}.${process.pid}`, dump);
  renameSync(`${path}.${process.pid}`, path);
  return dump;
}

function schemaHash(): string {
  const text = JSON.stringify(MIGRATIONS) + readFileSync(join(PGLITE, 'package.json'), 'utf8');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function withDatabase(url: string, name: string): string {
  return url.replace('/postgres?', `/${name}?`);
}

function closedAfter(store: Store): Store {
  closeLater(() => store.close());
  return store;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
