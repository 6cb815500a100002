import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, requestOf, viewOf } from './list-view.js';

test('an address and its view are each other', () => {
  const upload = `upl_${'0'.repeat(26)}`;
  const address = `/exports?q=order+1&state=query&country=US&overdue=true&upload=${upload}`;
  const query = Object.fromEntries(new URL(address, 'http://localhost').searchParams);
  assert.equal(addressOf(viewOf(query)), address);
  assert.equal(addressOf(viewOf({})), '/exports');
});

test('what an address names wrongly is left out', () => {
  assert.equal(addressOf(viewOf({ state: 'lost', country: 'usa', overdue: 'perhaps', upload: 'x' })), '/exports');
});

test('words that begin as an identifier are looked for as one, others as a reference', () => {
  assert.deepEqual(requestOf(viewOf({ q: 'la 0000 0001 5in' })), { item: 'la 0000 0001 5in' });
  assert.deepEqual(requestOf(viewOf({ q: 'order 1001', overdue: 'true' })), {
    reference: 'order 1001',
    overdue: 'true',
  });
  assert.deepEqual(requestOf(viewOf({})), {});
});
