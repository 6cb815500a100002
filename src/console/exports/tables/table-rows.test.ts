import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { faultyField, readRow, rowsWith, TABLES, writtenOf, type TableId, type TableRow } from './table-rows.js';

const SHIPPED = JSON.parse(
  readFileSync(new URL('../../../../data/export-tables.json', import.meta.url), 'utf8'),
) as Readonly<Record<TableId, readonly TableRow[]>>;

test('every row that is shipped is the same after it was written and read', () => {
  for (const table of TABLES) {
    for (const row of SHIPPED[table]) {
      const { row: read, unreadable } = readRow(table, writtenOf(table, row));
      assert.deepEqual([read, unreadable.size], [row, 0], table);
    }
  }
});

test('a text that cannot be read is told by its field', () => {
  const [tariff, rate, destination] = (['tariffs', 'rates', 'destinations'] as const).map((table) =>
    writtenOf(table, SHIPPED[table][0] ?? {}),
  );
  assert.deepEqual([...readRow('tariffs', { ...tariff, prices: 'near: 100 3oo' }).unreadable], ['prices']);
  assert.deepEqual([...readRow('rates', { ...rate, inrE4: '85.12345' }).unreadable], ['inrE4']);
  assert.deepEqual([...readRow('destinations', { ...destination, transitDays: '9-3' }).unreadable], ['transitDays']);
  assert.equal(readRow('destinations', { ...destination, transitDays: '' }).row['transitDays'], undefined);
});

test('rowsWith changes, adds and takes away', () => {
  const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  assert.deepEqual(rowsWith([a, b], 1, c), [a, c]);
  assert.deepEqual(rowsWith([a, b], 2, c), [a, b, c]);
  assert.deepEqual(rowsWith([a, b], 0, undefined), [b]);
});

test('faultyField finds the field of a row in a fault of the table', () => {
  assert.equal(faultyField('#/rows/3/services/0', 3), 'services');
  assert.equal(faultyField('#/rows/3', 3), '');
  assert.equal(faultyField('#/rows/2/hs', 3), undefined);
});
