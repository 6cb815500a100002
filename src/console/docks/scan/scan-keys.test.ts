import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_TYPED, typeKey, type Typed } from './scan-keys.js';

/** Codes that a row of keys gives, and those that are left to the page. */
function typing(keys: readonly string[], { gapMs = 5, isTyping = false } = {}): { codes: string[]; left: string[] } {
  const codes: string[] = [];
  const left: string[] = [];
  let typed: Typed = NOTHING_TYPED;
  for (const [index, key] of keys.entries()) {
    const step = typeKey(typed, { key, isModified: false, isTyping }, 10_000 + index * gapMs);
    typed = step.typed;
    if (step.code !== undefined) codes.push(step.code);
    if (!step.isTaken) left.push(key);
  }
  return { codes, left };
}

test('keys that end in Enter are one code, and nothing else hears them', () => {
  assert.deepEqual(typing([...keysOf('ATS123'), 'Enter', ...keysOf('gn?45'), 'Enter']), {
    codes: ['ATS123', 'gn?45'],
    left: [],
  });
  assert.deepEqual(typing(['Shift', ...keysOf('(00)1 2'), 'Tab']), { codes: ['(00)1 2'], left: ['Shift'] });
});

test('Enter, Tab and Space alone are left to what has the focus', () => {
  assert.deepEqual(typing(['Enter', 'Tab', ' ', 'ArrowDown']).left, ['Enter', 'Tab', ' ', 'ArrowDown']);
});

test('what was typed long before is not part of a code', () => {
  assert.deepEqual(typing(['x', 'Enter'], { gapMs: 1500 }).codes, []);
  assert.deepEqual(typing([...keysOf('abcd'), 'Enter'], { gapMs: 900 }).codes, ['abcd']);
});

test('a field that has the focus keeps its keys', () => {
  const keys = [...keysOf('S-77'), 'Enter'];
  assert.deepEqual(typing(keys, { isTyping: true }), { codes: [], left: keys });
});

function keysOf(text: string): string[] {
  return text.split('');
}
