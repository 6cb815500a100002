import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { runInterlineCommand } from '../spawn-interline.js';

function fileForTest(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'interline-flow-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'instance');
  writeFileSync(file, text);
  return file;
}

const DETOUR = '4\n4\n2\n1 2 1 2\n2 4 1 1\n1 3 2 2\n3 4 2 2\n1 4 1\n1 4 1\n';

test('interline flow --json prints bound, cost, gap and seconds, and nothing else', async (t) => {
  const { code, stdout, stderr } = await runInterlineCommand('flow', fileForTest(t, DETOUR), '--json');
  assert.deepEqual([code, stderr], [0, '']);
  const result = JSON.parse(stdout) as Record<string, number>;
  assert.deepEqual(Object.keys(result), ['bound', 'cost', 'gap', 'seconds']);
  assert.ok(result['bound'] <= 6 && result['cost'] >= 6 - 1e-6 && result['gap'] <= 0.001);
});

test('interline flow exits with 1 when the demand does not fit', async (t) => {
  const file = fileForTest(t, '2\n1\n1\n1 2 3 1\n1 2 4\n');
  const { code, stdout, stderr } = await runInterlineCommand('flow', file, '--seconds', '0.2');
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /^interline: No flow of all demand/);
});

test('interline flow exits with 2 and names every fault of a file', async (t) => {
  const { code, stderr } = await runInterlineCommand('flow', fileForTest(t, '2\n1\n1\n1 7 3 x\n1 2 4\n'));
  assert.equal(code, 2);
  assert.match(stderr, /:4 to: .*got "7"/);
  assert.match(stderr, /:4 capacity: .*got "x"/);
  assert.match(stderr, /2 errors, 0 warnings in 1 file/);
});

const published = join('..', 'shared', 'data', 'mcf');
const here = { skip: existsSync(published) ? false : `no ${published} here` };
for (const name of ['planar/planar30', 'planar/planar100', 'grid/grid2', 'grid/grid6']) {
  test(`the published optimum of ${name} lies between bound and cost, 0.1 % apart`, here, async () => {
    const [family, instance] = name.split('/');
    const table = readFileSync(join(published, family, 'optimal.csv'), 'utf8');
    const optimum = Number(new RegExp(`^${instance},(.*)$`, 'm').exec(table)?.[1]);
    const { code, stdout } = await runInterlineCommand('flow', join(published, name), '--json');
    assert.equal(code, 0);
    const { bound, cost, gap } = JSON.parse(stdout) as { bound: number; cost: number; gap: number };
    assert.ok(bound <= optimum * (1 + 1e-9) && optimum <= cost * (1 + 1e-9), `${bound} <= ${optimum} <= ${cost}`);
    assert.ok(gap <= 0.001);
  });
}
