import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  connectionOf,
  emptyState,
  withAct,
  withKept,
  withOpen,
  withRecorded,
  withResults,
  withScan,
  type DockState,
} from './dock-state.js';
import type { KeptAct } from './dock-store.js';
import { BAG, listForTest } from '../list-for-test.js';

const ARRIVAL = 'org_2';
const DEPARTURE = 'org_1';

function opened(organisationId: string): DockState {
  const kept = withKept(emptyState(organisationId, true), {
    acts: [],
    lists: [listForTest(), listForTest({ id: 'mnf_2' })],
  });
  return withOpen(kept, 'mnf_1', []);
}

function act(seq: number, name: string, changes: Partial<KeptAct> = {}): KeptAct {
  return {
    seq,
    id: `a${seq}`,
    handoverId: 'mnf_1',
    atMs: seq,
    step: { kind: 'scan', of: 'piece', name },
    photo: undefined,
    evidenceId: undefined,
    refusal: undefined,
    ...changes,
  };
}

test('an expected piece is recorded and shown, the second time it is a duplicate', () => {
  const first = withScan(opened(ARRIVAL), 'L1', 1);
  assert.deepEqual(first.record, { handoverId: 'mnf_1', step: { kind: 'scan', of: 'piece', name: 'L1' } });
  const state = withRecorded(withAct(first.state, act(1, 'L1')), first.told?.key ?? 0, 'a1');
  assert.equal(state.lists.get('mnf_1')?.list.pieces.status, 'eeeeaee');
  const second = withScan(state, 'L1', 2);
  assert.deepEqual([second.told?.verdict.kind, second.record], ['duplicate', undefined]);
  assert.deepEqual(
    second.state.told.map(({ verdict }) => verdict.kind),
    ['duplicate', 'good'],
  );
  const result = { id: 'a1', status: 'recorded', item: 'shp_L1', manifested: true, outcome: 'accepted' } as const;
  assert.deepEqual(
    withResults(second.state, [{ ...result, discrepancies: ['LATE'] }]).told.map(({ problems }) => problems),
    [[], ['LATE']],
  );
});

test('what is kept comes back as it was: lists with all that waits, without what was refused', () => {
  const acts = [act(1, 'L1'), act(2, 'L2', { refusal: 'no' }), act(3, 'L3', { handoverId: 'mnf_2' })];
  const state = withKept(emptyState(ARRIVAL, false), { acts, lists: [listForTest(), listForTest({ id: 'mnf_2' })] });
  assert.deepEqual(
    [...state.lists.values()].map(({ list }) => list.pieces.status),
    ['eeeeaee', 'eeeeeea'],
  );
  assert.deepEqual(connectionOf(state), { kind: 'offline', count: 2 });
});

test('what is loaded is marked, and nothing is recorded before it is tendered', () => {
  const first = withScan(opened(DEPARTURE), 'L1', 1);
  assert.deepEqual([first.told?.verdict.kind, first.record], ['good', undefined]);
  const second = withScan(first.state, BAG, 2);
  assert.deepEqual([...second.state.marks], ['L1', BAG]);
  assert.equal(withScan(second.state, 'L1', 3).told?.verdict.kind, 'duplicate');
});

test('the banner tells offline, what waits, sending, all sent, and who must sign in', () => {
  const state = { ...opened(ARRIVAL), acts: [act(1, 'L1')] };
  const kindOf = (changes: Partial<DockState>): string => connectionOf({ ...state, ...changes }).kind;
  assert.equal(kindOf({ acts: [] }), 'sent');
  assert.equal(kindOf({ isSending: true }), 'sending');
  assert.equal(kindOf({ isOnline: false }), 'offline');
  assert.equal(kindOf({ rest: 'unreachable' }), 'offline');
  assert.equal(kindOf({ rest: 'signed_out' }), 'signed_out');
  assert.equal(kindOf({}), 'waiting');
});
