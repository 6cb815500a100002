import assert from 'node:assert/strict';
import test from 'node:test';
import type { Agreement } from '../../domain/agreement.js';
import { randomWorld } from '../../testing/random-world.js';
import { groupByAmounts } from './amounts.js';

const { agreement } = randomWorld(11, 'medium').workspace;

function withKg(amount: number, kind: 'amount' | 'share' = 'amount'): Agreement {
  assert.ok(agreement);
  const kg = kind === 'amount' ? { kind, amount } : { kind, share: amount };
  const capacity = agreement.capacity.map((clause) => ({ ...clause, kg, litres: undefined }));
  return { ...agreement, capacity };
}

test('agreements that differ in amounts only are a group, with the least of each', () => {
  const [a, b, c] = groupByAmounts([withKg(30), undefined, withKg(20)]);
  assert.equal(b, undefined);
  assert.ok(a && a === c);
  assert.deepEqual(a.least, withKg(20));
});

test('another tariff, another kind of quantity, or nothing beside it, is no group', () => {
  const other = withKg(30);
  const dearer = { ...other, tariff: { ...other.tariff, interchangePerParcel: 12345 } };
  assert.deepEqual(groupByAmounts([other, dearer, withKg(0.5, 'share')]), [undefined, undefined, undefined]);
});

test('a clause that limits kilograms and litres keeps both', () => {
  const both = (amount: number): Agreement => {
    const capacity = withKg(amount).capacity.map((clause) => ({
      ...clause,
      litres: { kind: 'amount' as const, amount: 9 },
    }));
    return { ...withKg(amount), capacity };
  };
  assert.deepEqual(groupByAmounts([both(1), both(2)]), [undefined, undefined]);
});
