import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { runInterlineCommand } from './spawn-interline.js';

const bash = spawnSync('bash', ['-c', 'type complete']).status === 0;
const withBash = { skip: bash ? false : 'there is no bash with completion here' };

/** What bash offers after some words, the last of which is being typed. */
async function completed(...words: readonly string[]): Promise<string[]> {
  const { stdout } = await runInterlineCommand('completion', 'bash');
  const quoted = ['interline', ...words].map((word) => `'${word}'`).join(' ');
  const script = `${stdout}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _interline; echo "\${COMPREPLY[*]}"`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split(' ');
}

test('bash completes a command from its first letters', withBash, async () => {
  assert.deepEqual(await completed('compl'), ['completion']);
});

test('bash completes the options of the command that was typed', withBash, async () => {
  assert.deepEqual(await completed('serve', 'some-plan', '--po'), ['--port']);
});

test('bash completes the words an argument may be', withBash, async () => {
  assert.deepEqual(await completed('completion', 'z'), ['zsh']);
});

test('zsh and fish scripts name every command with its description', async () => {
  const zsh = await runInterlineCommand('completion', 'zsh');
  assert.equal(zsh.code, 0);
  assert.match(zsh.stdout, /^#compdef interline\n/);
  assert.match(zsh.stdout, /'serve:show the report of a plan folder/);
  const fish = await runInterlineCommand('completion', 'fish');
  assert.equal(fish.code, 0);
  assert.match(fish.stdout, /complete -c interline -n '__fish_seen_subcommand_from serve' -l port -d /);
});

test('completion --json holds the script', async () => {
  const { stdout } = await runInterlineCommand('completion', 'fish', '--json');
  const { shell, script } = JSON.parse(stdout) as { shell: string; script: string };
  assert.equal(shell, 'fish');
  assert.match(script, /^# fish completion/);
});

test('completion refuses a shell it does not know', async () => {
  const { code, stderr } = await runInterlineCommand('completion', 'tcsh');
  assert.equal(code, 2);
  assert.match(stderr, /Allowed choices are bash, zsh, fish/);
});
