import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkPlan } from '../../audit/check-plan.js';
import { readShipments } from '../../feed/shipments/read-shipments.js';
import { readWorkspace } from '../../feed/read-workspace.js';
import { planWorkspace } from '../../workers/plan-workspace.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

test('interline plan --json prints the summary and writes a plan folder that verifies', async (t) => {
  const dir = workspaceForTest(t);
  const { code, stdout, stderr } = await runInterlineCommand('plan', dir, '--seconds', '10', '--json');
  assert.deepEqual([code, stderr], [0, '']);
  const summary = JSON.parse(stdout) as Record<string, number>;
  for (const key of ['parcels', 'onTime', 'late', 'unplanned', 'cost', 'bound', 'gap', 'seconds']) {
    assert.equal(typeof summary[key], 'number', key);
  }
  assert.equal(summary['parcels'], 3);
  assert.ok(summary['bound'] <= summary['cost'] && summary['gap'] <= 0.001);
  const folder = join(dir, 'plan');
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')), summary);
  for (const file of ['certificate.json', 'loads.parquet', 'report.html', 'routes.parquet']) {
    assert.ok(readdirSync(folder).includes(file), file);
  }
  const verified = await runInterlineCommand('verify', dir, folder);
  assert.equal(verified.code, 0, verified.stdout);
});

test('interline plan writes where it is told to and prints the summary as text', async (t) => {
  const dir = workspaceForTest(t);
  const [folder, certificate] = [join(dir, 'a', 'b'), join(dir, 'proof.json')];
  const { code, stdout } = await runInterlineCommand('plan', dir, '--out', folder, '--certificate', certificate);
  assert.equal(code, 0);
  assert.match(stdout, /synthetic data/);
  assert.ok(readdirSync(folder).includes('report.html'));
  assert.equal(readFileSync(certificate, 'utf8'), readFileSync(join(folder, 'certificate.json'), 'utf8'));
});

test('planWorkspace that is asked to stop at once still gives valid plans', async (t) => {
  const { workspace, shipmentsFile } = await readWorkspace(workspaceForTest(t));
  const { shipments } = await readShipments(shipmentsFile, workspace);
  const settings = { gap: 0, seconds: 60, threads: 1, signal: AbortSignal.abort(), onProgress: () => undefined };
  const { joint, alone } = await planWorkspace(workspace, shipments, settings);
  assert.deepEqual(checkPlan(workspace, shipments, joint.plan), []);
  assert.equal(alone.length, 2);
});

test('interline plan refuses a gap that is none', async () => {
  const { code, stdout, stderr } = await runInterlineCommand('plan', 'x', '--gap', 'small');
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /fraction of at least 0/);
});
