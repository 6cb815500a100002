import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Prng } from '../../base/prng.js';
import { MILESTONES, type Milestone } from '../../standards/upu/upu-codes.js';
import { shippedTables } from '../tables/shipped-tables.js';
import {
  dueMs,
  ENDED,
  EXPORT_EVENTS,
  EXPORT_STATES,
  possibleEvents,
  step,
  type ExportEventKind,
  type ExportState,
} from './export-state.js';
import { hear, milestoneTold } from './upu-events.js';

/** Goes through events; throws where one is refused. */
function through(events: readonly ExportEventKind[], from: ExportState = 'draft'): ExportState {
  return events.reduce((state: ExportState, kind) => {
    const stepped = step(state, { kind, reason: 'for a reason' });
    assert.equal(stepped.status, 'stepped', `${kind} after ${state}`);
    return stepped.status === 'stepped' ? stepped.state : state;
  }, from);
}

test('the whole way goes from a draft to the door', () => {
  const way: ExportEventKind[] = [
    'filed',
    'booked',
    'sent_to_fpo',
    'arrived_at_fpo',
    'presented',
    'queried',
    'amended',
    'replied',
    'examined',
    'let_export',
  ];
  assert.equal(through(way), 'let_export');
  const abroad: ExportEventKind[] = [
    'despatched',
    'arrived_abroad',
    'held_abroad',
    'released_abroad',
    'attempted',
    'delivered',
  ];
  assert.equal(through(abroad, 'let_export'), 'delivered');
  assert.equal(through(['filed', 'booked', 'presented', 'rejected', 'returned']), 'returned');
  assert.equal(through(['despatched', 'returning', 'returned'], 'let_export'), 'returned');
});

test('what does not follow is refused with the reason', () => {
  assert.deepEqual(step('presented', { kind: 'despatched' }), {
    status: 'refused',
    code: 'wrong_state',
    words: '"despatched" needs the let export order of customs; this one is before customs.',
  });
  assert.deepEqual(step('presented', { kind: 'queried' }), {
    status: 'refused',
    code: 'reason_needed',
    words: '"queried" needs a reason.',
  });
  assert.equal(step('booked', { kind: 'amended' }).status, 'stepped');
  assert.equal(step('let_export', { kind: 'amended' }).status, 'refused');
  assert.equal(step('in_transit_to_fpo', { kind: 'cancelled' }).status, 'refused');
});

test('nothing leaves the country without the order of customs, in random lives', () => {
  const random = new Prng(7);
  for (let life = 0; life < 500; life++) {
    let state: ExportState = 'draft';
    let isFree = false;
    for (let at = 0; at < 30; at++) {
      const kind = random.pick(EXPORT_EVENTS);
      const stepped = step(state, { kind, reason: 'why' });
      assert.equal(stepped.status === 'stepped', possibleEvents(state).includes(kind), 'seed 7');
      if (stepped.status === 'refused') continue;
      state = stepped.state;
      if (kind === 'let_export') isFree = true;
      if (['despatched', 'in_transit', 'import_customs', 'delivered'].includes(state)) assert.ok(isFree, 'seed 7');
    }
  }
});

test('every state can be reached and, but for an end, left; every deadline names one that can', () => {
  const reached = new Set<ExportState>(['draft']);
  for (const state of reached) {
    for (const kind of possibleEvents(state)) {
      const stepped = step(state, { kind, reason: 'why' });
      if (stepped.status === 'stepped') reached.add(stepped.state);
    }
  }
  assert.deepEqual([...reached].toSorted(), [...EXPORT_STATES].toSorted());
  const left = (state: ExportState): boolean => possibleEvents(state).some((kind) => kind !== 'returned');
  for (const state of EXPORT_STATES) assert.equal(left(state), !ENDED.includes(state), state);
  for (const { state } of shippedTables().deadlines) assert.ok(!ENDED.some((end) => end === state));
});

test('dueMs counts from the beginning of a state', () => {
  const { deadlines } = shippedTables();
  assert.equal(dueMs({ state: 'presented', sinceMs: 1000 }, deadlines), 1000 + 48 * 3_600_000);
  assert.equal(dueMs({ state: 'delivered', sinceMs: 0 }, deadlines), undefined);
});

test('events of other posts step, or tell of what is past, or are impossible', () => {
  const heard = (state: ExportState, milestone: Milestone, measure?: string): string => {
    const result = hear(state, milestone, measure);
    return result.status === 'past'
      ? 'past'
      : `${result.kind} ${step(state, { kind: result.kind, reason: '13' }).status}`;
  };
  assert.equal(heard('filed', 'booked'), 'booked stepped');
  assert.equal(heard('despatched', 'arrived_abroad'), 'arrived_abroad stepped');
  assert.equal(heard('in_transit', 'despatched'), 'past');
  assert.equal(heard('in_transit', 'at_export_office'), 'past');
  assert.equal(heard('delivered', 'attempted'), 'past');
  assert.equal(heard('presented', 'delivered'), 'delivered refused');
  assert.equal(heard('in_transit', 'attempted', 'A'), 'attempted stepped');
  assert.equal(heard('in_transit', 'attempted', 'D'), 'returning stepped');
  for (const milestone of MILESTONES) for (const state of EXPORT_STATES) assert.ok(heard(state, milestone) !== '');
});

test('what we tell other posts, they would hear as the same', () => {
  for (const kind of EXPORT_EVENTS) {
    const milestone = milestoneTold(kind);
    if (milestone === undefined) continue;
    const state = EXPORT_STATES.find((one) => possibleEvents(one).includes(kind));
    assert.deepEqual(hear(state ?? 'draft', milestone), { status: 'event', kind });
  }
});
