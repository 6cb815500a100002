import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../base/input-error.js';
import { describeFaults } from './failures.js';

test('describeFaults puts faults of one file together, by line, and counts them', () => {
  const fault = (file: string, line: number, severity: Fault['severity']): Fault => {
    return { code: 'bad_number', severity, file, line, message: 'must be positive', value: '-1' };
  };
  const text = describeFaults([fault('b.txt', 9, 'error'), fault('a.txt', 1, 'warning'), fault('b.txt', 2, 'error')]);
  assert.equal(
    text,
    [
      'error bad_number b.txt:2 must be positive, got "-1"',
      'error bad_number b.txt:9 must be positive, got "-1"',
      '',
      'warning bad_number a.txt:1 must be positive, got "-1"',
      '',
      '2 errors, 1 warning in 2 files',
      '',
    ].join('\n'),
  );
});
