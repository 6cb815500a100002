import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandNames } from '../program.js';
import { runInterlineCommand } from '../spawn-interline.js';

for (const [shell, begins] of [
  ['bash', /^# bash completion for interline\n/],
  ['zsh', /^#compdef interline\n/],
  ['fish', /^# fish completion for interline\n/],
] as const) {
  test(`completion ${shell} prints a script that knows every command`, async () => {
    const { code, stdout } = await runInterlineCommand('completion', shell);
    assert.equal(code, 0);
    assert.match(stdout, begins);
    for (const name of commandNames()) assert.match(stdout, new RegExp(`[' ]${name}[': ]`));
  });
}

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
