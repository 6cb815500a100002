import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterNotices,
  NO_ROUNDS,
  shareDone,
  stageOf,
  withRounds,
  type Rounds,
  type WirePlan,
} from './plan-progress.js';

const rounds = (attempt: number, numbers: readonly number[]): Rounds => ({
  attempt,
  round: numbers,
  seconds: numbers.map((round) => round / 10),
  best_index: numbers.map((round) => 1 / round),
  bound_index: numbers.map(() => null),
});

test('rounds that are told again are known already, and those of another attempt begin anew', () => {
  const first = withRounds(NO_ROUNDS, rounds(1, [1, 2, 3]));
  const more = withRounds(first, rounds(1, [2, 3, 4]));
  assert.deepEqual(more.round, [1, 2, 3, 4]);
  assert.deepEqual(more.seconds, [0.1, 0.2, 0.3, 0.4]);
  assert.equal(withRounds(more, rounds(1, [4])), more);
  assert.deepEqual(withRounds(more, rounds(2, [1])).round, [1]);
});

test('stages of one party alone are one stage, with the party', () => {
  assert.deepEqual(stageOf('indiapost alone'), { stage: 'alone', party: 'indiapost' });
  assert.deepEqual(stageOf('joint'), { stage: 'joint', party: undefined });
});

test('a notice brings a running plan on, and says nothing of another one or of one that has ended', () => {
  const plan = { id: 'pln_1', state: 'queued', seconds: 10, progress: null } as WirePlan;
  const progress = { stage: 'joint', round: 3, gap: 0.1, seconds: 5, best_index: 1, bound_index: 0.9 };
  const notice = (subject: string) => [
    {
      id: 'ntc_1',
      type: 'plan.changed' as const,
      mode: 'live' as const,
      subject,
      timestamp: '2026-11-23T10:00:00Z',
      data: { state: 'running', progress },
    },
  ];
  const running = afterNotices(plan, notice('pln_1'));
  assert.deepEqual([running.state, running.progress, shareDone(running)], ['running', progress, 0.5]);
  assert.equal(afterNotices(plan, notice('pln_2')), plan);
  const made: WirePlan = { ...plan, state: 'succeeded' };
  assert.equal(afterNotices(made, notice('pln_1')), made);
});
