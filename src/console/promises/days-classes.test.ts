import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAYS_NOT_SERVED } from '../../wire/quotes/promise-map.js';
import { classesOf, classOfCodes, countClasses, DAYS_VIEWS } from './days-classes.js';

const NEVER = DAYS_NOT_SERVED;
const DAYS = { together: Uint8Array.of(1, 3, 7, 4, NEVER), alone: Uint8Array.of(1, 5, 254, NEVER, NEVER) };

const keysIn = (view: (typeof DAYS_VIEWS)[number]): string[] =>
  [...classOfCodes(DAYS, view)].map((one) => classesOf(view)[one].key);

test('postal codes have the class of their days, alone, together, and of what the partner saves', () => {
  assert.deepEqual(keysIn('together'), ['to1', '3', 'from6', '4', 'never']);
  assert.deepEqual(keysIn('alone'), ['to1', '5', 'from6', 'never', 'never']);
  assert.deepEqual(keysIn('saved'), ['saved0', 'saved2', 'saved3', 'only', 'never']);
});

test('every postal code counts in one class of each view', () => {
  for (const view of DAYS_VIEWS) {
    const counts = countClasses(classOfCodes(DAYS, view), classesOf(view).length);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      DAYS.together.length,
    );
  }
});
