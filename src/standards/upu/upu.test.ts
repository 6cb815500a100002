import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shipped } from '../tables/shipped.js';
import { eventOfMilestone, lookUp, milestoneOf, parseItemEvent } from './item-events.js';
import { MILESTONES, readUpuCodes } from './upu-codes.js';

const codes = shipped.upu();

test('the shipped code lists have all item events, and say which rows are uncertain', () => {
  assert.equal(codes.events.length, 25);
  assert.deepEqual([codes.reasons.length, codes.measures.length, codes.mailCategories.length], [16, 6, 4]);
  assert.ok(codes.reasons.every(({ isUncertain }) => isUncertain));
  assert.ok(codes.events.every(({ isUncertain, source }) => !isUncertain && source !== ''));
  assert.ok(codes.exchangeOffices.every(({ code }) => code.startsWith('IN')));
});

test('every milestone has one event that tells it, and the event tells the milestone', () => {
  for (const milestone of MILESTONES) {
    const event = eventOfMilestone(codes, milestone);
    assert.equal(event && milestoneOf(codes, event.code), milestone);
  }
});

test('parseItemEvent reads an event with its reason and measure', () => {
  const read = parseItemEvent(codes, { code: 'emh', reason: '13', measure: 'd' });
  assert.ok(read.status === 'valid');
  const { event, reason, measure } = read.value;
  assert.deepEqual(
    [event.milestone, reason?.meaning, measure?.meaning],
    ['attempted', 'refused by addressee', 'returned to sender'],
  );
});

test('parseItemEvent refuses what the lists lack, and a reason where there is none', () => {
  const messages = [
    { code: 'EMZ' },
    { code: 'EMH', reason: '99' },
    { code: 'EMH', measure: 'Z' },
    { code: 'EMA', reason: '10' },
    { code: '' },
  ].map((told) => {
    const read = parseItemEvent(codes, told);
    return read.status === 'refused' ? read.refusal.message : 'valid';
  });
  assert.deepEqual(messages, [
    'there is no event EMZ',
    'there is no reason 99',
    'there is no measure Z',
    'an event EMA has no reason and no measure',
    'there is no event without a code',
  ]);
});

test('lookUp finds rows of every list', () => {
  const lists: readonly (readonly { readonly code: string }[])[] = [codes.mailCategories, codes.exchangeOffices];
  for (const rows of lists) {
    for (const row of rows)
      assert.deepEqual(lookUp(rows, row.code.toLowerCase(), 'code'), { status: 'valid', value: row });
  }
});

test('readUpuCodes refuses lists with missing parts, codes twice, and two written events of a milestone', () => {
  const text = JSON.stringify({
    events: {
      title: 'T',
      source: 'S',
      rows: [
        { code: 'EMA', meaning: 'm', milestone: 'booked', isWritten: true },
        { code: 'EMA', meaning: 'm', milestone: 'booked', isWritten: true },
      ],
    },
  });
  const read = readUpuCodes(text);
  assert.ok(read.status === 'refused');
  assert.match(read.refusal.message, /events: row 2 has EMA, which row 1 has/);
  assert.match(read.refusal.message, /reasons: the table/);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (any) => {
      assert.equal(readUpuCodes(any).status, 'refused');
    }),
  );
});
