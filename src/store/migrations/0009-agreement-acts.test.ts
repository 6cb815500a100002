import assert from 'node:assert/strict';
import { idPattern } from '../../domain/ids.js';
import { newId } from '../database/ids.js';
import { testStep } from './step-for-test.js';

testStep(
  'versions from before there were signatures are kept for the carriages that name them, and bind nobody',
  '0009-agreement-acts',
  async (client, takeRest) => {
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
    await takeRest();
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
  },
);
