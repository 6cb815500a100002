import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idPattern } from '../domain/ids.js';
import { newId } from './ids.js';

test('newId makes ids of their kind that sort by time and differ', () => {
  const atMs = Date.parse('2026-11-23T10:00:00Z');
  const ids = Array.from({ length: 1000 }, (_, index) => newId('shipment', atMs + index));
  assert.deepEqual(ids.toSorted(), ids);
  assert.ok(ids.every((id) => idPattern('shipment').test(id)));
  assert.equal(idPattern('user').test(ids[0]), false);
  assert.equal(new Set(Array.from({ length: 1000 }, () => newId('user', atMs))).size, 1000);
});
