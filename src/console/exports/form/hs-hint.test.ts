import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hsHint } from './hs-hint.js';

test('hsHint asks for the two digits after those that were found, and says when the first six are others', () => {
  assert.equal(hsHint('621420', undefined), undefined);
  assert.equal(hsHint('621420', '621420'), 'tariffItem');
  assert.equal(hsHint('6214.20.1', '621420'), 'tariffItem');
  assert.equal(hsHint('62142010', '621420'), undefined);
  assert.equal(hsHint('62149010', '621420'), 'tariffHead');
  assert.equal(hsHint('', '621420'), undefined);
});
