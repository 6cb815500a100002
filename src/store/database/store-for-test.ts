import { randomUUID } from 'node:crypto';
import { after, test, type TestContext } from 'node:test';
import pg from 'pg';
import { embeddedTemplate, schemaHash } from './embedded-template-for-test.js';
import { EmbeddedThread } from '../embedded/embedded-thread.js';
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
