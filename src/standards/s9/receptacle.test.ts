import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { despatchOf, makeS9, parseS9 } from './receptacle.js';

const SYNTHETIC = 'INBOMAUSJFKAACN60123004100087';

test('parseS9 reads every field of a receptacle', () => {
  assert.deepEqual(parseS9(SYNTHETIC.toLowerCase()), {
    status: 'valid',
    value: {
      origin: 'INBOMA',
      destination: 'USJFKA',
      category: 'A',
      subclass: 'CN',
      yearDigit: 6,
      despatch: 123,
      serial: 4,
      last: true,
      registered: false,
      weightG: 8700,
    },
  });
  assert.equal(despatchOf(SYNTHETIC), 'INBOMAUSJFKAACN60123');
});

test('makeS9 writes what parseS9 reads', () => {
  const office = fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{4}$/);
  const fields = {
    origin: office,
    destination: office,
    category: fc.constantFrom('A', 'B', 'C', 'D'),
    subclass: fc.stringMatching(/^[A-Z]{2}$/),
    yearDigit: fc.nat(9),
    despatch: fc.nat(9999),
    serial: fc.nat(999),
    last: fc.boolean(),
    registered: fc.boolean(),
    weightG: fc.nat(9999).map((hundreds) => hundreds * 100),
  };
  const receptacles = fc.record(fields, { noNullPrototype: true });
  fc.assert(
    fc.property(receptacles, (receptacle) => {
      assert.deepEqual(parseS9(makeS9(receptacle)), { status: 'valid', value: receptacle });
    }),
  );
});

test('parseS9 refuses other lengths and shapes', () => {
  assert.equal(parseS9(SYNTHETIC.slice(1)).status, 'refused');
  assert.equal(parseS9(SYNTHETIC.replace('ACN', 'ECN')).status, 'refused');
});
