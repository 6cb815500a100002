import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { embeddedTemplate } from '../database/embedded-template-for-test.js';
import { backUpFolder, hasEmbeddedDatabase, restoreFolder } from './backup.js';
import { EmbeddedThread } from './embedded-thread.js';

test('a backup is refused while the database is open, restores to the same rows, and never over another', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-backup-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [database, file] = [join(folder, 'database'), join(folder, 'backup.tar.gz')];
  const thread = await EmbeddedThread.open({ folder: database, dump: await embeddedTemplate() });
  await thread.script(
    `create table kept (n int8, words text); insert into kept select n, repeat('Pärcel ', 200) from generate_series(1, 3000) n`,
  );
  await assert.rejects(backUpFolder(database, file), /in use by process/);
  await thread.close();

  const written = await backUpFolder(database, file);
  assert.ok(written.fileCount > 900 && written.bytes > 4e6);
  await assert.rejects(restoreFolder(file, database), {
    cause: new Error(`There is a database in ${database} already.`),
  });

  const restored = join(folder, 'restored');
  assert.deepEqual(await restoreFolder(file, restored), written);
  const again = await EmbeddedThread.open({ folder: restored });
  const { rows } = await again.query('select count(*) as count, sum(length(words)) as length from kept', []);
  assert.deepEqual(rows, [{ count: 3000, length: 3000 * 1400 }]);
  await again.close();

  const packed = readFileSync(file);
  const archive = gunzipSync(packed);
  const damaged = Buffer.from(archive);
  damaged[3] ^= 1;
  for (const wrong of [
    packed.subarray(0, 5000),
    gzipSync(archive.subarray(0, 300_000)),
    gzipSync(damaged),
    Buffer.from('x'),
  ]) {
    writeFileSync(join(folder, 'wrong'), wrong);
    const empty = join(folder, 'empty');
    await assert.rejects(restoreFolder(join(folder, 'wrong'), empty), /Cannot restore/);
    assert.ok(!hasEmbeddedDatabase(empty) && !existsSync(join(empty, 'data.restoring')));
  }
});
