import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PINS_MAX, readPins, shortId, withoutPin, withPin, type Pin } from './pins.js';

const pinOf = (count: number): Pin => ({ id: `shp_${String(count).padStart(26, '0')}`, name: `ATS${count}` });

test('a parcel is pinned once, however often it is asked for, and taken off again', () => {
  const pins = withPin(withPin(withPin([], pinOf(1)), pinOf(2)), pinOf(1));
  assert.deepEqual(pins, [pinOf(1), pinOf(2)]);
  assert.deepEqual(withoutPin(pins, pinOf(1).id), [pinOf(2)]);
});

test('what was kept is read back, and what is no pin is left out', () => {
  const pins = [pinOf(1), pinOf(2)];
  assert.deepEqual(readPins(JSON.stringify(pins)), pins);
  assert.deepEqual(readPins(JSON.stringify([pinOf(1), { id: 'x', name: 'y' }, null, 3, { id: pinOf(2).id }])), [
    pinOf(1),
  ]);
  for (const text of [null, '', '{', '{}', '7']) assert.deepEqual(readPins(text), []);
});

test('pins end at as many as a person can look over', () => {
  const many = Array.from({ length: PINS_MAX + 5 }, (_, count) => pinOf(count));
  assert.equal(many.reduce<readonly Pin[]>(withPin, []).length, PINS_MAX);
  assert.equal(readPins(JSON.stringify(many)).length, PINS_MAX);
});

test('an id is told by its end', () => {
  assert.equal(shortId('shp_01abcdefghijklmnopqrstuv12'), '…opqrstuv12'.replace('op', ''));
});
