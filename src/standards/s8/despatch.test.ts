import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { despatchOf, parseS9 } from '../s9/receptacle.js';
import { yearOfDigit } from '../s9/exchange-fields.js';
import { makeS8, parseConsignment, parseS8 } from './despatch.js';

const RECEPTACLE = 'INBOMAUSJFKAACN60123004100087';

test('a despatch is the beginning of its receptacles, both ways', () => {
  const despatch = parseS8(despatchOf(RECEPTACLE));
  assert.ok(despatch.status === 'valid');
  assert.equal(makeS8(despatch.value), 'INBOMAUSJFKAACN60123');
  const receptacle = parseS9(RECEPTACLE);
  assert.ok(receptacle.status === 'valid');
  assert.equal(makeS8(receptacle.value), despatchOf(RECEPTACLE));
});

test('makeS8 writes what parseS8 reads', () => {
  const office = fc.stringMatching(/^[A-Z]{2}[A-Z0-9]{4}$/);
  const despatches = fc.record(
    {
      origin: office,
      destination: office,
      category: fc.constantFrom('A', 'B', 'C', 'D'),
      subclass: fc.stringMatching(/^[A-Z]{2}$/),
      yearDigit: fc.nat(9),
      despatch: fc.nat(9999),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(despatches, (value) => {
      assert.deepEqual(parseS8(makeS8(value).toLowerCase()), { status: 'valid', value });
    }),
  );
});

test('a wrong part is named, with what was likely meant', () => {
  const refusals = [
    parseS8('INBOMAUSJFKAACN6O123'),
    parseS8('1NBOMAUSJFKAACN60123'),
    parseS8('INBOMAUSJFKAACN6012'),
    parseS9('INBOMAUSJFKAECN60123004100087'),
    parseS9('INBOMAUSJFKAACN60123004300087'),
    parseS9('INBOMAUSJFKAACN601230O4100087'),
  ].map((read) => (read.status === 'refused' ? [read.refusal.message, read.refusal.corrections?.[0]] : []));
  assert.deepEqual(refusals, [
    ['O123 is no despatch number', 'INBOMAUSJFKAACN60123'],
    ['1NBOMA is no office of origin', 'INBOMAUSJFKAACN60123'],
    ['a despatch identifier has 20 characters, not 19', undefined],
    ['E is no mail category', undefined],
    ['3 is no mark of the last receptacle', undefined],
    ['0O4 is no receptacle number', 'INBOMAUSJFKAACN60123004100087'],
  ]);
});

test('a year is the latest that a digit can stand for', () => {
  assert.deepEqual(
    [yearOfDigit(6, 2026), yearOfDigit(7, 2026), yearOfDigit(8, 2026), yearOfDigit(0, 2029)],
    [2026, 2027, 2018, 2030],
  );
});

test('parseConsignment reads up to twelve characters', () => {
  assert.deepEqual(parseConsignment('inbom 0001234'), { status: 'valid', value: 'INBOM0001234' });
  for (const text of ['', 'INBOM00012345', 'A-1']) assert.equal(parseConsignment(text).status, 'refused', text);
});

test('no text makes the readers throw', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[A-Z0-9]{20}$/), fc.stringMatching(/^[A-Z0-9]{29}$/)),
      (text) => {
        for (const read of [parseS8(text), parseS9(text), parseConsignment(text)]) assert.ok(read.status);
      },
    ),
  );
});
