import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { SMALL_WORKSPACE } from '../../feed/small-workspace.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

interface Replanned {
  readonly parcels: number;
  readonly gap: number;
  readonly plannedAnew: { readonly parcels: number; readonly new: number; readonly unplanned: number };
}

async function planned(t: TestContext): Promise<{ dir: string; plan: string }> {
  const dir = workspaceForTest(t);
  const { code } = await runInterlineCommand('plan', dir);
  assert.equal(code, 0);
  return { dir, plan: join(dir, 'plan') };
}

async function replanned(dir: string, plan: string): Promise<Replanned> {
  const { code, stdout, stderr } = await runInterlineCommand('replan', dir, plan, '--json');
  assert.deepEqual([code, stderr], [0, '']);
  const verified = await runInterlineCommand('verify', dir, join(dir, 'replan'));
  assert.equal(verified.code, 0, verified.stdout);
  return JSON.parse(stdout) as Replanned;
}

test('interline replan leaves everything as it is when nothing changed', async (t) => {
  const { dir, plan } = await planned(t);
  const { plannedAnew, parcels } = await replanned(dir, plan);
  assert.deepEqual([plannedAnew.parcels, parcels], [0, 3]);
});

test('interline replan plans new parcels and those of cancelled departures, and proves a bound', async (t) => {
  const { dir, plan } = await planned(t);
  writeFileSync(join(dir, 'post', 'cancelled.txt'), 'trip_id,date\nRAIL-1,20261123\n');
  appendFileSync(
    join(dir, 'shipments.csv'),
    'P-2,post,standard,110001,2026-11-23T15:30:00+05:30,400001,700,3000,,0,0,,\n',
  );
  const { plannedAnew, parcels, gap } = await replanned(dir, plan);
  assert.deepEqual([plannedAnew.parcels, plannedAnew.new, plannedAnew.unplanned, parcels], [2, 1, 0, 4]);
  assert.ok(gap >= 0);
});

test('interline replan finds shipments by id, in any order, and passes over those that are gone', async (t) => {
  const { dir, plan } = await planned(t);
  const [header, ...rows] = SMALL_WORKSPACE['shipments.csv'].trim().split('\n');
  writeFileSync(join(dir, 'shipments.csv'), `${[header, rows[2], rows[0]].join('\n')}\n`);
  const { plannedAnew, parcels } = await replanned(dir, plan);
  assert.deepEqual([plannedAnew.parcels, parcels], [0, 2]);
});

test('interline replan says what is wrong with a folder that holds no plan', async (t) => {
  const dir = workspaceForTest(t);
  const { code, stderr } = await runInterlineCommand('replan', dir, join(dir, 'nothing'));
  assert.equal(code, 2);
  assert.match(stderr, /missing_file/);
});
