import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ClauseValues } from '../../domain/clause-values.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { plannedWorkspace } from '../planned-workspace-for-test.js';
import { writeCertificate } from '../../feed/plan/certificate.js';

test('interline clauses lists every amount of the agreement and writes the page with its figures', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  writeCertificate(join(folder, 'certificate.json'), { bound: 0, resources: [], prices: [] });
  const { code, stdout } = await runInterlineCommand('clauses', dir, folder, '--threads', '1');
  assert.equal(code, 0);
  assert.match(stdout, /^Most valuable relaxations/);
  const values = JSON.parse(readFileSync(join(folder, 'clauses.json'), 'utf8')) as ClauseValues;
  assert.ok(values.clauses.some(({ clause }) => clause === 'capacity[0].kg'));
  assert.ok(values.clauses.every(({ binding, worth }) => binding === 0 && worth === 0));
  const page = readFileSync(join(folder, 'clauses.html'), 'utf8');
  assert.match(page, /<h2 id="clauses">Every clause<\/h2>/);
  assert.doesNotMatch(page, /undefined|NaN/);
});

test('interline clauses prices what a certificate names, and leaves out what it does not know', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const certificate = join(dir, 'proof.json');
  writeCertificate(certificate, { bound: 0, resources: ['block-kg:nobody:NOWHERE@2026-11-23#0'], prices: [1] });
  const out = join(dir, 'values');
  const options = ['--certificate', certificate, '--out', out, '--json'];
  const { code, stdout } = await runInterlineCommand('clauses', dir, folder, ...options);
  assert.equal(code, 0);
  assert.deepEqual(
    (JSON.parse(stdout) as ClauseValues).clauses.filter(({ binding }) => binding > 0),
    [],
  );
  assert.ok(existsSync(join(out, 'clauses.html')) && !existsSync(join(folder, 'clauses.html')));
});

test('interline clauses refuses a plan without a certificate', async (t) => {
  const { dir, folder } = await plannedWorkspace(t);
  const { code, stdout, stderr } = await runInterlineCommand('clauses', dir, folder);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /missing_file certificate\.json/);
});
