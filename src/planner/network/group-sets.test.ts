import assert from 'node:assert/strict';
import test from 'node:test';
import { GroupSets, NO_GROUPS } from './group-sets.js';

const bits = (...groups: number[]): bigint => groups.reduce((set, group) => set | (1n << BigInt(group)), 0n);

test('sets are told apart by what they hold, also beyond the bits of a number', () => {
  const sets = new GroupSets(100);
  const low = sets.of(bits(0, 31));
  const high = sets.of(bits(31, 99));
  assert.equal(sets.of(bits(0, 31)), low);
  assert.notEqual(low, high);
  assert.deepEqual([sets.has(high, 99), sets.has(low, 99), sets.has(sets.all, 98)], [true, false, true]);
  const meeting = sets.meeting(low);
  assert.deepEqual([meeting[high], meeting[sets.all], meeting[NO_GROUPS]], [1, 1, 0]);
  assert.equal(sets.meeting(sets.of(bits(64)))[low], 0);
});

test('cells split groups by which sets hold them', () => {
  const sets = new GroupSets(40);
  const cells = sets.cells([sets.of(bits(0, 1, 39)), sets.of(bits(1, 2)), sets.of(bits(1, 2)), NO_GROUPS]);
  assert.deepEqual(
    cells,
    [bits(0, 39), bits(1), bits(2)].map((set) => sets.of(set)),
  );
  assert.deepEqual(sets.cells([sets.all]), [sets.all]);
  assert.deepEqual(sets.cells([]), []);
});
