import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { SMALL_WORKSPACE } from '../../feed/small-workspace.js';
import { runInterlineCommand } from '../spawn-interline.js';
import { workspaceForTest } from '../workspace-for-test.js';

const VERSION_3 = SMALL_WORKSPACE['agreement.yaml'];
const VERSION_4 = VERSION_3.replace('version: 3', 'version: 4')
  .replace('from: 2026-01-01', 'from: 2026-12-01')
  .replace('kg: 800', 'kg: 1100')
  .replace('parcels_per_window: 12000', 'parcels_per_window: 14000')
  .replace('goods_refused: [liquids]', 'goods_refused: []')
  .replace('per_kg: [4, 7,', 'per_kg: [4.5, 7,');

/** A folder with two versions of an agreement; it goes when the test ends. */
function folderForTest(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'interline-agreement-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, 'agreement-3.yaml'), VERSION_3);
  writeFileSync(join(dir, 'agreement-4.yaml'), VERSION_4);
  return dir;
}

test('the example of docs/agreement.md prints what it says', async (t) => {
  const dir = folderForTest(t);
  const block = /^```console\n([\s\S]*?)^```/m.exec(readFileSync('docs/agreement.md', 'utf8'))?.[1] ?? '';
  const examples = block.split(/^\$ interline /m).slice(1);
  assert.equal(examples.length, 4);
  for (const example of examples) {
    const [line, ...said] = example.trimEnd().split('\n');
    const args = line.split(' ').map((word) => (/\.(yaml|pem)$|^keys$/.test(word) ? join(dir, word) : word));
    const { code, stdout, stderr } = await runInterlineCommand(...args);
    assert.equal(code, line.includes(' verify ') ? 1 : 0, stderr);
    assert.equal(masked(stdout.replaceAll(join(dir, '/'), '').trimEnd()), masked(said.join('\n')));
  }
});

test('interline agreement takes an agreement from two key pairs to two signatures, and finds a later change', async (t) => {
  const dir = folderForTest(t);
  const file = join(dir, 'agreement-3.yaml');
  const keys = join(dir, 'keys');
  for (const party of ['ats', 'post']) {
    assert.equal((await runInterlineCommand('agreement', 'keygen', '--party', party, '--out', keys)).code, 0);
    const key = join(keys, `${party}.private.pem`);
    if (process.platform !== 'win32') assert.equal(statSync(key).mode & 0o777, 0o600);
    const { code, stdout } = await runInterlineCommand('agreement', 'sign', file, '--party', party, '--key', key);
    assert.equal(code, 0);
    assert.match(stdout, party === 'ats' ? /Not signed yet by post\./ : /All parties have signed\./);
  }
  const whole = await runInterlineCommand('agreement', 'verify', file, '--json');
  assert.equal(whole.code, 0);
  const { status, parties } = JSON.parse(whole.stdout) as { status: string; parties: { finding: string }[] };
  assert.deepEqual([status, parties.map(({ finding }) => finding)], ['signed', ['signed', 'signed']]);
  writeFileSync(file, `# in another layout\n${VERSION_3.replace('kg: 800,', 'kg:   800.0 ,')}`);
  assert.equal((await runInterlineCommand('agreement', 'verify', file)).code, 0);

  writeFileSync(file, VERSION_3.replace('kg: 800', 'kg: 8000'));
  const changed = await runInterlineCommand('agreement', 'verify', file);
  assert.equal(changed.code, 1);
  assert.match(changed.stdout, /is not what was signed\. Changed since:\n {2}- ats may carry up to 7,200 kg more/);
  const key = join(keys, 'ats.private.pem');
  const again = await runInterlineCommand('agreement', 'sign', file, '--party', 'ats', '--key', key);
  assert.deepEqual([again.code, again.stdout], [2, '']);
  assert.match(again.stderr, /signed_text_differs .*with other terms: ats may carry up to 7,200 kg more/);
});

test('interline agreement diff names departures as a workspace does', async (t) => {
  const dir = workspaceForTest(t);
  const [old, now] = [join(dir, 'agreement.yaml'), join(dir, 'new.yaml')];
  writeFileSync(now, VERSION_3.replace('kg: 300', 'kg: 400'));
  const { code, stdout, stderr } = await runInterlineCommand('agreement', 'diff', old, now, '--workspace', dir);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /Both are called version 3/);
  assert.match(
    stdout,
    /may carry up to 100 kg more \(300 to 400 kg a departure\) on 12951 Mail \(RAIL-1\) of post,\s+daily/,
  );
});

test('interline agreement keygen never overwrites a key, and leaves none alone', async (t) => {
  const dir = folderForTest(t);
  writeFileSync(join(dir, 'ats.public.pem'), 'old');
  const { code, stderr } = await runInterlineCommand('agreement', 'keygen', '--party', 'ats', '--out', dir);
  assert.equal(code, 2);
  assert.match(stderr, /file_exists .*ats\.public\.pem/);
  assert.equal(readFileSync(join(dir, 'ats.public.pem'), 'utf8'), 'old');
  assert.ok(!existsSync(join(dir, 'ats.private.pem')));
  assert.equal((await runInterlineCommand('agreement', 'keygen', '--party', '../x', '--out', dir)).code, 2);
});

test('interline agreement names what is wrong with its input', async (t) => {
  const dir = folderForTest(t);
  const file = join(dir, 'agreement-3.yaml');
  const key = join(dir, 'ats.private.pem');
  await runInterlineCommand('agreement', 'keygen', '--party', 'ats', '--out', dir);
  writeFileSync(join(dir, 'broken.yaml'), VERSION_3.replace('type: hard', 'type: hrad'));
  writeFileSync(join(dir, 'broken.signatures.json'), '{');
  writeFileSync(join(dir, 'text.pem'), 'no key');
  const cases: [args: string[], stderr: RegExp][] = [
    [
      ['sign', file, '--party', 'atz', '--key', key],
      /unknown_reference .*got "atz" \(allowed: ats, post\)\. Did you mean "ats"\?/,
    ],
    [['sign', file, '--party', 'ats', '--key', join(dir, 'ats.public.pem')], /bad_key .*is not a private key/],
    [['sign', file, '--party', 'ats', '--key', join(dir, 'text.pem')], /bad_key/],
    [
      ['sign', file, '--party', 'ats', '--key', join(dir, 'none.pem')],
      /missing_file .*none\.pem the key does not exist/,
    ],
    [['diff', file, join(dir, 'none.yaml')], /missing_file .*none\.yaml the agreement does not exist/],
    [['diff', file, join(dir, 'broken.yaml')], /unknown_value .*broken\.yaml:\d+ capacity\[0\]\.type.*got "hrad"/],
    [['verify', dir], /missing_file .*the agreement cannot be read \(EISDIR\)/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await runInterlineCommand('agreement', ...args);
    assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    assert.match(stderr, message);
  }
  writeFileSync(join(dir, 'broken.yaml'), VERSION_3);
  const { code, stderr } = await runInterlineCommand('agreement', 'verify', join(dir, 'broken.yaml'));
  assert.equal(code, 2);
  assert.match(stderr, /bad_json .*broken\.signatures\.json/);
});

/** Without what differs from run to run: keys and the day. */
function masked(text: string): string {
  return text.replaceAll(/[0-9a-f]{16}/g, 'KEY').replaceAll(/on \d{4}-\d{2}-\d{2}/g, 'on DAY');
}
