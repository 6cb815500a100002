import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInterlineCommand, runInterlineFromSource } from './spawn-interline.js';
import { workspaceForTest } from './workspace-for-test.js';

const LAYOUTS = { source: runInterlineFromSource, built: runInterlineCommand };

test('sources plan on two threads what the built program plans, byte for byte', async (t) => {
  const dir = workspaceForTest(t);
  const plans = Object.entries(LAYOUTS).map(async ([layout, interline]) => {
    const folder = join(dir, `plan-${layout}`);
    const { code, stdout, stderr } = await interline('plan', dir, '--out', folder, '--threads', '2', '--json');
    assert.equal(code, 0, stderr);
    const { cost, bound, onTime } = JSON.parse(stdout) as { cost: number; bound: number; onTime: number };
    return { cost, bound, onTime, routes: readFileSync(join(folder, 'routes.parquet')) };
  });
  const [source, built] = await Promise.all(plans);
  assert.deepEqual(source, built);
  assert.ok(built !== undefined && built.onTime > 0);
});

test('sources fill the table of promises on two threads as the built program does', async (t) => {
  const dir = workspaceForTest(t);
  const tables = Object.entries(LAYOUTS).map(async ([layout, interline]) => {
    const file = join(dir, `promises-${layout}`);
    const { code, stderr } = await interline('promise', dir, '--all', '--out', file, '--threads', '2');
    assert.equal(code, 0, stderr);
    return readFileSync(file);
  });
  const [source, built] = await Promise.all(tables);
  assert.deepEqual(source, built);
});
