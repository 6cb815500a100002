import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gapOf } from '../../report/gap.js';
import type { PlanningProgress } from './planning-work.js';
import { RoundIndex } from './round-index.js';

function round(number: number, seconds: number, cost: number, bound: number): PlanningProgress {
  return { stage: 'joint', round: number, gap: gapOf(cost, bound), seconds, cost, bound };
}

test('RoundIndex tells shares of the first whole cost, which keep the gap, and rounds before it once it is known', () => {
  const rounds = new RoundIndex();
  const before = rounds.tell(round(1, 1, Number.POSITIVE_INFINITY, 50));
  assert.deepEqual([before.best_index, before.bound_index, rounds.take()], [null, null, []]);
  rounds.tell(round(2, 2, 200, 100));
  const last = rounds.tell(round(3, 3, 150, 120));
  assert.deepEqual([last.best_index, last.bound_index], [0.75, 0.6]);
  assert.equal((last.best_index ?? 0) / (last.bound_index ?? 1) - 1, last.gap);
  assert.deepEqual(
    rounds.take().map((one) => [one.round, one.best_index, one.bound_index]),
    [
      [1, null, 0.25],
      [2, 1, 0.5],
      [3, 0.75, 0.6],
    ],
  );
});

test('RoundIndex leaves out rounds that are close together, but not the last one of the search', () => {
  const rounds = new RoundIndex();
  for (let number = 1; number <= 100; number++) rounds.tell(round(number, 1 + number / 1000, 200 - number, 100));
  const few = rounds.take();
  assert.ok(few.length < 5);
  const alone = rounds.tell({ stage: 'ats alone', round: 1, gap: 0, seconds: 2, cost: 90, bound: 90 });
  assert.deepEqual([alone.stage, alone.round, alone.best_index], ['ats alone', 100, 100 / 199]);
  assert.deepEqual(
    rounds.take().map((one) => one.round),
    [100],
  );
});
