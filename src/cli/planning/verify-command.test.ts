import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PlanFinding } from '../../audit/finding.js';
import { writeCertificate } from '../../feed/plan/certificate.js';
import { plannedWorkspace } from '../planned-workspace-for-test.js';
import { runInterlineCommand } from '../spawn-interline.js';

interface Verification {
  readonly valid: boolean;
  readonly cost: number;
  readonly bound: number | null;
  readonly findings: readonly PlanFinding[];
}

test('interline verify finds nothing wrong with a valid plan', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const { code, stdout } = await runInterlineCommand('verify', dir, folder);
  assert.equal(code, 0);
  assert.match(stdout, /The plan keeps every rule of the raw tables\.\ncost {3}INR [\d.,]+\nbound {2}no certificate/);
});

test('interline verify recomputes the bound of a certificate, from the plan folder or elsewhere', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  writeCertificate(join(folder, 'certificate.json'), { bound: 0, resources: [], prices: [] });
  const { code, stdout } = await runInterlineCommand('verify', dir, folder, '--json');
  assert.equal(code, 0);
  const { valid, cost, bound } = JSON.parse(stdout) as Verification;
  assert.equal(valid, true);
  assert.ok(bound !== null && bound > 0 && bound <= cost);

  const elsewhere = join(dir, 'claim.json');
  writeCertificate(elsewhere, { bound: 1e9, resources: [], prices: [] });
  const claimed = await runInterlineCommand('verify', dir, folder, '--certificate', elsewhere, '--json');
  assert.equal(claimed.code, 1);
  const { findings } = JSON.parse(claimed.stdout) as Verification;
  assert.deepEqual(
    findings.map(({ code: found }) => found),
    ['bound_not_proven'],
  );
});

test('interline verify exits with 1 and names what a changed plan gets wrong', async (t) => {
  const { dir, folder } = await plannedWorkspace(t, (plan) => {
    const cost = plan.cost.slice();
    cost[0] += 100;
    return { ...plan, cost };
  });
  const { code, stdout } = await runInterlineCommand('verify', dir, folder);
  assert.equal(code, 1);
  assert.match(stdout, /^wrong_cost A-1: /m);
  assert.match(stdout, /^The plan does not hold: 1 finding\.$/m);
});

test('interline verify refuses a certificate that is none', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const { code, stdout, stderr } = await runInterlineCommand('verify', dir, folder, '--certificate', join(dir, 'x'));
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /missing_file/);
});
