import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EmbeddedThread } from '../../store/embedded/embedded-thread.js';
import { embeddedTemplate } from '../../store/database/embedded-template-for-test.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';
import { addLog } from './log-for-test.js';

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
