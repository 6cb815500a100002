import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { canonicalJson } from '../base/canonical-json.js';
import { headOf, nextRecord, sealEvent } from '../custody/custody-log.js';
import type { CustodyRecord } from '../domain/custody-record.js';
import { EmbeddedThread } from '../store/embedded/embedded-thread.js';
import { embeddedTemplate } from '../store/embedded-template-for-test.js';
import { runInterlineCommand } from './spawn-interline.js';
import { workspaceForTest } from './workspace-for-test.js';

test('interline backup and restore take the data of a workspace to another folder, and never write over any', async (t) => {
  const dir = workspaceForTest(t);
  const [out, copy] = [join(dir, 'backup.tar.gz'), join(dir, 'copy')];
  const none = await runInterlineCommand('backup', dir, '--out', out);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /missing_file .*there is no embedded database/);

  const thread = await EmbeddedThread.open({ folder: join(dir, 'database'), dump: await embeddedTemplate() });
  const open = await runInterlineCommand('backup', dir, '--out', out);
  assert.equal(open.code, 1);
  assert.match(open.stderr, /in use by process/);
  await addLog(thread, 'shp_whole', 'ab');
  await addLog(thread, 'shp_altered', 'cd');
  await thread.close();

  const written = await runInterlineCommand('backup', dir, '--out', out, '--json');
  assert.equal(written.code, 0, written.stderr);
  assert.ok((JSON.parse(written.stdout) as { files: number }).files > 900);
  assert.match((await runInterlineCommand('backup', dir, '--out', out)).stderr, /file_exists/);
  assert.match((await runInterlineCommand('restore', out, dir)).stderr, /folder_not_empty/);
  assert.match((await runInterlineCommand('restore', join(dir, 'none'), dir)).stderr, /missing_file/);

  const restored = await runInterlineCommand('restore', out, dir, '--database', copy);
  assert.equal(restored.code, 1, 'a chain that was altered before the backup is told');
  assert.match(restored.stdout, /Restored .*copy/);
  assert.match(restored.stdout, /2 custody logs with 4 records.*: 1 log cannot be relied on/);
  assert.match(restored.stdout, /! shp_altered: /);
  assert.ok(existsSync(join(copy, 'data', 'PG_VERSION')));
});

/** Adds a log of two records, of which the second is altered when its id says so. */
async function addLog(thread: EmbeddedThread, shipment: string, salt: string): Promise<void> {
  await thread.script(`select make_events_partition('2026-11-01')`);
  let head: CustodyRecord | undefined;
  for (const kind of ['booked', 'accepted'] as const) {
    const event = { id: kind, shipment, kind, party: 'ats', deviceMs: 1, serverMs: 1, source: 'scan' as const };
    const { body } = sealEvent(event, () => salt.repeat(16));
    const record = nextRecord(shipment, head && headOf(head), { body, recordedMs: Date.parse('2026-11-23T10:00:00Z') });
    const altered = shipment === 'shp_altered' && kind === 'accepted';
    await thread.query(
      `insert into events (shipment_id, sequence, recorded_at, mode, party_id, kind, device_at, body, previous, hash)
       values ($1, $2, '2026-11-23T10:00:00Z', 'live', 'org_1', $3, '2026-11-23T10:00:00Z', $4, decode($5, 'hex'), decode($6, 'hex'))`,
      [
        shipment,
        record.sequence,
        kind,
        canonicalJson(altered ? { ...(body as object), party: 'post' } : body),
        record.previous,
        record.hash,
      ],
    );
    head = record;
  }
}
