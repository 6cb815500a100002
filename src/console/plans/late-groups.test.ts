import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byReason, parcelsOf, worthRelaxing, type WireCause } from './late-groups.js';

const cause = (change: Partial<WireCause>): WireCause => ({
  cause: 0,
  reason: 'no_capacity',
  kind: 'block',
  late: 0,
  unplanned: 0,
  resource: null,
  party: null,
  departure: null,
  place: null,
  at: null,
  words: '',
  said: null,
  clause_line: null,
  used: null,
  capacity: null,
  unit: null,
  wanted: null,
  alone: 0,
  saving_minor: 0,
  price_minor: null,
  dearer_minor: null,
  ...change,
});

test('causes are told by reason, the one with most parcels first, and its causes likewise', () => {
  const groups = byReason([
    cause({ cause: 0, late: 1, saving_minor: 10 }),
    cause({ cause: 1, reason: 'missed_cutoff', late: 9, unplanned: 1 }),
    cause({ cause: 2, late: 3, saving_minor: 5 }),
  ]);
  assert.deepEqual(
    groups.map((group) => [group.reason, parcelsOf(group), group.savingMinor]),
    [
      ['missed_cutoff', 10, 0],
      ['no_capacity', 4, 15],
    ],
  );
  assert.deepEqual(
    groups[1]?.causes.map((one) => one.cause),
    [2, 0],
  );
});

test('what relaxing is worth leaves out what saves nothing', () => {
  const causes = [cause({ cause: 0, saving_minor: 5 }), cause({ cause: 1 }), cause({ cause: 2, saving_minor: 50 })];
  assert.deepEqual(
    worthRelaxing(causes, 5).map((one) => one.cause),
    [2, 0],
  );
});
