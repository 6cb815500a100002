import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byDay, threadOf } from './thread.js';
import type { History, Timeline } from './wire-types.js';

const event = (minute: number, kind: string, before: string, after: string): unknown => ({
  id: kind,
  kind,
  at: `2026-11-23T10:0${minute}:00.000Z`,
  custodian_before: before,
  custodian_after: after,
});

const TIMELINE = {
  data: [
    event(0, 'booked', '@sender', '@sender'),
    event(2, 'accepted', '@sender', 'ats'),
    event(6, 'received', 'ats', 'post'),
  ],
} as unknown as Timeline;

const HISTORY = {
  promises: [
    { promised_by: '2026-11-25T12:00:00.000Z', from: '2026-11-23T10:00:00.000Z', cause: 'booked' },
    { promised_by: '2026-11-26T12:00:00.000Z', from: '2026-11-23T10:04:00.000Z', cause: 'redirected' },
  ],
  exceptions: [
    {
      since: '2026-11-23T10:03:00.000Z',
      cleared_at: '2026-11-23T10:07:00.000Z',
      notes: [{ created_at: '2026-11-23T10:05:00.000Z', text: 'asked' }],
    },
  ],
} as unknown as History;

test('a thread has events, custody, promises, exceptions and notes in order, with who has it at each', () => {
  const told = threadOf(TIMELINE, HISTORY).toReversed();
  assert.deepEqual(
    told.map(({ item, custodian }) => `${item.at.slice(14, 16)} ${item.kind} ${custodian}`),
    [
      '00 event @sender',
      '00 promise @sender',
      '02 event @sender',
      '02 custody ats',
      '03 opened ats',
      '04 promise ats',
      '05 note ats',
      '06 event ats',
      '06 custody post',
      '07 cleared post',
    ],
  );
  const changed = told.flatMap(({ item }) => (item.kind === 'promise' ? [item.before] : []));
  assert.deepEqual(changed, [null, '2026-11-25T12:00:00.000Z']);
});

test('items of a day stand together', () => {
  const items = threadOf(TIMELINE, HISTORY);
  const days = byDay(items, (at) => (at < '2026-11-23T10:04' ? 'early' : 'late'));
  assert.deepEqual(
    days.map(({ day, items: of }) => [day, of.length]),
    [
      ['late', 5],
      ['early', 5],
    ],
  );
  assert.deepEqual(
    byDay([], () => ''),
    [],
  );
});
