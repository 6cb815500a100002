import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, filterOf, queryOf } from './request-filter.js';

test('a filter is in the address, and the address gives the filter', () => {
  const filter = filterOf({ status: '4xx', path: '/v1/shipments/{id}', since: 'day', other: 'x' });
  assert.equal(addressOf(filter), '/settings/requests?status=4xx&path=%2Fv1%2Fshipments%2F%7Bid%7D&since=day');
  assert.deepEqual(filterOf(Object.fromEntries(new URL(addressOf(filter), 'http://x').searchParams)), filter);
  assert.equal(addressOf(filterOf({})), '/settings/requests');
});

test('the server is asked for what it knows only', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  assert.deepEqual(
    queryOf(filterOf({ status: '4xx', method: 'TRACE', mode: 'live', since: 'day', actor: 'key_1' }), now),
    {
      status: '4xx',
      mode: 'live',
      actor: 'key_1',
      since: '2026-11-22T12:00:00.000Z',
    },
  );
  assert.deepEqual(queryOf(filterOf({ status: 'teapot', since: 'ever' }), now), {});
});
