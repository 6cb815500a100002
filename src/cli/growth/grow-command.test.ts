import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Growth } from '../../domain/growth.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

test('interline grow writes page and figures and prints every step', async (t) => {
  const dir = workspaceForTest(t);
  const { code, stdout } = await runInterlineCommand('grow', dir, '--to', '4', '--months', '6', '--every', '3');
  assert.equal(code, 0);
  assert.match(stdout, /figures are synthetic.*volume to 4 times in 6 months/);
  assert.match(stdout, /^ +6 +x 4\.00 +12 /m);
  const growth = JSON.parse(readFileSync(join(dir, 'plan', 'growth.json'), 'utf8')) as Growth;
  assert.deepEqual(
    growth.steps.map(({ month, parcels }) => [month, parcels]),
    [
      [0, 3],
      [3, 6],
      [6, 12],
    ],
  );
  assert.match(readFileSync(join(dir, 'plan', 'growth.html'), 'utf8'), /^<!doctype html>/);
});

test('interline grow --json prints the figures and nothing else, with the target of the agreement', async (t) => {
  const dir = workspaceForTest(t);
  const { code, stdout, stderr } = await runInterlineCommand(
    'grow', dir, '--months', '2', '--target', 'agreement', '--json', '--threads', '1',
  ); // prettier-ignore
  assert.deepEqual([code, stderr], [0, '']);
  const { promise, steps } = JSON.parse(stdout) as Growth;
  assert.deepEqual([promise.onTimeShare, promise.from], [0.95, 'agreement']);
  assert.equal(steps.length, 3);
});

test('interline grow refuses a factor and a target that cannot be', async (t) => {
  const dir = workspaceForTest(t);
  for (const [option, value] of [
    ['--to', '0.5'],
    ['--to', '100'],
    ['--target', '120%'],
    ['--target', 'soon'],
  ] as const) {
    const { code, stderr } = await runInterlineCommand('grow', dir, option, value);
    assert.equal(code, 2, `${option} ${value}`);
    assert.match(stderr, new RegExp(`error out_of_range .*${option}`));
  }
});
