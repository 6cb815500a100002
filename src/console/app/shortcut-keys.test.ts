import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepKeys, type Shortcut } from './shortcut-keys.js';

/** What a row of keys runs. */
function typed(...keys: readonly string[]): string[] {
  const ran: string[] = [];
  const shortcut = (sequence: string): Shortcut => ({ keys: sequence, words: sequence, run: () => ran.push(sequence) });
  const shortcuts = ['j', 'g n', 'g j', '?'].map(shortcut);
  let before = '';
  for (const key of keys) {
    const step = stepKeys(shortcuts, before, key);
    step.run?.run();
    before = step.typed;
  }
  return ran;
}

test('one key, or one after the other, does one thing', () => {
  assert.deepEqual(typed('j', 'g', 'n', '?'), ['j', 'g n', '?']);
  assert.deepEqual(typed('g', 'j'), ['g j']);
});

test('a sequence that leads nowhere is forgotten, and its last key counts anew', () => {
  assert.deepEqual(typed('g', '?'), ['?']);
  assert.deepEqual(typed('g', 'x', 'n'), []);
  assert.deepEqual(typed('g', 'g', 'n'), ['g n']);
});
