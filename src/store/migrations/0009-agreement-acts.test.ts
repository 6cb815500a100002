import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { idPattern } from '../../domain/ids.js';
import { newId } from '../ids.js';
import { migrate } from '../migrate.js';
import { MIGRATIONS } from '../migrations.js';
import { databaseForTest, NO_SERVER } from '../store-for-test.js';

test('versions from before there were signatures are kept for the carriages that name them, and bind nobody', async (t) => {
  const url = await databaseForTest({ empty: true });
  if (url === undefined) {
    t.skip(NO_SERVER);
    return;
  }
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const session = {
    query: (sql: string, parameters: readonly unknown[]) => client.query<Record<string, unknown>>(sql, [...parameters]),
    script: async (sql: string) => {
      await client.query(sql);
    },
  };
  const at = MIGRATIONS.findIndex(({ name }) => name === '0009-agreement-acts');
  await migrate(session, MIGRATIONS.slice(0, at));
  const ids = [1, 2].map((n) => newId('agreementVersion', Date.UTC(2026, 0, n)));
  await client.query(`
    insert into organisations (id, kind, code, name, created_at) values
      ('org_1', 'carrier', 'a', 'A', now()), ('org_2', 'carrier', 'b', 'B', now())`);
  for (const [row, id] of ids.entries()) {
    await client.query(
      `insert into agreement_versions (id, agreement, version, party_ids, effective_from, effective_until, shared, after_custody,
        never, text, text_hash, proposed_by, created_at)
      values ($1, 'a-b', $2, '{org_1,org_2}', '2026-01-01', '2026-12-31', '{}', '{recipient_name}', '{}', 'text', $3, 'org_1', now())`,
      [id, row + 1, `hash ${row}`],
    );
  }
  await client.query(`insert into agreement_acceptances values ('${ids[0]}', 'org_2', 'usr_1', now())`);
  await migrate(session, MIGRATIONS);
  const { rows } = await client.query<{ id: string; version_id: string; kind: string }>(
    'select id, version_id, kind from agreement_acts order by version_id, acted_at',
  );
  assert.deepEqual(
    rows.map(({ version_id, kind }) => [version_id, kind]),
    ids.flatMap((id) => [
      [id, 'proposed'],
      [id, 'withdrawn'],
    ]),
  );
  for (const { id } of rows) assert.match(id, idPattern('agreementAct'));
  const kept = await client.query('select from agreement_versions where offered_at is not null and terms is null');
  assert.equal(kept.rowCount, 2);
  await client.end();
});
