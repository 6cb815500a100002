import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

test('interline import gtfs makes a workspace that validates', async (t) => {
  const dir = workspaceForTest(t);
  const out = join(dir, 'imported');
  const imported = await runInterlineCommand('import', 'gtfs', join(dir, 'ats'), '--out', out, '--json');
  assert.equal(imported.code, 0, imported.stderr);
  const { trips, stopTimes } = JSON.parse(imported.stdout) as { trips: number; stopTimes: number };
  assert.deepEqual([trips, stopTimes], [2, 5]);
  const { code } = await runInterlineCommand('validate', out);
  assert.equal(code, 0);
});

test('interline import gtfs refuses what is no feed', async (t) => {
  const dir = workspaceForTest(t);
  const { code, stdout, stderr } = await runInterlineCommand('import', 'gtfs', join(dir, 'none.zip'), '--out', dir);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^error missing_file none\.zip/);
});
