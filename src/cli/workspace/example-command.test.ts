import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInterlineCommand } from '../spawn-interline.js';

test('interline example refuses a folder with other files in it, and leaves it as it was', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-example-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'thesis.txt'), 'mine');
  const { code, stdout, stderr } = await runInterlineCommand('example', 'india', '--out', folder);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /folder_not_empty/);
  assert.deepEqual(readdirSync(folder), ['thesis.txt']);
});

test('interline example makes a workspace without faults', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-example-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const out = join(folder, 'india');
  const made = await runInterlineCommand('example', 'india', '--out', out, '--parcels', '1000', '--json');
  assert.equal(made.code, 0, made.stderr);
  assert.equal((JSON.parse(made.stdout) as { offices: number }).offices, 165_627);
  assert.deepEqual(readdirSync(folder), ['india']);
  const validated = await runInterlineCommand('validate', out, '--json');
  assert.equal(validated.code, 0);
  assert.deepEqual((JSON.parse(validated.stdout) as { faults: unknown[] }).faults, []);
});

test('interline example asks for a number of parcels that can be', async () => {
  const { code, stderr } = await runInterlineCommand('example', 'india', '--out', 'x', '--parcels', 'many');
  assert.equal(code, 2);
  assert.match(stderr, /whole number of at least 1/);
});
