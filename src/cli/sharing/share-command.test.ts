import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { GainShares } from '../../domain/gain-shares.js';
import { writeCertificate } from '../../feed/plan/certificate.js';
import { plannedWorkspace } from '../planned-workspace-for-test.js';
import { runInterlineCommand } from '../spawn-interline.js';

test('interline share prints who gains by every rule, and writes the page with its figures', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  writeCertificate(join(folder, 'certificate.json'), { bound: 0, resources: [], prices: [] });
  const { code, stdout } = await runInterlineCommand('share', dir, folder, '--seconds', '2', '--threads', '1');
  assert.equal(code, 0);
  assert.match(stdout, /^Apart .*together .*: a gain of /);
  assert.match(stdout, /Shapley \*/);
  const gains = JSON.parse(readFileSync(join(folder, 'sharing.json'), 'utf8')) as GainShares;
  assert.equal(gains.agreedRule, 'shapley');
  assert.deepEqual(
    gains.rules.map(({ rule, agreed }) => [rule, agreed]),
    [
      ['shapley', true],
      ['nucleolus', false],
      ['equal_profit', false],
      ['proportional', false],
      ['volume', false],
      ['dual_prices', false],
    ],
  );
  const page = readFileSync(join(folder, 'sharing.html'), 'utf8');
  assert.match(page, /<h2 id="rules">Ways to share it<\/h2>/);
  assert.doesNotMatch(page, /undefined|NaN/);
});

test('interline share writes elsewhere when told, and prints JSON alone', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const certificate = join(dir, 'proof.json');
  writeCertificate(certificate, { bound: 0, resources: [], prices: [] });
  const out = join(dir, 'shares');
  const options = ['--certificate', certificate, '--out', out, '--gap', '1%', '--seconds', '1', '--json'];
  const { code, stdout } = await runInterlineCommand('share', dir, folder, ...options);
  assert.equal(code, 0);
  assert.equal((JSON.parse(stdout) as GainShares).parties.length, 2);
  assert.ok(existsSync(join(out, 'sharing.html')) && !existsSync(join(folder, 'sharing.html')));
});

test('interline share refuses a plan without a certificate', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const { code, stdout, stderr } = await runInterlineCommand('share', dir, folder);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /missing_file certificate\.json/);
});
