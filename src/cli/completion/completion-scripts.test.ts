import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bashScript, fishScript, zshScript, type CompletedCommand } from './completion-scripts.js';

const FLAG = { takesValue: false, choices: [] };
const COMMANDS: readonly CompletedCommand[] = [
  { path: [], description: '', options: [{ name: '--version', description: 'which', ...FLAG }], choices: [] },
  { path: ['mail'], description: 'letters: all of them', options: [], choices: [] },
  {
    path: ['mail', 'send'],
    description: "a sender's own",
    options: [
      { name: '--stamped', description: 'paid "already"', ...FLAG },
      { name: '--to', description: 'where to', takesValue: true, choices: [] },
      { name: '--speed', description: 'how fast', takesValue: true, choices: ['slow', 'fast'] },
    ],
    choices: [],
  },
  { path: ['mail', 'sort'], description: 'by code', options: [], choices: [] },
  { path: ['show'], description: 'draw it', options: [], choices: ['map', 'table'] },
];

/** What is typed, the last word being unfinished, and what is offered; FILE is the only file there is. */
const FILE = 'letter.txt';
const CASES: readonly (readonly [typed: readonly string[], offered: readonly string[]])[] = [
  [['m'], ['mail']],
  [[''], ['mail', 'show']],
  [['--v'], ['--version']],
  [
    ['mail', ''],
    ['send', 'sort'],
  ],
  [['mail', 'se'], ['send']],
  [['mail', '--'], ['--help']],
  [
    ['mail', 'send', '--'],
    ['--help', '--speed', '--stamped', '--to'],
  ],
  [['mail', 'send', '--sp'], ['--speed']],
  [
    ['mail', 'send', '--speed', ''],
    ['fast', 'slow'],
  ],
  [['mail', 'send', '--to', ''], [FILE]],
  [['mail', 'send', '--to', 'show', '--st'], ['--stamped']],
  [['mail', 'send', ''], [FILE]],
  [['show', 't'], ['table']],
  [['show', 'send', '--'], ['--help']],
];

interface Shell {
  readonly name: string;
  readonly script: string;
  /** A program in the shell's own language: prints what it offers after some words, one a line. */
  readonly ask: (typed: readonly string[]) => string;
}

const quote = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' ');

const SHELLS: readonly Shell[] = [
  {
    name: 'bash',
    script: bashScript(COMMANDS),
    ask: (typed) => `COMP_WORDS=(interline ${quote(typed)}); COMP_CWORD=${typed.length}; _interline
if ((\${#COMPREPLY[@]})); then printf '%s\\n' "\${COMPREPLY[@]}"; else printf '%s\\n' *; fi`,
  },
  {
    name: 'zsh',
    script: `compdef() { }; _files() { print -rl -- * }; _describe() { print -rl -- \${\${(P)2}%%:*} }\n${zshScript(COMMANDS)}`,
    ask: (typed) => `words=(interline ${quote(typed)}); CURRENT=$#words; _interline`,
  },
  {
    name: 'fish',
    script: fishScript(COMMANDS),
    ask: (typed) => `complete -C '${['interline', ...typed].join(' ')}' | string split -f 1 \\t`,
  },
];

for (const shell of SHELLS) {
  test(`every command and option is in the script for ${shell.name}, if only once`, () => {
    for (const word of ['mail', 'send', 'sort', 'show', 'stamped', 'to', 'speed', 'slow', 'map', 'version']) {
      assert.match(shell.script, new RegExp(`\\b${word}\\b`));
    }
    assert.doesNotMatch(shell.script, /undefined|a sender's/);
  });
}

test('shells of this machine offer what can follow', (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'interline-completion-'));
  t.after(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, FILE), '');
  for (const { name, script, ask } of SHELLS) {
    if (spawnSync(name, ['-c', 'true']).status !== 0) {
      t.diagnostic(`${name} is not installed here`);
      continue;
    }
    for (const [typed, expected] of CASES) {
      const options = { cwd: dir, encoding: 'utf8', env: { ...process.env, HOME: dir } } as const;
      const { stdout, stderr } = spawnSync(name, ['-c', `${script}\n${ask(typed)}`], options);
      const said = `${name} after "${typed.join(' ')}"`;
      assert.equal(stderr, '', said);
      const offered = stdout.split('\n').filter((line) => line !== '' && line.startsWith(typed.at(-1) ?? ''));
      assert.deepEqual(offered.toSorted(), expected, said);
    }
  }
});
