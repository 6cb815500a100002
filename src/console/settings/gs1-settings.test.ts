import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGs1, serialsOf } from './gs1-settings.js';

test('readGs1 takes a prefix as it is printed, and names each field that is wrong', () => {
  const draft = { prefix: '890 1234', extension: '3', serial: '' };
  assert.deepEqual(readGs1(draft).body, { company_prefix: '8901234', extension: 3 });
  assert.deepEqual(readGs1({ ...draft, serial: '70' }).body, {
    company_prefix: '8901234',
    extension: 3,
    next_serial: 70,
  });
  assert.deepEqual(
    [...readGs1({ prefix: '12345', extension: 'x', serial: '-1' }).wrong],
    ['company_prefix', 'extension', 'next_serial'],
  );
});

test('readGs1 takes no serial that the prefix has no room for', () => {
  assert.equal(serialsOf('890123456789'), 10_000);
  const draft = { prefix: '890123456789', extension: '0' };
  assert.equal(readGs1({ ...draft, serial: '9999' }).body?.next_serial, 9999);
  assert.deepEqual([...readGs1({ ...draft, serial: '10000' }).wrong], ['next_serial']);
});
