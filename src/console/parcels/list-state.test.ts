import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyList, moved, rowsInSight, toggled, toggledAll, withRows } from './list-state.js';

const rows = (...ids: string[]): { readonly id: string }[] => ids.map((id) => ({ id }));

test('the current row stays within the list, and gives way to the next when it goes', () => {
  const list = withRows(emptyList(), rows('a', 'b', 'c'));
  assert.equal(moved(list, -1).current, 0);
  const second = moved(moved(list, 1), 1);
  assert.deepEqual([second.current, moved(moved(second, 1), 1).current], [1, 2]);
  assert.equal(withRows(second, rows('x', 'a', 'b')).current, 2);
  assert.equal(withRows(second, rows('a', 'c')).current, 1);
  assert.equal(withRows(second, []).current, -1);
});

test('rows are chosen one by one or all, and those that go are not chosen any more', () => {
  const list = toggled(withRows(emptyList(), rows('a', 'b')), 'b');
  assert.deepEqual([...list.chosen], ['b']);
  assert.deepEqual([...toggledAll(list).chosen], ['a', 'b']);
  assert.equal(toggledAll(toggledAll(list)).chosen.size, 0);
  assert.equal(withRows(list, rows('a')).chosen.size, 0);
});

test('of thousands of rows only those in sight are drawn', () => {
  assert.deepEqual(rowsInSight({ scrollTop: 0, height: 440, rowHeight: 44, count: 5000 }), { first: 0, end: 22 });
  assert.deepEqual(rowsInSight({ scrollTop: 44_000, height: 440, rowHeight: 44, count: 5000 }), {
    first: 988,
    end: 1022,
  });
  assert.deepEqual(rowsInSight({ scrollTop: 0, height: 440, rowHeight: 44, count: 3 }), { first: 0, end: 3 });
});
