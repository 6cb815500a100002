import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { columnOf } from './columns.js';
import { testOnBoth } from './store-for-test.js';

testOnBoth('a column is taken apart by the database as it was put together', async (_, store) => {
  const values = ['shp_1', undefined, 'Größe, "quoted" \\ and\nmore', 42, true, undefined];
  const read = async (column: string): Promise<readonly (string | null)[]> => {
    const rows = await store.ask(
      sql<{ value: string | null }>`select value from unnest(string_to_array(${column}, E'\\x1f', '')) as value`,
    );
    return rows.map(({ value }) => value);
  };
  assert.deepEqual(await read(columnOf(values)), ['shp_1', null, values[2], '42', 'true', null]);
  assert.deepEqual(await read(columnOf(['alone'])), ['alone']);
});

test('columnOf refuses a value that cannot be told from two', () => {
  assert.throws(() => columnOf(['a\u001Fb', 'c']), /unit separator/);
});
