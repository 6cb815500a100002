import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Command } from 'commander';
import { makeProgram } from './program.js';
import { runInterlineCommand } from './spawn-interline.js';

/** Commands that do something, with the words that call them; groups only hold others. */
function listLeaves(command: Command, path: readonly string[] = []): { path: readonly string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((child) => listLeaves(child, [...path, child.name()]));
}

for (const { path } of listLeaves(makeProgram())) {
  test(`interline ${path.join(' ')} --help describes the command, with an example and --json`, async () => {
    const { code, stdout, stderr } = await runInterlineCommand(...path, '--help');
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.match(stdout, /^Usage: interline /);
    assert.match(stdout, /\nExamples?:\n {2}\$ .*interline /);
    assert.match(stdout, /--json/);
  });
}

test('a command refuses an option it does not know with exit code 2', async () => {
  const { code, stdout, stderr } = await runInterlineCommand('validate', '--no-such-option');
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /unknown option '--no-such-option'/);
});

test('interline without a command prints its help on standard error and exits with 2', async () => {
  const { code, stdout, stderr } = await runInterlineCommand();
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /Exit codes: 0 done, 1 failed, 2 bad input/);
});

test('interline suggests the command that was meant', async () => {
  const { code, stderr } = await runInterlineCommand('completoin');
  assert.equal(code, 2);
  assert.match(stderr, /Did you mean completion\?/);
});

test('interline --version prints the version of the package', async () => {
  const { code, stdout } = await runInterlineCommand('--version');
  assert.equal(code, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});
