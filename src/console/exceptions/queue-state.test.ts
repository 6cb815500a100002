import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, filtersOf, grouped, USUAL_VIEW, viewOf } from './queue-state.js';

test('a view stands in the address, without what is as usual', () => {
  assert.equal(addressOf(USUAL_VIEW), '/exceptions');
  const view = viewOf({ assigned: 'me', group: 'place', code: 'no_scan', state: 'gone' });
  assert.deepEqual(view, { ...USUAL_VIEW, assigned: 'me', group: 'place', code: 'no_scan' });
  assert.deepEqual(viewOf(Object.fromEntries(new URL(addressOf(view), 'http://x').searchParams)), view);
  assert.deepEqual(viewOf(filtersOf(view)), view);
  const colleague = `usr_${'0'.repeat(26)}`;
  assert.equal(viewOf({ assigned: colleague }).assigned, colleague);
  assert.equal(viewOf({ assigned: 'usr_x' }).assigned, 'anybody');
});

test('groups come in the order of their most urgent row, and keep the order within', () => {
  const row = (id: number, code: string, place: string | null) => ({
    id,
    code,
    shipment: place === null ? null : { place },
  });
  const rows = [row(1, 'b', 'X'), row(2, 'a', 'Y'), row(3, 'b', null), row(4, 'a', 'X')];
  const ids = (group: 'none' | 'code' | 'place') =>
    grouped(rows, group).map(({ key, rows: of }) => [key, of.map(({ id }) => id)]);
  assert.deepEqual(ids('none'), [['', [1, 2, 3, 4]]]);
  assert.deepEqual(ids('code'), [
    ['b', [1, 3]],
    ['a', [2, 4]],
  ]);
  assert.deepEqual(ids('place'), [
    ['X', [1, 4]],
    ['Y', [2]],
    ['', [3]],
  ]);
});
