import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Kysely, sql } from 'kysely';
import { embeddedTemplate } from '../database/embedded-template-for-test.js';
import { openEmbedded } from '../database/open-store.js';
import { embeddedDialect } from './embedded-dialect.js';
import { EmbeddedThread } from './embedded-thread.js';
import { lockFolder } from './folder-lock.js';

function folderForTest(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'interline-store-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('an embedded database flushes every commit to disk, keeps other processes out, and reopens', async (t) => {
  const folder = folderForTest(t);
  const thread = await EmbeddedThread.open({ folder, dump: await embeddedTemplate() });
  await thread.script('create table counted (n int8)');
  const before = await thread.fsyncCount();
  const commits = 20;
  for (let n = 0; n < commits; n++) await thread.query('insert into counted values ($1)', [n]);
  assert.ok((await thread.fsyncCount()) - before >= commits, 'a commit was not flushed');
  await assert.rejects(EmbeddedThread.open({ folder }), /in use by process/);
  await thread.close();

  const again = await EmbeddedThread.open({ folder });
  const { rows } = await again.query('select count(*) as count, sum(n)::int8 as sum from counted', []);
  assert.deepEqual(rows, [{ count: commits, sum: (commits * (commits - 1)) / 2 }]);
  await again.close();
});

test('a copy of the folder of a closed database is a backup of it', async (t) => {
  const folder = folderForTest(t);
  const thread = await EmbeddedThread.open({ folder, dump: await embeddedTemplate() });
  await thread.script('create table kept (n int8); insert into kept values (1)');
  await thread.close();
  const copy = `${folder}/copy`;
  cpSync(`${folder}/data`, `${copy}/data`, { recursive: true });
  const restored = await EmbeddedThread.open({ folder: copy });
  assert.deepEqual((await restored.query('select n from kept', [])).rows, [{ n: 1 }]);
  await restored.close();
});

test('an embedded database reports failures with the codes of PostgreSQL, and none after it is closed', async () => {
  const thread = await EmbeddedThread.open({ dump: await embeddedTemplate() });
  const row = `insert into organisations (id, kind, code, name, created_at) values ('org_1', 'carrier', 'a', 'A', now())`;
  await thread.query(row, []);
  await assert.rejects(thread.query(row, []), { code: '23505', constraint: 'organisations_pkey' });
  await assert.rejects(thread.query('select 1 from nothing', []), { code: '42P01' });
  await thread.close();
  await assert.rejects(thread.query('select 1', []), /closed/);
});

test('a query that takes too long is given up, and the database goes on with what was committed', async (t) => {
  const thread = await EmbeddedThread.open({ folder: folderForTest(t), dump: await embeddedTemplate() });
  await thread.script('create table kept (n int8); insert into kept values (1)');
  await thread.limitQueries({ queryMs: 300, setup: `set application_name = 'anew'` });
  const database = new Kysely<{ kept: { n: number } }>({ dialect: embeddedDialect(thread) });
  const forever = sql`select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b, generate_series(1, 9) c`;
  const behind = database.insertInto('kept').values({ n: 2 });
  let afterwards: unknown;
  const cancelled = database.transaction().execute(async (tx) => {
    await tx.insertInto('kept').values({ n: 3 }).execute();
    await forever.execute(tx).catch(async (error: unknown) => {
      afterwards = await tx
        .insertInto('kept')
        .values({ n: 4 })
        .execute()
        .catch((other: unknown) => other);
      throw error;
    });
  });
  const waited = behind.execute();
  await assert.rejects(cancelled, { code: '57014' });
  assert.match(String(afterwards), /undone/);
  await waited; // it had not begun
  assert.deepEqual(await database.selectFrom('kept').select('n').orderBy('n').execute(), [{ n: 1 }, { n: 2 }]);
  assert.deepEqual((await thread.query('show application_name', [])).rows, [{ application_name: 'anew' }]);
  await database.destroy();
});

test('the lock of a process that has ended is taken over', (t) => {
  const folder = folderForTest(t);
  writeFileSync(join(folder, 'interline.lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '' }));
  const lock = lockFolder(folder);
  assert.throws(() => lockFolder(folder), new RegExp(`in use by process ${process.pid}`));
  lock.release();
  lockFolder(folder).release();
  // The same pid, but of a process that started at another time.
  writeFileSync(join(folder, 'interline.lock'), JSON.stringify({ pid: process.pid, startedAt: 'another' }));
  lockFolder(folder).release();
});

test('a store that was never asked anything ends its thread when it is closed', async (t) => {
  const folder = folderForTest(t);
  const thread = await EmbeddedThread.open({ folder, dump: await embeddedTemplate() });
  const store = await openEmbedded(thread);
  await store.close();
  await assert.rejects(thread.query('select 1', []), /is closed/);
  const again = await EmbeddedThread.open({ folder }); // its lock is free
  await again.close();
});
