import assert from 'node:assert/strict';
import { testStep } from './step-for-test.js';

testStep(
  'handovers of before the step that brought containers lately are settled once more, others are not',
  '0026-yard-receipts',
  async (client, takeRest) => {
    await client.query(`
    insert into organisations (id, kind, code, name, created_at) values
      ('org_1', 'carrier', 'ats', 'A', now()), ('org_2', 'carrier', 'post', 'P', now());
    insert into agreement_versions (id, agreement, version, party_ids, effective_from, effective_until, shared, after_custody, never,
      text, text_hash, terms_hash, proposed_by, created_at)
    values ('agv_1', 'a', 1, '{org_1,org_2}', '2026-01-01', '2027-12-31', '{}', '{}', '{}', '', 'h', 'h', 'org_1', now());
    insert into manifests (id, mode, giver_id, receiver_id, giver, receiver, interchange, giver_place, receiver_place,
      agreement_version_id, terms, tender_at, piece_count, container_count, weight_g, created_by, created_at, settle_at, settled_at)
    select 'mnf_' || n, 'live', 'org_1', 'org_2', 'ats', 'post', 'IX', 'ats:A', 'post:B', 'agv_1', '{}', now(), 1, n % 2, 1, 'test',
      now(), now() - n * interval '10 days', now() from generate_series(0, 5) n`);
    await takeRest();
    const { rows } = await client.query<{ id: string }>(
      'select id from manifests where settled_at is null order by id',
    );
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['mnf_1'],
    );
  },
);
