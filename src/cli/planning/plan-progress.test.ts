import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressText, stoppingText } from './plan-progress.js';

const terms = { currency: 'INR', minorPerMajor: 100, seconds: 30 };

test('progressText tells round, cost, bound, gap and the time that is left', () => {
  const progress = { stage: 'joint', round: 17, cost: 100_100_00, bound: 100_000_00, seconds: 5.6 };
  assert.equal(
    progressText(progress, terms),
    'joint  round 17  cost INR 100,100  bound 100,000  gap 0.10 %  24 s left',
  );
});

test('progressText shows no cost and no gap before there is a plan', () => {
  const progress = { stage: 'ats alone', round: 1, cost: Infinity, bound: -Infinity, seconds: 31 };
  assert.equal(progressText(progress, terms), 'ats alone  round 1  cost INR -  bound -  gap -  0 s left');
});

test('stoppingText says that the best plan so far is written', () => {
  const progress = { stage: 'ats alone', round: 1, cost: Infinity, bound: -Infinity, seconds: 31 };
  assert.equal(stoppingText(progress), 'Writing the best plan so far ...  ats alone  round 1');
});
