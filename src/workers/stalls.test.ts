import assert from 'node:assert/strict';
import test from 'node:test';
import { stalls } from './stalls.js';

const falling = (rounds: number, share: number) =>
  Array.from({ length: rounds }, (_, round) => ({ cost: 1000 + 100 * share ** round, bound: 1000 }));

test('a search stalls when twenty rounds close less than a twentieth of the gap', () => {
  assert.equal(stalls(falling(21, 0.999)), true);
  assert.equal(stalls(falling(21, 0.99)), false);
  assert.equal(stalls(falling(20, 1)), false, 'too early to say');
  assert.equal(stalls([...falling(30, 1), { cost: 1050, bound: 1000 }]), false, 'it came closer just now');
});
