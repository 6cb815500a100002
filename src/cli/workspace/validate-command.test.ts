import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../base/input-error.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

interface Validation {
  readonly valid: boolean;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly faults: readonly Fault[];
}

test('interline validate counts what a faultless workspace holds', async (t) => {
  const { code, stdout, stderr } = await runInterlineCommand('validate', workspaceForTest(t), '--json');
  assert.equal(stderr, '');
  const { valid, counts, faults } = JSON.parse(stdout) as Validation;
  assert.deepEqual(faults, []);
  assert.equal(valid, true);
  assert.equal(code, 0);
  assert.deepEqual([counts?.facilities, counts?.trips, counts?.shipments], [7, 4, 3]);
});

test('interline validate prints every fault with file and line, and exits with 2', async (t) => {
  const dir = workspaceForTest(t, {
    'ats/delivery.txt': 'stop_id,pin,days,load_by\nDS-BON,400072,daily,08:00\nDS-BOM,400072,daily,noon\n',
    'post/vehicles.txt': 'vehicle_id,mode,capacity_kg\nslr,rail,-4\nvan,road,600\n',
  });
  const { code, stdout } = await runInterlineCommand('validate', dir);
  assert.equal(code, 2);
  assert.match(stdout, /^error unknown_reference ats\/delivery\.txt:2 stop_id: .*"DS-BON".*DS-BOM/m);
  assert.match(stdout, /^error bad_time ats\/delivery\.txt:3 load_by: .*"noon"/m);
  assert.match(stdout, /^error \w+ post\/vehicles\.txt:2 capacity_kg: .*"-4"/m);
  assert.match(stdout, /\d+ errors, \d+ warnings? in \d files/);
});

test('interline validate refuses a folder that is no workspace', async () => {
  const { code, stdout } = await runInterlineCommand('validate', 'no-such-folder', '--json');
  assert.equal(code, 2);
  const { valid, counts, faults } = JSON.parse(stdout) as Validation;
  assert.deepEqual([valid, counts, faults.length], [false, null, 1]);
});
