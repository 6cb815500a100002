import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idPattern } from '../../domain/ids.js';
import { firstIdAt, newId } from './ids.js';

test('newId makes ids of their kind that sort by time and differ', () => {
  const atMs = Date.parse('2026-11-23T10:00:00Z');
  const ids = Array.from({ length: 1000 }, (_, index) => newId('shipment', atMs + index));
  assert.deepEqual(ids.toSorted(), ids);
  assert.ok(ids.every((id) => idPattern('shipment').test(id)));
  assert.equal(idPattern('user').test(ids[0]), false);
  assert.equal(new Set(Array.from({ length: 1000 }, () => newId('user', atMs))).size, 1000);
});

test('firstIdAt is the least id of a moment', () => {
  const atMs = Date.parse('2026-11-23T10:00:00Z');
  assert.ok(idPattern('shipment').test(firstIdAt('shipment', atMs)));
  assert.equal(firstIdAt('shipment', 1), 'shp_00000000010000000000000000');
  assert.ok(newId('shipment', atMs - 1) < firstIdAt('shipment', atMs));
  for (let n = 0; n < 1000; n++) assert.ok(newId('shipment', atMs) > firstIdAt('shipment', atMs));
});
