import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapText } from './wrap-text.js';

test('wrapText breaks lines at spaces, indents what follows and keeps long words whole', () => {
  assert.equal(wrapText('one two three\nfour', 8), 'one two\nthree\nfour');
  assert.equal(wrapText('  one   two three', 12, 4), '  one   two\n    three');
  assert.equal(wrapText('a supercalifragilistic word', 8), 'a\nsupercalifragilistic\nword');
});
