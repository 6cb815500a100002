import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packWords, unpackWords } from './exception-words.js';

test('sentences are kept with their data, and plain ones as they are', () => {
  const told = {
    words: 'nobody has seen it for 26 hours',
    said: { code: 'no_scan', values: { seen_for: '2026-11-23T06:30:00.000Z' } },
  } as const;
  assert.deepEqual(unpackWords(packWords(told)), told);
  for (const words of ['', 'it is overdue', '{"odd"'])
    assert.deepEqual(unpackWords(packWords({ words })), { words, said: null });
});
