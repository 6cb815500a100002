import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_CLASS } from '../map/point-layer.js';
import { DAY_CLASSES, dayClass, dayLayer } from './coverage-layers.js';

test('days have the class of the first limit that holds them; what is not reached is last, and no office is not drawn', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 200].map(dayClass), [0, 0, 1, 2, 3, 3, 4, 4]);
  assert.equal(dayClass(255), DAY_CLASSES.length - 1);
  assert.equal(dayClass(254), NO_CLASS);
});

test('a layer has a class for every facility of the map, whatever the bytes are', () => {
  const bytes = Buffer.from([1, 254, 255]).toString('base64');
  assert.deepEqual([...dayLayer({ count: 4 }, bytes).classOf], [0, NO_CLASS, DAY_CLASSES.length - 1, NO_CLASS]);
});
