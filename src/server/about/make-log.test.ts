import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeLog } from './make-log.js';

test('errors are logged without the values that they quote, however they are told', () => {
  const lines: string[] = [];
  const log = makeLog('info', { write: (line) => lines.push(line) });
  const ofDatabase = Object.assign(new Error('invalid input syntax for type integer: "A. Person"'), {
    code: '22P02',
    table: 'shipments',
    constraint: 'shipments_check',
    detail: 'Failing row contains (shp_1, A. Person, +91000).',
    where: "COPY shipments, line 1: 'A. Person'",
    parameters: ['A. Person'],
  });
  log.error({ err: new Error("can't be done: 'A. Person' isn't known", { cause: ofDatabase }) }, 'a request failed');
  log.warn({ error: 'there is no "A. Person" here' }, 'a job failed');
  log.error({ err: JSON.parse.bind(undefined, '{"name": "A. Person"') }, 'not even an error');
  let unread: unknown;
  try {
    JSON.parse('{"name": A. Person}');
  } catch (error) {
    unread = error;
  }
  log.error({ err: unread }, 'a body');
  assert.equal(lines.length, 4);
  assert.doesNotMatch(lines.join(''), /Person|\+91/);
  const [{ err }] = lines.map((line) => JSON.parse(line) as { err: Record<string, Record<string, unknown>> });
  assert.equal(err['message'], "can't be done: '…' isn't known");
  const { code, table, constraint } = err['cause'];
  assert.deepEqual([code, table, constraint], ['22P02', 'shipments', 'shipments_check']);
});
