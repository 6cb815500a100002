import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { EmbeddedThread } from '../embedded/embedded-thread.js';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations.js';
import { openStore } from './open-store.js';
import { embeddedTemplate } from './embedded-template-for-test.js';
import { databaseForTest, NO_SERVER } from './store-for-test.js';

test('migrate takes each step once, in order', async () => {
  const thread = await EmbeddedThread.open({ dump: await embeddedTemplate() });
  assert.deepEqual(await migrate(thread, MIGRATIONS), []);
  const step = { name: '9999-later', sql: 'create table later (n integer)' };
  assert.deepEqual(await migrate(thread, [...MIGRATIONS, step]), ['9999-later']);
  assert.deepEqual((await thread.query('select * from later', [])).rows, []);
  await thread.close();
});

test('migrate refuses a step that was edited, a newer database, and takes nothing of a step that fails', async () => {
  const thread = await EmbeddedThread.open({ dump: await embeddedTemplate() });
  const edited = MIGRATIONS.map((step, index) => (index === 0 ? { ...step, sql: `${step.sql} ` } : step));
  await assert.rejects(migrate(thread, edited), /Step 0001-roles of the schema has changed/);
  await assert.rejects(migrate(thread, MIGRATIONS.slice(0, -1)), /does not know. Run a newer Interline/);
  const failing = { name: '9999-failing', sql: 'create table half (n integer); select 1/0' };
  await assert.rejects(migrate(thread, [...MIGRATIONS, failing]), { code: '22012' });
  await assert.rejects(thread.query('select from half', []), { code: '42P01' });
  await thread.close();
});

test('a database user without special rights can make the schema, and no role sees a row without a party', async (t) => {
  const url = await databaseForTest({ empty: true });
  if (url === undefined) {
    t.skip(NO_SERVER);
    return;
  }
  const plain = await plainUserOf(url);
  await Promise.all([openStore({ url: plain }), openStore({ url: plain })].map(async (store) => (await store).close()));
  const client = new pg.Client({ connectionString: plain });
  await client.connect();
  await client.query(`begin; select set_config('role', 'interline_app', true), set_config('app.party', 'org_1', true);
    insert into organisations (id, kind, code, name, created_at) values ('org_1', 'carrier', 'a', 'A', now()); commit`);
  for (const role of ['interline_app', 'interline_owner']) {
    await client.query(`set role ${role}`);
    assert.equal((await client.query('select from organisations')).rowCount, 0, role);
  }
  await client.end();
});

/** The address of the same database for a new user who owns it and may make roles, as managed servers have them. */
async function plainUserOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = rows[0]?.name ?? '';
  await client.query(`create role plain_${database} login createrole password 'test'`);
  await client.query(`alter database ${database} owner to plain_${database}`);
  await client.query(
    `grant interline_owner, interline_app, interline_gate, interline_jobs to plain_${database} with admin option`,
  );
  await client.end();
  return url.replace('postgres://postgres:', `postgres://plain_${database}:`);
}
