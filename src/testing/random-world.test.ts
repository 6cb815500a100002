import { test } from 'node:test';
import assert from 'node:assert/strict';
import { randomSketch, randomWorld } from './random-world.js';

test('randomWorld gives the same world for the same seed', () => {
  assert.deepEqual(randomWorld(7, 'small'), randomWorld(7, 'small'));
  assert.notDeepEqual(randomSketch(7), randomSketch(8));
});

test('randomWorld draws every kind of rule within a hundred seeds', () => {
  const sketches = Array.from({ length: 100 }, (_, seed) => randomSketch(seed, 'tiny'));
  const drawn = (rule: (text: string) => boolean): boolean => sketches.some((sketch) => rule(JSON.stringify(sketch)));
  for (const word of [
    '"hard"',
    '"soft"',
    '"exchange"',
    '"release"',
    'perHour',
    'perWindow',
    'perDay',
    'kgMax',
    'opens',
  ])
    assert.ok(
      drawn((text) => text.includes(word)),
      word,
    );
  assert.ok(sketches.some((sketch) => (sketch.options ?? []).length > 0));
  assert.ok(sketches.some((sketch) => (sketch.ownTraffic ?? []).length > 0));
});
