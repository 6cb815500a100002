import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { headerOf, packColumns, unpackColumns, withHeader } from './columns.js';

test('unpackColumns reads what packColumns wrote', () => {
  const uint = (max: number) => fc.array(fc.integer({ min: 0, max }), { maxLength: 20 });
  fc.assert(
    fc.property(uint(0xff), uint(0xffff), uint(0xffff_ffff), fc.array(fc.integer()), fc.json(), (a, b, c, d, json) => {
      const header = JSON.parse(json) as unknown;
      const columns = {
        bytes: Uint8Array.from(a),
        shorts: Uint16Array.from(b),
        words: Uint32Array.from(c),
        signed: Int32Array.from(d),
      };
      const read = unpackColumns(packColumns({ header, columns }));
      assert.deepEqual(read.columns, columns);
      assert.deepEqual(JSON.stringify(read.header), JSON.stringify(header));
    }),
  );
});

test('unpackColumns refuses bytes that are something else, or cut off', () => {
  assert.throws(() => unpackColumns(new Uint8Array(3)), /hold no columns/);
  assert.throws(() => unpackColumns(new Uint8Array([255, 0, 0, 0, 1])), /hold no columns/);
  const packed = packColumns({ header: {}, columns: { one: Uint32Array.of(1, 2, 3) } });
  assert.throws(() => unpackColumns(packed.subarray(0, -1)), /one is cut off/);
});

test('withHeader changes the header alone', () => {
  const columns = { one: Uint32Array.of(7, 5), two: Uint8Array.of(1) };
  const changed = withHeader(packColumns({ header: { old: true }, columns }), { new: 'longer than before' });
  assert.deepEqual(headerOf(changed), { new: 'longer than before' });
  assert.deepEqual(unpackColumns(changed).columns, columns);
});
