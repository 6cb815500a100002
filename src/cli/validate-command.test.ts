import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../base/input-error.js';
import { runInterlineCommand } from './spawn-interline.js';
import { writeTinyWorkspace } from './tiny-workspace.js';

interface Validation {
  readonly valid: boolean;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly faults: readonly Fault[];
}

test('interline validate counts what a faultless workspace holds', async (t) => {
  const { code, stdout, stderr } = await runInterlineCommand('validate', writeTinyWorkspace(t), '--json');
  assert.equal(stderr, '');
  const { valid, counts, faults } = JSON.parse(stdout) as Validation;
  assert.deepEqual(faults, []);
  assert.equal(valid, true);
  assert.equal(code, 0);
  assert.deepEqual([counts?.facilities, counts?.trips, counts?.shipments], [4, 2, 3]);
});

test('interline validate prints every fault with file and line, and exits with 2', async (t) => {
  const dir = writeTinyWorkspace(t, {
    'ats/stop_times.txt':
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT1,16:00:00,16:00:00,FX,1\nT1,noon,17:00:00,SC,2\n',
    'post/vehicles.txt': 'vehicle_id,mode,capacity_kg\nTRUCK,road,-4\n',
  });
  const { code, stdout } = await runInterlineCommand('validate', dir);
  assert.equal(code, 2);
  assert.match(stdout, /^error unknown_reference ats\/stop_times\.txt:2 stop_id: .*"FX"/m);
  assert.match(stdout, /^error bad_time ats\/stop_times\.txt:3 arrival_time: .*"noon"/m);
  assert.match(stdout, /^error \w+ post\/vehicles\.txt:2 capacity_kg: .*"-4"/m);
  assert.match(stdout, /\d+ errors, \d+ warnings? in \d files/);
});

test('interline validate refuses a folder that is no workspace', async () => {
  const { code, stdout } = await runInterlineCommand('validate', 'no-such-folder', '--json');
  assert.equal(code, 2);
  const { valid, counts, faults } = JSON.parse(stdout) as Validation;
  assert.deepEqual([valid, counts, faults.length], [false, null, 1]);
});
