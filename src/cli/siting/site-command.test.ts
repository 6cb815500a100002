import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { Siting } from '../../domain/siting.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

function fileForTest(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'interline-site-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'instance.txt');
  writeFileSync(file, text);
  return file;
}

const LINE = '4 3 1\n1 2 1\n2 3 1\n3 4 5\n';

test('interline site --median --json prints cost, bound, proved, sites and seconds, and nothing else', async (t) => {
  const { code, stdout, stderr } = await runInterlineCommand('site', '--median', fileForTest(t, LINE), '--json');
  assert.deepEqual([code, stderr], [0, '']);
  const result = JSON.parse(stdout) as Record<string, unknown>;
  assert.deepEqual(Object.keys(result), ['cost', 'bound', 'proved', 'sites', 'seconds']);
  assert.deepEqual([result['cost'], result['bound'], result['proved']], [8, 8, true]);
  assert.deepEqual(result['sites'], [2]);
});

test('interline site --median --p opens another number of sites', async (t) => {
  const file = fileForTest(t, LINE);
  const { code, stdout } = await runInterlineCommand('site', '--median', file, '--p', '2');
  assert.equal(code, 0);
  assert.match(stdout, /^cost {5}2\nbound {4}2, proved.*\nsites {4}2 4\n/);
});

test('interline site --median exits with 2 and names every fault of a file', async (t) => {
  const { code, stdout, stderr } = await runInterlineCommand(
    'site',
    '--median',
    fileForTest(t, '2 2 1\n1 7 3\n1 2 x\n'),
  );
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /:2 to: .*got "7"/);
  assert.match(stderr, /:3 length: .*got "x"/);
  assert.match(stderr, /2 errors, 0 warnings in 1 file/);
});

test('interline site exits with 2 when it is not told what to do', async () => {
  const { code, stderr } = await runInterlineCommand('site');
  assert.equal(code, 2);
  assert.match(stderr, /--median/);
});

test('interline site DIR adds points, and writes the page with its figures', async (t) => {
  const dir = workspaceForTest(t);
  const { code, stdout, stderr } = await runInterlineCommand(
    'site',
    dir,
    '--add',
    '1',
    '--reach-km',
    '20000',
    '--threads',
    '1',
  );
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /proved optimal/);
  const siting = JSON.parse(readFileSync(join(dir, 'plan', 'siting.json'), 'utf8')) as Siting;
  assert.equal(siting.sets[0].points.length, 1);
  assert.ok(siting.sets[0].cost <= siting.costNow && siting.proved);
  assert.match(
    readFileSync(join(dir, 'plan', 'siting.html'), 'utf8'),
    /<h2 id="points">What each point is worth<\/h2>/,
  );
});

test('interline site DIR prints JSON alone, and writes elsewhere when told', async (t) => {
  const dir = workspaceForTest(t);
  const out = join(dir, 'sites');
  const { code, stdout } = await runInterlineCommand(
    'site',
    dir,
    '--add',
    '2',
    '--out',
    out,
    '--threads',
    '1',
    '--json',
  );
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(stdout), JSON.parse(readFileSync(join(out, 'siting.json'), 'utf8')));
});

test('interline site DIR proposes points that an agreement takes', async (t) => {
  const dir = workspaceForTest(t);
  const { stdout } = await runInterlineCommand(
    'site',
    dir,
    '--add',
    '1',
    '--reach-km',
    '20000',
    '--threads',
    '1',
    '--json',
  );
  const { proposal } = JSON.parse(stdout) as Siting;
  const file = join(dir, 'agreement.yaml');
  const agreement = readFileSync(file, 'utf8');
  assert.match(agreement, /^interchange:.*\n(?= {2}- )/m);
  writeFileSync(
    file,
    agreement.replace(/^interchange:.*\n/m, (head) => head + proposal),
  );
  const validated = await runInterlineCommand('validate', dir);
  assert.equal(validated.code, 0, validated.stdout + validated.stderr);
});

test('interline site DIR refuses a workspace without an agreement', async (t) => {
  const dir = workspaceForTest(t);
  const settings = readFileSync(join(dir, 'interline.yaml'), 'utf8');
  writeFileSync(join(dir, 'interline.yaml'), settings.replace(/^agreement:.*$/m, ''));
  const { code, stdout, stderr } = await runInterlineCommand('site', dir);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /agreement/);
});
