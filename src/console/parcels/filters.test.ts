import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressWith, columnsOf, filtersOf, requestOf, USUAL_COLUMNS, withFilter } from './filters.js';

test('filters and columns stand in the address and are read from it', () => {
  const filters = { state: 'held,lost', q: 'ATS 12' };
  const columns = ['number', 'reference'] as const;
  const address = addressWith('/parcels', filters, columns);
  const query = Object.fromEntries(new URL(address, 'http://x').searchParams);
  assert.deepEqual([filtersOf(query), columnsOf(query)], [filters, columns]);
  assert.equal(addressWith('/parcels', {}), '/parcels');
  assert.deepEqual([filtersOf({ other: 'x', q: '' }), columnsOf({ cols: 'nothing' })], [{}, USUAL_COLUMNS]);
});

test('a filter is set, replaced and taken away', () => {
  const held = withFilter({}, 'state', 'held');
  assert.deepEqual(withFilter(held, 'state', ' lost '), { state: 'lost' });
  assert.deepEqual(withFilter(held, 'state', ''), {});
});

test('days begin and end in the zone of the networks, where clocks change too', () => {
  const asked = requestOf({ booked_from: '2026-11-23', booked_until: '2026-11-23', q: 'abc' }, 'Asia/Kolkata');
  assert.deepEqual(asked, {
    booked_from: '2026-11-22T18:30:00.000Z',
    booked_until: '2026-11-23T18:30:00.000Z',
    q: 'abc',
  });
  const short = requestOf({ promised_from: '2026-03-29', promised_until: '2026-03-29' }, 'Europe/Lisbon');
  assert.deepEqual(short, { promised_from: '2026-03-29T00:00:00.000Z', promised_until: '2026-03-29T23:00:00.000Z' });
  assert.deepEqual(requestOf({ booked_from: 'tomorrow' }, 'Asia/Kolkata'), {});
});
