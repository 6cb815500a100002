import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Exploration, SweepResult } from '../../domain/exploration.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

test('interline explore --json compares scenarios with the workspace and writes a page with its figures', async (t) => {
  const dir = workspaceForTest(t);
  const [nothing, dearer] = [join(dir, 'nothing.yaml'), join(dir, 'dearer.yaml')];
  writeFileSync(nothing, 'scenario: Nothing changes\n');
  writeFileSync(dearer, 'scenario: Twice as much\nabout: All parcels twice.\ndemand: [{ times: 2 }]\n');
  const out = join(dir, 'pages');
  const { code, stdout, stderr } = await runInterlineCommand('explore', dir, nothing, dearer, '--out', out, '--json');
  assert.deepEqual([code, stderr], [0, '']);
  const exploration = JSON.parse(stdout) as Exploration;
  assert.deepEqual(
    exploration.scenarios.map(({ name }) => name),
    ['Nothing changes', 'Twice as much'],
  );
  assert.equal(exploration.scenarios[0].cost.amount, exploration.base.cost.amount);
  assert.equal(exploration.scenarios[1].parcels, 6);
  assert.deepEqual(JSON.parse(readFileSync(join(out, 'scenarios.json'), 'utf8')), exploration);
  const page = readFileSync(join(out, 'scenarios.html'), 'utf8');
  assert.ok(page.includes('Twice as much') && page.includes('Synthetic data'));
});

test('interline explore prints a table for people', async (t) => {
  const dir = workspaceForTest(t);
  const file = join(dir, 'truck.yaml');
  writeFileSync(file, 'scenario: No truck\nnetwork: { cancel: [{ trips: "ats:TRUCK-1" }] }\n');
  const { code, stdout } = await runInterlineCommand('explore', dir, file, '--coverage');
  assert.equal(code, 0);
  assert.match(stdout, /As it is .*\n.*No truck/);
  const { base } = JSON.parse(readFileSync(join(dir, 'plan', 'scenarios.json'), 'utf8')) as Exploration;
  assert.equal(base.coverage?.joint.length, 4);
  assert.match(readFileSync(join(dir, 'plan', 'scenarios.html'), 'utf8'), /Share of offices reached/);
});

test('interline explore --sweep runs a number of the agreement over a range', async (t) => {
  const dir = workspaceForTest(t);
  const range = 'agreement.tariff.interchange.per_parcel=0..10:5';
  const { code, stdout } = await runInterlineCommand('explore', dir, '--sweep', range, '--json');
  assert.equal(code, 0);
  const sweep = JSON.parse(stdout) as SweepResult;
  assert.deepEqual(
    sweep.points.map(({ value }) => value),
    [0, 5, 10],
  );
  assert.deepEqual(sweep.base, { value: 2, text: '2', unit: 'money' });
  assert.ok(existsSync(join(dir, 'plan', 'sweep.html')));
});

test('interline explore refuses faulty scenarios and sweeps with the place of every fault', async (t) => {
  const dir = workspaceForTest(t);
  const file = join(dir, 'faulty.yaml');
  writeFileSync(file, 'scenario: Faulty\ndemand: [{ times: many }]\nnetwork: { close: [ats:SC-DLE] }\n');
  const faulty = await runInterlineCommand('explore', dir, file);
  assert.deepEqual([faulty.code, faulty.stdout], [2, '']);
  assert.match(faulty.stderr, /bad_number .*faulty\.yaml:2 demand\[0\]\.times/);
  assert.match(faulty.stderr, /unknown_reference .*faulty\.yaml:3 network\.close\[0\].*Did you mean "SC-DEL"/);
  const neither = await runInterlineCommand('explore', dir);
  assert.deepEqual([neither.code, neither.stdout], [2, '']);
  const swept = await runInterlineCommand('explore', dir, '--sweep', 'agreement.capacity[0].kg=0-5');
  assert.equal(swept.code, 2);
  assert.match(swept.stderr, /bad_sweep/);
});
