import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Coverage } from '../../domain/coverage.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

test('interline coverage writes page, figures and tables, and prints what it found', async (t) => {
  const dir = workspaceForTest(t, { 'postal_codes.csv': 'postal_code,people,circle\n400001,900,Maharashtra\n' });
  const { code, stdout, stderr } = await runInterlineCommand('coverage', dir);
  assert.equal(stderr, '');
  assert.equal(code, 0);
  assert.match(stdout, /figures are synthetic/);
  assert.match(stdout, /People, from all origins/);
  const folder = join(dir, 'plan');
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  assert.match(read('coverage.html'), /^<!doctype html>/);
  const coverage = JSON.parse(read('coverage.json')) as Coverage;
  assert.deepEqual([coverage.all.offices, coverage.all.people, coverage.posted], [1, 900, '2026-11-23 18:00']);
  assert.match(
    read('coverage_offices.csv'),
    /^party,stop_id,name,kind,postal_code,ats_alone_days,.*joint_mean_days\npost,PO-400001,Mumbai GPO,post_office,400001,/,
  );
  assert.equal(read('coverage_postal_codes.csv').split('\n').length, 2 + 6);
});

test('interline coverage --json prints the figures and nothing else, for another day, parcel and origin', async (t) => {
  const dir = workspaceForTest(t);
  const out = join(dir, 'elsewhere');
  const { code, stdout, stderr } = await runInterlineCommand(
    'coverage',
    dir,
    '--out',
    out,
    '--at',
    '2026-11-24',
    '--from',
    'centres',
    '--share',
    '90%',
    '--json',
  );
  assert.deepEqual([code, stderr], [0, '']);
  const coverage = JSON.parse(stdout) as Coverage;
  assert.deepEqual([coverage.posted, coverage.share, coverage.origins.kind], ['2026-11-24 18:00', 0.9, 'centres']);
  assert.ok(existsSync(join(out, 'coverage.html')) && !existsSync(join(dir, 'plan')));
});

test('interline coverage reports every wrong option at once', async (t) => {
  const dir = workspaceForTest(t);
  const { code, stderr } = await runInterlineCommand(
    'coverage',
    dir,
    '--at',
    '2027-01-01',
    '--product',
    'expres',
    '--share',
    '0',
    '--goods',
    'bombs',
  );
  assert.equal(code, 2);
  for (const fault of ['out_of_range .*--at', 'unknown_reference .*--product', '--share', '--goods']) {
    assert.match(stderr, new RegExp(fault), fault);
  }
});

test('interline coverage refuses a table of people that is not there, and one with wrong numbers', async (t) => {
  const dir = workspaceForTest(t, { 'people.csv': 'postal_code,people\n400001,lots\n' });
  const missing = await runInterlineCommand('coverage', dir, '--people', join(dir, 'none.csv'));
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /missing_file/);
  const wrong = await runInterlineCommand('coverage', dir, '--people', join(dir, 'people.csv'));
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /bad_number .*people\.csv:2 people/);
});
