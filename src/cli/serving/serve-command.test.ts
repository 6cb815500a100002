import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ended, runInterlineCommand, startInterlineCommand } from '../spawn-interline.js';

test('interline serve prints its address, serves the report, and stops in order', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'interline-serve-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'report.html'), '<h1>Report</h1>');
  const child = startInterlineCommand('serve', folder, '--port', '0', '--json');
  const end = ended(child);
  const address = await new Promise<string>((resolve) => {
    let printed = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString('utf8');
      if (printed.endsWith('}\n')) resolve((JSON.parse(printed) as { address: string }).address);
    });
  });
  const response = await fetch(address.replace('localhost', '127.0.0.1'));
  assert.equal(await response.text(), '<h1>Report</h1>');
  child.kill('SIGINT');
  const { code, stderr } = await end;
  assert.equal(code, 0);
  assert.equal(stderr, 'Stopped.\n');
});

test('interline serve refuses a folder without a report', async () => {
  const { code, stdout, stderr } = await runInterlineCommand('serve', 'no-such-folder');
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^error missing_file no-such-folder .*interline plan DIR\n\n1 error, 0 warnings in 1 file\n$/s);
});

test('interline serve refuses a port that cannot be', async () => {
  const { code, stderr } = await runInterlineCommand('serve', 'x', '--port', '70000');
  assert.equal(code, 2);
  assert.match(stderr, /from 0 to 65535/);
});
