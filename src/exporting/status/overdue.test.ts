import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overdueException } from './overdue.js';

test('an overdue export says what was waited for, how long, and who has to act', () => {
  const deadline = { hours: 48, words: 'Customs have not decided about it.' };
  const overdue = { item: 'LA000000014IN', dueMs: 7, deadline, carrier: 'post' };
  const found = overdueException({ ...overdue, state: 'presented' });
  assert.deepEqual([found.key, found.severity, found.responsible], ['export_overdue presented', 'warning', 'post']);
  assert.equal(
    found.words,
    'LA000000014IN is overdue (presented). Customs have not decided about it. It may take 48 hours.',
  );
  const asked = overdueException({ ...overdue, state: 'query', deadline: undefined });
  assert.deepEqual([asked.severity, asked.responsible], ['critical', '@sender']);
});
