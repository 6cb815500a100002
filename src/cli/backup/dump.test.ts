import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { startInstalledPostgres } from '../../store/database/installed-postgres-for-test.js';
import type { SqlSession } from '../../store/database/migrate.js';
import { openStore } from '../../store/database/open-store.js';
import { chainsText, verifyChains } from './backup-chains.js';
import { addLog } from './log-for-test.js';

test('pg_dump and pg_restore take a database to another, where every chain is as it was and the schema up to date', async (t) => {
  const server = startInstalledPostgres();
  if (server === undefined) {
    t.skip('no PostgreSQL server with its tools is installed');
    return;
  }
  t.after(server.stop);
  const [from, to] = [server.urlOf('postgres'), server.urlOf('restored')];
  await (await openStore({ url: from })).close();
  await onDatabase(from, async (session) => {
    await addLog(session, 'shp_whole', 'ab');
    await addLog(session, 'shp_altered', 'cd');
  });
  const dump = `${server.folder}/interline.dump`;
  server.run('pg_dump', '--format=custom', `--file=${dump}`, from);
  server.run('createdb', '-h', server.folder, '-U', 'postgres', 'restored');
  server.run('pg_restore', `--dbname=${to}`, '--exit-on-error', dump);

  await (await openStore({ url: to })).close();
  const verdicts = await Promise.all([from, to].map((url) => onDatabase(url, verifyChains)));
  assert.deepEqual(verdicts[1], verdicts[0]);
  assert.match(chainsText(verdicts[1])[0] ?? '', /2 custody logs with 4 records.*: 1 log cannot be relied on/);
});

/** Asks a database below everything that keeps parties apart. */
async function onDatabase<T>(url: string, body: (session: SqlSession) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await body({
      query: (sql, parameters) => client.query<Record<string, unknown>>(sql, [...parameters]),
      script: async (sql) => {
        await client.query(sql);
      },
    });
  } finally {
    await client.end();
  }
}
